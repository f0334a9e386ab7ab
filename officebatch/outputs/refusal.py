"""Why a paper is not made. It stands apart because every part of the room may refuse and none need know the others."""

from __future__ import annotations

from officebatch.wording import say


class Refused(Exception):
    """A paper that cannot be made: a message id of outputs and its values; it becomes a `Skipped`."""

    def __init__(self, because: str, **values: object) -> None:
        super().__init__(because)
        self.because = because
        self.values = tuple((name, str(value)) for name, value in values.items())

    def text(self) -> str:
        """The reason in the language spoken."""
        return say(self.because, **dict(self.values))


class NotMeant(Refused):
    """The paper is not meant to be made here: of what it would be made from none is. Told, but no fault of the run."""
