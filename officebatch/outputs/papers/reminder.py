"""个人提醒: a letter to one person about all that falls due soon in his hands, or in those of whom he stands in for."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from officebatch.model.paper import AudienceKind
from officebatch.outputs import variables as var
from officebatch.outputs.matters import provisional_note
from officebatch.outputs.phrases import due_words, on_one_line
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.words import day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from officebatch.model.urging import Urging
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.matters import Matter
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.sheets import OutputRule

    Reminded = tuple[Matter, Urging]

VARIABLES = (
    var.value("人员", marked("person the letter goes to"), "汤海龙"),
    var.ISSUED,
    var.rows(
        "各段",
        marked("his own matters, then those of each person he stands in for"),
        var.value("代办", marked("whom he stands in for; empty for his own matters"), "", "乔佳", "方明远"),
        var.value("部门事项", marked("1 where he gets them as head of the department, else 0"), 0, 0, 1),
        var.value("件数", marked("how many matters the part has"), 3),
        var.rows(
            "各项",
            marked("the matters of the part"),
            var.SERIAL,
            var.value(
                "编号及标题",
                marked("number and title in title marks, on one line"),
                "收〔2026〕346号《关于处理跨河线路弧垂过低问题的请示》",
                "DB2026-073《落实寒潮天气线路特巡》",
                "DB2026-069《开发区变电站选址协调》",
            ),
            var.value("到期日", marked("day it falls due"), "11月20日", "11月25日", "11月26日"),
            var.value("暂定", marked("1 where the day is provisional, else 0"), 0, 0, 1),
            var.value("剩余", marked("working days left"), 0, 3, 4),
            var.yes_no("已到期", marked("whether it fell due before the letter is read"), True, False, False),
        ),
    ),
    var.PROVISIONAL,
    var.value("附", marked("names of those he stands in for; empty where there is none"), "乔佳、方明远"),
)


@paper("个人提醒", marked("Reminder to a person of what falls due"), variables=VARIABLES, by_department=True,
       urges=(False,))  # fmt: skip
def reminder(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One a person, by department in 建制序 and by the order of sheet 人员; of two of one name each gets his own."""
    reminded = [(m, m.urging) for m in desk.ladder(rule.kind) if m.urging is not None]
    reminded.sort(key=lambda one: _place(desk, one))
    for (audience, department), of in groupby(reminded, key=lambda one: _addressee(desk, one)):
        held = list(of)

        def make(_: str, department: str = department, held: list[Reminded] = held) -> bytes:
            return desk.word(rule, department, _context(desk, held), rule.name)

        told = tuple(desk.told(matter) for matter, _ in held)
        longest = max(matter.deadline.days_late for matter, _ in held)
        yield Draft(AudienceKind.PERSON, audience, len(held), make, told=told, longest=longest)


def _place(desk: Desk, one: Reminded) -> tuple[int, int, str, tuple[str, bool]]:
    """Person after person; of one person his own matters first, then those of whom he stands in for."""
    audience, department = _addressee(desk, one)
    ranks = [person.name for person in desk.rules.people]
    rank = ranks.index(one[1].person) if one[1].person in ranks else len(ranks)
    return desk.place(department), rank, audience, _whose(one)


def _whose(one: Reminded) -> tuple[str, bool]:
    """For whom he stands in, "" for his own; whether nobody is entered and he gets it as head of the department."""
    matter, urging = one
    return urging.copy, not matter.person


def _addressee(desk: Desk, one: Reminded) -> tuple[str, str]:
    """To whom, and of which department; two of one name are told apart by it."""
    name, holder = one[1].person, one[0].holder
    known = desk.rules.person(name, holder)
    department = known.department if known is not None else holder
    if len(desk.rules.people_by_name.get(name, ())) > 1:
        return say("{person} ({department})", person=name, department=department), department
    return name, department


def _context(desk: Desk, held: list[Reminded]) -> dict[str, Plain]:
    return {
        "人员": held[0][1].person,
        "印发日期": day(desk.docket.days.issue),
        "各段": [_part(desk, whose, of) for whose, of in groupby(held, key=_whose)],
        "暂定说明": provisional_note(desk.docket, [matter for matter, _ in held]),
        "附": say(", ").join(dict.fromkeys(urging.copy for _, urging in held if urging.copy)),
    }


def _part(desk: Desk, whose: tuple[str, bool], of: Iterable[Reminded]) -> Plain:
    stands_in_for, of_department = whose
    lines = [_line(desk, n, matter) for n, (matter, _) in enumerate(of, 1)]
    return {"代办": stands_in_for, "部门事项": int(of_department), "件数": len(lines), "各项": lines}


def _line(desk: Desk, n: int, matter: Matter) -> Plain:
    """past: due before the letter is read, though not overdue on the day it speaks of, or reminded of late."""
    deadline = matter.deadline
    return {
        "序号": n,
        "编号及标题": on_one_line(matter),
        "到期日": due_words(matter, desk.docket.as_of.year),
        "暂定": int(deadline.provisional),
        "剩余": deadline.days_left,
        "已到期": deadline.due_day < desk.docket.days.issue,
    }
