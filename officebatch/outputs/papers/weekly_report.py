"""督办工作周报: one page for the leaders, with numbers that join on to last week's."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from officebatch.model.paper import AudienceKind
from officebatch.model.vocabulary import Kind, Mends
from officebatch.outputs import variables as var
from officebatch.outputs.balance import Balance, balance
from officebatch.outputs.matters import provisional_note
from officebatch.outputs.papers.self_check import own_late
from officebatch.outputs.refusal import Refused
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.room import row_height
from officebatch.outputs.words import LONG, day, long_day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from officebatch.outputs.desk import Desk
    from officebatch.outputs.matters import Matter
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.sheets import OutputRule

SERIES = "周报"
MOST_STUCK = 5
ROOM, SECTION = 76, 14  # mm: what one page leaves for the rows of its three tables, and what one without rows saves
WIDTHS = {"需协调": (58, 68, 30), "超期十日": (22.5, 55.5, 24, 14, 40), "下周到期": (22.5, 109.5, 24)}  # mm
LONG_WORDS = 40  # characters of a task's progress beyond which it says too much for one page
DUE = ("部门", "编号及事项", "规定时限")
NUMERALS = "一二三四"
VARIABLES = (
    var.value("超期节号", marked("numeral of the section on what is long overdue"), "三"),
    var.value("到期节号", marked("numeral of the section on what falls due"), "四"),
    var.AS_OF,
    var.ISSUED,
    var.rows(
        "变化",
        marked("the tasks' numbers of the week, one row"),
        var.value("上周结转", marked("in hand a week before"), 28),
        var.value("新增", marked("new this week"), 2),
        var.value("办结销号", marked("done this week"), 1),
        var.value("取消", marked("dropped this week"), 0),
        var.value("期末在办", marked("in hand now"), 29),
        var.value("其中超期", marked("how many of them are overdue"), 11),
        var.value("批准延期", marked("how many were extended"), 1),
        often=1,
    ),
    var.value("变化说明", marked("note below the numbers; may be empty"), "注：首期，上周结转按台账登记的日期推算。"),
    var.rows(
        "需协调",
        marked("what is long overdue and needs several departments"),
        var.MATTER,
        var.value(
            "卡点",
            marked("where it is stuck"),
            "物资科主办，生产技术科协办，超期20个工作日",
            "生产技术科主办，物资科协办，超期15个工作日；杆塔基础完成4基",
            "营销科主办，财务科协办，超期12个工作日",
        ),
        var.value("建议", marked("what is proposed"), "拟请尹春梅同志协调", "拟请陆志强同志协调", "拟请分管领导协调"),
    ),
    var.yes_no("点名", marked("whether the report names departments")),
    var.rows(
        "超期十日",
        marked("what else is overdue ten working days and more"),
        var.HOLDER,
        var.MATTER,
        var.DUE,
        var.DAYS_LATE,
        var.BEFORE,
    ),
    var.value("超期十日件数", marked("how many are overdue ten working days and more"), 10),
    var.value("其他超期", marked("how many of them need no coordination"), 7),
    var.value(
        "超期说明", marked("where those stand that the table leaves out; may be empty"), "注：其余4项见超期清单。"
    ),
    var.rows(
        "下周到期",
        marked("what falls due within a week"),
        var.HOLDER,
        var.MATTER,
        var.DUE,
        var.DAYS_LATE,
        var.BEFORE,
    ),
    var.value("到期其余", marked("how many more fall due than the table lists"), 9),
    var.PROVISIONAL,
    var.value("差错", marked("wrong entries in the registers"), 18),
    var.value("已更正", marked("wrong entries corrected since last week"), 4),
    var.value("自身超时", marked("late steps of the office itself"), 8),
)


@paper("督办工作周报", marked("Weekly report on supervised work"), variables=VARIABLES)
def weekly_report(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One for the leaders, when the office keeps a register of tasks."""
    if any(r.kind is Kind.TASKS and len(r) for r in desk.docket.office.registers.values()):

        def make(number: str) -> bytes:
            return desk.word(rule, "", _context(desk), rule.name, number)

        yield Draft(AudienceKind.LEADERS, "", 0, make, series=SERIES)


def _context(desk: Desk) -> dict[str, Plain]:
    counted = balance(desk.docket, desk.since)
    if not counted.holds:
        raise Refused(marked("the tasks in hand do not add up with last week's; check the register of tasks"))
    late = [m for m in desk.overdue if _public(m) and not m.by_office and m.deadline.days_late >= LONG]
    soon = [m for m in desk.due_by(desk.docket.as_of + timedelta(days=7)) if _public(m) and not m.by_office]
    names = desk.rules.settings.weekly_names_departments
    stuck = [m for m in late if m.others][:MOST_STUCK] if names else []
    stuck, listed, ahead = _fitting(desk, stuck, [m for m in late if m not in stuck] if names else [], soon)
    others = [m for m in late if m not in stuck]
    return {
        **_sections(bool(stuck), bool(others)),
        "统计截止日": long_day(desk.docket.as_of),
        "印发日期": day(desk.docket.days.issue),
        "变化": [_numbers(counted)],
        "变化说明": _explained(counted),
        "需协调": [_stuck(desk, m) for m in stuck],
        "点名": names,
        "超期十日": [_late(desk, m) for m in listed],
        "超期十日件数": len(late),
        "其他超期": len(others),
        "超期说明": _rest(desk, len(stuck), len(listed), [m for m in others if m not in listed]),
        "下周到期": [_late(desk, m) for m in ahead],
        "到期其余": len(soon) - len(ahead),
        "暂定说明": provisional_note(desk.docket, [*stuck, *listed, *ahead]),
        "差错": sum(f.mends is Mends.KEEPER for f in desk.docket.findings),
        "已更正": _mended(desk),
        "自身超时": len(own_late(desk)),
    }


