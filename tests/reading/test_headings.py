"""Headings: where they stand, what they lead to, and what is asked instead of guessed."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from officebatch.model.report import How, TroubleKind
from officebatch.model.vocabulary import FieldType
from officebatch.reading import read
from officebatch.reading.headings import one_edit
from officebatch.rulebook.sheets import FieldRule, Required
from tests.reading.made import HEADINGS, OUT, TASKS, days, fields, line, office, rules, troubles, words, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from officebatch.model.office import Office


def guesses(of: Office) -> dict[str, tuple[str, How]]:
    """Heading → what it was understood as, of the first sheet."""
    return {g.heading: (g.field, g.how) for g in of.reports[0].headings}


def renamed(**other: str) -> list[str]:
    return [other.get(h, h) for h in HEADINGS]


@pytest.mark.parametrize(
    ("heading", "how"),
    [
        ("标题", How.EXACT),
        ("文件标题", How.EXACT),
        ("标 题", How.FOLDED),
        ("文件\n名称", How.FOLDED),
        ("标题：", How.FOLDED),
        ("3.标题", How.FOLDED),
        ("标题（必填）", How.FOLDED),
        ("標題", How.FOLDED),
        ("　文件　标题　", How.FOLDED),
        ("标题栏", How.FOLDED),
        ("公文标题", How.SUFFIX),
        ("文件铭称", How.NEAR),
        ("文件称", How.NEAR),
        ("事件备忘", How.UNKNOWN),
    ],
)
def test_a_heading_and_how_it_is_understood(tmp_path: Path, heading: str, how: How) -> None:
    found = office(tmp_path, [renamed(标题=heading), line()])
    assert guesses(found)[heading.strip()] == ("标题" if how is not How.UNKNOWN else "", how)


def test_columns_in_another_order_with_blank_and_unknown_ones(tmp_path: Path) -> None:
    order = [9, 3, 1, 8, 2, 0, 5, 7, 6, 4]
    head, row = ["", *[HEADINGS[i] for i in order], "电话"], ["", *[line()[i] for i in order], "5566"]
    found = office(tmp_path, [[], ["", "发文登记簿（2026年）"], [], head, row])
    register = found.registers[OUT]
    assert list(register.keys) == ["临电办〔2026〕1号"]
    assert register.origin(0, "核稿日期").address == "B5"
    assert found.reports[0].heading_rows == (4,)


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize(("who", "when"), [("经办人", "日期"), ("姓名", "时间"), ("人员", "日 期"), ("人", "办理时间")])
def test_two_levels_of_headings(tmp_path: Path, merged: bool, who: str, when: str) -> None:
    upper = ["序号", "发文字号", "标题", "拟稿部门", "拟稿", "", "核稿", "", "备注"]
    lower = ["", "", "", "", who, when, who, when, ""]
    row = [1, "1号", "关于某事", "财务", "朱梅", "2026.1.5", "于　伟", "20260106", ""]
    spans = ("E2:F2", "G2:H2", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "I2:I3", "A1:I1") if merged else ()
    found = office(tmp_path, [["发文登记簿（2026年）"], upper, lower, row], None, *spans)
    assert found.reports[0].heading_rows == (2, 3)
    assert (words(found, "拟稿人"), days(found, "拟稿日期")) == (["朱梅"], ["2026-01-05"])
    assert (words(found, "核稿人"), days(found, "核稿日期")) == (["于伟"], ["2026-01-06"])
    assert found.registers[OUT].origin(0, "核稿日期").address == "H4"
    assert words(found, "拟稿部门") == ["财务科"]


def test_a_limit_over_wanted_and_real(tmp_path: Path) -> None:
    rows = [
        ["编号", "督办事项", "责任部门", "完成时限", ""],
        ["", "", "", "要求", "实际"],
        ["D1", "某事", "财务科", "3月5日", "3月6日"],
    ]
    workbook(tmp_path / "督办.xlsx", {"2026": rows}, {"2026": ["D1:E1"]})
    found = read(tmp_path, rules())
    assert (days(found, "完成时限", TASKS), days(found, "办结日期", TASKS)) == (["2026-03-05"], ["2026-03-06"])


def test_month_and_day_in_columns_of_their_own(tmp_path: Path) -> None:
    rows = [
        ["2026年发文"],
        ["发文字号", "标题", "拟稿日期", "", "拟稿人"],
        ["", "", "月", "日", ""],
        ["1号", "某事", 3, 5, "于伟"],
        ["2号", "某事", "", "6", "于伟"],
        ["3号", "某事", 4, 31, "于伟"],
        ["4号", "某事", 4, "", "于伟"],
    ]
    found = office(tmp_path, rows, None, "C2:D2")
    assert days(found, "拟稿日期") == ["2026-03-05", "2026-03-06", "", ""]
    assert [(u.row, u.text) for u in found.registers[OUT].unread] == [(2, "4月31日")]
    assert found.registers[OUT].origin(0, "拟稿日期").column == "C"


def test_three_levels_of_headings(tmp_path: Path) -> None:
    rows = [
        ["发文", "", "", "", ""],
        ["文号", "标题", "拟稿", "", ""],
        ["", "", "人员", "日期", ""],
        ["", "", "", "月", "日"],
        ["1号", "某事", "于伟", 3, 5],
    ]
    found = office(tmp_path, [["2026年"], *rows], None, "A2:E2", "C3:E3", "D4:E4")
    assert (words(found, "拟稿人"), days(found, "拟稿日期")) == (["于伟"], ["2026-03-05"])


def test_a_heading_of_another_register_is_never_near(tmp_path: Path) -> None:
    found = office(tmp_path, [[*renamed(拟稿日期="拟稿时闻"), "编辑号"], [*line(), "x"]])
    assert guesses(found)["拟稿时闻"] == ("拟稿日期", How.NEAR)
    book = rules(fields=(*fields(), *fields(编号={"headings": ("编号", "拟稿时闻")})))
    found = office(tmp_path, [renamed(拟稿日期="拟稿时闻"), line()], book)
    assert guesses(found)["拟稿时闻"] == ("", How.UNKNOWN)


def test_the_same_field_twice_is_asked(tmp_path: Path) -> None:
    found = office(tmp_path, [[*HEADINGS, "说明", "文件标题"], [*line(备注="甲"), "乙", "丙"]])
    assert words(found, "备注") == ["甲"]  # its own heading beats a synonym
    assert words(found, "标题") == ["关于做好第1项工作的通知"]
    found = office(tmp_path, [[*renamed(标题="文件标题"), "文件名称"], [*line(), "丙"]])
    asked = troubles(found, TroubleKind.AMBIGUOUS_HEADING)
    assert [t.origin.column for t in asked] == ["C", "L"]
    assert dict(asked[0].values) == {"heading": "文件标题", "candidates": "标题"}
    assert "标题" not in found.registers[OUT].shown


def test_a_heading_that_fits_two_fields_is_asked(tmp_path: Path) -> None:
    book = rules(
        fields=fields(拟稿日期={"headings": ("拟稿日期", "日期")}, 核稿日期={"headings": ("核稿日期", "日期")})
    )
    head = [h for h in HEADINGS if h != "核稿日期"]
    found = office(
        tmp_path, [[h.replace("拟稿日期", "日期") for h in head], [c for i, c in enumerate(line()) if i != 9]], book
    )
    asked = troubles(found, TroubleKind.AMBIGUOUS_HEADING)
    assert [dict(t.values)["candidates"] for t in asked] == ["拟稿日期、核稿日期"]
    assert guesses(found)["日期"] == ("", How.AMBIGUOUS)


def test_of_two_fields_the_one_that_is_left(tmp_path: Path) -> None:
    book = rules(
        fields=fields(拟稿日期={"headings": ("拟稿日期", "日期")}, 核稿日期={"headings": ("核稿日期", "日期")})
    )
    found = office(tmp_path, [renamed(核稿日期="日期"), line()], book)
    assert days(found, "核稿日期") == ["2026-01-06"]


@pytest.mark.parametrize("word", ["调整后", "变更后", "修改后", "顺延后"])
def test_a_due_day_changed_later_is_no_due_day(tmp_path: Path, word: str) -> None:
    later = FieldRule(TASKS, "延期至", "extended_to", ("延期至",), type=FieldType.DATE)
    heads = ["编号", "督办事项", "原完成时限", f"{word}完成时限"]
    rows = [heads, ["D1", "某事", "2026-06-30", "2026-07-15"]]
    workbook(tmp_path / "督办台账.xlsx", {"2026年": rows})
    found = read(tmp_path, rules(fields=(*rules().fields, later)))
    assert days(found, "完成时限", TASKS) == ["2026-06-30"]
    assert days(found, "延期至", TASKS) == ["2026-07-15"]
    workbook(tmp_path / "督办台账.xlsx", {"2026年": [[*heads, "完成时限"], [*rows[1], "2026-05-01"]]})
    assert days(read(tmp_path, rules()), "完成时限", TASKS) == ["2026-05-01"]


def test_near_never_takes_a_neighbour_of_a_known_heading(tmp_path: Path) -> None:
    found = office(tmp_path, [[*HEADINGS, "审稿人", "发文单位"], [*line(), "朱梅", "某单位"]])
    assert guesses(found)["审稿人"] == ("", How.UNKNOWN)
    assert words(found, "核稿人") == ["董玉斌"]


def test_a_missing_column_is_one_trouble_a_field(tmp_path: Path) -> None:
    book = rules(fields=fields(备注={"required": Required.YES}))
    rows = [HEADINGS[:-1], line()[:-1]]
    workbook(tmp_path / "发文.xlsx", {"1月": rows, "2月": rows})
    found = read(tmp_path, book)
    assert [(t.register, t.field, t.origin.sheet) for t in troubles(found, TroubleKind.MISSING_COLUMN)] == [
        (OUT, "备注", "1月")
    ]
    assert found.registers[OUT].missing == ("备注",)
    assert found.registers[OUT].frame["备注"].isna().all()
    assert found.registers[OUT].role("remark") is None


def test_heading_rows_may_be_given(tmp_path: Path) -> None:
    given = dataclasses.replace(rules().registers[0], heading_rows=(3,))
    found = office(tmp_path, [HEADINGS, ["旧", "表"], HEADINGS, line()], rules(registers=(given,)))
    assert found.reports[0].heading_rows == (3,)
    assert len(found.registers[OUT]) == 1


def test_all_headings_a_little_off(tmp_path: Path) -> None:
    found = office(
        tmp_path, [["顺序", "公文发文字号", "文件标提", "公文密级", "缓急", "主办部门名", "起草人员"], line()[:7]]
    )
    assert len(found.registers[OUT]) == 1


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("拟稿人", "拟搞人", True),
        ("拟稿人", "拟稿", True),
        ("拟稿人", "稿拟人", True),
        ("拟稿人", "核搞人", False),
        ("a", "a", False),
    ],
)
def test_one_edit(one: str, other: str, expected: bool) -> None:
    assert one_edit(one, other) is one_edit(other, one) is expected
