"""The mails of one sending: what stands, what is still to be sent and in which order, each step into the outbox."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from officebatch.delivery.summary import OPEN
from officebatch.model.dispatch import DispatchState
from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.delivery.server import Clock
    from officebatch.model.dispatch import Dispatch, Outbox, Step


def settle(dispatches: Sequence[Dispatch], outbox: Outbox, clock: Clock) -> tuple[Dispatch, ...]:
    """The same, those that an earlier sending left at the dot now `UNKNOWN`. Only where no other program is sending."""
    said = say("sending was interrupted after the mail was handed over, before the server's answer was kept")
    return tuple(
        outbox.become(d.key, DispatchState.UNKNOWN, clock.now(), said=said) if d.state is DispatchState.DOT else d
        for d in dispatches
    )


@dataclass
class Queue:
    """standing: every mail by key, as it stands now. waiting: those of them that are open."""

    standing: dict[str, Dispatch]
    outbox: Outbox
    clock: Clock
    waiting: dict[str, Dispatch] = field(init=False)

    def __post_init__(self) -> None:
        self.waiting = {key: d for key, d in self.standing.items() if d.state in OPEN}

    def following(self) -> Dispatch | None:
        """The next one in the outbox's order; where all were put off, the one that is due first."""
        fresh = next((d for d in self.waiting.values() if d.not_before is None), None)
        return fresh or min(self.waiting.values(), key=_due, default=None)

    @property
    def place(self) -> int:
        """Which of all mails is being sent, from 1."""
        return len(self.standing) - len(self.waiting) + 1

    def become(
        self,
        dispatch: Dispatch,
        state: DispatchState,
        said: str = "",
        not_before: datetime | None = None,
        *,
        lasting: bool = True,
    ) -> None:
        """`Outbox.become`, now."""
        now = self.clock.now()
        moved = self.outbox.become(dispatch.key, state, now, said=said, not_before=not_before, lasting=lasting)
        self._note(moved)

    def claim(self, dispatch: Dispatch) -> bool:
        """`DOT`, and whether the mail is ours to send. The outbox says no where it is not open any more."""
        try:
            self.become(dispatch, DispatchState.DOT)
        except ValueError:
            standing = {d.key: d for d in self.outbox.of_day(dispatch.as_of)}
            self._note(standing[dispatch.key])
            return False
        return True

    def put_off_before(self, dispatch: Dispatch) -> list[Step]:
        """How it was deferred so far, since a person last released it."""
        steps = self.outbox.history(dispatch.key)
        released = max(n for n, step in enumerate(steps) if step.state is DispatchState.FROZEN or n == 0)
        return [step for step in steps[released:] if step.state is DispatchState.DEFERRED]

    def _note(self, dispatch: Dispatch) -> None:
        self.standing[dispatch.key] = dispatch
        if dispatch.state in OPEN:
            self.waiting[dispatch.key] = dispatch
        else:
            self.waiting.pop(dispatch.key, None)


def _due(dispatch: Dispatch) -> datetime:
    return dispatch.not_before or datetime.min
