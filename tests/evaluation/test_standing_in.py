"""Who stood in for whom: only where it is certain that the step was the other's and not the doer's own."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from officebatch.evaluation.standing_in import NOBODY, StandIns
from officebatch.model.office import Office
from officebatch.model.vocabulary import HolderKind, Kind
from officebatch.rulebook.sheets import Absence, Person, Step
from tests.making import register, rules

ROLES = {"部门": "department", "岗位": "post", "A角": "holder_a", "B角": "holder_b", "环节": "steps"}
PEOPLE = (
    Person("朱梅", "办公室", "文印员", stand_in="何军"), Person("何军", "办公室", "档案员"),
    Person("许霞", "办公室", "文书", stand_in="朱梅"), Person("周强", "财务科", "科员", stand_in="吴丽"),
    Person("吴丽", "财务科", "科员"), Person("郑勇", "财务科", "科员"),
    Person("李伟", "财务科"), Person("李伟", "党建科"),
    Person("王刚", "局领导", "局长", rank="领导", stand_in="何军"),
)  # fmt: skip
STEPS = tuple(
    Step("发文", "发文", n, name, "", "", posts=posts, holder=holder)
    for n, (name, posts, holder) in enumerate((
        ("打印", ("文印员", "文书"), HolderKind.OFFICE), ("承办", (), HolderKind.DEPARTMENT),
        ("盖章", ("印章岗",), HolderKind.OFFICE), ("签发", ("局长",), HolderKind.LEADER),
    ))
)  # fmt: skip
ABSENCES = tuple(Absence(name, date(2026, 8, 3), date(2026, 8, 7)) for name in ("朱梅", "许霞", "周强", "李伟", "王刚"))
DUTIES = """部门 | 岗位 | A角 | B角 | 环节
财务科 | 甲 | 周强 | 吴丽、郑勇 | 承办
办公室 | 印章岗 | 许霞 | 何军 |
党建科 | 乙 | 李伟 | 郑勇 | 承办
"""


def away(person: str, step: str, day: str = "2026-08-05", duties: str = DUTIES) -> str:
    office = Office({"职责": register(duties, Kind.DUTIES, ROLES, name="职责")}, {})
    book = rules(people=PEOPLE, steps=STEPS, absences=ABSENCES)
    line = pd.DataFrame({"register": ["发文"], "step": [step], "person": [person], "done": pd.to_datetime([day])})
    found = int(StandIns(office, book).away(line)[0])
    return book.people[found].name if found != NOBODY else ""


@pytest.mark.parametrize(
    ("person", "step", "first"),
    [
        ("何军", "打印", "朱梅"),  # by post; B角 of sheet 人员
        ("何军", "盖章", "许霞"),  # by the post of a duty
        ("吴丽", "承办", "周强"),  # by the step a duty names
        ("郑勇", "承办", "周强"),  # the second of two the cell names; 李伟 is two people
        ("朱梅", "打印", ""),  # B角 of 许霞, and it is her own step
        ("何军", "承办", ""),  # nobody's B角 there
        ("吴丽", "打印", ""),  # not a step of who is away
        ("何军", "签发", ""),  # a leader's step
        ("何军", "会商", ""),  # no step of sheet 流程
    ],
)
def test_a_stand_in_is_known_only_where_it_is_certain(person: str, step: str, first: str) -> None:
    assert away(person, step) == first


@pytest.mark.parametrize(("day", "known"), [
    ("2026-08-02", False), ("2026-08-03", True), ("2026-08-07 17:30", True), ("2026-08-08", False), ("", False),
])  # fmt: skip
def test_the_day_it_was_done_lies_in_the_absence(day: str, known: bool) -> None:
    assert (away("何军", "打印", day) == "朱梅") is known


def test_a_duty_of_ones_own_makes_a_step_ones_own() -> None:
    assert away("吴丽", "承办", duties=DUTIES + "财务科 | 丙 | 吴丽 | | 承办\n") == ""


def test_a_duty_without_a_b_falls_back_on_sheet_people() -> None:
    duties = "部门 | 岗位 | A角 | B角 | 环节\n财务科 | 甲 | 周强 | | 承办\n"
    assert (away("吴丽", "承办", duties=duties), away("郑勇", "承办", duties=duties)) == ("周强", "")
