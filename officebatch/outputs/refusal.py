"""Why a paper is not made. It stands apart because every part of the room may refuse and none need know the others."""

from __future__ import annotations


class Refused(Exception):
    """A paper that cannot be made: a message id of outputs and its values; it becomes a `Skipped`."""

    def __init__(self, because: str, **values: object) -> None:
        super().__init__(because)
        self.because = because
        self.values = tuple((name, str(value)) for name, value in values.items())


class OfOtherKind(Refused):
    """What the paper would be made from is of a kind it is not made from: told, but no fault of the run."""
