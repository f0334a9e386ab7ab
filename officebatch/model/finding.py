"""A finding: something in a record that breaks a check, at a cell. Lateness is never a finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.wording import say

if TYPE_CHECKING:
    from officebatch.model.origin import Origin
    from officebatch.model.vocabulary import Mends, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """Known between runs by (code, register, record, field), not by its row.

    title and message are message ids; `values` fill the message. department: the record's department, "" where it
    has none; person: who the finding names, "" where nobody. field: the field it stands in; of a step without a line
    in an event list, the step's name. partners: the other places it speaks of.
    asked, wanted: what a notice asks, what should have stood there; message ids, "" for the usual words.
    """

    code: str
    severity: Severity
    mends: Mends
    register: str
    origin: Origin
    field: str
    record: str
    department: str
    person: str
    title: str
    message: str
    values: tuple[tuple[str, str], ...]
    basis: str
    partners: tuple[Origin, ...] = ()
    asked: str = ""
    wanted: str = ""

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What it is known by between runs."""
        return self.code, self.register, self.record, self.field

    def text(self) -> str:
        """The message in the reader's language."""
        return say(self.message, **dict(self.values))


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was not done, and why: `what` and `because` are message ids, `values` fill both.

    exempt: a finding the office accepts, not a fault of the run. faulty: something of the office's own that could not
    be run; the exit code says so.
    """

    what: str
    because: str
    values: tuple[tuple[str, str], ...] = ()
    exempt: bool = False
    faulty: bool = False

    def text(self) -> tuple[str, str]:
        """What and why in the reader's language."""
        filled = dict(self.values)
        return say(self.what, **filled), say(self.because, **filled)
