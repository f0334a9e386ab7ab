"""What numbers say beside their form: order, year, letters, and papers entered twice."""

from __future__ import annotations

import pytest

from tests.checks.telling import all_told, findings, told

PLAIN = "标题 | 拟稿人 | 拟稿日期 | 签发人 | 签发日期"


def sent(*lines: str, columns: str = PLAIN, before: str = "") -> str:
    table = "\n".join(["发文登记簿", f"发文字号 | {columns}", *lines])
    return f"{before}\n\n{table}" if before else table


def papers(*spans: tuple[int, str, str], before: str = "") -> str:
    """number, day of the draft, day of the signature"""
    lines = [f"临电办〔2026〕{n}号 | 关于第{n}项工作的通知 | 李文 | {a} | 王平 | {b}" for n, a, b in spans]
    return sent(*lines, before=before)


MONTHS = [(n, f"2026-{n:02}-05", f"2026-{n:02}-09") for n in range(1, 11)]


@pytest.mark.parametrize("at", [0, 4, 9])
@pytest.mark.parametrize("day", ["2026-01-12", "2026-05-20", "2026-10-20"])
def test_one_paper_out_of_order_is_one_finding_on_that_paper(at: int, day: str) -> None:
    spans = list(MONTHS)
    spans[at] = (at + 1, day, day)
    found = told("NUM105", papers(*spans))

    assert len(found) <= 1
    moved = (at, day) not in [(0, "2026-01-12"), (4, "2026-05-20"), (9, "2026-10-20")]
    assert found == ([f"A{at + 2}"] if moved else [])


def test_both_numbers_and_both_days_are_named() -> None:
    (one,) = findings("NUM105", papers(*MONTHS[:4], (5, "2026-02-20", "2026-02-23"), *MONTHS[5:]))

    assert all(word in one.text() for word in ("临电办〔2026〕5号", "临电办〔2026〕4号", "2026-02-23", "2026-04-05"))
    assert [str(p) for p in one.partners] == ["发文登记簿.xlsx 发文登记簿!A5"]


def test_drafts_may_overtake_each_other_until_they_are_signed() -> None:
    assert told("NUM105", papers((1, "2026-03-02", "2026-06-30"), (2, "2026-03-05", "2026-03-06"))) == []
    assert told("NUM105", papers((1, "2026-03-05", "2026-06-30"), (2, "2026-03-02", "2026-03-02"))) == []


def test_an_office_that_numbers_after_signing_has_them_in_that_order() -> None:
    sheet = "检查\n代码 | 参数\nNUM105 | 取号=签发后、容许天数=0\nNUM104 | 取号=签发后"
    spans = [(1, "2026-03-02", "2026-06-30"), (2, "2026-03-05", "2026-03-06"), (3, "2026-03-05", "2026-06-30")]

    assert told("NUM105", papers(*spans, before=sheet)) == ["A3"]
    assert told("NUM104", papers((1, "2026-03-02", "2026-03-03"), (2, "2026-03-02", ""), before=sheet)) == ["A3"]
    assert told("NUM104", papers((1, "2026-03-02", "待补"), before=sheet)) == []


def test_days_that_contradict_each_other_and_doubles_are_told_elsewhere() -> None:
    table = papers((1, "2026-03-02", "2026-03-03"), (2, "2026-05-20", "2026-02-02"), (3, "2026-03-05", "2026-03-06"))
    assert told("NUM105", table) == []

    double = papers(*MONTHS[:4], (2, "2026-06-05", "2026-06-09"), *MONTHS[6:])
    assert told("NUM105", double) == []
    assert told("NUM103", double) == ["A6"]


def test_the_order_of_rows_does_not_matter() -> None:
    spans = [*MONTHS[5:], *MONTHS[:5]]

    assert told("NUM105", papers(*spans)) == []
    assert told("NUM105", papers(*spans[:-1], (5, "2026-09-20", "2026-09-21"))) == ["A11"]


def test_the_day_of_the_number_goes_before_both() -> None:
    columns = "标题 | 编号日期 | 拟稿人 | 拟稿日期 | 签发人 | 签发日期"
    table = sent(
        "临电办〔2026〕1号 | 关于春检的通知 | 2026-03-20 | 李文 | 2026-03-02 | 王平 | 2026-03-04",
        "临电办〔2026〕2号 | 关于秋检的通知 | 2026-03-09 | 李文 | 2026-03-02 | 王平 | 2026-03-04",
        columns=columns,
    )

    assert told("NUM105", table) == ["A3"]
    assert told("NUM104", table) == []


