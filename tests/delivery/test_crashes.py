"""The short version of what killing.py, powercuts.py and fulldisk.py do for longer."""

from __future__ import annotations

from tests.delivery.fulldisk import levels
from tests.delivery.killing import kill
from tests.delivery.powercuts import ForgetfulOutbox, HastyOutbox, Losses, cut


def test_killed_twenty_times_nothing_goes_twice_and_nothing_is_lost() -> None:
    tally = kill(20, seed=20261120)

    assert tally.kills == 20
    assert tally.doubled == 0
    assert tally.unknown <= 20


def test_no_power_cut_damages_the_outbox_or_makes_it_forget() -> None:
    losses = cut(100, seed=20261120)

    assert losses == Losses(cuts=100)


def test_the_power_cuts_find_a_sync_that_is_missing() -> None:
    assert cut(40, seed=20261120, kind=ForgetfulOutbox).forgotten > 10
    assert cut(40, seed=20261120, kind=HastyOutbox).again > 10


def test_a_full_disk_stops_sending_with_a_word_and_the_next_one_finishes() -> None:
    tally = levels(5, None, step=96 * 1024)

    assert tally.levels == 5
    assert 1 < tally.full < 5
