"""Letters become dispatches, beside what the outbox has of the run already. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officebatch.model.dispatch import BEGUN, DispatchState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from officebatch.delivery.freezing import Fence, Frozen, Sender
    from officebatch.delivery.plan import ByHand
    from officebatch.model.dispatch import Dispatch, Letter, Outbox


@dataclass(frozen=True)
class Prepared:
    """What sending a run would do. dispatches: as they stand or would stand, in the order of the plan, earlier
    revisions left out; new: those not in the outbox yet; withdrawn: those in it that are replaced or not planned any
    more. content: bytes by key, of every mail that has any. papers: names of what each goes with, by key.
    """

    as_of: date
    issued: date
    dispatches: tuple[Dispatch, ...]
    new: tuple[Dispatch, ...]
    withdrawn: tuple[Dispatch, ...]
    content: Mapping[str, bytes]
    papers: Mapping[str, tuple[str, ...]]
    by_hand: tuple[ByHand, ...]


@dataclass
class Preparing:
    """Letters become dispatches, beside what the outbox has of the run already."""

    as_of: date
    issued: date
    files: Mapping[str, bytes]
    sender: Sender
    fence: Fence
    outbox: Outbox
    trial: str
    dispatches: list[Dispatch] = field(default_factory=list)
    new: list[Dispatch] = field(default_factory=list)
    withdrawn: list[Dispatch] = field(default_factory=list)
    content: dict[str, bytes] = field(default_factory=dict)
    papers: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._standing: dict[str, list[Dispatch]] = {}
        for dispatch in self.outbox.of_day(self.as_of):
            self._standing.setdefault(dispatch.thread, []).append(dispatch)

    def add(self, letter: Letter) -> None:
        """A planned letter: what stands in the outbox for it, or what is frozen now."""
        before = self._standing.pop(letter.thread, [])
        revision = max((d.revision for d in before), default=1)
        current = [d for d in before if d.revision == revision]
        frozen = self._frozen(letter, revision)
        if not current:
            self._take(letter, frozen)
        elif _keeps(letter, current, [f.dispatch for f in frozen]):
            same = {f.dispatch.key: f for f in frozen}
            for dispatch in current:
                twin = same.get(dispatch.key)
                if twin is not None and twin.dispatch.sha256 == dispatch.sha256 and twin.content:
                    self.content[dispatch.key] = twin.content
                self.papers[dispatch.key] = tuple(a.name for a in letter.attachments)
            self.dispatches += current
        else:
            self.withdrawn += [d for d in current if d.state is not DispatchState.CANCELLED]
            self._take(letter, self._frozen(letter, revision + 1))

    def _frozen(self, letter: Letter, revision: int) -> tuple[Frozen, ...]:
        from officebatch.delivery.freezing import freeze

        earlier = self.outbox.thread(letter.thread, letter.as_of)
        return freeze(
            letter, self.files, self.sender, self.issued, revision=revision, earlier=earlier, fence=self.fence,
            trial=self.trial,
        )

    def _take(self, letter: Letter, frozen: Sequence[Frozen]) -> None:
        for one in frozen:
            self.dispatches.append(one.dispatch)
            self.new.append(one.dispatch)
            self.papers[one.dispatch.key] = tuple(a.name for a in letter.attachments)
            if one.content:
                self.content[one.dispatch.key] = one.content

    def done(self, by_hand: tuple[ByHand, ...]) -> Prepared:
        """What is not planned any more and was not begun is withdrawn."""
        gone = [d for held in self._standing.values() for d in held if d.state is not DispatchState.CANCELLED]
        self.dispatches += [d for d in gone if d.state in BEGUN]
        withdrawn = (*self.withdrawn, *(d for d in gone if d.state not in BEGUN))
        return Prepared(
            self.as_of, self.issued, tuple(self.dispatches), tuple(self.new), withdrawn, self.content,
            self.papers, by_hand,
        )


def _keeps(letter: Letter, current: Sequence[Dispatch], again: Sequence[Dispatch]) -> bool:
    """Whether what stands in the outbox stays as it is: sent once, decided by a person, or still the same."""
    from officebatch.delivery.freezing import digest_of_papers, papers_of

    if [(d.key, d.sha256) for d in current] == [(d.key, d.sha256) for d in again]:
        return any(d.sha256 for d in again) or [d.reason for d in current] == [d.reason for d in again]
    states = {d.state for d in current}
    if states & {*BEGUN}:
        return True
    same = all(digest_of_papers(d.message_id) == papers_of(letter) for d in current)
    if states == {DispatchState.CANCELLED}:
        return same
    by_a_person = states <= {DispatchState.FAILED, DispatchState.HELD} and all(d.sha256 for d in current)
    return by_a_person and same and all(d.address == letter.address for d in current)
