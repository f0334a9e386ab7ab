"""BAL and RD206: what the examples do not show."""

import pytest

from officebatch.model.vocabulary import Mends
from tests.checks.found import found, rows, said

HEAD = "评议表\n票号 | 评议人类别 | 评议对象 | 评议项目 | 得分 | 考核期间"
ITEMS = ("执行力", "工作质量", "协作补台", "作风纪律")


def ballots(*lines: str) -> str:
    return "\n".join([HEAD, *(line + " |" * (5 - line.count("|")) for line in lines)])


def ballot(number: str, class_: str, subject: str, *scores: object, period: str = "") -> list[str]:
    pairs = zip(ITEMS, scores, strict=False)
    return [f"{number} | {class_} | {subject} | {item} | {score} | {period}" for item, score in pairs]


@pytest.mark.parametrize("code", [f"BAL10{n}" for n in (1, 2, 5, 6, 7, 8)])
def test_no_ballots_are_no_findings(code: str) -> None:
    assert found(code, ballots()) == []
    assert found(code, ballots(" | 领导 | 财务科 | 执行力 | 80", "P-1 | 领导 | | 执行力 | 80")) == []


def test_a_void_ballot_is_told_once_with_all_its_lines() -> None:
    text = ballots(*ballot("P-1", "同级", "财务科", 88, 88, 88, 88), *ballot("P-1", "同级", "营销科", 88, 88, 88, 88))
    (finding,) = found("BAL101", text)

    assert (finding.origin.row, len(finding.partners), dict(finding.values)["n"]) == (2, 7, "8")


def test_full_marks_of_items_are_taken_into_account() -> None:
    head = "评议表\n票号 | 评议人类别 | 评议对象 | 评议项目 | 得分 | 满分\n"
    scores = [(n, full) for n, full in zip((20, 20, 20, 40), (25, 25, 25, 25), strict=True)]
    line = "P-1 | 同级 | 财务科 | {} | {} | {}"
    text = head + "\n".join(line.format(item, *score) for item, score in zip(ITEMS, scores, strict=True))

    assert found("BAL101", text) == []
    assert rows("BAL103", text) == [5]


def test_of_two_periods_each_has_its_own_ballots() -> None:
    lines = [line for period in ("二季度", "三季度") for line in ballot("P-1", "同级", "财务科", 88, 88, period=period)]

    assert found("BAL101", ballots(*lines)) == found("BAL105", ballots(*lines)) == []


def test_high_scores_count_a_subject_once() -> None:
    subjects = ("财务科", "营销科", "物资科", "党建科", "生产技术科")

    def rated(high: int, *scores: int) -> str:
        """A ballot that gives so many of five subjects these scores, and the others 80 and 95."""
        of = [ballot("P-1", "领导", name, *(scores if n < high else (80, 95))) for n, name in enumerate(subjects)]
        return ballots(*(line for lines in of for line in lines))

    assert found("BAL102", rated(2, 95, 95)) == found("BAL102", rated(5, 95, 84)) == []
    assert [(v["high"], v["n"]) for v in said("BAL102", rated(3, 95, 85))] == [("3", "5")]


def test_oneself_goes_by_any_name() -> None:
    rule = "部门\n部门 | 简称\n财务科 | 财务\n\n"
    head = "评议表\n票号 | 评议人类别 | 评议人 | 评议对象 | 评议项目 | 得分\n"
    lines = [
        "P-1 | 同级 | 财务 | 财务科 | 执行力 | 90", "P-1 | 同级 | 财务 | 财务科 | 工作质量 | 91",
        "P-2 | 同级 | 孙丽 | 孙丽 | 执行力 | 90", "P-3 | 同级 | 吴静 | 财务科 | 执行力 | 90",
    ]  # fmt: skip

    # two people are called 吴静, one of them elsewhere
    assert rows("BAL104", rule + head + "\n".join(lines)) == [2, 4]


def test_a_line_left_out_names_the_items() -> None:
    full = [line for n in range(4) for line in ballot(f"P-{n}", "同级", "财务科", 80, 81, 82, 83)]
    short = ballot("P-9", "同级", "营销科", 80, 81)

    (finding,) = found("BAL106", ballots(*full, *short))
    assert (finding.origin.row, dict(finding.values)["items"]) == (18, "协作补台、作风纪律")


def test_classes_with_items_of_their_own_are_in_order() -> None:
    full = [line for n in range(4) for line in ballot(f"P-{n}", "同级", "财务科", 80, 81, 82, 83)]

    assert found("BAL106", ballots(*full, "P-9 | 服务对象 | 财务科 | 服务态度 | 80")) == []


def test_rounds_are_judged_apart_and_told_to_the_office() -> None:
    text = ballots(
        *ballot("P-1", "领导", "财务科", 80, period="二季度"), *ballot("P-2", "领导", "营销科", 80, period="三季度"),
        *ballot("P-3", "同级", "财务科", 80, period="三季度"), *ballot("P-4", "同级", "营销科", 80, period="三季度"),
    )  # fmt: skip
    (finding,) = found("BAL107", text)
    few = found("BAL108", text)

    assert (finding.record, dict(finding.values)["subjects"]) == ("领导 三季度", "财务科")
    told = [(f.record, dict(f.values)["subjects"]) for f in few]
    assert told == [("二季度", "财务科1"), ("三季度", "财务科1、营销科2")]
    assert {(f.department, f.mends) for f in (finding, *few)} == {("办公室", Mends.HOLDER)}


def test_struck_out_lines_are_no_ballots() -> None:
    lines = [f"P-{n} | 领导 | 财务科 | 执行力 | 8{n} | | {'作废' if n == 4 else ''}" for n in range(5)]
    text = "\n".join([f"{HEAD} | 意见建议", *lines])

    assert said("BAL108", text)[0]["subjects"] == "财务科4"


@pytest.mark.parametrize(("score", "range_"), [("100.5", "0–100"), ("-1", "0–100"), ("0", ""), ("100", ""), ("", "")])
def test_numbers_keep_to_their_range(score: str, range_: str) -> None:
    told = said("RD206", ballots(f"P-1 | 领导 | 财务科 | 执行力 | {score}"))

    assert [values["range"] for values in told] == ([range_] if range_ else [])


def test_a_range_open_at_one_end_says_so() -> None:
    text = "活动台账\n日期 | 姓名 | 工作内容 | 工时\n2026-11-02 | 李文 | 核稿 | -2"

    assert [values["range"] for values in said("RD206", text)] == ["≥ 0"]
