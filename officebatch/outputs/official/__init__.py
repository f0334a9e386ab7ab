"""Whether a Word paper keeps to GB/T 9704-2012: every departure with its clause, what it is, what it should be.

`figures` holds the standard's figures; `text` reads the paper with what holds in the end for each run (`effective`);
`roles` tells which element each paragraph is; the rules stand in `page`, `head`, `body`, `closing`. What the standard
leaves to the office is a habit; what only a printed page shows is said to be so and not guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officebatch.outputs.official import body, closing, head, page
from officebatch.outputs.official.figures import PROFILES
from officebatch.outputs.official.reader import read
from officebatch.outputs.official.roles import assign
from officebatch.outputs.official.rules import RULES, Kind, Paper
from officebatch.wording import say

if TYPE_CHECKING:

    from officebatch.outputs.official.figures import Profile
    from officebatch.outputs.official.rules import Hit, Rule
    from officebatch.outputs.official.text import Paragraph, Text

__all__ = ["PROFILES", "RULES", "Departure", "Examined", "Kind", "examine"]

_ROOMS = (page, head, body, closing)


@dataclass(frozen=True)
class Departure:
    """One departure, told once: its rule, the clause ("" where the standard has none), where it is first and how often
    besides, the text there, what it is and what it should be."""

    rule: str
    title: str
    clause: str
    kind: Kind
    where: str
    text: str
    found: str
    wanted: str
    more: int = 0


@dataclass(frozen=True)
class Examined:
    """A paper's form (as told, else as it looks) and all that was found."""

    profile: Profile
    found: tuple[Departure, ...]

    def of(self, kind: Kind) -> tuple[Departure, ...]:
        """What was found of one kind."""
        return tuple(one for one in self.found if one.kind is kind)


def examine(name: str, content: bytes, profile: str = "") -> Examined:
    """All departures of a Word paper. profile: one of `PROFILES`, "" to go by what it looks like.

    Raises Refused where it is no Word package, KeyError for another profile.
    """
    text = read(name, content)
    form = PROFILES[profile or _form(text)]
    paper = Paper(text, assign(text, form), form)
    held: dict[tuple[str, ...], Departure] = {}
    for rule in sorted(RULES.values(), key=_clause_order):
        for hit in rule.judge(paper):
            made = _departure(rule, hit)
            key = (made.rule, made.clause, made.kind, made.found, made.wanted)
            known = held.get(key)
            held[key] = made if known is None else _again(known)
    return Examined(form, tuple(held.values()))


def _clause_order(rule: Rule) -> list[int]:
    """The rules in the standard's order, those without a clause last."""
    return [int(n) for n in rule.clause.split(".") if n] or [99]


def _form(text: Text) -> str:
    """The form a paper looks like: minutes by name, a letter by its double rule, a report by its signer or its title,
    else a bulletin where it says so, else a letter."""
    said = [p.text for p in text.own if p.text][:8]
    first = text.sections[0]
    ruled = [p for p in (*text.own, *first.headers.get("first", ())) if any("hin" in r.kind for r in p.lines.values())]
    if any(line.endswith("纪要") for line in said):
        return "minutes"
    if ruled:
        return "letter"
    if any("签发人" in line or line.endswith(("报告", "请示")) for line in said):
        return "report"
    return "bulletin" if any(line.endswith(("通报", "简报")) for line in said) else "letter"


def _departure(rule: Rule, hit: Hit) -> Departure:
    paragraph = hit.paragraph
    return Departure(
        rule=rule.name,
        title=say(rule.title),
        clause=rule.clause if hit.clause is None else hit.clause,
        kind=hit.kind,
        where=_where(paragraph, hit.section),
        text=paragraph.text[:24] if paragraph is not None else "",
        found=hit.found,
        wanted=hit.wanted,
    )


def _where(paragraph: Paragraph | None, section: int) -> str:
    if paragraph is not None and paragraph.table:
        table, row, cell = paragraph.place.rpartition("/")[2].split(".")
        return say("table {table}, row {row}, cell {cell}", table=table, row=row, cell=cell)
    if paragraph is not None and not paragraph.place:
        return say("paragraph {n}", n=paragraph.number)
    words = [say("section {n}", n=section)] if section else []
    if paragraph is not None:
        place = paragraph.place
        words.append(say("header") if "header" in place else say("footer") if "footer" in place else say("text box"))
    return say(", ").join(words) or say("the whole paper")


def _again(known: Departure) -> Departure:
    return replace(known, more=known.more + 1)


