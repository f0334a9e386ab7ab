"""The meeting's papers: which topics, which meetings, who is told of what."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from officebatch import outputs
from officebatch.model.vocabulary import Kind
from officebatch.rulebook.sheets import Department, OutputRule, Person
from tests import making
from tests.outputs import looking, office, soundness

if TYPE_CHECKING:
    from officebatch.model.docket import Docket
    from officebatch.model.paper import Artifact

GOLDEN = Path(__file__).parents[1] / "golden"
OUTPUTS = (
    OutputRule("议题汇总表", "议题汇总表", "办公室", "议题汇总表", "碰头会/议题汇总表（{事项}）.docx"),
    OutputRule("列席通知", "列席通知", "部门", "列席通知", "碰头会/列席通知（{部门}，{事项}）.docx"),
    OutputRule("议定事项交办表", "议定事项交办表", "办公室", "议定事项交办表", "碰头会/议定事项交办表（{事项}）.docx"),
)
DEPARTMENTS = (
    Department("局领导", 0),
    Department("办公室", 1),
    Department("生产技术科", 2, short_names=("生技科",)),
    Department("财务科", 3, short_names=("财务",)),
    Department("营销科", 4),
)
PEOPLE = (
    Person("李明", "局领导", "副局长", rank="领导"),
    Person("袁艳强", "办公室", "秘书"),
    Person("朱梅", "财务科", "科员"),
)
TOPICS = """
会议|日期|议题|部门|提报|汇报人|涉及|会商|列席|字数|意见|意见日期|上会|议定|密级
局长碰头会|2026-11-09|前次会议的议题|营销科|2026-11-03|苗红|||生技科|1600|李明|2026-11-03|是|同意
局长碰头会|2026-11-16|固定资产盘点安排|财务科|2026-11-10|朱梅|生产技术科|已会商，意见一致|生产技术科|1200|李明|2026-11-11|是|同意，转督办
局长碰头会|2026-11-16|核心客户报价|营销科|2026-11-10|苗红|财务科|已会商|财务科|900|李明|2026-11-11|是|原则同意|核心商密
局长碰头会|2026-11-16|未作决定的议题|营销科|2026-11-10|苗红|||财务科|900|李明|2026-11-11|是||
局长碰头会|2026-11-23|“十五五”<规划> & {{ 预算 }}框架|财务科|2026-11-16|朱梅|\
生技科、办公室、外单位|会商一致|局领导、营销科负责人|1900|李明|2026-11-17|是
局长碰头会|2026-11-23|分布式光伏并网管理意见|营销科|2026-11-17|苗红|生产技术科||朱梅|2200||||
局长碰头会|2026-11-23|不上会的议题|营销科|2026-11-17|苗红|财务科||财务科|2200|李明|2026-11-18|否||
局长碰头会|2026-11-23|核心客户合同|营销科|2026-11-17|苗红|财务科|已会商|财务科|800|李明|2026-11-18|是||核心商密
党委会|2026-11-25|主题党日安排|营销科||苗红|||各部门负责人||||是||
局长碰头会|2026-11-30|再下次的议题|营销科||苗红|||财务科||||是||
"""
ROLES = {
    "会议": "meeting",
    "日期": "meeting_date",
    "议题": "title",
    "部门": "department",
    "提报": "submitted",
    "汇报人": "reporter",
    "涉及": "departments_concerned",
    "会商": "consulted",
    "列席": "attendees",
    "字数": "material_length",
    "意见": "leader_approval",
    "意见日期": "leader_approval_date",
    "上会": "listed",
    "议定": "decision",
    "密级": "secrecy",
}
TASKS = """
编号|事项|部门|开始|时限
DB1|关于固定资产盘点安排的旧事项|财务科|2026-11-02|2026-11-20
DB2|落实固定资产盘点安排|财务科|2026-11-17|2026-12-31
DB3|固定资产盘点安排宣传|营销科|2026-11-17|2026-12-31
DB4|2026年第四季度安排|财务科|2026-11-17|2026-12-31
"""


def docket(topics: str = TOPICS, tasks: str = TASKS) -> Docket:
    """The office on 20 November 2026 with a register of topics; every line of it is filled up to its columns."""
    lines = topics.strip().splitlines()
    wide = "\n".join(line + "|" * (lines[0].count("|") - line.count("|")) for line in lines)
    days = ("日期", "提报", "意见日期")
    registers = (
        making.register(wide, Kind.TOPICS, ROLES, name="议题台账", dates=days),
        making.register(
            tasks,
            Kind.TASKS,
            {"编号": "key", "事项": "title", "部门": "department", "开始": "start", "时限": "due"},
            name="督办台账",
            dates=("开始", "时限"),
        ),
    )
    plain = office.docket()
    of = replace(plain.office, registers={r.name: r for r in registers}, troubles=(), reports=())
    frame = plain.deadlines.frame
    return replace(
        plain, office=of, findings=(), measures=(), deadlines=replace(plain.deadlines, frame=frame[frame["row"] < 0])
    )


def made(of: Docket, language: str = "zh_CN") -> dict[str, Artifact]:
    from officebatch import wording

    with wording.spoken(language):
        rules = office.rules(outputs=OUTPUTS, departments=DEPARTMENTS, people=PEOPLE)
        papers, skipped = outputs.compose(of, rules, [office.TEMPLATES])
    assert not skipped
    return {paper.path: paper for paper in papers}


@pytest.fixture(scope="module")
def papers() -> dict[str, Artifact]:
    return made(docket())


def test_the_next_meeting_and_those_of_the_week_have_their_papers(papers: dict[str, Artifact]) -> None:
    assert list(papers) == [
        "碰头会/议题汇总表（11月23日局长碰头会）.docx",
        "碰头会/议题汇总表（11月25日党委会）.docx",
        "碰头会/列席通知（生产技术科，11月23日局长碰头会）.docx",
        "碰头会/列席通知（财务科，11月23日局长碰头会）.docx",
        "碰头会/列席通知（营销科，11月23日局长碰头会）.docx",
        "碰头会/列席通知（生产技术科，11月25日党委会）.docx",
        "碰头会/列席通知（财务科，11月25日党委会）.docx",
        "碰头会/议定事项交办表（11月16日局长碰头会）.docx",
    ]
    assert [paper.matters for paper in papers.values()] == [4, 1, 2, 1, 1, 1, 1, 2]


@pytest.mark.parametrize(
    "path",
    [
        "碰头会/议题汇总表（11月23日局长碰头会）.docx",
        "碰头会/列席通知（生产技术科，11月23日局长碰头会）.docx",
        "碰头会/议定事项交办表（11月16日局长碰头会）.docx",
    ],
)
def test_approved_text(papers: dict[str, Artifact], path: str) -> None:
    """OFFICEBATCH_GOLDEN=write approves the texts as they are now."""
    golden, said = GOLDEN / f"{Path(path).stem}.txt", looking.plain(papers[path].content)
    if os.environ.get("OFFICEBATCH_GOLDEN") == "write":
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


def test_they_are_sound(papers: dict[str, Artifact]) -> None:
    for paper in papers.values():
        assert soundness.faults(paper.content) == [], paper.path


def test_inner_topics_leave_the_office_in_no_notice(papers: dict[str, Artifact]) -> None:
    for path, paper in papers.items():
        text = looking.plain(paper.content)
        assert ("核心客户" in text) is (paper.audience_kind == "办公室" and "党委会" not in path), path


def test_a_topic_that_is_not_taken_calls_nobody(papers: dict[str, Artifact]) -> None:
    assert "不上会的议题" in looking.plain(papers["碰头会/议题汇总表（11月23日局长碰头会）.docx"].content)
    notice = looking.plain(papers["碰头会/列席通知（财务科，11月23日局长碰头会）.docx"].content)
    assert "不上会的议题" not in notice and "分布式光伏" in notice


def test_a_notice_goes_out_before_its_meeting(papers: dict[str, Artifact]) -> None:
    on_the_issue_day = looking.plain(papers["碰头会/列席通知（财务科，11月23日局长碰头会）.docx"].content)
    later = looking.plain(papers["碰头会/列席通知（财务科，11月25日党委会）.docx"].content)
    assert "\n2026年11月20日\n" in on_the_issue_day and "\n2026年11月23日\n" in later


def test_only_a_far_meeting_is_the_next_one() -> None:
    head, *lines = TOPICS.strip().splitlines()
    assert list(made(docket("\n".join((head, lines[-1]))))) == [
        "碰头会/议题汇总表（11月30日局长碰头会）.docx",
        "碰头会/列席通知（财务科，11月30日局长碰头会）.docx",
    ]


@pytest.mark.parametrize("topics", [TOPICS.strip().splitlines()[0], "\n".join(TOPICS.strip().splitlines()[:2])])
def test_without_a_meeting_there_is_no_paper(topics: str) -> None:
    assert made(docket(topics)) == {}


def test_the_hour_is_told_where_the_register_has_it() -> None:
    timed = made(docket(TOPICS.replace("2026-11-25", "2026-11-25 14:30")))
    notice = looking.plain(timed["碰头会/列席通知（财务科，11月25日党委会）.docx"].content)
    assert "2026年11月25日（星期三）14:30召开" in notice and "。地点另行通知" in notice


@pytest.mark.parametrize(
    ("title", "decision", "task", "number"),
    [
        ("备用电源系统建设方案", "转督办", "建设调度大楼备用电源系统", "DB9"),
        ("职代会提案", "年底前完成食堂用水改造", "完成食堂用水改造", "DB9"),
        ("2026年第四季度工作", "同意", "2026年第四季度盘点", ""),
        ("碰头会", "同意", "碰头会", "DB9"),
        ("碰头会", "同意", "碰头会制度修订", ""),
    ],
)
def test_a_decision_finds_the_task_it_became(title: str, decision: str, task: str, number: str) -> None:
    topics = f"{TOPICS.strip().splitlines()[0]}\n局长碰头会|2026-11-16|{title}|财务科|||||||||是|{decision}"
    tasks = f"编号|事项|部门|开始|时限\nDB9|{task}|财务科|2026-11-16|2026-12-31"
    [table] = made(docket(topics, tasks)).values()
    line = next(x for x in looking.plain(table.content).splitlines() if x.startswith("1 | "))
    assert line.split(" | ")[-1].strip() == number
    assert ("12月31日" in line) is bool(number)


def test_since_the_last_run_means_after_its_day() -> None:
    past = docket()
    last = past.past.last
    assert last is not None
    earlier = replace(past, past=replace(past.past, last=replace(last, as_of=date(2026, 11, 9))))
    assert [p for p in made(earlier) if "交办" in p] == ["碰头会/议定事项交办表（11月16日局长碰头会）.docx"]
    before = replace(past, past=replace(past.past, last=replace(last, as_of=date(2026, 11, 6))))
    assert [p for p in made(before) if "交办" in p] == [
        "碰头会/议定事项交办表（11月9日局长碰头会）.docx",
        "碰头会/议定事项交办表（11月16日局长碰头会）.docx",
    ]
