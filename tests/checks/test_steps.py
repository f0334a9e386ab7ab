"""Order, gaps and hands of steps: which pairs are compared, and what is left alone."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from officebatch import checks
from officebatch.model.events import Events
from officebatch.model.finding import Finding
from officebatch.model.office import Office
from officebatch.model.register import Register
from officebatch.model.vocabulary import Kind, Severity
from officebatch.rulebook.judging import CheckRule
from officebatch.rulebook.rules import RuleBook
from officebatch.rulebook.sheets import Absence, Person, Relation, RelationKind, Required, Step
from tests.checks.example_office import office_of
from tests.making import AS_OF, events, field_rules, register, register_rule, rules

STEPS = ("拟稿", "会商", "核稿", "签发", "用印")


def case(*lines: str) -> Register:
    """Each step as one cell, `name day` of November; `-` alone is nothing."""
    headings = " | ".join(["文号", *(f"{s}{what}" for s in STEPS for what in ("人", "日期"))])
    rows = []
    for number, line in enumerate(lines):
        cells = [f"临电办〔2026〕{number + 1}号"]
        for cell in line.split("|"):
            who, _, day = cell.strip().partition(" ")
            cells += ["" if who == "-" else who, f"2026-11-{int(day):02}" if day.isdigit() else day]
        rows.append(" | ".join(cells))
    return register(
        "\n".join([headings, *rows]),
        Kind.FLOW,
        {"文号": "key"},
        name="发文",
        dates=[f"{s}日期" for s in STEPS],
    )


def book(of: Register, **changed: object) -> RuleBook:
    before = [Relation("发文", a, RelationKind.BEFORE, b) for a, b in pairwise(STEPS)]
    apart = [Relation("发文", a, RelationKind.NOT_SAME_PERSON, b) for a, b in (("拟稿", "核稿"), ("拟稿", "签发"))]
    steps = tuple(
        Step("发文", "发文", i, s, f"{s}人", f"{s}日期", ("主任",) if s == "签发" else (),
             required=Required.NO if s == "会商" else Required.YES)
        for i, s in enumerate(STEPS)
    )  # fmt: skip
    plain = {
        "registers": (register_rule(of),),
        "fields": field_rules(of),
        "steps": steps,
        "relations": (*before, *apart),
        "people": tuple(Person(n, "办公室", "主任" if n == "主" else "科员") for n in "甲乙丙主"),
    }
    return rules(**(plain | changed))


def found(of: Register, *codes: str, **changed: object) -> dict[str, list[str]]:
    findings = examined(of, book(of, **changed))
    return {code: [f.field for f in findings if f.code == code] for code in codes}


def examined(of: Register, rule_book: RuleBook, told: Events | None = None) -> tuple[Finding, ...]:
    office = Office({of.name: of}, {("发文", of.name): told or events(of, STEPS)})
    return checks.examine(office, rule_book, AS_OF)[0]


@pytest.mark.parametrize(
    ("line", "order", "missing"),
    [
        ("甲 2 | 乙 3 | 乙 4 | 主 5 | 丙 6", [], []),
        ("甲 2 | - | 乙 2 | 主 2 | 丙 2", [], []),
        ("甲 2 | - | 乙 4 | 主 3 | 丙 5", ["签发日期"], []),
        ("甲 5 | - | 乙 4 | - | -", ["核稿日期"], []),
        ("甲 2 | - | 乙 9 | 主 3 | 丙 4", ["签发日期"], []),
        ("甲 9 | 乙 2 | 乙 3 | 主 4 | 丙 5", ["会商日期"], []),
        ("甲 5 | - | - | 主 4 | -", ["签发日期"], ["核稿日期"]),
        ("甲 2 | - | - | - | 丙 5", [], ["核稿日期", "签发日期"]),
        ("甲 2 | - | 乙 | - | -", [], []),
        ("甲 2 | - | 乙 | 主 5 | -", [], ["核稿日期"]),
        ("甲 2 | 乙 3 | - | - | -", [], []),
        ("- | - | - | - | -", [], []),
    ],
)
def test_order_and_missing(line: str, order: list[str], missing: list[str]) -> None:
    assert found(case(line), "DOC101", "DOC102") == {"DOC101": order, "DOC102": missing}


@pytest.mark.parametrize(
    ("line", "order", "missing", "future"),
    [
        ("甲 2 | - | 乙 20 | - | -", [], [], []),
        ("甲 2 | - | 乙 21 | - | -", [], [], ["核稿日期"]),
        ("甲 2 | - | 乙 25 | 主 4 | 丙 5", [], [], ["核稿日期"]),
        ("甲 2 | - | - | 主 25 | -", [], [], ["签发日期"]),
        ("甲 2 | - | 乙 待定 | 主 1 | 丙 5", [], [], []),
        ("甲 2 | - | - | 主 待定 | -", [], [], []),
    ],
)
def test_a_day_not_yet_or_not_read_starts_no_other_finding(
    line: str, order: list[str], missing: list[str], future: list[str]
) -> None:
    expected = {"DOC101": order, "DOC102": missing, "DOC106": future}

    assert found(case(line), "DOC101", "DOC102", "DOC106") == expected


def test_the_message_names_the_step_that_must_come_first() -> None:
    of = case("甲 5 | - | - | 主 4 | -")

    (finding,) = [f for f in examined(of, book(of)) if f.code == "DOC101"]

    assert dict(finding.values) == {
        "later": "签发", "later_day": "2026-11-04", "earlier": "拟稿", "earlier_day": "2026-11-05",
    }  # fmt: skip
    assert finding.origin.address == "I2"


def test_steps_without_a_pair_may_come_in_any_order() -> None:
    line = "甲 5 | 乙 3 | 乙 6 | 主 7 | -"
    pairs = tuple(Relation("发文", first, RelationKind.BEFORE, "核稿") for first in ("拟稿", "会商"))

    assert found(case(line), "DOC101")["DOC101"] == ["会商日期"]
    assert found(case(line), "DOC101", relations=pairs)["DOC101"] == []


def test_the_severity_and_basis_of_a_pair_are_its_own() -> None:
    of = case("甲 2 | - | 乙 3 | 主 5 | 丙 4")
    pair = Relation("发文", "签发", RelationKind.BEFORE, "用印", Severity.WARNING, "公章管理办法第五条")

    (finding,) = [f for f in examined(of, book(of, relations=(pair,))) if f.code == "DOC101"]

    assert (finding.severity, finding.basis) == (Severity.WARNING, "公章管理办法第五条")


def test_a_struck_out_record_owes_nothing() -> None:
    text = "文号 | 标题 | 拟稿人 | 拟稿日期 | 核稿人 | 核稿日期\nX | 作废 | 甲 | 2026-11-09 | | 2026-11-03"
    of = register(text, Kind.FLOW, {"文号": "key", "标题": "title"}, name="发文", dates=("拟稿日期", "核稿日期"))
    told = events(of, ("拟稿", "核稿"))

    assert examined(of, book(of, fields=()), told) == ()


@pytest.mark.parametrize(
    ("line", "nobody", "same", "post"),
    [
        ("甲 2 | - | 乙 3 | 主 4 | -", [], [], []),
        ("甲 2 | - | - 3 | 主 4 | -", ["核稿人"], [], []),
        ("甲 2 | - | - 25 | - | -", [], [], []),
        ("甲 2 | - | 甲 3 | - | -", [], ["核稿人"], []),
        ("主 2 | - | 甲 3 | 主 4 | -", [], ["签发人"], []),
        ("甲 2 | - | 乙 3 | 乙 4 | -", [], [], ["签发人"]),
        ("甲 2 | - | 乙 3 | 乙 | -", [], [], ["签发人"]),
        ("- | - | - | - | -", [], [], []),
    ],
)
def test_hands(line: str, nobody: list[str], same: list[str], post: list[str]) -> None:
    expected = {"DOC103": nobody, "DOC104": same, "DOC105": post}

    assert found(case(line), "DOC103", "DOC104", "DOC105") == expected


def test_people_of_one_name_are_not_taken_for_one() -> None:
    people = (Person("甲", "办公室", "主任"), Person("甲", "财务科", "科员"))

    assert found(case("甲 2 | - | 甲 3 | 甲 4 | -"), "DOC104", "DOC105", people=people) == {"DOC104": [], "DOC105": []}


def test_a_stand_in_may_do_the_step_while_the_other_is_away() -> None:
    posts = {"甲": "科员", "乙": "副主任", "主": "主任"}
    people = tuple(Person(n, "办公室", post, stand_in="乙" if n == "主" else "") for n, post in posts.items())
    away = (Absence("主", date(2026, 11, 3), date(2026, 11, 4)),)
    line = "甲 2 | - | - | 乙 4 | -"

    assert found(case(line), "DOC105", people=people)["DOC105"] == ["签发人"]
    assert found(case(line), "DOC105", people=people, absences=away)["DOC105"] == []


def passings(*lines: tuple[str, int, str, str]) -> tuple[Register, Events]:
    """An event list of one case: step, pass, person, day; each on a row of its own."""
    text = "\n".join(["件 | 环节 | 人 | 日期", *(f"1 | {s} | {who} | {day}" for s, _, who, day in lines)])
    roles = {"件": "case", "环节": "step", "人": "person", "日期": "date"}
    of = register(text, Kind.EVENTS, roles, name="发文", dates=("日期",))
    frame = pd.DataFrame(
        {
            "record": np.zeros(len(lines), dtype=np.int32),
            "step": np.array([STEPS.index(s) for s, *_ in lines], dtype=np.int16),
            "pass": np.array([p for _, p, *_ in lines], dtype=np.int16),
            "person": pd.Categorical([who for *_, who, _ in lines]),
            "date": np.array([day for *_, day in lines], dtype="datetime64[s]"),
            "dated": True,
            "row": np.arange(len(lines), dtype=np.int32),
        }
    ).sort_values(["record", "step", "pass"], kind="stable", ignore_index=True)
    return of, Events("发文", "发文", STEPS, ("人",) * 5, ("日期",) * 5, frame)


def test_a_returned_document_passes_its_steps_again() -> None:
    of, told = passings(
        ("拟稿", 1, "甲", "2026-11-02"),
        ("核稿", 1, "乙", "2026-11-03"),
        ("拟稿", 2, "甲", "2026-11-04"),
        ("核稿", 2, "乙", "2026-11-05"),
        ("签发", 1, "主", "2026-11-06"),
        ("核稿", 3, "乙", "2026-11-09"),
    )

    assert examined(of, book(of, fields=()), told) == ()


def test_a_later_pass_by_the_wrong_person_is_found_on_its_own_row() -> None:
    of, told = passings(
        ("拟稿", 1, "甲", "2026-11-02"),
        ("核稿", 1, "乙", "2026-11-03"),
        ("拟稿", 2, "甲", "2026-11-04"),
        ("核稿", 2, "甲", "2026-11-05"),
    )

    (finding,) = examined(of, book(of, fields=()), told)

    assert (finding.code, finding.origin.row, finding.field) == ("DOC104", 5, "人")
    assert [p.row for p in finding.partners] == [2, 4]


def test_two_passes_in_one_cell_are_one_finding() -> None:
    of = case("甲 2 | - | - 3 | - | -")
    told = events(of, STEPS)
    again = told.frame[told.frame["step"] == 2].assign(**{"pass": 2})
    told = replace(told, frame=pd.concat([told.frame, again], ignore_index=True))

    assert [f.code for f in examined(of, book(of), told)] == ["DOC103"]


def test_a_check_switched_off_finds_nothing() -> None:
    of = case("甲 5 | - | 乙 4 | - | -")
    check = checks.facts()["DOC101"]
    off = CheckRule("DOC101", False, check.severity, check.mends)

    assert [f.code for f in examined(of, book(of, checks={"DOC101": off}))] == []


@pytest.mark.parametrize(("required", "code"), [("否", "DOC117"), ("[会签部门]", "DOC102"), ("是", "DOC102")])
def test_a_step_left_out_is_told_once_whoever_requires_it(required: str, code: str) -> None:
    office, rule_book = office_of(f"""
        流程
        流程 | 台账       | 序号 | 环节 | 必经
        发文 | 发文登记簿 | 2    | 会商 | {required}

        发文登记簿
        发文字号          | 拟稿部门 | 会签部门 | 拟稿人 | 拟稿日期   | 会商人 | 会商日期 | 核稿人 | 核稿日期   | 签发人 | 签发日期
        临电办〔2026〕1号 | 财务科   | 营销科   | 孙丽   | 2026-03-02 |        |          | 李文   | 2026-03-03 | 王平   | 2026-03-04
    """)  # noqa: E501  a register's line

    told = [f for f in checks.examine(office, rule_book, AS_OF)[0] if f.field == "会商日期"]

    assert [(f.code, f.origin.row) for f in told] == [(code, 2)]
