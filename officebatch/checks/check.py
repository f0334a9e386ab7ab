"""What a check is: one function with a decorator that says its code, title, gravity, who mends it and its basis.

The function gets a scope (one register, one process over one register, or the whole office) and yields what
breaks it: a `Hit` names a row position and fields, an `InRules` a line of the rule book, a `Told` passes on what
reading already placed. The runner makes the findings, so that no check can lose a place. The docstring is the manual
page, the two example tables are shown there and run by the suite.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from officebatch.checks.scope import OfficeScope, ProcessScope, RegisterScope
from officebatch.model.vocabulary import CheckFacts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from officebatch.model.report import Trouble
    from officebatch.model.vocabulary import Kind, Mends, Severity

S = TypeVar("S", OfficeScope, RegisterScope, ProcessScope)
_CODE = re.compile(r"(RD|[A-Z]{3})[0-9]{3}")


class Hit(NamedTuple):
    """A breach at a row position; a tuple, being made by the thousand. fields: the first is where it is shown, the
    rest are the other cells it rests on.

    row None: the register as a whole, `record` then names what the finding is about. partners: other row positions.
    register: only where the scope is the office. department: whose it is, where it is not the record's. severity,
    message, basis, wanted: where they differ from the check's own. lacks: what has no cell of its own to be shown at,
    as a step without a line in an event list: the finding is known by it, and shown at the first field.
    """

    row: int | None
    fields: tuple[str, ...] = ()
    values: Mapping[str, object] = MappingProxyType({})
    partners: tuple[int, ...] = ()
    person: str = ""
    record: str = ""
    register: str = ""
    department: str = ""
    severity: Severity | None = None
    message: str = ""
    basis: str = ""
    wanted: str = ""
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What reading already placed, as a finding. message: where it differs from the check's own."""

    trouble: Trouble
    values: Mapping[str, object] = field(default_factory=dict)
    message: str = ""


@dataclass(frozen=True, slots=True)
class InRules:
    """A breach in a line of the rule book. at: the line's own `at` (流程!A7); heading: the Chinese heading of the
    column it is shown at; record: what a reader knows the line by (发文·核稿).

    register: the register the line speaks of: exemptions, rulings and lists know the finding by it. department: who
    has to put it right, where it is a department. severity, message, basis: where they differ from the check's own.
    """

    at: str
    heading: str
    register: str
    record: str
    values: Mapping[str, object] = field(default_factory=dict)
    department: str = ""
    person: str = ""
    severity: Severity | None = None
    message: str = ""
    basis: str = ""


Found = Hit | InRules | Told


@dataclass(frozen=True)
class Check(Generic[S]):
    """One built-in check. kinds: the kinds of register it looks at, none = all. needs: roles without which it is
    skipped. Of a check across registers, kinds are those that must all be there, needs the roles some register must
    have (a|b: one of them). breaks, holds: an example each. echoes: it speaks of unreadable cells themselves.

    asked, wanted: what a notice asks of a department and what it says should have stood there, filled as the message
    is; "" for the usual words of `mends`, and for the message itself. on: whether it runs without a line in sheet 检查.
    after: it runs when all others have, and looks at what they found.
    """

    code: str
    title: str
    severity: Severity
    mends: Mends
    basis: str
    message: str
    breaks: str
    holds: str
    over: type[S]
    find: Callable[[S], Iterator[Found]]
    kinds: tuple[Kind, ...] = ()
    needs: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    echoes: bool = False
    asked: str = ""
    wanted: str = ""
    on: bool = True
    after: bool = False

    @property
    def manual(self) -> str:
        """The manual page: the docstring of the function, a message id."""
        return inspect.cleandoc(self.find.__doc__ or "")

    def facts(self) -> CheckFacts:
        """What the rule book may know of it."""
        return CheckFacts(
            self.code, self.title, self.severity, self.mends, self.basis, self.manual, dict(self.parameters),
            self.on,
        )  # fmt: skip


_registered: dict[str, Check[OfficeScope] | Check[RegisterScope] | Check[ProcessScope]] = {}


def check(
    code: str,
    *,
    title: str,
    severity: Severity,
    mends: Mends,
    basis: str,
    message: str,
    breaks: str,
    holds: str,
    over: type[S],
    kinds: tuple[Kind, ...] = (),
    needs: tuple[str, ...] = (),
    parameters: Mapping[str, str] | None = None,
    echoes: bool = False,
    asked: str = "",
    wanted: str = "",
    on: bool = True,
    after: bool = False,
) -> Callable[[Callable[[S], Iterator[Found]]], Check[S]]:
    """Register a check. Raises ValueError for a code that is no code or stands twice."""
    if not _CODE.fullmatch(code) or code in _registered:
        raise ValueError(f"a check's code must be new and of the form DOC101: {code}")

    def register(find: Callable[[S], Iterator[Found]]) -> Check[S]:
        made = Check(
            code, title, severity, mends, basis, message, breaks, holds, over, find,
            kinds, needs, parameters or {}, echoes, asked, wanted, on, after,
        )  # fmt: skip
        _registered[code] = made
        return made

    return register


def registered() -> Mapping[str, Check[OfficeScope] | Check[RegisterScope] | Check[ProcessScope]]:
    """The checks registered so far; `shelf.all_checks` has loaded every module before it asks."""
    return _registered
