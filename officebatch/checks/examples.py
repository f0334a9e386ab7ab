"""The small office in which the examples of the checks play, and the builder that turns a table into it.

The headings of a table say which register it is; a text that is no value of its field becomes an unread cell, as
reading would leave it. Tables headed 文件 and 情形 tell of workbooks instead.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from officebatch.model.events import Events
from officebatch.model.office import Office
from officebatch.model.origin import Origin
from officebatch.model.register import Cells, Part, Register, Unread
from officebatch.model.report import Trouble, TroubleKind
from officebatch.model.vocabulary import FieldType, Kind
from officebatch.rulebook.rules import (
    Choice,
    Classified,
    Department,
    FieldRule,
    Person,
    RegisterRule,
    Relation,
    RelationKind,
    Required,
    RuleBook,
    Settings,
    Step,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

AS_OF = date(2026, 11, 20)
_STEPS = (("拟稿", ()), ("会商", ()), ("核稿", ("秘书",)), ("签发", ("主任",)), ("用印", ("机要员",)))
_STATUS = {"办结": ("√", "完成"), "在办": (), "取消": ("作废",), "暂停": ()}
_STATES = {
    "打不开": TroubleKind.UNREADABLE,
    "加密": TroubleKind.ENCRYPTED,
    "正被打开": TroubleKind.OPEN_ELSEWHERE,
    "找不到": TroubleKind.NO_WORKBOOK,
    "无人认领": TroubleKind.NO_REGISTER,
    "无表头": TroubleKind.NO_HEADINGS,
    "列名两可": TroubleKind.AMBIGUOUS_HEADING,
}
_SECRET = ("绝密", "机密", "秘密")
_DATES = (FieldType.DATE, FieldType.DATETIME)


@dataclass(frozen=True)
class _Book:
    """One register of the example office: its key field first. fields: id → (role, type)."""

    name: str
    kind: Kind
    fields: dict[str, tuple[str, FieldType]]
    required: tuple[str, ...] = ()


_BOOKS = (
    _Book(
        "发文",
        Kind.FLOW,
        {
            "文号": ("key", FieldType.DOCUMENT_NUMBER),
            "标题": ("title", FieldType.TEXT),
            "拟稿部门": ("department", FieldType.DEPARTMENT),
            "密级": ("secrecy", FieldType.CHOICE),
            "紧急程度": ("urgency", FieldType.CHOICE),
            **{f"{s}人": ("", FieldType.PERSON) for s, _ in _STEPS},
            **{f"{s}日期": ("", FieldType.DATE) for s, _ in _STEPS},
        },
        ("标题",),
    ),
    _Book(
        "督办",
        Kind.TASKS,
        {
            "编号": ("key", FieldType.TEXT),
            "牵头部门": ("department", FieldType.DEPARTMENT),
            "责任人": ("person", FieldType.PERSON),
            "立项日期": ("start", FieldType.DATE),
            "完成时限": ("due", FieldType.DATE),
            "最近反馈日期": ("last_feedback", FieldType.DATE),
            "完成率": ("progress", FieldType.PERCENT),
            "状态": ("status", FieldType.CHOICE),
            "办结日期": ("done", FieldType.DATE),
            "延期次数": ("extensions", FieldType.INTEGER),
        },
    ),
    _Book(
        "职责",
        Kind.DUTIES,
        {
            "职责编号": ("key", FieldType.TEXT),
            "部门": ("department", FieldType.DEPARTMENT),
            "岗位": ("post", FieldType.TEXT),
            "职责内容": ("content", FieldType.TEXT),
            "A岗": ("holder_a", FieldType.PERSON),
            "B岗": ("holder_b", FieldType.PERSON),
            "工作标准": ("standard", FieldType.TEXT),
        },
    ),
)
_CHOICES = {"密级": {"公开": ()}, "紧急程度": {"平件": ("",), "加急": (), "特急": ()}, "状态": _STATUS}


def office_of(text: str) -> tuple[Office, RuleBook]:
    """The example office with the one register a table tells, and its rule book."""
    rules = example_rules()
    lines = [[cell.strip() for cell in line.split("|")] for line in inspect.cleandoc(text).splitlines()]
    headings, rows = lines[0], lines[1:]
    if headings[0] == "文件":
        return Office({}, {}, troubles=tuple(_trouble(*row) for row in rows if row[1] in _STATES)), rules
    book = next(b for b in _BOOKS if next(iter(b.fields)) == headings[0])
    register, troubles = _register(book, headings, rows, rules)
    events = {("发文", "发文"): _events(register)} if book.kind is Kind.FLOW else {}
    return Office({register.name: register}, events, troubles=troubles), rules


def example_rules() -> RuleBook:
    """The rule book of the example office: two departments, six people, one process of five steps."""
    people = (
        Person("王平", "办公室", "主任"),
        Person("李文", "办公室", "秘书"),
        Person("赵敏", "办公室", "机要员"),
        Person("周强", "财务科", "主任"),
        Person("孙丽", "财务科", "科员"),
        Person("吴静", "办公室", "科员"),
        Person("吴静", "财务科", "科员"),
    )
    steps = tuple(
        Step("发文", "发文", i, name, f"{name}人", f"{name}日期", posts,
             required=Required.NO if name == "会商" else Required.YES)
        for i, (name, posts) in enumerate(_STEPS)
    )  # fmt: skip
    names = [name for name, _ in _STEPS]
    before = [Relation("发文", a, RelationKind.BEFORE, b) for a, b in zip(names, names[1:], strict=False)]
    apart = [Relation("发文", a, RelationKind.NOT_SAME_PERSON, b) for a, b in (("拟稿", "核稿"), ("拟稿", "签发"))]
    return RuleBook(
        settings=_settings(),
        departments=tuple(Department(d, i) for i, d in enumerate(("办公室", "财务科", "营销科"))),
        people=people,
        absences=(), calendar=(), ladder=(), own_checks=(), indicators=(), grades=(), outputs=(),
        exemptions=(), rulings=(),
        steps=steps,
        relations=(*before, *apart),
        registers=tuple(RegisterRule(b.name, b.kind, f"{b.name}*", key_field=next(iter(b.fields))) for b in _BOOKS),
        fields=tuple(rule for book in _BOOKS for rule in _field_rules(book)),
        choices=tuple(Choice(name, v, words) for name, values in _CHOICES.items() for v, words in values.items()),
        checks={},
    )  # fmt: skip


def _settings() -> Settings:
    return Settings(
        full_name="示例单位", short_name="示例", office_name="示例单位办公室", office_department="办公室",
        start_day=date(2026, 1, 1), answer_days={}, telephone="", contact="", head="王平", prepared_by="李文",
        series={}, classified=Classified.QUARANTINE, inner_levels=(), secret_words=_SECRET, public_words=("公开",),
        due_soon_days=5, rate_from=5, score_from=3, appeal_days=3, publication_days=5, quota_rounding="取整",
        language="zh_CN", address="你部门", hours=((time(8, 30), time(12)), (time(14, 30), time(18))),
        weekly_names_departments=True,
    )  # fmt: skip


def _field_rules(book: _Book) -> list[FieldRule]:
    return [
        FieldRule(
            book.name, name, role, (name,), kind,
            required=Required.YES if name in book.required else Required.NO,
            choices=name if kind is FieldType.CHOICE else "",
            template="临电办〔{年}〕{序号}号" if kind is FieldType.DOCUMENT_NUMBER else "",
            unique=role == "key",
        )
        for name, (role, kind) in book.fields.items()
    ]  # fmt: skip


def _trouble(file: str, state: str) -> Trouble:
    return Trouble(_STATES[state], Origin(file), file.removesuffix("登记簿.xlsx").removesuffix("登记簿"))


def _register(
    book: _Book, headings: Sequence[str], rows: list[list[str]], rules: RuleBook
) -> tuple[Register, tuple[Trouble, ...]]:
    part = Part(f"{book.name}.xlsx", book.name, {f: chr(ord("A") + i) for i, f in enumerate(headings)})
    place = {f: i for i, f in enumerate(headings)}
    secret = [at for at, row in enumerate(rows) if "密级" in place and row[place["密级"]] in _SECRET]
    troubles = [
        Trouble(TroubleKind.CLASSIFIED, Origin(part.workbook, part.sheet, at + 2, part.letters["密级"]), book.name)
        for at in secret
    ]
    missing = [f for f in book.required if f not in headings]
    troubles += [Trouble(TroubleKind.MISSING_COLUMN, Origin(part.workbook, part.sheet), book.name, f) for f in missing]
    open_rows = [at for at in range(len(rows)) if at not in secret]
    columns, unread = {}, []
    for name, (_, kind) in book.fields.items():
        texts = [rows[at][place[name]] if name in place else "" for at in open_rows]
        homes = [rows[at][place["牵头部门"]] if "牵头部门" in place else "" for at in open_rows]
        values = [_value(text, kind, name, home, rules) for text, home in zip(texts, homes, strict=True)]
        columns[name] = _column(kind, values)
        for row, (text, value) in enumerate(zip(texts, values, strict=True)):
            if text and value is None:
                told = _cell_trouble(text, name, home=homes[row], rules=rules)
                origin = Origin(part.workbook, part.sheet, open_rows[row] + 2, part.letters[name])
                if told is not None:
                    troubles.append(Trouble(told, origin, book.name, name, rows[open_rows[row]][0]))
                else:
                    unread.append(Unread(row, name, kind, text))
    shown = {f: _cells([rows[at][place[f]] for at in open_rows]) for f in book.fields if f in headings}
    return Register(
        name=book.name,
        kind=book.kind,
        frame=pd.DataFrame(columns),
        shown=shown,
        types={f: kind for f, (_, kind) in book.fields.items()},
        roles={role: f for f, (role, _) in book.fields.items() if role},
        parts=(part,),
        part=np.zeros(len(open_rows), dtype=np.int32),
        sheet_row=np.array(open_rows, dtype=np.int32) + 2,
        keys=np.array([rows[at][0] or f"#{at}" for at in open_rows], dtype=object),
        unread=tuple(unread),
        missing=tuple(missing),
        seats={headings[0]: tuple(rows[at][0] for at in secret)},
    ), tuple(troubles)


def _value(text: str, kind: FieldType, name: str, home: str, rules: RuleBook) -> object | None:
    """The value of a cell, None where it is empty or cannot be read."""
    if not text:
        return None
    match kind:
        case FieldType.DATE | FieldType.DATETIME:
            try:
                return np.datetime64(text, "s")
            except ValueError:
                return None
        case FieldType.PERCENT | FieldType.INTEGER | FieldType.NUMBER:
            digits = text.removesuffix("%")
            return float(digits) / (100 if text != digits else 1) if digits.isdigit() else None
        case FieldType.DEPARTMENT:
            return rules.department_names.get(text)
        case FieldType.PERSON:
            return text if rules.person(text, home) else None
        case FieldType.CHOICE:
            return rules.choice_lists[name].get(text)
        case _:
            return text


def _cell_trouble(text: str, name: str, home: str, rules: RuleBook) -> TroubleKind | None:
    if text.startswith("#"):
        return TroubleKind.ERROR_CELL
    if text.startswith("="):
        return TroubleKind.UNCALCULATED
    if name == "责任人" and len(rules.people_by_name.get(text, ())) > 1 and not rules.person(text, home):
        return TroubleKind.AMBIGUOUS_PERSON
    return None


def _column(kind: FieldType, values: list[object | None]) -> object:
    if kind in _DATES:
        return np.array([np.datetime64("NaT") if v is None else v for v in values], dtype="datetime64[s]")
    if kind in (FieldType.PERCENT, FieldType.INTEGER, FieldType.NUMBER):
        return np.array([np.nan if v is None else v for v in values], dtype="float64")
    return pd.Categorical(values)


def _cells(texts: list[str]) -> Cells:
    distinct = list(dict.fromkeys(text for text in texts if text))
    return Cells(np.array([distinct.index(t) if t else -1 for t in texts], dtype=np.int32), tuple(distinct))


def _events(register: Register) -> Events:
    lines = [
        (row, at, 1, register.frame[f"{step}人"].iat[row], register.frame[f"{step}日期"].iat[row],
         bool(register.text(row, f"{step}日期")), row)
        for row in range(len(register))
        for at, (step, _) in enumerate(_STEPS)
        if register.text(row, f"{step}人") or register.text(row, f"{step}日期")
    ]  # fmt: skip
    frame = pd.DataFrame(lines, columns=["record", "step", "pass", "person", "date", "dated", "row"])
    frame["person"] = pd.Categorical(frame["person"])
    frame["date"] = frame["date"].to_numpy(dtype="datetime64[s]")
    names = [step for step, _ in _STEPS]
    fields = [tuple(f"{n}{what}" if f"{n}{what}" in register.shown else "" for n in names) for what in ("人", "日期")]
    return Events("发文", "发文", tuple(names), fields[0], fields[1], frame)
