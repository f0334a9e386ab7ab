"""What a rule is: a function that looks at a paper in its form and says where it departs from a clause."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from officebatch.outputs.official import figures
from officebatch.outputs.official.text import is_han
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from officebatch.outputs.official.figures import Profile
    from officebatch.outputs.official.roles import Roles
    from officebatch.outputs.official.text import Paragraph, Run, Text

    Judging = Callable[["Paper"], Iterator["Hit"]]

NEAR = 0.3  # of a character: what nobody sees, and what rounding to twips does
_FACES = {
    figures.FANGSONG: ("仿宋", "fangsong"),
    figures.XIAOBIAOSONG: ("小标宋", "xiaobiaosong"),
    figures.HEITI: ("黑体", "simhei", "heiti"),
    figures.KAITI: ("楷", "kaiti", "simkai"),
    figures.SONGTI: ("宋体", "simsun", "songti"),
}
# paragraph styles of the shipped templates that are set smaller on purpose, and why
_ONE_PAGE, _NOTE = marked("a report for leaders stays on one page"), marked("a note below the text or a table")
_BOOK = marked("contents and headings of a book")
SMALLER = {
    "发报行": _ONE_PAGE, "简报标题": _ONE_PAGE, "小四正文": _ONE_PAGE, "表注": _NOTE, "toc 1": _BOOK, "toc 2": _BOOK,
    "篇名": _BOOK, "篇注": _BOOK,
}  # fmt: skip


class Kind(StrEnum):
    """What a departure departs from: the standard; only from what it leaves to the office, so that it is a habit; or
    nothing that can be told from the file, so that only a printed page shows it."""

    STANDARD = "standard"
    HABIT = "habit"
    UNSEEN = "unseen"


@dataclass(frozen=True)
class Paper:
    """What rules look at: the text, what each paragraph is, the form it should have."""

    text: Text
    roles: Roles
    profile: Profile

    @property
    def headed(self) -> bool:
        """Whether it has a mark, or anything else that makes a head."""
        return bool(self.roles.mark)

    def gap(self, above: Paragraph, below: Paragraph) -> float:
        """The room between two paragraphs of the body, in lines of text."""
        between = [p for p in self.text.own if above.number < p.number < below.number and p.empty and not p.new_page]
        room = above.after + below.before
        for blank in between:
            single = 13 * blank.mark.size if blank.rule == "auto" else 0
            room += blank.before + blank.after + max(blank.line if blank.rule != "auto" else single, 0)
        return room / figures.LINE


@dataclass(frozen=True)
class Hit:
    """One place: the paragraph (None: the whole paper, or the section of that number from 1), what it is, what it
    should be. clause: where another one than the rule's holds."""

    found: str
    wanted: str
    paragraph: Paragraph | None = None
    section: int = 0
    kind: Kind = Kind.STANDARD
    clause: str | None = None


@dataclass(frozen=True)
class Rule:
    """A rule's name, the clause of GB/T 9704-2012 it holds up ("" where the standard has none), its title's message
    id, and who judges."""

    name: str
    clause: str
    title: str
    judge: Judging


RULES: dict[str, Rule] = {}


def rule(name: str, clause: str, title: str) -> Callable[[Judging], Judging]:
    """Register the function below as the rule of this name."""

    def register(judge: Judging) -> Judging:
        RULES[name] = Rule(name, clause, title, judge)
        return judge

    return register


def is_face(name: str, face: str) -> bool:
    """Whether a font is one of a face of the standard, whoever made it."""
    said = name.casefold()
    if face == figures.SONGTI and ("仿" in said or "标" in said or "fang" in said):
        return False
    return any(word in said for word in _FACES[face])


def looks(paragraph: Paragraph, size: int, face: str) -> Iterator[str]:
    """How a paragraph looks where it does not look like this: each look once."""
    told = set()
    for text, run in paragraph.pieces:
        if text.strip() and not _is(text, run, size, face) and look(run) not in told:
            told.add(look(run))
            yield look(run)


def _is(text: str, run: Run, size: int, face: str) -> bool:
    return run.size == size and (is_face(run.east_asian, face) or not any(map(is_han, text)))


def look(run: Run) -> str:
    """Size and face of a run in words."""
    return say("{size} {face}", size=size_words(run.size), face=run.east_asian or say("no face for Han characters"))


def size_words(size: int) -> str:
    """A size of type as offices call it, else in points."""
    return figures.SIZES.get(size, f"{size / 2:g} pt")


def wanted_look(size: int, face: str) -> str:
    """The look the standard asks for."""
    return say("{size} {face}", size=size_words(size), face=_FACES[face][0].replace("楷", "楷体"))


def near(value: float, wanted: float, by: float = NEAR) -> bool:
    """Whether two lengths in characters are the same to the eye."""
    return abs(value - wanted) <= by


def width(text: str) -> float:
    """How wide a text is in characters: Latin letters and digits are half as wide."""
    return sum(0.5 if c.isascii() else 1.0 for c in text)
