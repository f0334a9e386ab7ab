"""File names that every system takes, and no two papers under one."""

from __future__ import annotations

import pytest

from officebatch import outputs
from officebatch.outputs.naming import LONGEST, file_name, sheet_name
from officebatch.outputs.refusal import Refused
from officebatch.rulebook.sheets import Department, OutputRule
from tests.outputs import office

PLACES = {"部门": "财务科", "截止日": "2026-11-20", "期": "2026年第47期"}


@pytest.mark.parametrize(
    ("department", "named"),
    [
        ("财务科", "财务科"),
        ("财务/科", "财务_科"),
        ("../../etc", "_.._etc"),
        ('a\\b:c*?"<>|', "a_b_c______"),
        ("甲\u202e乙\x00", "甲_乙_"),
        ("尾点. ", "尾点"),
        ("cafe\u0301", "café"),
        ("Ａ科", "Ａ科"),
    ],
)
def test_names_of_departments_are_made_safe(department: str, named: str) -> None:
    assert file_name("甲/乙-{部门}.docx", {"部门": department}) == f"甲/乙-{named}.docx"


def test_places_are_filled_and_others_refused() -> None:
    assert file_name("周报（{期}）{截止日}.docx", PLACES) == "周报（2026年第47期）2026-11-20.docx"
    for pattern in ("{部们}.docx", "/x.docx", "../x.docx"):
        with pytest.raises(Refused):
            file_name(pattern, PLACES)


def test_long_names_are_cut_between_letters() -> None:
    name = file_name("{部门}.docx", {"部门": "长" * 200})
    assert len(name.encode()) <= LONGEST and name.endswith("长.docx")


def test_reserved_names_are_no_names() -> None:
    assert file_name("{部门}.docx", {"部门": "CON"}) == "_CON.docx"


def test_sheet_names_are_as_excel_allows() -> None:
    assert sheet_name("'a/b[c]:d*" + "长" * 40) == "a b c  d " + "长" * 21


def test_two_papers_under_one_name_are_one_paper_and_a_word_about_the_other() -> None:
    departments = (Department("财务科", 1), Department("生产技术科", 2), Department("办公室", 3))
    rules = office.rules(
        departments=departments, outputs=(OutputRule("催办", "催办通知单", "部门", "催办通知单", "催办.docx"),)
    )
    made, skipped = outputs.compose(office.urged(office.docket()), rules, [office.TEMPLATES])
    assert [(p.path, p.audience) for p in made] == [("催办.docx", "财务科")]
    assert [s.text()[0] for s in skipped] == ["催办（生产技术科）"] and "{部门}" in skipped[0].text()[1]


@pytest.mark.parametrize("name", ["Manifest.json", "清单.xlsx/甲.xlsx", "清单.xlsx"])
def test_a_name_that_is_taken_or_a_folder_of_another_is_refused(name: str) -> None:
    lists = (
        OutputRule("总表", "超期清单", "办公室", "", "清单.xlsx"),
        OutputRule("另一张", "问题清单", "办公室", "", name),
    )
    made, skipped = outputs.compose(office.docket(), office.rules(outputs=lists), [office.TEMPLATES])
    assert [p.path for p in made] == ["清单.xlsx"]
    assert [s.text()[0] for s in skipped] == ["另一张"]


def test_the_shipped_file_names_are_what_they_were() -> None:
    made, _ = outputs.compose(office.urged(office.docket()), office.rules(), [office.TEMPLATES])
    assert {"催办通知单/催办通知单（财务科）.docx", "督办工作周报（2026-11-20）.docx"} <= {paper.path for paper in made}
