"""Proposals of the worked office: figures as plain loops have them; places, rows in a row, two low periods, notices."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest

from officebatch import batch, ledger, workspace
from officebatch.batch import proposing
from officebatch.evaluation import as_amended, edition, period_of, portraits, propose, score, work
from officebatch.evaluation.conditions_registry import Found, all_conditions
from officebatch.evaluation.proposing import placed
from officebatch.model.evaluation import Amended
from officebatch.model.measure import Subject
from officebatch.model.notice import Answer, Correspondence, Disposal, MatterId, Notice, Told
from officebatch.model.proposal import KeptProposal, ProposalKind
from officebatch.rulebook.schema import words
from tests.evaluation.worked import plain
from tests.evaluation.worked.office import CLASSES, LAST, QUARTER, post
from tests.outputs import soundness

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from officebatch.model.docket import Docket
    from officebatch.model.proposal import Edition, Proposal, Proposals
    from officebatch.model.score import Scores
    from officebatch.model.work import PersonWork
    from officebatch.rulebook.rules import RuleBook

LONG, HELP = "约谈", "改进建议（定量偏低）"


class Worked:
    """The office examined and scored once."""

    def __init__(self, made: Path) -> None:
        self.of = workspace.open_workspace(made)
        self.rules: RuleBook = batch.rules(self.of)
        period = period_of(QUARTER)
        assert period is not None
        self.docket: Docket = batch.examine(self.of, self.rules, LAST, lambda _: None)
        self.period, self.post = period, post(made)
        self.scores: Scores = self.scored(Amended())
        self.people: tuple[PersonWork, ...] = self.worked(self.docket)

    def scored(self, amended: Amended) -> Scores:
        of = self.docket
        return score(of.office, self.rules, self.period, of.deadlines, of.findings, as_of=LAST, amended=amended)

    def worked(self, of: Docket) -> tuple[PersonWork, ...]:
        found = work(of.office, self.rules, self.period, of.deadlines, of.findings, as_of=LAST)
        return portraits(found, of.office, ()).people

    def propose(
        self, *editions: Edition, sent: Correspondence | None = None, rules: RuleBook | None = None
    ) -> Proposals:
        sent = self.post if sent is None else sent
        return propose(self.docket, rules or self.rules, self.scores, self.people, editions, post=sent)

    def earlier(self, quantitative: float) -> Edition:
        """The quarter before, every department with one quantitative score from ten cases."""
        kept = edition(self.scores, 1)
        scores = tuple(replace(s, quantitative=quantitative, n=10) for s in kept.scores)
        return replace(kept, period="2026Q2", first=date(2026, 4, 1), last=date(2026, 6, 30), scores=scores)


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory, copied: Callable[[Path], Path]) -> Worked:
    return Worked(copied(tmp_path_factory.mktemp("proposals")))


def of_title(found: Proposals, title: str) -> dict[str, Proposal]:
    return {one.subject: one for one in found.looked_at if one.title == title}


def test_every_condition_of_the_sheet_is_known_and_the_other_way_round() -> None:
    assert sorted(all_conditions()) == sorted(word.value for word in words.TITLE_RULES)


def test_tasks_and_long_delays_as_plain_loops_have_them(worked: Worked) -> None:
    made, unheard = worked.of.root, "02468"  # matters whose number ends so were never urged
    told_all = tuple(n for n in worked.post.notices if n.told.matter.record[-1] not in unheard)
    found = worked.propose(sent=replace(worked.post, notices=told_all))
    notices = [n for n in json.loads((made / "notices.json").read_text(encoding="utf-8")) if not n["void"]]
    silent = 0
    for name in CLASSES:
        told_of = {tuple(m): n["number"] for n in notices if n["audience"] == name for m in n["matters"]
                   if m[1][-1] not in unheard}  # fmt: skip
        due = met = 0
        long: dict[str, str] = {}
        for task in plain.read(made, "督办台账"):
            limit, done = date.fromisoformat(task["完成时限"]), plain.day(task["办结日期"])
            late = plain.behind(limit, done)
            if task["牵头部门"] == name and plain.FIRST <= limit <= plain.LAST and (done is not None or late):
                due, met = due + 1, met + (not late)
            over = sum(plain.working(limit + timedelta(n)) for n in range(1, ((done or LAST) - limit).days + 1))
            if task["牵头部门"] == name and plain.FIRST <= limit <= plain.LAST and over >= 10:
                key = task["督办编号"]
                if (number := told_of.get(("督办台账", key, "办结"))) is not None:
                    long[key] = number
                else:
                    silent += 1
        one = of_title(found, "督办先锋")[name]
        assert [c.value for c in one.criteria[:2]] == [str(due), f"{met}/{due}"]
        assert one.proposed is (due >= 5 and met == due)
        assert len(one.evidence) == met
        told = of_title(found, LONG).get(name)
        tasks = [e for e in (told.evidence if told else ()) if e.record.startswith("DB")]
        assert {e.record: e.notice for e in tasks} == long
        if told is not None:
            urged = told.criteria[0]
            assert urged.value == str(len(told.evidence))
            assert told.proposed is urged.met is (len(told.evidence) >= 3)
            assert all(e.notice for e in told.evidence)
    assert silent


def test_nobody_is_proposed_for_what_no_notice_urged(worked: Worked) -> None:
    struck = tuple(replace(n, answer=Answer(disposal=Disposal.VOID)) for n in worked.post.notices)
    numbers = tuple(replace(n, void="发错") for n in worked.post.numbers)
    for sent in (Correspondence(), Correspondence(struck, worked.post.numbers),
                 Correspondence(worked.post.notices, numbers)):  # fmt: skip
        found = worked.propose(sent=sent)
        accused = {one.title for one in found.proposed if one.kind is ProposalKind.ACCOUNTABILITY}
        assert accused == {"移交有权部门"}  # rests on a document
        assert {one.criteria[0].value for one in of_title(found, LONG).values()} == {"0"}
    assert any(one.proposed for one in of_title(worked.propose(), LONG).values())


def test_conditions_read_what_appeals_left_standing(worked: Worked) -> None:
    """All late tasks of one department do not stand any more: it was in time, whoever asks."""
    before = of_title(worked.propose(), "督办先锋")
    mine = next(name for name, one in before.items() if one.criteria[0].met and not one.criteria[1].met)
    lines = worked.docket.deadlines.frame
    late = lines[(lines["holder"] == mine) & (lines["step"] == "办结") & (lines["days_late"] > 0)]
    columns = (late[name].tolist() for name in ("register", "row", "step", "pass"))
    amended = Amended(frozenset(("late", str(n), str(r), str(s), str(p)) for n, r, s, p in zip(*columns, strict=True)))
    facts = {f.identity for t in worked.scores.totals for o in t.indicators for f in o.facts}
    assert amended.waived & facts
    docket = as_amended(worked.docket, amended)
    people = worked.worked(docket)
    found = propose(docket, worked.rules, worked.scored(amended), people, (), post=worked.post, amended=amended)
    now = of_title(found, "督办先锋")
    due = before[mine].criteria[0].value
    assert [c.value for c in now[mine].criteria[:2]] == [due, f"{due}/{due}"]
    assert {name: one.criteria for name, one in now.items() if name != mine} == {
        name: one.criteria for name, one in before.items() if name != mine
    }
    told = of_title(found, LONG).get(mine)
    assert told is None or not any(e.record.startswith("DB") for e in told.evidence)
    tasks = [item for one in people for item in one.items if item.register == "督办台账" and item.days_over]
    keys = {str(worked.docket.office.registers["督办台账"].keys[row]) for row in late["row"]}
    assert tasks and keys.isdisjoint(item.record for item in tasks)


def test_a_place_goes_to_the_best_and_a_tie_is_left_to_people(worked: Worked) -> None:
    name, few = "公文质量标兵", tuple(replace(title, places=1) for title in worked.rules.titles)
    level = {who: int(one.criteria[0].value) for who, one in of_title(worked.propose(), name).items() if one.met}
    best = [who for who, n in level.items() if n == max(level.values())]
    found = of_title(worked.propose(rules=replace(worked.rules, titles=few)), name)
    assert len(best) == 1
    assert [who for who, one in found.items() if one.proposed] == best
    title = next(title for title in few if title.name == name)
    one_better = [Found(who, who, (), better=float(who == "营销科")) for who in CLASSES]
    given = placed(title, one_better, worked.scores.period, ())
    assert [one.subject for one in given if one.proposed] == ["营销科"]
    assert {one.because[0].text() for one in given if not one.proposed} == {"超出1个名额"}
    alike = [Found(who, who, (), better=1.0) for who in CLASSES]
    none = placed(title, alike, worked.scores.period, ())
    assert not any(one.proposed for one in none)
    assert {one.because[0].text() for one in none} == {"第1个名额并列，由领导小组定"}


def test_nobody_gets_a_title_a_third_time_in_a_row(worked: Worked) -> None:
    mine = next(name for name, one in of_title(worked.propose(), "公文质量标兵").items() if one.proposed)
    told = KeptProposal(ProposalKind.AWARD, "公文质量标兵", Subject.DEPARTMENT, mine, mine)
    second = replace(worked.earlier(80), proposals=(told,))
    first = replace(second, period="2026Q1", first=date(2026, 1, 1), last=date(2026, 3, 31))
    once = of_title(worked.propose(second), "公文质量标兵")[mine]
    twice = of_title(worked.propose(first, second), "公文质量标兵")[mine]
    assert (once.proposed, once.repeated, twice.proposed, twice.repeated) == (True, 1, False, 2)
    assert [said.text() for said in twice.because] == ["已连续2期"]


def test_two_low_quarters_bring_advice_with_who_does_it_well(worked: Worked) -> None:
    titles = tuple(
        replace(title, parameters={"低于": "90", "最少": "10"}) if title.name == HELP else title
        for title in worked.rules.titles
    )
    found = of_title(worked.propose(worked.earlier(60), rules=replace(worked.rules, titles=titles)), HELP)
    low = [one for one in found.values() if one.proposed]
    totals = {t.subject: t for t in worked.scores.of(Subject.DEPARTMENT)}
    assert low and all(one.advice and one.evidence for one in low)
    for one in low:
        quantitative = [i for i in totals[one.subject].indicators if i.nature == "定量" and i.rate is not None]
        assert sum(i.points for i in quantitative) / sum(i.weight for i in quantitative) < 0.9
        assert any("可参考其做法" in said.text() for said in one.advice)
    assert not of_title(worked.propose(worked.earlier(95)), HELP)["财务科"].proposed


def notice(department: str, number: str, by: date, answer: Answer | None = None) -> Notice:
    told = Told(MatterId("督办台账", "DB2026-001", "办结"), 2, by, "DB2026-001", "第1项工作", "办结", by)
    return Notice(by, by - timedelta(3), "督办通知单", department, number, "纸质", told, answer)


def test_two_notices_left_without_answer_are_put_before_people_with_their_numbers(worked: Worked) -> None:
    late = Answer(answered=date(2026, 9, 20), said="正在办理")
    sent = Correspondence((
        notice("财务科", "临电督〔2026〕1号", date(2026, 8, 5)),
        notice("财务科", "临电督〔2026〕2号", date(2026, 9, 4), late),
        notice("党建科", "临电督〔2026〕3号", date(2026, 8, 5), Answer(answered=date(2026, 8, 5))),
        notice("物资科", "临电督〔2026〕4号", date(2026, 8, 5)),
    ))  # fmt: skip
    found = of_title(worked.propose(sent=sent), "提醒谈话")
    assert [(name, one.proposed) for name, one in found.items()] == [("财务科", True), ("物资科", False)]
    assert [(e.notice, e.answer) for e in found["财务科"].evidence] == [
        ("临电督〔2026〕1号", ""), ("临电督〔2026〕2号", "正在办理"),
    ]  # fmt: skip
    assert found["财务科"].evidence[0].origin.workbook == "督办台账.csv"


def test_the_workbook_is_sound_and_says_no_verdict(worked: Worked, tmp_path: Path) -> None:
    found = proposing.of_scores(worked.of, worked.rules, worked.docket, worked.scores, worked.post)
    content = proposing.put_down(worked.of, worked.rules, found).read_bytes()
    assert soundness.faults(content) == []
    (tmp_path / "a.xlsx").write_bytes(content)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["建议", "条件核对", "事实", "事迹材料"]
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert not any(word in text for text in texts for word in ("处分", "处罚", "末位", "排名"))
    proposed = [row[1].value for row in book["建议"].iter_rows(min_row=4) if row[1].value]
    assert proposed == [one.title for one in found.proposed]
    assert "移交有权部门" in proposed  # the veto on 调度中心 rests on a document


def test_what_is_kept_is_found_again(worked: Worked) -> None:
    kept = edition(worked.scores, 1, worked.propose())
    ledger.keep(worked.of.ledger, kept)
    assert ledger.editions(worked.of.ledger) == (kept,)
    assert ledger.editions(worked.of.ledger, worked.scores.period.first) == ()
