"""A notice book that is not written into, and why."""

from __future__ import annotations

from officebatch.model.origin import Origin
from officebatch.model.returned import Complaint
from officebatch.wording import marked, say

NOT_ADDED = marked("no line was added to it: {why}; then start again. The ledger has the notices, and nothing is lost")


class Refused(Exception):
    """Why nothing was written: a message id of what is wrong and what to do, with its values."""

    def __init__(self, why: str, **values: str) -> None:
        super().__init__(why)
        self.why, self.values = why, tuple(values.items())


class BookRefused(Exception):
    """The notice book was left as it is. complaint: where, what, and what to do; its text: what and what to do."""

    def __init__(self, at: Origin, refused: Refused) -> None:
        self.complaint = Complaint(at, NOT_ADDED, (("why", refused.why), *refused.values))
        super().__init__(say(refused.why, **dict(refused.values)))

    @property
    def said(self) -> str:
        """The whole sentence in the reader's language."""
        return self.complaint.said
