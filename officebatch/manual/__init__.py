"""The manual: a short book in both languages, its chapters Markdown in `texts`, reference parts made from the program.

A chapter is one file; a line `<!-- made -->` in it is where its made part goes. The same chapters are read in the
terminal and on one page for the browser.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from officebatch.manual.page import page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["TOPICS", "Chapter", "chapters", "find", "near", "page"]

TOPICS = (
    "start", "week", "papers", "registers", "limits", "rules", "checks", "own", "templates", "variables", "evaluation",
    "mail", "schedule", "secrecy", "commands", "questions",
)  # fmt: skip
MADE = "<!-- made -->"
_TEXTS = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter. topic: what `officebatch help` calls it; text: Markdown, its title is the first heading."""

    topic: str
    title: str
    text: str


def chapters(language: str, made: Mapping[str, str]) -> tuple[Chapter, ...]:
    """All chapters in their order. made: topic → Markdown for its made part. KeyError where one is lacking."""
    return tuple(_chapter(language, topic, made) for topic in TOPICS)


def _chapter(language: str, topic: str, made: Mapping[str, str]) -> Chapter:
    text = (_TEXTS / language / f"{topic}.md").read_text(encoding="utf-8")
    title = text.partition("\n")[0].removeprefix("# ")
    return Chapter(topic, title, text.replace(MADE, made[topic].strip()) if MADE in text else text)


def find(of: Sequence[Chapter], word: str) -> Chapter | None:
    """The chapter of a topic, a title or the beginning of one; None where none is."""
    asked = word.strip().lower()
    named = (c for c in of if asked in (c.topic, c.title.lower()))
    return next(named, None) or next((c for c in of if asked and c.title.lower().startswith(asked)), None)


def near(of: Sequence[Chapter], word: str) -> Chapter | None:
    """The chapter whose topic or title is spelled most like a word; None where none is like it."""
    names = {name: c for c in of for name in (c.topic, c.title.lower())}
    found = get_close_matches(word.strip().lower(), names, 1, 0.5)
    return names[found[0]] if found else None
