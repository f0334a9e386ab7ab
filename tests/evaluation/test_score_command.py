"""`officebatch score` on the sample: what each kind of period prints, and what was sent reaches the scores."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from officebatch import batch, ledger, workspace
from officebatch.batch import scoring
from officebatch.model.approval import Number, PaperKey
from officebatch.model.docket import PastRun
from officebatch.model.notice import MatterId, Notice, Told
from tests.office import officebatch, sample

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample office of its own."""
    return sample(tmp_path_factory.mktemp("scores") / "office")


def test_a_year_lists_people_by_rank_and_a_month_numbers_only(office: Path) -> None:
    year = officebatch("score", "--as-of", "2026-11-20", "--period", "2026", "--people", office)
    assert year.returncode == 0, year.stderr
    assert "中层\n" in year.stdout
    assert "层级内位次" in year.stdout
    assert "考核试运行到2026-09-30" in year.stdout
    month = officebatch("score", "--as-of", "2026-11-20", "--period", "2026-11", office)
    assert "月度只通报件数" in month.stdout
    assert "总分" not in month.stdout
    form = ("--format", "json")
    lines = json.loads(officebatch("score", "--as-of", "2026-11-20", "--period", "2026-11", *form, office).stdout)
    assert {line["total"] for line in lines} == {None}
    assert any(line["cases"] for line in lines)


def test_what_was_sent_reaches_the_scores_up_to_the_day(office: Path) -> None:
    opened = workspace.open_workspace(office)
    days = (date(2026, 10, 9), date(2026, 10, 16))
    for n, day in enumerate(days, 1):
        key = PaperKey("催办通知单", "财务科")
        told = Told(MatterId("督办台账", "DB2026-028", "办结"), 2, day, "DB2026-028", "甲", "办结", day)
        notice = Notice(day, day, "催办通知单", "财务科", f"临电催〔2026〕{n}号", "", told)
        number = Number("催办", 2026, n, notice.number, day, key, "发错" if n == 1 else "")
        approval = ledger.Approval(day, {}, [number], [notice], [], {})
        ledger.record(opened.ledger, PastRun(day, frozenset(), frozenset()), "x", {}, approval)
    book = batch.rules(opened)
    past = batch.examine(opened, book, date(2026, 10, 20), lambda _: None).past
    sent = scoring.post(opened, past, date(2026, 10, 20))
    assert ([n.as_of for n in sent.standing()], sent.signed) == ([days[1]], days)  # the first bears a void number
    assert [bool(n.void) for n in sent.numbers] == [True, False]
    early = scoring.post(opened, past, date(2026, 10, 12))
    assert (early.signed, len(early.numbers)) == (days[:1], 1)