def test_papers_received_run_with_the_days_they_came_in() -> None:
    table = """
        收文登记簿
        收文编号      | 收文日期   | 文件标题           | 登记人 | 登记日期
        收〔2026〕1号 | 2026-03-02 | 关于资产盘点的通知 | 赵敏   | 2026-03-09
        收〔2026〕2号 | 2026-03-04 | 关于度汛检查的通知 | 赵敏   | 2026-03-04
        收〔2026〕3号 | 2026-05-04 | 关于春检工作的通知 | 赵敏   | 2026-05-04
        收〔2026〕4号 | 2026-03-05 | 关于信息报送的通知 | 赵敏   | 2026-03-05
        收〔2026〕5号 | 2026-03-06 | 关于劳动竞赛的通知 | 赵敏   | 2026-03-06
        收〔2025〕6号 | 2026-03-09 | 关于防火检查的通知 | 赵敏   | 2026-03-09
    """

    assert told("NUM105", table) == ["A4"]
    assert told("NUM106", table) == ["A7"]


@pytest.mark.parametrize(
    ("year", "draft", "signed", "wrong"),
    [
        (2026, "2026-03-02", "2026-03-04", False),
        (2025, "2026-03-02", "2026-03-04", True),
        (2027, "2026-03-02", "2026-03-04", True),
        (2025, "2025-12-30", "2026-01-05", False),
        (2026, "2025-12-30", "2026-01-05", False),
        (2025, "2026-03-02", "2025-03-04", False),
        (2025, "2026-03-02", "", False),
        (2025, "", "2026-03-04", False),
    ],
)
def test_the_year_of_a_number(year: int, draft: str, signed: str, wrong: bool) -> None:
    table = sent(f"临电办〔{year}〕1号 | 关于春检的通知 | 李文 | {draft} | 王平 | {signed}")

    assert told("NUM106", table) == (["A2"] if wrong else [])


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("临电办〔2026〕1号", ""),
        ("临电班〔2026〕1号", "NUM107"),
        (" 临电班〔2026〕1号 ", "NUM107"),
        ("临电办[2026]1号", "NUM101"),
        ("临电班[2026]1号", "NUM101"),
        ("第一号", "NUM101"),
        ("", ""),
    ],
)
def test_letters_and_form_are_told_once(number: str, code: str) -> None:
    assert all_told(sent(f"{number} | 关于春检的通知 | 财务科", columns="标题 | 拟稿部门")) == (
        [(code, "A2")] if code else []
    )


def test_a_void_number_is_no_gap() -> None:
    lines = ("临电办〔2026〕1号 | 关于春检的通知", "临电办〔2026〕2号 | 作废", "临电办〔2026〕3号 | 关于秋检的通知")

    assert told("NUM102", sent(*lines, columns="标题")) == []
    assert told("NUM102", sent(lines[0], lines[2], columns="标题")) == ["A3"]


def test_a_paper_entered_twice_names_the_first_line() -> None:
    table = """
        收文登记簿
        收文编号      | 收文日期   | 来文单位   | 来文字号           | 文件标题
        收〔2026〕1号 | 2026-03-02 | 市供电公司 | 市电安〔2026〕61号 | 关于开展“秋季安全大检查”的通知
        收〔2026〕2号 | 2026-03-03 | 市供电公司 | 市电安〔2026〕62号 | 关于开展“秋季安全大检查”的通知
        收〔2026〕3号 | 2026-03-05 | 市供电公司 | 市电安（2026）61号 | 关于开展"秋季安全大检查"的通知
        收〔2026〕4号 | 2026-03-06 | 市供电公司 | 市电安〔2026〕61   | 关于开展 秋季安全大检查 的通知
    """
    found = findings("NUM108", table)

    assert [(f.origin.address, [p.address for p in f.partners]) for f in found] == [("D4", ["D2"]), ("D5", ["D2"])]
    assert "D2" in found[0].text() and "2026-03-02" in found[0].text()


EMPTY = [
    "发文登记簿\n发文字号 | 标题 | 文种 | 主送机关 | 抄送机关 | 拟稿部门 | 会签部门 | 成文日期 | 编号日期 | 归卷号",
    "收文登记簿\n收文编号 | 收文日期 | 来文单位 | 来文字号 | 文件标题 | 承办部门 | 办理时限 | 办结日期 | 退回日期",
    "收文登记簿\n收文编号",
    "发文登记簿\n标题 | 分发日期",
]


@pytest.mark.parametrize("cells", [None, "", "临电办〔2026〕1号"])
@pytest.mark.parametrize("heading", EMPTY)
def test_registers_with_hardly_anything_in_them_break_no_check(heading: str, cells: str | None) -> None:
    table = heading if cells is None else f"{heading}\n{cells}{' |' * heading.count('|')}"

    assert {code for code, _ in all_told(table)} <= {"RD301", "NUM107"}
