"""Sheet 字段: headings met become synonyms, unknown ones fields of their own, what no table has goes aside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from officebatch.model.report import How
from officebatch.model.survey import Holds
from officebatch.rulebook.proposing.naming import ALIKE, called, step_fields, together
from officebatch.rulebook.proposing.question import words_of
from officebatch.wording import marked

if TYPE_CHECKING:
    from officebatch.model.survey import SeenColumn, SeenTable, Survey
    from officebatch.rulebook.proposing.question import Draft, Line

SEVERAL = marked("The heading “{heading}” ({place}) may be {candidates}. Write it into column 表头 of the right one; "
                 "until then the column is not read.")
UNKNOWN = marked("Nobody knows the heading “{heading}” ({place}). It is read as a field of its own and used for "
                 "nothing. If it is something the program uses, choose it in column 用途.")
LACKING = marked("{register} has no column that looks like {field}. If it has one under another heading, write that "
                 "into column 表头; if it has none, delete this line.")
NO_KEY = marked("{register} has no column that names its records (a number). If it has one, name its field here.")
_TYPES = {Holds.DAY: "日期", Holds.NUMBER: "数值", Holds.NAME: "文本", Holds.TEXT: "文本"}
_NOWHERE = (How.UNKNOWN, How.AMBIGUOUS, How.SUFFIX, How.NEAR)  # the last three: of a step the office does not have
ESSENTIAL = {
    "流转": ("编号", "标题", "部门"), "任务": ("标题", "部门", "到期日"), "职责": ("部门", "职责内容", "A角"),
    "流水": ("事项编号", "环节", "责任人", "日期"),
}  # fmt: skip


def propose(draft: Draft, survey: Survey) -> None:
    """Fill and clear the lines of sheet 字段."""
    for register, tables in survey.registers.items():
        for table in tables:
            for column in table.columns:
                _take(draft, register, table, column)
        _without_hours(draft, register, tables)
        _put_aside(draft, register, tables)
        for line in draft.lines("台账", 台账=register):
            fields = {f["字段"] for f in draft.lines("字段", 台账=register)}
            if line.get("主键字段") and line["主键字段"] not in fields:
                line["主键字段"] = ""
                draft.ask("台账", line, "主键字段", NO_KEY, register=register)


def _take(draft: Draft, register: str, table: SeenTable, column: SeenColumn) -> None:
    heading, place = together(column), f"{table.place}!{column.letter}{max(table.heading_rows, default=1)}"
    lines = {line["字段"]: line for line in draft.lines("字段", 台账=register)}
    if not heading or any(heading in _headings(line) for line in lines.values()):
        return
    candidates = [name for name in column.candidates if _standing(lines, name)]
    if column.how in (How.SUFFIX, How.NEAR) and _standing(lines, column.field):
        line = _line_of(lines, column.field)
        line["表头"] = "、".join((*_headings(line), heading))
        draft.ask("字段", line, "表头", ALIKE, heading=column.text, place=place, field=column.field)
    elif candidates:
        line = _line_of(lines, candidates[0])
        named = "、".join(candidates)
        draft.ask("字段", line, "表头", SEVERAL, heading=column.text, place=place, candidates=named)
    elif column.how in _NOWHERE and not _of_a_step(draft, register, column) and column.holds is not Holds.NOTHING:
        line = {"台账": register, "字段": _name(heading, lines), "表头": heading, "类型": _TYPES[column.holds]}
        last = max(i for i, other in enumerate(draft.tables["字段"]) if other["台账"] == register)
        draft.tables["字段"].insert(last + 1, line)
        draft.ask("字段", line, "用途", UNKNOWN, heading=column.text, place=place)


def _without_hours(draft: Draft, register: str, tables: tuple[SeenTable, ...]) -> None:
    """A field of days and hours whose cells mostly are days alone holds days: a stray hour would order steps."""
    for line in draft.lines("字段", 台账=register, 类型="日期时间"):
        names = {line["字段"], *_headings(line)}
        counts = [found for t in tables for name, found in t.timed.items() if name in names]
        if sum(hours for hours, _ in counts) * 2 < sum(n for _, n in counts):
            line["类型"] = "日期"


def _headings(line: Line) -> list[str]:
    return words_of(line.get("表头", "")) or [line["字段"]]


def _line_of(lines: dict[str, Line], field: str) -> Line:
    """The line of a field, also where its step was given another name and it with it."""
    return lines.get(field) or next(line for line in lines.values() if field in _headings(line))


def _standing(lines: dict[str, Line], field: str) -> bool:
    """Whether a field is still there, its step not dropped."""
    return field in lines or any(field in _headings(line) for line in lines.values())


def _of_a_step(draft: Draft, register: str, column: SeenColumn) -> bool:
    """Whether reading knows a column of two heading rows by the step above: 归档 over 经办人."""
    return len(column.heading) > 1 and any(s["环节"] == called(column) for s in draft.lines("流程", 台账=register))


def _name(heading: str, taken: dict[str, Line]) -> str:
    bare = re.sub(r"\W+", "", heading)
    name = bare if bare.isidentifier() else f"栏_{bare}"
    while name in taken:
        name += "_"
    return name


def _put_aside(draft: Draft, register: str, tables: tuple[SeenTable, ...]) -> None:
    seen = {field for t in tables for c in t.columns for field in (c.field, *c.candidates)}
    kind = draft.lines("台账", 台账=register)[0]["种类"]
    gone = []
    for line in draft.lines("字段", 台账=register):
        if line["字段"] in seen or _is_new(line, tables) or line["字段"] in _of_steps(draft, register):
            continue
        if line.get("用途", "") in ESSENTIAL.get(kind, ("标题",)) or line.get("必填") == "是":
            draft.ask("字段", line, "表头", LACKING, register=register, field=line["字段"])
        else:
            gone.append(line)
    draft.drop("字段", gone)
    draft.unused += gone
    _forget(draft, register, {line["字段"] for line in gone})


def _is_new(line: Line, tables: tuple[SeenTable, ...]) -> bool:
    return any(together(c) == line.get("表头") and c.how is How.UNKNOWN for t in tables for c in t.columns)


def _of_steps(draft: Draft, register: str) -> set[str]:
    steps = draft.lines("流程", 台账=register)
    return {field for step in steps for field in step_fields(step)}


def _forget(draft: Draft, register: str, gone: set[str]) -> None:
    """Whatever counted on a field that is not there."""
    for step in draft.lines("流程", 台账=register):
        for heading, text in list(step.items()):
            if text.strip("[]") in gone and text.startswith("["):
                step[heading] = ""
        if _names(step.get("必经", ""), gone):
            step["必经"] = "否"
    for line in draft.lines("字段", 台账=register):
        if _names(line.get("必填", ""), gone):
            line["必填"] = "否"
    for line in draft.lines("指标", 台账=register):
        if any(field in line.get(cell, "") for field in gone for cell in ("条件", "算式")):
            line.update({"算法": "", "条件": "", "算式": "", "备注": "台账没有对应的栏目，不计分"})


def _names(condition: str, gone: set[str]) -> bool:
    return any(field in gone for field in re.findall(r"\[([^\[\]]+)\]", condition))
