"""How a sending went, as a clerk is told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.model.dispatch import DispatchState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officebatch.model.dispatch import Dispatch

OPEN = (DispatchState.FROZEN, DispatchState.DEFERRED)
TO_DECIDE = (DispatchState.UNKNOWN, DispatchState.FAILED, DispatchState.HELD)


@dataclass(frozen=True, slots=True)
class Summary:
    """How sending went. dispatches: all that were handed in, as they stand now, in their order; sent: how many went out
    this time; stopped: why it ended before everything was tried, a sentence, "" where nothing is left."""

    dispatches: tuple[Dispatch, ...]
    sent: int
    stopped: str

    @property
    def counts(self) -> Mapping[DispatchState, int]:
        """How many are in which state."""
        return Counter(d.state for d in self.dispatches)

    @property
    def to_decide(self) -> tuple[Dispatch, ...]:
        """What a person must look at: perhaps delivered, refused, held."""
        return tuple(d for d in self.dispatches if d.state in TO_DECIDE)

    @property
    def left(self) -> tuple[Dispatch, ...]:
        """What the next sending goes on with."""
        return tuple(d for d in self.dispatches if d.state in OPEN)
