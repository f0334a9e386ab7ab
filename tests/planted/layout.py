"""Where things stand on a sheet: title rows, headings, records, and all that stands between and around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.planted import wordings
from tests.planted.looks import EXTRAS, NOTES
from tests.planted.office import PROCESSES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from tests.planted.looks import Style
    from tests.planted.records import Record

STRAYS = ("见附件", "已电话告知", "此行待核", "←注意", "李")
MONTHS = "一二三四五六七八九十"


@dataclass
class Sheet:
    """One sheet as cells by (row, column), both from 1, and where the records came to stand."""

    name: str
    cells: dict[tuple[int, int], Any] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    bordered: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[int, Record]] = field(default_factory=list)


def lay(register: str, lines: Sequence[Record], look: Style, rng: Random) -> list[Sheet]:
    """The register's sheets: one, or one a month."""
    if not look.monthly:
        return [_sheet(register, lines, look, rng)]
    months: dict[int, list[Record]] = {}
    for line in lines:
        months.setdefault(line.begun.month, []).append(line)
    return [_sheet(_month(month, look.monthly), some, look, rng) for month, some in sorted(months.items())]


def _month(month: int, way: int) -> str:
    chinese = MONTHS[month - 1] if month <= 10 else "十" + MONTHS[month - 11]
    return {1: f"{month}月", 2: f"{chinese}月", 3: f"2026年{month}月", 4: f"2026.{month}"}[way]


def _sheet(name: str, lines: Sequence[Record], look: Style, rng: Random) -> Sheet:
    sheet = Sheet(name)
    register = lines[0].register
    sheet.columns = {x: at + look.shift for at, x in enumerate(look.order, 1)}
    width = len(look.order) + look.shift
    row = 0
    for title in look.titles:
        row += 1
        sheet.cells[row, 1] = title
        sheet.merges.append((row, 1, row, width))
    heads = _headings(register, look, rng)
    row = _put(sheet, heads, row, look.shift, merge=True)
    row = _body(sheet, lines, look, (row, heads), rng)
    row = _foot(sheet, len(lines), look, row)
    if look.numbered and "序号" in sheet.columns:
        last = int(lines[-1].values["序号"])
        for at in range(look.numbered):
            sheet.cells[row + 1 + at, sheet.columns["序号"]] = last + 1 + at
    if look.stray:
        sheet.cells[rng.choice(sheet.rows)[0] if rng.random() < 0.5 else row + 3, 52] = rng.choice(STRAYS)
    sheet.bordered = row + look.empty if look.empty else 0
    if look.merged:
        _merge_departments(sheet)
    if look.hidden:
        sheet.hidden = sorted(rng.sample([at for at, _ in sheet.rows], min(4, len(sheet.rows))))
    return sheet


def _headings(register: str, look: Style, rng: Random) -> list[list[Any]]:
    """One or two rows of heading text; in two, the step stands over its person and day."""
    names, steps = dict(look.names), PROCESSES.get(register, ())
    if not look.two_rows:
        numbered = look.mess == "wild" and rng.random() < 0.15
        row = [wordings.heading(names.get(x, x), look.mess, rng) for x in look.order]
        return [[f"{at}、{x}" for at, x in enumerate(row, 1)] if numbered else row]
    upper: list[Any] = []
    lower: list[Any] = []
    people, days = {s.who: s.name for s in steps}, {s.when for s in steps}
    under = ("经办人", rng.choice(("日期", "时间")) if look.mess == "wild" else "日期")
    for x in look.order:
        if x in people:
            upper.append(people[x])
            lower.append(under[0])
        elif x in days:
            upper.append(None)
            lower.append(under[1])
        else:
            upper.append(wordings.heading(names.get(x, x), look.mess, rng))
            lower.append(None)
    return [upper, lower]


def _put(sheet: Sheet, heads: list[list[Any]], row: int, shift: int, *, merge: bool) -> int:
    for line in heads:
        row += 1
        for at, value in enumerate(line, 1 + shift):
            if value is not None:
                sheet.cells[row, at] = value
    if merge and len(heads) == 2:
        for at, (upper, lower) in enumerate(zip(*heads, strict=True), 1 + shift):
            if lower == "经办人":
                sheet.merges.append((row - 1, at, row - 1, at + 1))
            elif upper is not None:
                sheet.merges.append((row - 1, at, row, at))
    return row


def _body(
    sheet: Sheet, lines: Sequence[Record], look: Style, head: tuple[int, list[list[Any]]], rng: Random
) -> int:
    """The records below the headings, with what clerks put between them; gives the last row."""
    row, heads = head
    first = 1 + look.shift
    again = rng.randrange(len(lines) // 3, len(lines)) if look.repeat and len(lines) > 5 else -1
    month, count = 0, 0
    for at, line in enumerate(lines):
        if look.subtotals and line.begun.month != month:
            if month:
                row += 1
                sheet.cells |= {(row, first): f"{month}月小计", (row, first + 2): count}
            month, count = line.begun.month, 0
        if at == again:
            row = _put(sheet, heads, row, look.shift, merge=False)
        if look.gaps and at and rng.random() < 0.02:
            row += 1
        row, count = row + 1, count + 1
        sheet.rows.append((row, line))
        for name, column in sheet.columns.items():
            value = _written(name, line, look, rng)
            if value is not None:
                sheet.cells[row, column] = value
    return row


def _written(name: str, line: Record, look: Style, rng: Random) -> Any:
    if name in EXTRAS and name not in line.values:
        return rng.choice((*EXTRAS[name], None))
    value = line.values[name]
    if value is None:
        return " " if look.mess == "wild" and rng.random() < 0.01 else None
    if name in line.raw:
        return value
    if isinstance(value, date):
        return wordings.day(value, look.mess, rng, titled=bool(look.titles))
    if isinstance(value, str):
        value = wordings.synonym(name, value, rng) if look.synonyms else value
        return wordings.text(name, value, look.mess, rng)
    return wordings.amount(name, value, look.mess, rng)


def _foot(sheet: Sheet, count: int, look: Style, row: int) -> int:
    if look.foot:
        row += 1
    for words in look.foot:
        row += 1
        sheet.cells[row, 1 + look.shift] = words
        if words == "合计":
            sheet.cells[row, 3 + look.shift] = count
    return row


def _merge_departments(sheet: Sheet) -> None:
    """The department once, merged down over the duties that follow one another."""
    column = sheet.columns["部门"]
    runs: list[list[int]] = []
    before = ""
    for at, line in sheet.rows:
        if runs and runs[-1][-1] == at - 1 and line.values["部门"] == before:
            runs[-1].append(at)
            del sheet.cells[at, column]
        else:
            runs.append([at])
        before = line.values["部门"]
    sheet.merges += [(run[0], column, run[-1], column) for run in runs if len(run) > 1]


def aside(register: str, lines: Sequence[Record], look: Style) -> list[Sheet]:
    """Sheets beside the register that hold none: notes for the clerk, a little table of counts."""
    if not look.extra_sheet:
        return []
    notes = Sheet("填表说明")
    for at, words in enumerate((f"{register}填表说明", *NOTES), 1):
        notes.cells[at, 1] = words
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.department] = counts.get(line.department, 0) + 1
    table = Sheet("统计")
    table.cells |= {(1, 1): "部门", (1, 2): "件数", (1, 3): "备注"}
    for at, (department, count) in enumerate(sorted(counts.items()), 2):
        table.cells |= {(at, 1): department, (at, 2): count}
    table.cells |= {(at + 1, 1): "合计", (at + 1, 2): len(lines)}
    return [notes, table]
