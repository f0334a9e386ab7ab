"""领导待办提示: to one leader, what waits for his decision or signature. It never speaks of lateness or urging."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from officebatch.model.paper import AudienceKind
from officebatch.model.vocabulary import HolderKind
from officebatch.outputs import variables as var
from officebatch.outputs.matters import matters, provisional_note
from officebatch.outputs.phrases import due_words
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.room import row_height
from officebatch.outputs.words import day, long_day, short_day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.outputs.desk import Desk
    from officebatch.outputs.matters import Matter
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.sheets import OutputRule

LONGEST = 12  # matters of a table on the page that is presented
ROOM, TITLE = 112, 67  # mm: the height such a table may take, the width of its column of titles
VARIABLES = (
    var.value("职务姓名", marked("post and name of the leader"), "副局长陆志强"),
    var.AS_OF,
    var.ISSUED,
    var.COUNT,
    var.value("附件", marked("1 where the table is too long for the page and goes to an annex, else 0"), 0),
    var.rows(
        "待办",
        marked("what waits for him"),
        var.SERIAL,
        var.value(
            "文号及标题",
            marked("number and title of the paper"),
            "收〔2026〕340号 关于配合国道改造迁移电力线路的函",
            "关于商请协助查处破坏电力设施案件的函",
            "收〔2026〕351号 关于做好年末电网运行方式安排的通知",
        ),
        var.value("紧急程度", marked("urgency, a dash where there is none"), "平件", "加急", "—"),
        var.value("送呈日期", marked("day it was laid before him"), "11月13日", "11月17日", "11月18日"),
        var.value("需批事项", marked("what he is asked for"), "批办", "签发", "批办"),
        var.value("最迟宜批日期", marked("day by which he should decide"), "11月17日", "11月18日", "11月23日"),
    ),
    var.PROVISIONAL,
)


@paper("领导待办提示", marked("Hint to a leader of the papers waiting for him"), variables=VARIABLES)
def leader_hint(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One a leader, in the order of the rule book; without old matters, inner levels and what names nobody."""
    frame = desk.docket.deadlines.frame
    held = frame["open"] & frame["live"] & (frame["holder_kind"] == HolderKind.LEADER.value)
    waiting = [m for m in matters(desk.docket, desk.rules, held) if not m.inner and m.deadline.holder]
    ranks = {person.name: n for n, person in enumerate(desk.rules.people)}
    waiting.sort(key=lambda m: (ranks.get(m.deadline.holder, len(ranks)), m.deadline.holder))
    for leader, of in groupby(waiting, key=lambda m: m.deadline.holder):
        own = list(of)

        def make(_: str, leader: str = leader, own: list[Matter] = own) -> bytes:
            return desk.word(rule, "", _context(desk, leader, own), rule.name)

        yield Draft(AudienceKind.LEADERS, leader, len(own), make)


def _context(desk: Desk, leader: str, own: list[Matter]) -> dict[str, Plain]:
    known = desk.rules.person(leader)
    return {
        "职务姓名": f"{known.post}{leader}" if known is not None else leader,
        "统计截止日": long_day(desk.docket.as_of),
        "印发日期": day(desk.docket.days.issue),
        "件数": len(own),
        "附件": int(len(own) > LONGEST or sum(row_height([(m.named, TITLE)]) for m in own) > ROOM),
        "待办": [_line(desk, n, m) for n, m in enumerate(own, 1)],
        "暂定说明": provisional_note(desk.docket, own),
    }


def _line(desk: Desk, n: int, matter: Matter) -> Plain:
    start, year = matter.deadline.start, desk.docket.as_of.year
    return {
        "序号": n,
        "文号及标题": matter.named,
        "紧急程度": matter.deadline.urgency or "—",
        "送呈日期": short_day(start.date(), year) if start is not None else "—",
        "需批事项": matter.step,
        "最迟宜批日期": _day(matter, year),
    }


def _day(matter: Matter, year: int) -> str:
    due = due_words(matter, year)
    return say("{due}\n(provisional)", due=due) if matter.deadline.provisional else due