def _fitting(desk: Desk, stuck: list[Matter], late: list[Matter], soon: list[Matter]) -> tuple[list[Matter], ...]:
    """What one page takes of what is stuck, late and due: one of each in turn, a table until its next finds no room."""
    heights = [
        [_height(WIDTHS["需协调"], _stuck(desk, m)) for m in stuck],
        [_height(WIDTHS["超期十日"], _late(desk, m)) for m in late],
        [_height(WIDTHS["下周到期"], {name: _late(desk, m)[name] for name in DUE}) for m in soon],
    ]
    taken, room = [0, 0, 0], float(ROOM + SECTION * heights.count([]))
    for turn, table in sorted((n, of) for of, rows in enumerate(heights) for n in range(len(rows))):
        if taken[table] == turn and heights[table][turn] <= room:
            room -= heights[table][turn]
            taken[table] += 1
    return stuck[: taken[0]], late[: taken[1]], soon[: taken[2]]


def _height(widths: tuple[float, ...], row: Mapping[str, Plain]) -> float:
    return row_height(zip(map(str, row.values()), widths, strict=True))


def _public(matter: Matter) -> bool:
    return matter.deadline.live and not matter.inner


def _sections(stuck: bool, late: bool) -> dict[str, Plain]:
    """The numerals of the sections that are there."""
    third = 1 + stuck
    return {"超期节号": NUMERALS[third], "到期节号": NUMERALS[third + late]}


def _numbers(counted: Balance) -> dict[str, Plain]:
    return {
        "上周结转": counted.carried,
        "新增": counted.new,
        "办结销号": counted.done,
        "取消": counted.dropped,
        "期末在办": counted.open,
        "其中超期": counted.overdue,
        "批准延期": counted.extended,
    }


def _explained(counted: Balance) -> str:
    notes = (
        (counted.first, say("First issue: what was carried over is reckoned from the days in the register.")),
        (counted.old, say("{n} overdue from before the start day are in hand too, for checking only.", n=counted.old)),
        (counted.vanished, say("Of the dropped, {n} no longer stand in the register.", n=counted.vanished)),
    )
    said = "".join(note for holds, note in notes if holds)
    return say("Note: {text}", text=said) if said else ""


def _rest(desk: Desk, stuck: int, listed: int, rest: list[Matter]) -> str:
    """Where the long overdue matters stand that the table does not list; "" where it lists all."""
    if not stuck and not rest:
        return ""
    parts = [say("{n} in section two", n=stuck)] if stuck else []
    parts.append(say("{n} in this table", n=listed))
    if rest:
        held = Counter(m.holder for m in sorted(rest, key=lambda m: desk.place(m.holder)))
        by_department = say(", ").join(say("{holder} {n}", holder=holder, n=n) for holder, n in held.items())
        parts.append(say("{n} in the list of overdue matters ({departments})", n=len(rest), departments=by_department))
    total = stuck + listed + len(rest)
    return say("Note: {total} such matters in all: {parts}.", total=total, parts=say(", ").join(parts))


def _late(desk: Desk, matter: Matter) -> dict[str, Plain]:
    return {
        "部门": matter.holder,
        "编号及事项": matter.named,
        "规定时限": matter.due,
        "超期": matter.deadline.days_late,
        "前次通知": desk.noticed(matter, say(", and ")) if desk.numbered(matter) else "—",
    }


def _stuck(desk: Desk, matter: Matter) -> dict[str, Plain]:
    department = desk.rules.department(matter.holder)
    leader = department.leader if department is not None else ""
    told = {"holder": matter.holder, "others": matter.others, "n": matter.deadline.days_late}
    where = say("{holder} with {others}, {n} working days overdue", **told)
    return {
        "编号及事项": matter.named,
        "卡点": say("{where}; {progress}", where=where, progress=progress)
        if (progress := _progress(desk, matter))
        else where,
        "建议": say("{leader} to coordinate", leader=leader) if leader else say("the leader in charge to coordinate"),
    }


def _progress(desk: Desk, matter: Matter) -> str:
    """How far it is in the register's words, where they are few."""
    register = desk.docket.office.registers[matter.deadline.register]
    said = "".join(register.words(matter.deadline.row, "progress_text").split()).rstrip("。；;.")
    return said if len(said) <= LONG_WORDS else ""


def _mended(desk: Desk) -> int:
    """Wrong entries the last run knew and this one does not."""
    last = desk.docket.past.last
    if last is None:
        return 0
    keepers = {code for code, rule in desk.rules.checks.items() if rule.mends is Mends.KEEPER}
    gone = last.findings - {f.identity for f in desk.docket.findings}
    return sum(code in keepers for code, *_ in gone)
