"""整改通知单: real findings of the checks, told once to the department that can put them right."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from officebatch import checks, outputs, wording
from officebatch.checks.shelf import all_checks
from officebatch.model.deadline import Deadlines
from officebatch.model.docket import Days, Docket, Past
from officebatch.model.finding import Finding
from officebatch.model.notice import Answer, Disposal, Notice
from officebatch.model.office import Office
from officebatch.model.origin import Origin
from officebatch.model.vocabulary import HolderKind, Kind, Mends, Severity
from officebatch.outputs.desk import Desk
from officebatch.outputs.faults import DEPARTMENTS, Fault
from officebatch.outputs.registry import registered
from officebatch.outputs.shelf import Shelf
from officebatch.rulebook.sheets import OutputRule, Person, Step
from tests import making
from tests.checks.example_office import AS_OF, example_rules, office_of
from tests.outputs import looking, office, soundness

if TYPE_CHECKING:
    from officebatch.model.paper import Artifact
    from officebatch.rulebook.rules import RuleBook

GOLDEN = Path(__file__).parents[1] / "golden"
KIND = "整改通知单"
RULE = OutputRule(KIND, KIND, "部门", KIND, "整改通知单/整改通知单（{部门}）.docx")

SENT = """发文登记簿
发文字号 | 标题 | 拟稿部门 | 拟稿人 | 拟稿日期 | 核稿人 | 核稿日期 | 签发人 | 签发日期
临电办〔2026〕1号 | 关于报送资金计划的通知 | 财务科 | 孙丽 | 2026-03-02 | 李文 | 2026-03-05 | 王平 | 2026-03-04
临电办〔2026〕2号 | 关于清查盘点工作的通知 | 财务科 | 孙丽 | 2026-03-02 | 孙丽 | 2026-03-03 | 王平 | 2026-03-04
"""
TITLE = "关于第{n}批配网改造物资清理入库和资产转增有关工作的通知"
SKIPPED = f"临电办〔2026〕{{n}}号 | {TITLE} | 财务科 | 孙丽 | 2026-03-02 | | | 王平 | 2026-03-04"
TASKS = """督办台账
督办编号     | 牵头部门 | 责任人 | 最近反馈日期 | 状态 | 延期次数
DB2026-001 | 财务科   | 孙丽   | 2026-09-20   | 在办 |
DB2026-002 | 营销科   | 周强   | 2026-11-19   | 在办 | 3
"""
DUTIES = """岗位职责表
职责编号 | 部门   | 岗位   | 职责内容 | A角  | B角  | 工作标准
ZZ-001   | 财务科 | 会计岗 | 记账核算 | 孙丽 |      | 按月结账
ZZ-002   | 财务科 | 出纳岗 | 资金收付 | 周强 | 孙丽 |
ZZ-003   | 办公室 | 主任岗 | 全面工作 | 王平 |      | 按时完成
"""


def faulty(skipped: int = 2, sent: str = SENT, duties: str = DUTIES, past: Past | None = None) -> Docket:
    """What the checks find in the registers above, with so many more documents that were not revised."""
    tables = (sent + "\n".join(SKIPPED.format(n=n) for n in range(3, 3 + skipped)), TASKS, duties)
    offices = [office_of(table)[0] for table in tables]
    whole = Office({k: v for o in offices for k, v in o.registers.items()},
                   {k: v for o in offices for k, v in o.events.items()})  # fmt: skip
    found, _ = checks.examine(whole, example_rules(), AS_OF)
    return Docket(
        days=Days(AS_OF, date(2026, 11, 23), {KIND: date(2026, 11, 30)}, date(2027, 1, 1)),
        office=whole,
        findings=tuple(f for f in found if f.mends is not Mends.KEEPER),
        deadlines=Deadlines(office.docket().deadlines.frame[:0]),
        skipped=(),
        past=past or Past(),
    )


def steps() -> tuple[Step, ...]:
    """The steps of the example office, all in the hands of departments."""
    return tuple(replace(step, holder=HolderKind.DEPARTMENT) for step in example_rules().steps)


def rules(**changed: object) -> RuleBook:
    plain = {"settings": making.settings(), "outputs": (RULE,), "steps": steps()}
    return replace(example_rules(), **(plain | changed))  # type: ignore[arg-type]


def composed(docket: Docket, book: RuleBook | None = None) -> dict[str, Artifact]:
    """The papers by department."""
    with wording.spoken("zh_CN"):
        made, skipped = outputs.compose(docket, book or rules(), [office.TEMPLATES])
    assert not skipped
    return {paper.audience: paper for paper in made}


def past(paper: Artifact, as_of: date, disposal: Disposal | None = None) -> Past:
    """The past in which a paper went out in another run and was answered so."""
    return Past(
        notices=tuple(
            Notice(as_of, as_of, KIND, paper.audience, "临电改〔2026〕1号", "", told, Answer(disposal=disposal))
            for told in paper.told
        )
    )


def codes(paper: Artifact) -> set[str]:
    return {told.matter.what.split(" ")[0] for told in paper.told}


@pytest.mark.parametrize(("name", "skipped"), [("", 2), ("-多项", 9)])
def test_approved_text(name: str, skipped: int) -> None:
    """OFFICEBATCH_GOLDEN=write approves the texts as they are now."""
    text, golden = (
        looking.plain(composed(faulty(skipped))["财务科"].content),
        GOLDEN / f"整改通知单（财务科）{name}.txt",
    )
    if os.environ.get("OFFICEBATCH_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_a_class_of_many_names_five_and_the_annex_has_all() -> None:
    paper = composed(faulty(9))["财务科"]
    lines = looking.plain(paper.content).splitlines()
    many = next(line for line in lines if line.startswith("3 | 必经环节缺漏"))
    assert "临电办〔2026〕7号／等9件，见附件" in many and "临电办〔2026〕8号" not in many
    assert [line.split(" | ")[0] for line in lines if line.startswith("3.")] == [f"3.{n}" for n in range(1, 10)]
    assert "6类14件" in lines[4] and paper.matters == 14


def test_it_is_told_so_that_it_is_known_again() -> None:
    paper = composed(faulty())["财务科"]
    told = next(t for t in paper.told if t.matter.record == "临电办〔2026〕3号")
    assert told.matter == ("发文登记簿", "临电办〔2026〕3号", "DOC102 核稿日期")
    assert (told.level, told.due, told.answer_by) == (0, date(2026, 11, 30), date(2026, 11, 30))
    assert (told.number, told.title[:4], told.stage) == ("临电办〔2026〕3号", "关于第3", "必经环节缺漏")


def test_a_running_number_is_told_with_the_post() -> None:
    papers = composed(faulty(duties=DUTIES.replace("ZZ-002", "37")))
    assert "| 没有工作标准 | 37 出纳岗 |" in looking.plain(papers["财务科"].content)
    assert "37" in [told.number for told in papers["财务科"].told]


def test_one_record_told_twice_is_two_lines_of_the_notice_book() -> None:
    twice = SENT.replace("李文 | 2026-03-05 | 王平 | 2026-03-04", " | | |") + SKIPPED.format(n=9).replace(
        "孙丽 | 2026-03-02", " | "
    )
    told = [t for t in composed(faulty(0, twice))["财务科"].told if t.number == "临电办〔2026〕9号"]
    assert sorted(t.stage for t in told) == ["必经环节缺漏（拟稿日期）", "必经环节缺漏（核稿日期）"]


def test_it_is_asked_once_and_again_when_the_answer_was_raised_or_the_notice_void() -> None:
    first = composed(faulty())["财务科"]
    october = date(2026, 10, 30)
    assert set(composed(faulty(past=past(first, october)))) == {"营销科"}
    closed = faulty(past=past(first, october, Disposal.CLOSED))
    assert set(composed(closed)) == {"营销科"}
    more = composed(faulty(3, past=past(first, october)))["财务科"]
    assert [t.number for t in more.told] == ["临电办〔2026〕5号"]
    for disposal in (Disposal.RAISED, Disposal.VOID):
        again = composed(faulty(past=past(first, october, disposal)))["财务科"]
        assert again.told == first.told, disposal


def test_duties_wait_for_the_next_month() -> None:
    first = composed(faulty())["财务科"]
    more = DUTIES + "ZZ-004 | 财务科 | 资产岗 | 资产台账 | 周强 | 孙丽 |"
    early = composed(faulty(3, duties=more, past=past(first, date(2026, 11, 6))))["财务科"]
    assert codes(early) == {"DOC102"}
    later = composed(faulty(3, duties=more, past=past(first, date(2026, 10, 30))))["财务科"]
    assert codes(later) == {"DOC102", "DUT104"}
    unheard = replace(first, told=tuple(t for t in first.told if not t.matter.what.startswith("DUT")))
    assert codes(composed(faulty(past=past(unheard, date(2026, 11, 6))))["财务科"]) == {"DUT102", "DUT104"}


def test_another_departments_month_is_its_own() -> None:
    first = composed(faulty())["财务科"]
    moved = DUTIES + "ZZ-004 | 营销科 | 抄表岗 | 抄表收费 | 周强 | 孙丽 |"
    assert codes(composed(faulty(duties=moved, past=past(first, date(2026, 11, 6))))["营销科"]) == {
        "TSK105", "DUT104", "DUT107",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("holder", "sent"),
    [
        (HolderKind.OFFICE, False),
        (HolderKind.LEADER, False),
        (HolderKind.OUTSIDE, False),
        (HolderKind.DEPARTMENT, True),
    ],
)
def test_what_the_office_or_a_leader_left_out_is_no_departments_fault(holder: HolderKind, sent: bool) -> None:
    held = tuple(replace(s, holder=holder) if s.name == "核稿" else s for s in steps())
    assert ("DOC102" in codes(composed(faulty(), rules(steps=held))["财务科"])) is sent


def test_a_step_is_its_persons_departments() -> None:
    people = tuple(replace(p, department="营销科") if p.name == "孙丽" else p for p in example_rules().people)
    papers = composed(faulty(), rules(people=people))
    assert "DOC104" in codes(papers["营销科"]) and "DOC104" not in codes(papers["财务科"])
    leading = (*people, Person("孙丽", "局领导", "副局长", rank="领导"))
    made = composed(faulty(), rules(people=tuple(p for p in leading if (p.name, p.rank) != ("孙丽", ""))))
    assert not any("DOC104" in codes(paper) for paper in made.values())


def test_the_office_does_not_write_to_itself() -> None:
    assert set(composed(faulty())) == {"财务科", "营销科"}


def test_inner_matters_and_those_from_before_the_start_day_stay_in_the_office() -> None:
    docket = office.docket()
    breach = docket.findings[1]
    of_old = replace(breach, origin=replace(docket.findings[2].origin, row=office.OLD_ROW), record="DB2026-047")
    book = office.rules(outputs=(RULE,))
    with wording.spoken("zh_CN"):
        made, _ = outputs.compose(replace(docket, findings=(*docket.findings, of_old)), book, [office.TEMPLATES])
    [paper] = made
    assert [told.number for told in paper.told] == ["收〔2026〕205号"]


def test_topics_from_before_the_start_day_stay_in_the_office() -> None:
    topics = making.register(
        "编号 | 议题 | 部门   | 提报       | 会议\n1 | 甲 | 财务科 | 2026-08-28 | 2026-09-01\n"
        "2 | 乙 | 财务科 | 2026-09-01 | 2026-09-01\n3 | 丙 | 财务科 | | 2026-08-31",
        Kind.TOPICS,
        {"编号": "key", "议题": "title", "部门": "department", "提报": "submitted", "会议": "meeting_date"},
        name="议题台账",
        dates=("提报", "会议"),
    )
    late = [
        replace(office.docket().findings[1], register=topics.name, origin=topics.origin(row), record=str(row + 1))
        for row in range(3)
    ]
    docket = replace(office.docket(), findings=tuple(late))
    docket = replace(docket, office=replace(docket.office, registers={**docket.office.registers, topics.name: topics}))
    book = office.rules(outputs=(RULE,), settings=making.settings(start_day=date(2026, 9, 1)))

    [paper] = outputs.compose(docket, book, [office.TEMPLATES])[0]
    assert [told.matter.record for told in paper.told] == ["2"]


def test_a_regulation_is_to_be_reviewed_and_mere_custom_is_no_basis() -> None:
    finding = Finding(
        code="JY101",
        severity=Severity.WARNING,
        mends=Mends.OWNER,
        register="制度清单",
        origin=Origin("制度清单.xlsx", "制度", 4),
        field="复审日期",
        record="ZD-07",
        department="财务科",
        person="",
        title="Review overdue",
        message="not reviewed since {day}",
        values=(("day", "2019-01-01"),),
        basis="惯例",
    )
    text = looking.plain(composed(replace(faulty(), findings=(finding,)))["财务科"].content)
    assert "制度管理问题" in text and "组织复审，需要的予以修订" in text
    assert "办公室规定" in text and "惯例" not in text


def test_every_check_of_a_departments_has_words_that_fill() -> None:
    mine = [check for check in all_checks() if check.mends in DEPARTMENTS]
    assert mine
    for check in mine:
        whole, book = office_of(check.breaks)
        book = replace(book, checks={**book.checks, check.code: replace(book.checks[check.code], on=True)})
        told = [Fault(f, "", "", "", "", "") for f in checks.examine(whole, book, AS_OF)[0] if f.code == check.code]
        assert told and all(f.asked and f.wanted and "{" not in f.asked + f.wanted for f in told), check.code


def test_nobody_is_asked_to_sign_for_a_day_gone_by_or_reads_codes_where_he_signs() -> None:
    for paper in composed(faulty(9)).values():
        text = looking.plain(paper.content)
        assert not re.search("补签|倒签|补填|补办|责令|处罚|末位|None|nan|NaT", text)
        signed, annex = text.split("--------")[:2]
        assert not re.search(r"[A-Z]{3}\d{3}\b|\.xlsx|![A-Z]+\d", signed.replace("DB2026", ""))
        assert ".xlsx" in annex and not re.search(r"(DOC|TSK|DUT)\d{3}", annex)


def test_without_a_start_day_only_the_last_day_is_named() -> None:
    book = rules(settings=making.settings(start_day=None))
    assert "经核查截至2026年11月20日的" in looking.plain(composed(faulty(), book)["财务科"].content)


def test_a_week_without_faults_sends_nothing() -> None:
    assert composed(replace(faulty(), findings=())) == {}


def test_it_bears_a_number_of_its_series_when_it_is_signed() -> None:
    desk = Desk(faulty(), rules(), Shelf((office.TEMPLATES,)))
    [draft, other] = registered()[KIND].drafting(desk, RULE)
    with wording.spoken("zh_CN"):
        text = looking.plain(draft.make("临电改〔2026〕3号"))
    assert (draft.series, other.series) == ("整改", "整改")
    assert text.count("临电改〔2026〕3号") == 2 and "（待签发）" not in text


def test_they_are_sound() -> None:
    for paper in composed(faulty(9)).values():
        assert soundness.faults(paper.content) == [], paper.path
