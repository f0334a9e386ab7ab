"""Which checks are shown: `--select` and `--ignore`, by codes or their beginnings.

Only what is shown is chosen, never what is examined: exemptions, changes and secrecy are reckoned over everything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from officebatch.model.finding import Skipped
from officebatch.model.vocabulary import Severity
from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from officebatch.model.docket import Docket
    from officebatch.rulebook.rules import RuleBook


@dataclass(frozen=True)
class Selection:
    """The codes that are shown."""

    shown: frozenset[str]

    @classmethod
    def of(cls, select: Iterable[str], ignore: Iterable[str], known: Collection[str]) -> Selection:
        """What the two options name among the known codes. Raises click.BadParameter for what names none."""
        wanted, unwanted = _codes(select, known), _codes(ignore, known)
        return cls(frozenset(wanted or known) - unwanted)

    def of_docket(self, docket: Docket) -> Docket:
        """The docket with the findings and states of these checks alone; a classified row is always told."""
        grave = {finding.code for finding in docket.findings if finding.severity is Severity.GRAVE}
        shown = self.shown | grave
        last = docket.past.last
        if last is not None:
            told = {identity: told for identity, told in last.told.items() if identity[0] in shown}
            last = replace(last, findings=frozenset(i for i in last.findings if i[0] in shown), told=told)
        return replace(
            docket,
            findings=tuple(f for f in docket.findings if f.code in shown),
            skipped=tuple(s for s in docket.skipped if _code(s) in (*shown, "")),
            results=tuple(r for r in docket.results if r.code in shown),
            past=replace(docket.past, last=last),
        )


def codes(rules: RuleBook) -> tuple[str, ...]:
    """The codes of all checks, the office's own too."""
    from officebatch import batch

    return (*batch.vocabulary().checks, *(own.code for own in rules.own_checks))


def _code(skipped: Skipped) -> str:
    return dict(skipped.values).get("code", "")


def _codes(words: Iterable[str], known: Collection[str]) -> frozenset[str]:
    found: set[str] = set()
    for word in (part.upper() for text in words for part in re.split(r"[,，、;；\s]+", text) if part):
        meant = [code for code in known if code.startswith(word)]
        if not meant:
            near = get_close_matches(word, known, 5, 0.5) or list(dict.fromkeys(code[:3] for code in known))
            raise click.BadParameter(
                say("{code} is no check. Near it are: {known}.", code=word, known=say(", ").join(near))
            )
        found.update(meant)
    return frozenset(found)
