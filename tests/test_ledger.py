"""Numbers: given once, going on from the last, one a key, every one accounted for; the past is as before as-of."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from officebatch import ledger
from officebatch.approval import Signing
from officebatch.ledger import Approval
from officebatch.model.approval import SENT, Judgement, Number, PaperKey, Verdict
from officebatch.model.changes import ToldFinding
from officebatch.model.docket import PastRun
from officebatch.model.measure import Subject
from officebatch.model.notice import MatterId, Notice, Told
from officebatch.model.origin import Origin
from officebatch.model.proposal import Edition, KeptProposal, KeptScore, ProposalKind
from officebatch.model.returned import Written
from officebatch.model.ruling import Decision, Ruling
from officebatch.rulebook.settings import Series
from tests import making

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SETTINGS = making.settings(
    series={"催办": Series("催办", "临电催〔{年}〕{序号}号", 11), "督办": Series("督办", "临电督〔{年}〕{序号}号", 0)}
)
FRIDAY = date(2026, 11, 20)
DEPARTMENTS = ("财务科", "物资科", "营销科", "生产技术科")


def signing(known: Sequence[Number], as_of: date = FRIDAY, words: dict[PaperKey, Judgement] | None = None) -> Signing:
    return Signing(as_of, as_of + timedelta(days=3), SETTINGS, tuple(known), words or {}, "no longer needed")


def key(department: str) -> PaperKey:
    return PaperKey("催办通知单", department)


def test_numbers_go_on_from_the_last_one_used_in_the_year_of_the_start_day() -> None:
    this, following = signing([]), signing([], date(2027, 1, 8))

    assert [this.number("催办", key(d)) for d in DEPARTMENTS[:2]] == ["临电催〔2026〕12号", "临电催〔2026〕13号"]
    assert this.number("督办", key("财务科")) == "临电督〔2026〕1号"
    assert following.number("催办", key("财务科")) == "临电催〔2027〕1号"


def test_a_number_given_back_is_the_next_ones() -> None:
    this = signing([])
    this.number("催办", key("财务科"))
    this.give_back(key("财务科"))

    assert this.number("催办", key("物资科")) == "临电催〔2026〕12号"


def test_signed_again_a_key_keeps_its_number_and_one_not_needed_is_void_with_its_reason() -> None:
    first = signing([])
    for department in DEPARTMENTS:
        first.number("催办", key(department))
    again = signing(first.numbers(), words={key("物资科"): Judgement(Verdict.HOLD, "等会议纪要")})

    texts = [again.number("催办", key(d)) for d in ("财务科", "营销科")]

    assert texts == ["临电催〔2026〕12号", "临电催〔2026〕14号"]
    assert [(n.number, n.void) for n in again.void()] == [(13, "等会议纪要"), (15, "no longer needed")]
    third = signing(again.numbers())
    assert third.number("催办", key("物资科")) == "临电催〔2026〕16号"  # a void number is never used again


@given(st.lists(st.sets(st.sampled_from(DEPARTMENTS)), max_size=8), st.integers(1, 3))
def test_however_often_and_for_whomever_it_is_signed_no_number_is_double_or_missing(
    weeks: list[set[str]], times: int
) -> None:
    known: dict[tuple[str, int, int], Number] = {}
    for n, wanted in enumerate(weeks):
        for _ in range(times):
            this = signing(list(known.values()), FRIDAY + timedelta(days=7 * (n // 2)))
            texts = [this.number("催办", key(d)) for d in sorted(wanted)]
            assert len(set(texts)) == len(texts)
            known |= {(x.series, x.year, x.number): x for x in this.numbers()}
    for year in {x.year for x in known.values()}:
        first = 12 if year == 2026 else 1
        got = sorted(x.number for x in known.values() if x.year == year)
        assert got == list(range(first, first + len(got)))
    standing = [(x.as_of, x.key) for x in known.values() if not x.void]
    assert len(set(standing)) == len(standing)


def _told(record: str) -> Told:
    due, by = date(2026, 11, 10), date(2026, 11, 25)
    return Told(MatterId("督办台账", record, "办结"), 2, due, record, "盘点", "办理中", by)


def _approval(as_of: date, *records: str) -> Approval:
    days, number = (as_of, as_of + timedelta(days=3)), "临电催〔2026〕12号"
    notices = [Notice(*days, "催办通知单", "财务科", number, "纸质", _told(r)) for r in records]
    held = {key("物资科"): Judgement(Verdict.HOLD, "等会议纪要"), PaperKey("工作通报", "", "2026-10"): SENT}
    ruling = Ruling("督办台账", "D9", "办结", Decision.EXTENDED, as_of, on=date(2026, 12, 1), at="超期清单.xlsx V4")
    words = {"m": Written("已批延期", "延至12月1日", "超期清单.xlsx")}
    return Approval(as_of + timedelta(days=3), held, [], notices, [ruling], words)


def _run(as_of: date) -> PastRun:
    return PastRun(as_of, frozenset({("督办台账", "D1")}), frozenset({("DOC103", "收文登记簿", "1", "文号")}))


def test_the_past_is_what_was_signed_before_the_day(tmp_path: Path) -> None:
    path, last = tmp_path / "ledger.db", FRIDAY - timedelta(days=7)
    approval = _approval(last, "D1", "D2")
    ledger.record(path, _run(last), "x", {}, approval)
    ledger.record(path, _run(FRIDAY), "y", {}, _approval(FRIDAY, "D3"))

    past = ledger.past(path, FRIDAY)

    assert past.last == _run(last)
    assert past.notices == tuple(approval.notices)
    assert past.rulings == tuple(approval.rulings)
    assert past.kept_back == {key("物资科"): Judgement(Verdict.HOLD, "等会议纪要")}
    assert past.months == {date(2026, 10, 1)}
    assert ledger.past(path, last) == ledger.past(tmp_path / "none.db", FRIDAY)


def test_what_findings_were_called_and_where_they_stood_is_kept_and_may_be_missing(tmp_path: Path) -> None:
    path, last = tmp_path / "ledger.db", FRIDAY - timedelta(days=7)
    told = ToldFinding("Step without a person", "财务科", Origin("收文.xlsx", "10月", 7, "D"))
    run = replace(_run(last), told={("DOC103", "收文登记簿", "1", "文号"): told})
    ledger.record(path, run, "x", {})
    assert ledger.past(path, FRIDAY).last == run

    with closing(sqlite3.connect(path)) as held, held:  # as a version wrote it that kept the identities alone
        held.execute("UPDATE runs SET state = json_remove(state, '$.told')")
    assert ledger.past(path, FRIDAY).last == _run(last)


def test_a_draft_counts_as_the_last_run_only_while_nothing_was_ever_signed(tmp_path: Path) -> None:
    path, earlier = tmp_path / "ledger.db", FRIDAY - timedelta(days=14)
    ledger.record(path, _run(earlier), "x", {})
    ledger.record(path, _run(FRIDAY - timedelta(days=7)), "y", {})
    drafted = ledger.past(path, FRIDAY)
    ledger.record(path, _run(earlier), "x", {}, _approval(earlier, "D1"))

    signed = ledger.past(path, FRIDAY)

    assert drafted.last == _run(FRIDAY - timedelta(days=7))
    assert signed.last == _run(earlier)


def test_drafted_again_after_signing_its_notices_no_longer_count(tmp_path: Path) -> None:
    path, last = tmp_path / "ledger.db", FRIDAY - timedelta(days=7)
    ledger.record(path, _run(last), "x", {}, _approval(last, "D1"))
    ledger.record(path, _run(last), "z", {})

    past = ledger.past(path, FRIDAY)

    assert (past.notices, past.rulings, past.kept_back, past.months) == ((), (), {}, frozenset())


def test_of_a_period_the_last_edition_is_what_it_came_to(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    score = KeptScore(Subject.DEPARTMENT, "财务科", "财务科", "管理类", 91.23456789012345, 88.1, 40, "优秀")
    award = KeptProposal(ProposalKind.AWARD, "督办先锋", Subject.DEPARTMENT, "财务科", "财务科")
    days = (date(2026, 7, 1), date(2026, 9, 30), date(2026, 9, 30))
    first = Edition("2026Q3", 1, *days, (replace(score, score=None, grade=""),), ())
    second = Edition("2026Q3", 2, *days, (score,), (award,))
    earlier = Edition("2026Q2", 1, date(2026, 4, 1), date(2026, 6, 30), date(2026, 6, 30))
    for edition in (second, first, earlier, second):
        ledger.keep(path, edition)

    assert ledger.editions(path) == (earlier, second)
    assert ledger.editions(path, last_only=False) == (earlier, first, second)
    assert ledger.editions(path, date(2026, 9, 30)) == (earlier,)
    assert second.score(Subject.DEPARTMENT, "财务科", "财务科") == score


def test_a_ledger_of_the_version_before_is_taken_over_with_all_it_holds(tmp_path: Path) -> None:
    path, last = tmp_path / "ledger.db", FRIDAY - timedelta(days=7)
    ledger.record(path, _run(last), "x", {}, _approval(last, "D1"))
    with closing(sqlite3.connect(path)) as held, held:
        for table in ("figures", "editions", "scores", "proposals", "ballots"):
            held.execute(f"DROP TABLE {table}")
        held.execute("PRAGMA user_version = 2")

    assert ledger.past(path, FRIDAY).notices == tuple(_approval(last, "D1").notices)
    assert ledger.editions(path) == ()
    with closing(sqlite3.connect(path)) as held:
        assert held.execute("PRAGMA user_version").fetchone() == (ledger.VERSION,)
