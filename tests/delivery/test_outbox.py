"""The outbox: every way a dispatch may go and no other, its history, and what stays on disk."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from officebatch import ledger
from officebatch.model.dispatch import DispatchState, Step
from officebatch.outbox import SqliteOutbox, ways
from officebatch.workspace import WorkspaceFault
from tests.delivery.days import FRIDAY, MONDAY
from tests.delivery.office import dispatch, ledger_in, letter

STATES = tuple(DispatchState)
FROZEN, DOT, SENT, DEFERRED, FAILED, UNKNOWN, HELD, CANCELLED = STATES
NOON = MONDAY + timedelta(hours=3)


def test_what_is_put_comes_back_in_its_order(tmp_path: Path) -> None:
    put = [dispatch(n, letter(n)) for n in (3, 1, 2)] + [replace(dispatch(4, letter(4), HELD), reason="no address")]
    path = ledger_in(tmp_path)
    with SqliteOutbox(path) as outbox:
        outbox.put(put, MONDAY)
    with SqliteOutbox(path) as again:
        assert again.of_day(FRIDAY) == tuple(put)
        assert again.of_day(date(2026, 11, 13)) == ()
        assert again.days() == (FRIDAY,)
        assert again.history("k4") == (Step("k4", MONDAY, HELD, "no address", ""),)


def test_putting_again_changes_nothing_and_other_bytes_are_refused_whole() -> None:
    with SqliteOutbox(None) as outbox:
        outbox.put([dispatch(1, letter(1))], MONDAY)
        outbox.become("k1", DOT, MONDAY)
        outbox.put([dispatch(1, letter(1)), dispatch(2, letter(2))], NOON)
        with pytest.raises(ValueError, match="k1"):
            outbox.put([dispatch(3, letter(3)), dispatch(1, letter(9))], NOON)
        with pytest.raises(ValueError, match="k4"):
            outbox.put([dispatch(3, letter(3)), dispatch(4, letter(4), SENT)], NOON)

        assert [(d.key, d.state) for d in outbox.of_day(FRIDAY)] == [("k1", DOT), ("k2", FROZEN)]


@pytest.mark.parametrize(("before", "after", "by"), list(product(STATES, STATES, ("", "沈杰"))))
def test_only_the_ways_that_exist(before: DispatchState, after: DispatchState, by: str) -> None:
    way = {
        FROZEN: [],
        DOT: [(DOT, "")],
        SENT: [(DOT, ""), (SENT, "")],
        DEFERRED: [(DEFERRED, "")],
        FAILED: [(FAILED, "")],
        UNKNOWN: [(DOT, ""), (UNKNOWN, "")],
        HELD: [(HELD, "")],
        CANCELLED: [(CANCELLED, "")],
    }
    automatic = {
        FROZEN: (DOT, DEFERRED, FAILED, HELD, CANCELLED),
        DEFERRED: (DOT, DEFERRED, FAILED, HELD, CANCELLED),
        DOT: (SENT, DEFERRED, FAILED, UNKNOWN),
        FAILED: (CANCELLED,),
        HELD: (CANCELLED,),
    }
    by_hand = {
        FROZEN: (HELD, CANCELLED),
        DEFERRED: (FROZEN, HELD, CANCELLED),
        FAILED: (FROZEN, CANCELLED),
        HELD: (FROZEN, CANCELLED),
        UNKNOWN: (FROZEN, SENT, FAILED, CANCELLED),
        SENT: (FAILED,),
    }
    with SqliteOutbox(None) as outbox:
        outbox.put([dispatch(1, letter(1))], MONDAY)
        for state, who in way[before]:
            outbox.become("k1", state, MONDAY, by=who)
        if after in (by_hand if by else automatic).get(before, ()):
            assert outbox.become("k1", after, NOON, said="why", by=by).state is after
            assert outbox.history("k1")[-1] == Step("k1", NOON, after, "why", by)
        else:
            known = outbox.history("k1")
            with pytest.raises(ValueError, match=before.value):
                outbox.become("k1", after, NOON, by=by)
            assert outbox.history("k1") == known
            assert outbox.of_day(FRIDAY)[0].state is before


def test_what_a_step_leaves_on_the_dispatch() -> None:
    with SqliteOutbox(None) as outbox:
        outbox.put([dispatch(1, letter(1))], MONDAY)
        outbox.become("k1", DOT, MONDAY)
        later = outbox.become("k1", DEFERRED, MONDAY, said="451 later", not_before=NOON)
        tried = outbox.become("k1", DOT, NOON)
        refused = outbox.become("k1", FAILED, NOON, said="550 no")
        released = outbox.become("k1", FROZEN, NOON, said="new mailbox", by="沈杰")

    assert (later.reply, later.not_before, later.tries, later.reason) == ("451 later", NOON, 1, "")
    assert (tried.not_before, tried.tries) == (None, 2)
    assert (refused.reply, refused.reason) == ("550 no", "550 no")
    assert (released.reply, released.reason, released.not_before) == ("550 no", "", None)


def test_a_step_that_does_not_wait_for_the_disk_outlives_the_program(tmp_path: Path) -> None:
    path = ledger_in(tmp_path)
    outbox = SqliteOutbox(path)
    outbox.put([dispatch(1, letter(1))], MONDAY)
    outbox.become("k1", DOT, MONDAY)
    outbox.become("k1", SENT, MONDAY, lasting=False)

    with SqliteOutbox(path) as another:
        assert another.of_day(FRIDAY)[0].state is SENT
    outbox.harden()
    outbox.harden()
    outbox.close()
    assert ledger.digest(path, "2026-11-20") is None


def test_a_thread_is_what_was_sent_before() -> None:
    def of(n: int, day: int, thread: str) -> str:
        as_of = date(2026, 11, day)
        outbox.put([replace(dispatch(n, letter(n)), as_of=as_of, thread=thread)], MONDAY)
        return f"k{n}"

    with SqliteOutbox(None) as outbox:
        sent = [of(1, 13, "财务科"), of(2, 6, "财务科"), of(3, 13, "物资科"), of(4, 20, "财务科")]
        of(5, 13, "财务科")
        for key in sent:
            outbox.become(key, DOT, MONDAY)
            outbox.become(key, SENT, MONDAY)

        assert outbox.thread("财务科", FRIDAY) == ("<2@office.test>", "<1@office.test>")


def test_where_there_is_no_ledger_nothing_is_in_the_outbox_and_nothing_can_be_put(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with SqliteOutbox(path) as outbox:
        assert (outbox.of_day(FRIDAY), outbox.days(), outbox.history("k1")) == ((), (), ())
        with pytest.raises(WorkspaceFault):
            outbox.put([dispatch(1, letter(1))], MONDAY)

    assert not path.exists()
    ledger.digest(path, "2026-11-20")


def test_ledger_and_outbox_share_their_file(tmp_path: Path) -> None:
    path = ledger_in(tmp_path)
    with SqliteOutbox(path) as outbox:
        outbox.put([dispatch(1, letter(1))], MONDAY)
        assert ledger.runs(path) == ()
        outbox.become("k1", DOT, MONDAY)
    assert ledger.digest(path, "2026-11-20") is None


def test_a_file_that_is_no_ledger_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"this is no data base at all" * 100)
    with pytest.raises(WorkspaceFault, match=r"ledger\.db"):
        SqliteOutbox(path)


def test_a_locked_ledger_is_an_error_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ledger_in(tmp_path)
    with SqliteOutbox(path) as outbox:
        outbox.put([dispatch(1, letter(1))], MONDAY)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr("officebatch.outbox.PATIENCE", 0.1)
    with SqliteOutbox(path) as outbox, pytest.raises(OSError, match="locked"):
        outbox.become("k1", DOT, MONDAY)
    other.close()


MOVES = st.lists(st.tuples(st.integers(1, 3), st.sampled_from(STATES), st.booleans()), max_size=25)


@settings(max_examples=30, deadline=None)
@given(MOVES)
def test_whatever_is_asked_the_history_is_a_walk_on_the_ways(moves: list[tuple[int, DispatchState, bool]]) -> None:
    with TemporaryDirectory() as folder:
        path = ledger_in(Path(folder))
        with SqliteOutbox(path) as outbox:
            outbox.put([dispatch(n, letter(n)) for n in (1, 2, 3)], MONDAY)
            for n, state, person in moves:
                try:
                    outbox.become(f"k{n}", state, MONDAY, by="沈杰" if person else "")
                except ValueError:
                    continue
        with SqliteOutbox(path) as again:
            for standing in again.of_day(FRIDAY):
                steps = again.history(standing.key)
                assert steps[0].state is FROZEN
                assert steps[-1].state is standing.state
                assert standing.tries == sum(step.state is DOT for step in steps)
                for one, other in pairwise(steps):
                    assert other.state in ways(one.state, by_person=bool(other.by))
                    assert one.state is not CANCELLED
                    assert one.state not in (SENT, UNKNOWN) or other.by
