"""To whom papers go: names of a cell, directions of the rule book, and what is left alone."""

from __future__ import annotations

import pytest

from officebatch.checks.addressees import Directions, is_person, names
from tests.checks.example_office import office_of
from tests.checks.telling import all_told, findings, told


def rows(*lines: str, sheet: str = "") -> str:
    heading = "发文字号 | 标题 | 文种 | 主送机关 | 抄送机关"
    numbered = [f"临电办〔2026〕{n}号 | {line}" for n, line in enumerate(lines, 1)]
    table = "\n".join(["发文登记簿", heading, *numbered])
    return f"{sheet}\n\n{table}" if sheet else table


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("市供电公司、县发展和改革局", ["市供电公司", "县发展和改革局"]),
        ("市供电公司（财务部、物资部），县水务局", ["市供电公司（财务部、物资部）", "县水务局"]),
        ("主送：市供电公司。", ["市供电公司"]),
        ("各科室\n各供电所；各党支部", ["各科室", "各供电所", "各党支部"]),
        (" 市 公司 ", ["市公司"]),
        ("——", []),
        ("", []),
    ],
)
def test_the_names_of_a_cell(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("市供电公司", "上行"),
        ("临江市供电公司", "上行"),
        ("省电力有限公司", "越级"),
        ("江东省电力有限公司", "越级"),
        ("各供电所", "下行"),
        ("红旗供电所", "下行"),
        ("财务科", "下行"),
        ("县发展和改革局", "平行"),
        ("临江县公安局", "平行"),
        ("市供电公司（办公室）", "上行"),
        ("县水务局（办公室）", "平行"),
        ("县人民政府", ""),
        ("市供电公司办公室", ""),
        ("城市供电公司联合会", ""),
        ("", ""),
    ],
)
def test_where_a_name_stands(name: str, direction: str) -> None:
    _, rules = office_of(rows("关于春检的通知 | 通知 | 各科室 |"))

    assert Directions(rules).of(name) == direction


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("张建国同志", True),
        ("市供电公司总经理", True),
        ("县长", True),
        ("高远", True),
        ("各供电所所长", False),
        ("总经理办公室", False),
        ("市供电公司", False),
        ("县政府办公室主任（收）", True),
    ],
)
def test_who_is_a_person(name: str, person: bool) -> None:
    assert is_person(name, {"高远": ()}) is person


def test_every_way_is_told_in_its_own_words() -> None:
    table = rows(
        "关于协调通道用地的请示 | 请示 | 县自然资源局 |",
        "关于追加抢修费用的函 | 函 | 市供电公司 |",
        "关于资产盘点的函 | 函 | 财务科 |",
        "关于报送线损情况的通知 | 通知 | 各科室、市供电公司 |",
        "关于同意线路迁改的批复 | 批复 | 县水务局 |",
        "关于线路巡视的报告 | 报告 | 各供电所 |",
    )
    found = findings("DOC110", table)

    assert [f.origin.address for f in found] == ["D2", "D7", "D6", "D3", "D4", "D5"]
    assert ["市供电公司" in f.text() for f in found] == [False, False, False, True, False, True]
    assert "自然资源局" in found[0].text() and "各科室" not in found[-1].text()


def test_an_office_names_its_own_superiors_and_kinds() -> None:
    sheets = """
        选项
        列表     | 值   | 同义词
        行文方向 | 上行 | 县人民政府、县委、*集团公司

        检查
        代码   | 参数
        DOC110 | 只平行=函、意见、不上行=通知
    """.strip()
    table = rows(
        "关于用电情况的函 | 函 | 县人民政府 |",
        "关于线损治理的意见 | 意见 | 江河集团公司 |",
        "关于春检的通报 | 通报 | 县委 |",
        "关于春检的通知 | 通知 | 县委 |",
        sheet=sheets,
    )

    assert told("DOC110", table) == ["D2", "D3", "D5"]


def test_papers_received_are_not_asked_to_whom_they_went() -> None:
    table = """
        收文登记簿
        收文编号      | 收文日期   | 来文单位   | 文件标题                   | 文种
        收〔2026〕1号 | 2026-03-02 | 红旗供电所 | 关于更换变压器的请示报告   | 请示
    """

    assert all_told(table) == []


def test_one_fault_is_told_once() -> None:
    table = rows(
        "关于追加抢修费用的请示 | 请示 | 县水务局 | 市供电公司",
        "关于防汛抢险的请示 | 请示 | 市供电公司、县人民政府 | 县水务局",
        "关于立项的请示 | 请示 | 国家电网公司 |",
    )

    assert all_told(table) == [("DOC110", "D2"), ("DOC111", "D3"), ("DOC114", "D4")]


def test_void_papers_went_to_nobody() -> None:
    assert told("DOC110", rows("作废 | 请示 | 县水务局 |")) == []
    assert told("DOC111", rows("作废 | 请示 | 市供电公司、县水务局 |")) == []
