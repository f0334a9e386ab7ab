"""A finding: something in a record that breaks a check, at a cell. Lateness is never a finding."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from officebatch.wording import marked, say

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
    def identity(self) -> Identity:
        """What it is known by between runs."""
        return self.code, self.register, self.record, self.field

    def text(self) -> str:
        """The message in the reader's language."""
        return say(self.message, **dict(self.values))


Identity = tuple[str, str, str, str]  # code, register, record, field


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was not done, and why: `what` and `because` are message ids, `values` fill both.

    exempt: a finding the office accepts, not a fault of the run; `finding` is what was accepted. faulty: something of
    the office's own that could not be run; the exit code says so. lacking: nothing went wrong, the register has no
    column for it or is of another kind.
    """

    what: str
    because: str
    values: tuple[tuple[str, str], ...] = ()
    exempt: bool = False
    faulty: bool = False
    lacking: bool = False
    finding: Finding | None = None

    def text(self) -> tuple[str, str]:
        """What and why in the reader's language."""
        filled = dict(self.values)
        return say(self.what, **filled), say(self.because, **filled)


class CheckState(StrEnum):
    """What became of a check in one examination."""

    BROKEN = "broken"
    HELD = "held"
    SKIPPED = "skipped"  # nothing to look at: no register of its kind, or none with the columns it needs
    FAILED = "failed"  # the program could not finish it, or the office's own rule could not be run
    OFF = "off"


STATE_TITLES = {
    CheckState.BROKEN: marked("has findings"),
    CheckState.HELD: marked("nothing found"),
    CheckState.SKIPPED: marked("not looked at"),
    CheckState.FAILED: marked("could not be run"),
    CheckState.OFF: marked("switched off"),
}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check in one examination. title: a message id; findings: how many stand; accepted: how many exemptions and
    rulings took out. because: why it was not looked at, or not in `lacking`, the registers without its columns."""

    code: str
    title: str
    state: CheckState
    findings: int = 0
    accepted: int = 0
    lacking: tuple[str, ...] = ()
    because: tuple[Skipped, ...] = ()

    def reason(self) -> str:
        """Why it was not looked at everywhere, in the reader's language; "" where it was."""
        return say("; ").join(dict.fromkeys(map(_reason, self.because)))


def _reason(skipped: Skipped) -> str:
    because, register = skipped.text()[1], dict(skipped.values).get("register", "")
    return say("{register}: {because}", register=register, because=because) if skipped.lacking and register else because
