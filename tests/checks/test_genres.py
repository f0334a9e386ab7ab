"""Titles and 文种: what a title ends in, and what that is held against."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officebatch.checks.titles import read_endings
from tests.checks.telling import all_told, findings, told

WORDS = {
    **{w: w for w in ("通知", "通报", "报告", "请示", "函", "纪要", "意见", "命令")},
    "复函": "函", "会议纪要": "纪要", "令": "命令",
}
PARTS = st.sampled_from(["关于", "的", "线损", "（试行）", "（", "）", " ", "\n", "𠮷", *WORDS])


def ending(text: str) -> tuple[str, str, bool]:
    found = read_endings((text,), WORDS, text)
    names = (*found.values, "")
    return names[found.value[0]], names[found.before[0]], bool(found.bound[0])


@pytest.mark.parametrize(
    ("title", "value", "before", "bound"),
    [
        ("关于春检的通知", "通知", "", True),
        ("关于春检的紧急通知", "通知", "", False),
        ("关于春检的通知（第二号）（试行）", "通知", "", True),
        ("关于春检的通知 　", "通知", "", True),
        ("关于春检\n的通\n知", "通知", "", True),
        ("关于追加费用的请示报告", "报告", "请示", False),
        ("局长办公会会议纪要（9月2日）", "纪要", "", True),
        ("关于用电的复函", "函", "", True),
        ("印章管理办法", "", "", False),
        ("转发《关于春检的通知》", "", "", False),
        ("（通知）", "", "", False),
        ("通知", "通知", "", False),
        ("", "", "", False),
        ("函", "函", "", False),
    ],
)
def test_what_a_title_ends_in(title: str, value: str, before: str, bound: bool) -> None:
    assert ending(title) == (value, before, bound)


def plainly(text: str) -> str:
    """The same, letter by letter."""
    text = text.replace("\n", "")
    for _ in range(3):
        bare = text[:-1] if text and text[-1] in " 　\u00a0" else text
        if text.endswith("）") and "（" in text:
            bare = text[: text.rindex("（")]
        text = bare
    return next((WORDS[w] for w in sorted(WORDS, key=len, reverse=True) if text.endswith(w)), "")


@given(st.lists(st.lists(PARTS, max_size=7).map("".join), max_size=6))
def test_all_titles_at_once_are_read_like_each_alone(titles: list[str]) -> None:
    found = read_endings(titles, WORDS, "\n".join(titles))

    assert [(*found.values, "")[value] for value in found.value] == [plainly(title) for title in titles]


def test_every_title_that_disagrees_is_told_at_the_column() -> None:
    table = """
        发文登记簿
        发文字号          | 标题                           | 文种
        临电办〔2026〕1号 | 关于购置抢修车辆的请示         | 报告
        临电办〔2026〕2号 | 关于做好防汛工作的紧急通知     | 通报
        临电办〔2026〕3号 | 关于线损情况的通报             | 通报
        临电办〔2026〕4号 | 关于春检情况的复函（试行）     | 报告
        临电办〔2026〕5号 | 三季度安全生产分析会会议纪要   | 通知
    """

    assert told("DOC107", table) == ["C2", "C3", "C5", "C6"]
    assert "函" in findings("DOC107", table)[2].text()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于转发市公司关于线损情况的通报", "通知"),
        ("关于印发2026年工作报告的报告", "通知"),
        ("关于规范调度指令", "通知"),
        ("关于征求有序用电方案的意见", "函"),
        ("调查报告", "通知"),
        ("作废", "通知"),
        ("作废：关于追加费用的请示", "通知"),
    ],
)
def test_titles_that_only_look_like_another_kind(title: str, kind: str) -> None:
    assert told("DOC107", f"发文登记簿\n发文字号 | 标题 | 文种\n临电办〔2026〕1号 | {title} | {kind}") == []


def test_a_word_that_is_no_kind_is_told_once() -> None:
    table = """
        发文登记簿
        发文字号          | 标题                       | 文种     | 拟稿部门
        临电办〔2026〕1号 | 关于追加抢修费用的请示报告 | 请示报告 | 办公室
    """

    assert all_told(table) == [("RD303", "C2")]


def test_the_title_tells_the_kind_where_the_column_is_silent() -> None:
    table = """
        发文登记簿
        发文字号          | 标题                   | 主送机关
        临电办〔2026〕1号 | 关于追加抢修费用的请示 | 市供电公司、县人民政府
        临电办〔2026〕2号 | 追加抢修费用请示       | 市供电公司、县人民政府
    """

    assert told("DOC111", table) == ["C2"]
    assert told("DOC109", "发文登记簿\n发文字号 | 标题\n临电办〔2026〕1号 | 关于停电的公告") == ["B2"]


def test_an_office_says_itself_which_kinds_it_does_not_use() -> None:
    table = """
        检查
        代码   | 参数
        DOC109 | 文种=通告、批复

        发文登记簿
        发文字号          | 标题           | 文种
        临电办〔2026〕1号 | 关于停电的公告 | 公告
        临电办〔2026〕2号 | 关于停电的通告 | 通告
        临电办〔2026〕3号 | 关于立项的批复 | 批复
    """

    assert told("DOC109", table) == ["C3", "C4"]
