"""个人提醒: one letter a person, his own matters before those of whom he stands in for, no day untrue by then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from officebatch import outputs
from officebatch.model.docket import Past
from officebatch.model.notice import MatterId
from officebatch.model.paper import AudienceKind
from officebatch.model.urging import Urging
from officebatch.rulebook.sheets import OutputRule, Person
from tests import making
from tests.outputs import frames, looking, office
from tests.outputs.test_word_papers import approve

if TYPE_CHECKING:
    from officebatch.model.docket import Docket
    from officebatch.model.paper import Artifact
    from officebatch.rulebook.rules import RuleBook

RULE = OutputRule("个人提醒", "个人提醒", "人员", "个人提醒", "个人提醒/个人提醒（{人员}）.docx")


def due(days: dict[int, str]) -> Docket:
    """The office with the matters of some lines of its frame not yet late but due on these days."""
    docket = office.docket(past=Past())
    of = frames.lines(docket)
    for line, day in days.items():
        left = int(np.busday_count("2026-11-20", day))
        of[line] |= {"state": "due soon", "days_late": 0, "days_left": left, "due": day, "first_due": day}
    return frames.having(docket, of)


def reminded(docket: Docket, people: dict[int, tuple[str, str]]) -> Docket:
    """Line of the frame → who is reminded of it, and for whom he stands in."""
    lines = docket.deadlines.frame
    urgings = []
    for line, (person, copy) in people.items():
        register, row, step = (lines[name].iloc[line] for name in ("register", "row", "step"))
        matter = MatterId(register, str(docket.office.registers[register].keys[row]), step)
        urgings.append(Urging(matter, int(row), 1, 1, "个人提醒", False, "", None, None, person, copy))
    return replace(docket, urgings=tuple(urgings))


def letters(docket: Docket, rules: RuleBook | None = None) -> tuple[Artifact, ...]:
    made, skipped = outputs.compose(docket, rules or office.rules(outputs=(RULE,)), [office.TEMPLATES])
    assert not skipped
    return made


def test_one_matter_is_one_sentence() -> None:
    (letter,) = letters(reminded(due({3: "2026-11-25"}), {3: ("朱梅", "")}))
    text = looking.plain(letter.content)
    said = "你承办的DB2026-043《报送四季度资金计划》将于11月25日（暂定，剩余3个工作日）到期，请留意。"
    assert said in text and "——办公室督办岗　沈静（0454-7654321）" in text and "附：" not in text
    assert (letter.path, letter.audience_kind, letter.number) == (
        "个人提醒/个人提醒（朱梅）.docx",
        AudienceKind.PERSON,
        "",
    )
    assert [(t.level, t.due, t.answer_by) for t in letter.told] == [(1, date(2026, 11, 25), None)]


def test_approved_text_of_a_stand_in() -> None:
    """His own first, what nobody is entered for next, then those of whom he stands in for; one letter for all."""
    days = {0: "2026-11-23", 1: "2026-11-20", 2: "2026-11-25", 3: "2026-11-25", 6: "2026-11-24"}
    people = {0: ("沈杰", "朱梅"), 1: ("沈杰", "朱梅"), 2: ("沈杰", ""), 3: ("沈杰", ""), 6: ("沈杰", "")}
    (letter,) = letters(reminded(due(days), people))
    approve(letter.path, letter.content)
    assert letter.matters == len(letter.told) == 5


def test_what_was_due_before_the_letter_is_read_is_not_said_to_come() -> None:
    docket = due({1: "2026-11-20", 0: "2026-11-23"})
    text = looking.plain(letters(reminded(docket, {0: ("朱梅", ""), 1: ("朱梅", "")}))[0].content)
    assert "已于11月20日到期，尚未登记办结" in text and "将于11月23日（剩余1个工作日）到期" in text
    assert "剩余0个" not in text and "超期" not in text and "催办" not in text


def test_letters_stand_in_the_order_of_the_departments() -> None:
    docket = due({3: "2026-11-25", 4: "2026-11-25", 6: "2026-11-24"})
    made = letters(reminded(docket, {3: ("朱梅", ""), 6: ("赵强", "")}))
    assert [letter.audience for letter in made] == ["赵强", "朱梅"]  # 生产技术科 stands before 财务科


def test_two_of_one_name_get_a_letter_each() -> None:
    people = (*office.rules().people, Person("朱梅", "生产技术科", "科员"))
    docket = reminded(due({3: "2026-11-25", 6: "2026-11-24"}), {3: ("朱梅", ""), 6: ("朱梅", "")})
    made = letters(docket, office.rules(outputs=(RULE,), people=people))
    assert [letter.audience for letter in made] == ["朱梅（生产技术科）", "朱梅（财务科）"]
    assert all("朱梅同志：" in looking.plain(letter.content) for letter in made)


def test_what_the_office_did_not_enter_leaves_no_blank() -> None:
    settings = making.settings(contact="", telephone="")
    docket = reminded(due({3: "2026-11-25"}), {3: ("朱梅", "")})
    text = looking.plain(letters(docket, office.rules(outputs=(RULE,), settings=settings))[0].content)
    assert "——办公室督办岗\n" in text and "（）" not in text


def test_title_marks_within_a_title_become_the_inner_ones() -> None:
    docket = reminded(
        replace(
            office.docket(odd_title="印发《检修规程》\n的通知", past=Past()), deadlines=due({6: "2026-11-24"}).deadlines
        ),
        {6: ("赵强", "")},
    )
    assert "《印发〈检修规程〉的通知》" in looking.plain(letters(docket)[0].content)


def test_without_urgings_nobody_is_written_to() -> None:
    assert letters(due({3: "2026-11-25"})) == ()
