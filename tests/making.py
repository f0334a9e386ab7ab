"""Registers, events and rule books made from small tables inside the tests.

    tasks = register('''
        编号 | 完成时限   | 状态
        DB1  | 2026-11-02 | 在办
    ''', Kind.TASKS, {"编号": "key", "完成时限": "due", "状态": "status"}, dates=("完成时限",))
"""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from officebatch.model.events import Events
from officebatch.model.register import Cells, Part, Register
from officebatch.model.vocabulary import FieldType, Kind
from officebatch.rulebook.rules import RuleBook
from officebatch.rulebook.settings import Classified, Series, Settings
from officebatch.rulebook.sheets import Department, FieldRule, Person, RegisterRule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

AS_OF = date(2026, 11, 20)


def table(text: str) -> list[dict[str, str]]:
    """A small table (columns split by |, the heading first) as one dict a line."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def register(
    text: str,
    kind: Kind,
    roles: Mapping[str, str],
    *,
    name: str = "台账",
    dates: Sequence[str] = (),
    numbers: Sequence[str] = (),
    types: Mapping[str, FieldType] | None = None,
    first_row: int = 2,
) -> Register:
    """A register whose columns stand at A, B, C … in one sheet. `roles`: field id → role."""
    lines = table(text)
    fields = list(lines[0]) if lines else []
    known = dict.fromkeys(dates, FieldType.DATE) | dict.fromkeys(numbers, FieldType.NUMBER) | dict(types or {})
    frame = pd.DataFrame({f: _column([line[f] for line in lines], known.get(f)) for f in fields})
    key = next((f for f, role in roles.items() if role == "key"), fields[0] if fields else "")
    return Register(
        name=name,
        kind=kind,
        frame=frame,
        shown={f: _cells([line[f] for line in lines]) for f in fields},
        types={f: known.get(f, FieldType.TEXT) for f in fields},
        roles={role: f for f, role in roles.items()},
        parts=(Part(f"{name}.xlsx", name, {f: chr(65 + i) for i, f in enumerate(fields)}),),
        part=np.zeros(len(lines), dtype=np.int32),
        sheet_row=np.arange(first_row, first_row + len(lines), dtype=np.int32),
        keys=np.array([line[key] for line in lines], dtype=object),
    )


def events(of: Register, steps: Sequence[str], process: str = "发文") -> Events:
    """The events of a register whose steps stand in columns `<step>人` and `<step>日期`."""
    persons, days, lines = [], [], []
    for record in range(len(of)):
        for place, step in enumerate(steps):
            who, when = of.text(record, f"{step}人"), of.frame[f"{step}日期"].iat[record]
            if who or of.text(record, f"{step}日期"):
                lines.append((record, place, 1, bool(of.text(record, f"{step}日期")), record))
                persons.append(who or None)
                days.append(when)
    frame = pd.DataFrame(lines, columns=["record", "step", "pass", "dated", "row"])
    frame["person"] = pd.Categorical(persons)
    frame["date"] = pd.to_datetime(pd.Series(days, dtype=object)).astype("datetime64[s]")
    return Events(
        register=of.name,
        process=process,
        steps=tuple(steps),
        person_fields=tuple(f"{s}人" for s in steps),
        date_fields=tuple(f"{s}日期" for s in steps),
        frame=frame,
    )


def settings(**changed: object) -> Settings:
    """Settings of the example office, with `changed` fields."""
    plain: dict[str, object] = {
        "full_name": "临江县供电局",
        "short_name": "县供电局",
        "office_name": "临江县供电局办公室",
        "office_department": "办公室",
        "start_day": date(2026, 1, 1),
        "answer_days": {"催办通知单": 2, "督办通知单": 3, "整改通知单": 5},
        "telephone": "0454-7654321",
        "contact": "沈静",
        "head": "董玉斌",
        "prepared_by": "沈静",
        "series": {
            "催办": Series("催办", "临电催〔{年}〕{序号}号", 0),
            "督办": Series("督办", "临电督〔{年}〕{序号}号", 0),
            "整改": Series("整改", "临电改〔{年}〕{序号}号", 0),
            "周报": Series("周报", "{年}年第{序号}期", 0),
            "通报": Series("通报", "第{序号}期", 0),
        },
        "classified": Classified.QUARANTINE,
        "inner_levels": ("工作秘密", "商密", "内部"),
        "secret_words": ("绝密", "机密", "秘密"),
        "public_words": ("公开",),
        "due_soon_days": 5,
        "rest_days": 10,
        "rate_from": 5,
        "score_from": 3,
        "appeal_days": 3,
        "publication_days": 5,
        "quota_rounding": "取整",
        "quota_class": 1,
        "grade_from": 50,
        "ballots_from": 5,
        "ballots_high": 40,
        "bonus_cap": 5,
        "deduction_cap": 10,
        "deduction_order": ("G2", "G1", "G4", "G5", "G6", "G3"),
        "language": "zh_CN",
        "address": "你部门",
        "hours": ((time(8, 30), time(12, 0)), (time(14, 30), time(18, 0))),
        "weekly_names_departments": True,
        "mails_nothing": False,
    }
    return Settings(**(plain | changed))  # type: ignore[arg-type]  # a table of one's own, checked by the tests' use


def rules(**changed: object) -> RuleBook:
    """A rule book of two departments and three people, empty otherwise, with `changed` sheets."""
    plain: dict[str, object] = {
        "settings": settings(),
        "departments": (Department("办公室", 1), Department("财务科", 2, short_names=("财务",))),
        "people": (
            Person("董玉斌", "办公室", "主任"),
            Person("袁艳强", "办公室", "秘书"),
            Person("朱梅", "财务科", "科员"),
        ),
        "checks": {},
    }
    empty = dict.fromkeys(
        (
            "absences",
            "calendar",
            "steps",
            "relations",
            "ladder",
            "registers",
            "fields",
            "choices",
            "own_checks",
            "indicators",
            "grades",
            "merits",
            "outputs",
            "exemptions",
            "rulings",
        ),
        (),
    )
    return RuleBook(**(empty | plain | changed))  # type: ignore[arg-type]  # as above


def register_rule(of: Register, **changed: object) -> RegisterRule:
    """The line of sheet 台账 for a register made here."""
    plain: dict[str, object] = {"name": of.name, "kind": of.kind, "files": f"{of.name}*", "keeper": "沈静"}
    return RegisterRule(**(plain | changed))  # type: ignore[arg-type]  # as above


def field_rules(of: Register, **changed: Mapping[str, object]) -> tuple[FieldRule, ...]:
    """The lines of sheet 字段 for a register made here; `changed`: field id → what differs."""
    roles = {field: role for role, field in of.roles.items()}
    return tuple(
        FieldRule(
            **{  # type: ignore[arg-type]  # as above
                "register": of.name,
                "field": f,
                "role": roles.get(f, ""),
                "headings": (f,),
                "type": of.types[f],
                **changed.get(f, {}),
            }
        )
        for f in of.frame.columns
    )


def _column(cells: list[str], kind: FieldType | None) -> object:
    if kind in (FieldType.DATE, FieldType.DATETIME):
        return np.array([_date(cell) for cell in cells], dtype="datetime64[s]")
    if kind in (FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT):
        return np.array([float(c) if c else np.nan for c in cells])
    return pd.Categorical([c or None for c in cells])


def _date(cell: str) -> np.datetime64:
    try:
        return np.datetime64(cell.replace(" ", "T") or "NaT")
    except ValueError:
        return np.datetime64("NaT")


def _cells(cells: list[str]) -> Cells:
    texts = tuple(dict.fromkeys(c for c in cells if c))
    place = {text: i for i, text in enumerate(texts)}
    return Cells(np.array([place.get(c, -1) for c in cells], dtype=np.int32), texts)
