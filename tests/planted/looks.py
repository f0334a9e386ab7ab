"""What a register's workbook looks like at each level of mess; wild draws its own set of oddities a workbook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.planted import wordings
from tests.planted.office import DUTIES, NAME, OUTGOING, PROCESSES
from tests.planted.records import FIELDS

if TYPE_CHECKING:
    from random import Random

EXTRAS = {"存放位置": ("1号柜", "2号柜"), "材料编号": (101, 102), "联系电话": ("6021", 6022), "复印情况": ("无", "1次")}
NOTES = (
    "注：1.本表每周五更新；2.日期填写实际办理日期。",
    "填表说明：经办人须填写全名，日期一律填写实际办理日期。",
    "说明：涉密文件（绝密、机密、秘密）另册登记，不得登入本表。",
    "备注：红色为超期事项。",
)
SIGNATURE = "制表人：王文书    审核人：李主任"


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
