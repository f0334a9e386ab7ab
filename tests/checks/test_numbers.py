"""Gaps and doubles in series of numbers: what closes a gap, what counts as the same number."""

from dataclasses import replace

import numpy as np
import pytest

from officebatch.checks.runner import Scopes, rule_of, run
from officebatch.checks.shelf import all_checks
from officebatch.model.finding import Finding
from officebatch.model.office import Office
from officebatch.model.register import Part, Register
from officebatch.model.vocabulary import FieldType, Kind
from tests.making import AS_OF, field_rules, register, register_rule, rules

FORM = "临电办〔{年}〕{序号}号"


def numbers(*texts: str, seats: tuple[str, ...] = ()) -> Register:
    lines = "\n".join(f"{text} | 关于检修的通知" for text in texts)
    made = register(
        f"文号 | 标题\n{lines}",
        Kind.FLOW,
        {"文号": "key", "标题": "title"},
        types={"文号": FieldType.DOCUMENT_NUMBER},
    )
    return replace(made, seats={"文号": seats})


def found(code: str, of: Register, template: str = FORM) -> list[Finding]:
    one = next(c for c in all_checks() if c.code == code)
    book = rules(
        registers=(register_rule(of),),
        fields=field_rules(of, 文号={"template": template, "unique": True}),
    )
    return run(one, rule_of(one, book), Scopes(Office({of.name: of}, {}), book, AS_OF))[0]


def rows(findings: list[Finding]) -> list[int]:
    return [f.origin.row for f in findings]


@pytest.mark.parametrize(
    ("texts", "seats", "expected"),
    [
        (("临电办〔2026〕1号", "临电办〔2026〕2号"), (), []),
        (("临电办〔2026〕1号", "临电办〔2026〕3号"), (), [3]),
        (("临电办〔2026〕1号", "临电办〔2026〕3号"), ("临电办〔2026〕2号",), []),
        (("临电办〔2026〕1号", "临电办[2026]2", "临电办〔2026〕3号"), (), []),
        (("临电办〔2026〕3号", "临电办〔2026〕1号", "临电办〔2026〕2号"), (), []),
        (("临电办〔2025〕9号", "临电办〔2026〕1号"), (), []),
        (("临电办〔2026〕5号", "临电办〔2026〕5号", "临电办〔2026〕7号"), (), [4]),
        (("临电办〔2026〕7号", "", "临电办〔2026〕8号"), (), []),
        (("临电办〔2026〕1号", "临电办〔2026〕4号"), ("临电办〔2026〕3号",), [3]),
        (("临电办〔2026〕1号", "不编号", "临电办〔2026〕2号"), (), []),
        (("临电办〔2026〕1号",), ("临电办〔2026〕5号",), []),
    ],
)
def test_gaps(texts: tuple[str, ...], seats: tuple[str, ...], expected: list[int]) -> None:
    assert rows(found("NUM102", numbers(*texts, seats=seats))) == expected


def test_a_gap_names_the_missing_numbers_and_the_cell_after_it() -> None:
    (gap,) = found("NUM102", numbers("临电办〔2026〕1号", "临电办〔2026〕4号"))

    assert gap.origin.address == "A3"
    assert dict(gap.values)["numbers"] == "临电办〔2026〕2号、临电办〔2026〕3号"


def test_a_wide_gap_is_told_by_its_ends() -> None:
    (gap,) = found("NUM102", numbers("临电办〔2026〕1号", "临电办〔2026〕1000号"))

    assert dict(gap.values) == {"missing": "998", "numbers": "临电办〔2026〕2号 … 临电办〔2026〕999号"}


def test_series_of_other_letters_are_apart() -> None:
    of = numbers("临电办〔2026〕1号", "临电函〔2026〕7号", "临电办〔2026〕2号", "临电函〔2026〕9号")

    assert rows(found("NUM102", of, f"{FORM}、临电函〔{{年}}〕{{序号}}号")) == [5]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("临电办〔2026〕1号", "临电办〔2026〕2号"), {}),
        (("临电办〔2026〕1号", "临电办〔2026〕1号"), {3: ["A2"]}),
        (("临电办〔2026〕1号", "临电办[2026]1", "临电办〔2026〕1号"), {3: ["A2", "A4"], 4: ["A2", "A3"]}),
        (("", ""), {}),
        (("临电办〔2025〕1号", "临电办〔2026〕1号"), {}),
        (("不编号 ", "不编号"), {3: ["A2"]}),
    ],
)
def test_doubles(texts: tuple[str, ...], expected: dict[int, list[str]]) -> None:
    findings = found("NUM103", numbers(*texts))

    assert {f.origin.row: [p.address for p in f.partners] for f in findings} == expected


def test_a_classified_number_is_no_double() -> None:
    assert found("NUM103", numbers("临电办〔2026〕1号", seats=("临电办〔2026〕1号",))) == []


def test_a_double_in_another_sheet_is_told_with_its_sheet() -> None:
    of = numbers("临电办〔2026〕1号", "临电办〔2026〕1号")
    letters = of.parts[0].letters
    of = replace(
        of,
        parts=(Part("收文.xlsx", "1月", letters), Part("收文.xlsx", "2月", letters)),
        part=np.array([0, 1], dtype=np.int32),
    )

    (double,) = found("NUM103", of)

    assert (double.origin.sheet, dict(double.values)["places"]) == ("2月", "1月!A2")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("临电办〔2026〕1号", False),
        (" 临电办〔2026〕1号 ", False),
        ("", False),
        ("临电办〔2026〕1", True),
        ("临电办[2026]1号", True),
        ("临电办〔2026〕01号", True),
        ("临电办〔26〕1号", True),
        ("临电办〔2026〕第1号", True),
        ("无", True),
    ],
)
def test_forms(text: str, wrong: bool) -> None:
    assert bool(found("NUM101", numbers(text, "临电办〔2026〕2号"))) is wrong
