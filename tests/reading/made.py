"""Workbooks and a small rule book for reading: an outgoing register with two steps, a task list, an event list."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl

from officebatch.model.vocabulary import FieldType, Kind
from officebatch.reading import read
from officebatch.rulebook.sheets import Choice, Department, FieldRule, Person, RegisterRule, Required, Step
from tests import making

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from officebatch.model.office import Office
    from officebatch.model.report import Trouble, TroubleKind
    from officebatch.rulebook.rules import RuleBook

    Rows = Sequence[Any]  # rows of cells, as a test writes them down

OUT, TASKS, FLOW = "发文登记簿", "督办台账", "办文流水"
HEADINGS = [
    "序号",
    "发文字号",
    "标题",
    "密级",
    "紧急程度",
    "拟稿部门",
    "拟稿人",
    "拟稿日期",
    "核稿人",
    "核稿日期",
    "备注",
]
_TYPES = FieldType
_FIELDS = {
    OUT: (
        ("发文字号", "key", _TYPES.DOCUMENT_NUMBER, "文号"),
        ("标题", "title", _TYPES.TEXT, "文件标题 文件名称"),
        ("密级", "secrecy", _TYPES.TEXT, "秘密等级"),
        ("紧急程度", "urgency", _TYPES.CHOICE, "缓急"),
        ("拟稿部门", "department", _TYPES.DEPARTMENT, "主办部门"),
        ("拟稿人", "", _TYPES.PERSON, "起草人"),
        ("拟稿日期", "", _TYPES.DATE, "拟稿时间"),
        ("核稿人", "", _TYPES.PERSON, "审核人"),
        ("核稿日期", "", _TYPES.DATE, "核稿时间"),
        ("备注", "remark", _TYPES.TEXT, "说明"),
    ),
    TASKS: (
        ("编号", "key", _TYPES.TEXT, "督办编号"),
        ("督办事项", "title", _TYPES.TEXT, "事项内容"),
        ("责任部门", "department", _TYPES.DEPARTMENT, "主办部门"),
        ("责任人", "person", _TYPES.PERSON, "负责人"),
        ("配合人", "", _TYPES.PEOPLE, "协办人"),
        ("完成时限", "due", _TYPES.DATE, "要求完成时间"),
        ("办结日期", "done", _TYPES.DATE, "实际完成时间"),
        ("完成率", "progress", _TYPES.PERCENT, "完成进度"),
        ("延期次数", "extensions", _TYPES.INTEGER, ""),
        ("状态", "status", _TYPES.CHOICE, "办理状态"),
        ("公开", "", _TYPES.YES_NO, "是否公开"),
        ("密级", "secrecy", _TYPES.TEXT, ""),
    ),
    FLOW: (
        ("文号", "case", _TYPES.DOCUMENT_NUMBER, ""),
        ("环节", "step", _TYPES.TEXT, ""),
        ("经办人", "person", _TYPES.PERSON, ""),
        ("日期", "date", _TYPES.DATE, ""),
    ),
}


def rules(**changed: object) -> RuleBook:
    """The rule book of the tests, with `changed` sheets."""
    registers = (
        RegisterRule(OUT, Kind.FLOW, "*发文*", key_field="发文字号"),
        RegisterRule(TASKS, Kind.TASKS, "*督办*"),
        RegisterRule(FLOW, Kind.EVENTS, "*流水*"),
    )
    steps = tuple(
        Step("发文", register, place, name, f"{name}人", f"{name}日期", required=Required.NO)
        for register in (OUT, FLOW)
        for place, name in enumerate(("拟稿", "核稿"))
    )
    plain: dict[str, object] = {
        "departments": (
            Department("办公室", 1),
            Department("财务科", 2, short_names=("财务",), old_names=("计财科",)),
        ),
        "people": (
            Person("董玉斌", "办公室", "主任"),
            Person("于伟", "办公室", "秘书"),
            Person("朱梅", "财务科", "科员"),
            Person("吴静", "财务科", "科员"),
            Person("吴静", "营销科", "科员"),
        ),
        "registers": registers,
        "fields": fields(),
        "steps": steps,
        "choices": (
            Choice("紧急程度", "平件", ("平", "一般", "")),
            Choice("紧急程度", "特急", ("特急件",)),
            Choice("状态", "办结", ("已办结", "√", "100%")),
            Choice("状态", "在办", ("推进中",)),
            Choice("状态", "长期", ("长期坚持", "常态化")),
        ),
    }
    return making.rules(**(plain | changed))


def fields(**changed: Mapping[str, object]) -> tuple[FieldRule, ...]:
    """The field rules; `changed`: field id → what differs."""
    return tuple(
        FieldRule(
            **{  # type: ignore[arg-type]  # a table of one's own
                "register": register,
                "field": name,
                "role": role,
                "headings": (name, *synonyms.split()),
                "type": kind,
                "choices": "状态" if name == "状态" else "紧急程度" if kind is FieldType.CHOICE else "",
                **changed.get(name, {}),
            }
        )
        for register, of in _FIELDS.items()
        for name, role, kind, synonyms in of
    )


def line(number: int = 1, **cells: object) -> list[object]:
    """One record of the outgoing register under HEADINGS; `cells` say what differs."""
    plain: dict[str, object] = {
        "序号": number,
        "发文字号": f"临电办〔2026〕{number}号",
        "标题": f"关于做好第{number}项工作的通知",
        "密级": "公开",
        "紧急程度": "平件",
        "拟稿部门": "办公室",
        "拟稿人": "于伟",
        "拟稿日期": date(2026, 1, 5),
        "核稿人": "董玉斌",
        "核稿日期": date(2026, 1, 6),
        "备注": None,
    }
    return list((plain | cells).values())


def workbook(path: Path, sheets: Mapping[str, Rows], merged: Mapping[str, Sequence[str]] | None = None) -> Path:
    """A workbook with these rows from A1 of each sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for span in (merged or {}).get(name, ()):
            sheet.merge_cells(span)
    book.save(path)
    return path


def office(folder: Path, rows: Rows, book: RuleBook | None = None, *merged: str) -> Office:
    """The office as read from one outgoing register with these rows."""
    workbook(folder / "发文登记簿.xlsx", {OUT: rows}, {OUT: merged})
    return read(folder, book or rules())


def troubles(of: Office, kind: TroubleKind) -> list[Trouble]:
    """The troubles of one kind."""
    return [t for t in of.troubles if t.kind is kind]


def days(of: Office, field: str, register: str = OUT) -> list[str]:
    """A date column as ISO days, "" where there is none."""
    found = of.registers[register].frame[field]
    return ["" if str(value) == "NaT" else datetime.fromisoformat(str(value)).date().isoformat() for value in found]


def words(of: Office, field: str, register: str = OUT) -> list[str]:
    """A column of words, "" where there is none."""
    return [v if isinstance(v, str) else "" for v in of.registers[register].frame[field].tolist()]
