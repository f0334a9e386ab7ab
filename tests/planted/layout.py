"""Where things stand on a sheet: title rows, headings, records, and all that stands between and around them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.planted import wordings
from tests.planted.office import DUTIES, NAME, OUTGOING, PROCESSES
from tests.planted.records import FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from tests.planted.records import Record

STRAYS = ("见附件", "已电话告知", "此行待核", "←注意", "李")
EXTRAS = {"存放位置": ("1号柜", "2号柜"), "材料编号": (101, 102), "联系电话": ("6021", 6022), "复印情况": ("无", "1次")}
NOTES = (
    "注：1.本表每周五更新；2.日期填写实际办理日期。",
    "填表说明：经办人须填写全名，日期一律填写实际办理日期。",
    "说明：涉密文件（绝密、机密、秘密）另册登记，不得登入本表。",
    "备注：红色为超期事项。",
)
SIGNATURE = "制表人：王文书    审核人：李主任"
MONTHS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Style:
    """What a workbook looks like; all sheets of one workbook look alike."""

    mess: str
    titles: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    order: tuple[str, ...] = ()
    shift: int = 0
    two_rows: bool = False
    monthly: int = 0
    subtotals: bool = False
    repeat: bool = False
    merged: bool = False
    hidden: bool = False
    stray: bool = False
    foot: tuple[str, ...] = ()
    empty: int = 0
    numbered: int = 0
    gaps: bool = False
    extra_sheet: bool = False
    dimension: bool = False
    shared_strings: bool = False
    synonyms: bool = False


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


def style(register: str, mess: str, rng: Random, *, synonyms: bool) -> Style:
    """The looks of one register's workbook at that level of mess."""
    title = f"临江县供电局{register}（2026年）"
    filled = "填报部门：办公室          填报日期：2026年11月20日"
    foot = ("合计", SIGNATURE)
    order = tuple(FIELDS[register])
    names = tuple((k, v) for k, v in wordings.USUAL[register].items() if rng.random() < 0.7)
    flow = register in PROCESSES
    if mess == "clean":
        return Style(mess, order=order)
    usual = Style(mess, (title,), names, order, foot=foot)
    if mess == "usual":
        return usual
    messy = replace(usual, titles=(title, filled), two_rows=flow, empty=200, gaps=True)
    if mess == "messy":
        return replace(messy, monthly=int(flow and register != OUTGOING))
    return _wild(messy, register, title, rng, synonyms=synonyms)


def _wild(messy: Style, register: str, title: str, rng: Random, *, synonyms: bool) -> Style:
    flow = register in PROCESSES

    def some(chance: float = 0.5) -> bool:
        return rng.random() < chance

    extras = tuple(rng.sample(sorted(EXTRAS), rng.randrange(3)))
    titles = rng.choice(((title,), (NAME, title, "填报部门：办公室    （2026年1月至11月）"), messy.titles))
    monthly = rng.choice((1, 2, 3, 4)) if flow and some() else 0
    order, names = _order(register, extras, rng), _names(register, rng)
    return replace(
        messy,
        titles=titles if some(0.85) else (),
        names=names,
        order=order,
        shift=int(some()),
        two_rows=flow and some(0.4),
        monthly=monthly,
        subtotals=flow and not monthly and some(),
        repeat=some(),
        merged=register == DUTIES and some(0.7),
        hidden=some(),
        stray=some(),
        foot=tuple(x for x in ("合计", SIGNATURE, *rng.sample(NOTES, 2)) if some(0.7)),
        empty=rng.choice((0, 30, 200)),
        numbered=rng.choice((0, 12)) if flow else 0,
        gaps=some(),
        extra_sheet=some(),
        dimension=some(0.3),
        shared_strings=some(),
        synonyms=synonyms,
    )


def _order(register: str, extras: tuple[str, ...], rng: Random) -> tuple[str, ...]:
    """The fields in another order, a step's person and day still side by side, the steps in their order."""
    steps = [s.who for s in PROCESSES.get(register, ())]
    plain = [x for x in FIELDS[register] if not any(x in (s.who, s.when) for s in PROCESSES.get(register, ()))]
    kept = plain[:1]
    rest = [*plain[1:], *extras]
    if rng.random() < 0.7:
        rng.shuffle(rest)
    if rng.random() < 0.2 and register != DUTIES:
        rest, kept = [*rest, *kept], []
    cut = rng.randrange(2, len(rest)) if steps else len(rest)
    whole = [*kept, *rest[:cut], *steps, *rest[cut:]]
    pairs = {s.who: (s.who, s.when) for s in PROCESSES.get(register, ())}
    return tuple(name for x in whole for name in pairs.get(x, (x,)))


def _names(register: str, rng: Random) -> tuple[tuple[str, str], ...]:
    names = {k: rng.choice(v) for k, v in wordings.OTHER[register].items() if rng.random() < 0.4}
    slips = [x for x in FIELDS[register] if x in wordings.SLIPS and x not in names]
    if slips and rng.random() < 0.5:
        slip = rng.choice(slips)
        names[slip] = wordings.SLIPS[slip]
    return tuple(names.items())


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
