"""Eight weeks of the office by the real command, held against the oracle; and the same weeks with a clumsy hand."""

from __future__ import annotations

import contextlib
import os
import random
import re
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.weeks import clerk, desk, oracle, story
from tests.weeks.desk import File, Seen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.weeks.oracle import Paper, Told

WEEKS = desk.WEEKS
SEED = 20260918


@dataclass(frozen=True)
class Lived:
    """The workspace after eight undisturbed weeks, and what was seen on the way."""

    workspace: Path
    seen: dict[int, Seen]


@pytest.fixture(scope="module")
def brought(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What each week brings."""
    return desk.prepare(tmp_path_factory.mktemp("brought"))


@pytest.fixture(scope="module")
def lived(brought: Path, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """The eight weeks, undisturbed."""
    workspace = tmp_path_factory.mktemp("office") / "workspace"
    seen = {week: Seen() for week in WEEKS}

    def look(week: int, command: str) -> None:
        found = desk.papers(workspace, week)
        if command == "run":
            seen[week].draft = found
            seen[week].batch_sheet = _cells(workspace / "runs" / story.as_of(week).isoformat() / clerk.BATCH_SHEET)
        else:
            seen[week].approvals.append(found)
            seen[week].book = clerk.book_lines(workspace)

    desk.live(workspace, brought, desk.run, look)
    return Lived(workspace, seen)


@pytest.mark.parametrize("week", WEEKS)
def test_draft_has_the_papers_expected(lived: Lived, week: int) -> None:
    assert {f.key for f in lived.seen[week].draft} == {p.key for p in oracle.eight_weeks()[week - 1].draft}


@pytest.mark.parametrize("week", WEEKS)
def test_approved_papers_are_those_expected(lived: Lived, week: int) -> None:
    expected = oracle.eight_weeks()[week - 1].approvals
    seen = lived.seen[week].approvals

    assert [{f.key for f in one} for one in seen] == [{p.key for p in one} for one in expected]


@pytest.mark.parametrize("week", WEEKS)
def test_numbers_are_those_expected(lived: Lived, week: int) -> None:
    numbered = {f.key: f.number for f in lived.seen[week].approvals[-1] if f.number}

    assert numbered == oracle.eight_weeks()[week - 1].numbers


@pytest.mark.parametrize("week", WEEKS)
def test_every_paper_bears_its_number_and_a_draft_none(lived: Lived, week: int) -> None:
    numbers = re.compile(r"临电[催督改]〔2026〕(\d+)号")
    before = {n for of in oracle.eight_weeks()[: week - 1] for n in (*of.numbers.values(), *of.void)}
    for file in lived.seen[week].approvals[-1]:
        assert not file.number or file.number in file.text, file.path
        assert "待签发" not in file.text, file.path
    for file in lived.seen[week].draft:
        assert {found[0] for found in numbers.finditer(file.text)} <= before, file.path


@pytest.mark.parametrize("week", WEEKS)
def test_reminders_and_urgings_tell_the_matters_expected(lived: Lived, week: int) -> None:
    for paper, file in _pairs(lived, week, oracle.REMINDER, oracle.URGING):
        records = [told.matter.record for told in paper.told]
        late, *soon = re.split("日内到期事项", file.text.partition("--------")[0])

        assert sorted(_in_order(late)) == sorted(records), file.path
        if paper.kind == oracle.URGING:
            assert _in_order(late) == records, file.path
            assert set(_in_order("".join(soon))) == {matter.record for matter in paper.soon}, file.path


@pytest.mark.parametrize("week", WEEKS)
def test_earlier_notices_are_quoted(lived: Lived, week: int) -> None:
    for paper, file in _pairs(lived, week, oracle.URGING, oracle.ORDER):
        for told in paper.told:
            row = file.text if paper.kind == oracle.ORDER else _row(file.text, told)

            assert _quotes(row, told), f"{file.path}: {told.quote} not in {row}"


@pytest.mark.parametrize("week", WEEKS)
def test_notice_book_holds_every_matter_of_every_notice(lived: Lived, week: int) -> None:
    of = oracle.eight_weeks()[week - 1]
    expected = {
        (of.numbers[paper.key], paper.kind, str(told.level), told.matter.record, clerk.shown(told.matter.step))
        for paper in of.final
        if paper.kind in (oracle.URGING, oracle.ORDER)
        for told in paper.told
    }
    lines = [line for line in clerk.book_lines(lived.workspace) if line["印发日期"] == of.issued.isoformat()]
    found = {
        (line["编号"], line["文书"], line["级次"], line["事项编号"], line["责任环节"])
        for line in lines
        if line["文书"] in (oracle.URGING, oracle.ORDER) and line["编号"] not in of.void
    }

    assert found == expected


def test_numbers_of_eight_weeks_have_no_doubles_and_no_gaps(lived: Lived) -> None:
    with contextlib.closing(sqlite3.connect(lived.workspace / "ledger.db")) as ledger:
        kept = ledger.execute("SELECT series, number, text, void FROM numbers ORDER BY series, number").fetchall()
    for series in oracle.FORMS:
        numbers = [number for of, number, _, _ in kept if of == series]
        first = int(story.SETTINGS[f"已用到的号·{series}"]) + 1

        assert numbers == list(range(first, first + len(numbers))), series
    weeks = oracle.eight_weeks()
    given = {text: void for *_, text, void in kept}
    assert set(given) == {text for of in weeks for text in (*of.numbers.values(), *of.void)}
    expected = {text: reason for of in weeks for text, reason in (*of.void.items(), *_void_by_the_book(of))}
    for text, void in given.items():
        assert expected.get(text, "") in void and (text in expected) == bool(void), text


@pytest.mark.parametrize("week", WEEKS)
def test_weekly_report_balances(lived: Lived, week: int) -> None:
    balance = oracle.eight_weeks()[week - 1].balance
    assert balance is not None
    report = next(f for f in lived.seen[week].approvals[-1] if f.kind == oracle.WEEKLY)
    lines = report.text.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("上周结转 |"))
    found = dict(zip(lines[at].split(" | "), lines[at + 1].split(" | "), strict=True))

    assert [int(found[name]) for name in ("上周结转", "新增", "期末在办")] == [
        balance.carried,
        balance.new,
        balance.open,
    ]
    assert int(found["办结销号"]) == balance.done
    assert balance.carried + balance.new - balance.done - balance.dropped == balance.open


@pytest.mark.parametrize("week", WEEKS[:-1])
def test_what_was_kept_back_comes_again_with_its_reason(lived: Lived, week: int) -> None:
    of, after = oracle.eight_weeks()[week - 1 : week + 1]
    drafted = {paper.key for paper in after.draft}
    for key, (verdict, reason) in of.kept_back.items():
        rows = [row for row in lived.seen[week + 1].batch_sheet if any(f"上次{verdict}：{reason}" in c for c in row)]

        assert len(rows) == (key in drafted), key


def test_nobody_is_urged_for_what_another_holds(lived: Lived) -> None:
    leaders = [line["姓名"] for line in story.PEOPLE if line["部门"] == "局领导"]
    for week in WEEKS:
        never = {
            name[0]
            for name, words in oracle.eight_weeks()[week - 1].why.items()
            if {"held by 办公室", "held by 领导", "before the start day", "inner"} & set(words)
        }
        for file in (*lived.seen[week].draft, *lived.seen[week].approvals[-1]):
            if file.kind in (oracle.REMINDER, oracle.URGING, oracle.ORDER):
                assert not set(_in_order(file.text)) & never, file.path
            if file.kind in (oracle.REMINDER, oracle.URGING):
                assert not [name for name in leaders if name in file.text], file.path


def test_killed_and_repeated_weeks_are_the_same(lived: Lived, brought: Path, tmp_path: Path) -> None:
    """The first two weeks, or as many as OFFICEBATCH_WEEKS says."""
    workspace, killer = tmp_path / "workspace", desk.Killer(random.Random(SEED))
    weeks = WEEKS[: int(os.environ.get("OFFICEBATCH_WEEKS", "2"))]
    books = {}

    def look(week: int, command: str) -> None:
        if command == "approve":
            books[week] = clerk.book_lines(workspace)

    desk.live(workspace, brought, killer, look, weeks)

    assert killer.killed >= len(weeks)
    for week in weeks:
        assert desk.bytes_of(workspace, week) == desk.bytes_of(lived.workspace, week)
        assert books[week] == lived.seen[week].book


def _pairs(lived: Lived, week: int, *kinds: str) -> list[tuple[Paper, File]]:
    files = {f.key: f for f in lived.seen[week].approvals[-1]}
    return [(p, files[p.key]) for p in oracle.eight_weeks()[week - 1].final if p.kind in kinds]


def _in_order(text: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"DB2026-\d+|收〔2026〕\d+号", text)))


def _row(text: str, told: Told) -> str:
    return next(line for line in text.splitlines() if told.matter.record in line)


def _quotes(text: str, told: Told) -> bool:
    """Whether a text speaks of the notice before as it must: all parts of the quote stand in it, in their order."""
    parts = [re.escape(part) for part in re.split("[，：]", told.quote)]
    return re.search(".*".join(parts), text.replace("／", ""), re.DOTALL) is not None


def _void_by_the_book(of: oracle.Week) -> list[tuple[str, str]]:
    """Numbers of a week all of whose lines the clerk marked 作废."""
    marked = {(e["文书"], e["编号"]) for e in story.ENTRIES if e["内容"] == "作废" and int(e["周"]) == of.number}
    return [
        (of.numbers[paper.key], "作废")
        for paper in of.final
        if paper.told and all((paper.kind, told.matter.record) in marked for told in paper.told)
    ]


def _cells(path: Path) -> list[list[str]]:
    book = openpyxl.load_workbook(path)
    return [
        ["" if value is None else str(value) for value in row]
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
    ]
