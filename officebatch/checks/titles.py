"""The 文种 of papers: what their titles end in, and what the column says.

A title ends in its 文种 when nothing but brackets stands behind: 关于…的办法（试行）的通知, …的通知（第2号）. All
distinct titles are looked at once, as one row of letters, which is thirty times as quick as a pattern for each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.scope import marks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officebatch.checks.scope import RegisterScope

_OF, _LINE = ord("的"), ord("\n")
_LONG = 3  # a word of so many letters names the 文种 without 的 before it: 会议纪要
_BRACKETS = 3  # more of them behind one another are no title
_BRACKET = {ord(closing): ord(opening) for opening, closing in ("（）", "()", "〔〕", "【】", "[]")}
_BLANKS = {ord(blank) for blank in " \u3000\u00a0"}
_LINES = re.compile(r"[\r\n]+")


@dataclass(frozen=True, eq=False)
class Endings:
    """Per distinct title. values: the list's values; value: the one it ends in, before: the one that stands directly
    before that (请示报告), both as places in `values`, -1 none; bound: whether 的 or a long word makes it certain."""

    values: tuple[str, ...]
    value: np.ndarray
    before: np.ndarray
    bound: np.ndarray


@dataclass(frozen=True, eq=False)
class Genres:
    """Per row the 文种 as a place in `values`, -1 where it is not known."""

    codes: np.ndarray
    values: tuple[str, ...]


def endings(scope: RegisterScope) -> Endings | None:
    """What the titles of a register end in; None where it has no titles, or no list of 文种 in the rule book."""
    title, words = scope.register.role("title"), _list(scope)
    if title is None or not words:
        return None
    known = scope.kept.get("endings")
    if not isinstance(known, Endings):
        known = scope.kept["endings"] = read_endings(
            scope.register.shown[title].texts, words, scope.written(title)
        )
    return known


def genres(scope: RegisterScope) -> tuple[np.ndarray, tuple[str, ...]]:
    """Per row the 文种 as a place among the values (-1: not known): what the column says; where the sheet has no such
    column or the cell is empty, what the title certainly ends in."""
    known = scope.kept.get("genres")
    if not isinstance(known, Genres):
        known = scope.kept["genres"] = _genres(scope)
    return known.codes, known.values


def of_genre(scope: RegisterScope, wanted: Sequence[str]) -> np.ndarray:
    """Per row: whether the paper is of one of some 文种."""
    codes, values = genres(scope)
    found: np.ndarray = marks([value in wanted for value in values])[codes]
    return found


def sent(scope: RegisterScope) -> bool:
    """Whether a register holds papers of the office's own: one that says when and whence they came holds others'."""
    return not {"received", "from"} & scope.register.roles.keys()


def read_endings(texts: Sequence[str], words: Mapping[str, str], written: str) -> Endings:
    """What distinct texts end in. words: every word of the list → its value; written: the texts, a line each."""
    values = tuple(dict.fromkeys(words.values()))
    letters = _letters(written)
    line = np.flatnonzero(letters == _LINE)
    if len(line) != len(texts) - 1:
        letters = _letters("\n".join(_LINES.sub("", text) for text in texts))
        line = np.flatnonzero(letters == _LINE)
    start = np.append([0], line + 1)[: len(texts)]
    end = _bare(letters, start, np.append(line, len(letters) - 1)[: len(texts)])
    word, value = _word(letters, start, end, words, values)
    end = end - np.array([*map(len, words), 0])[word]
    long = np.array([*(len(text) >= _LONG for text in words), False])[word]
    bound = (value >= 0) & (long | ((letters[end - 1] == _OF) & (end > start)))
    before = np.full(len(texts), -1, dtype=np.int64)
    loose = np.flatnonzero((value >= 0) & ~bound)
    before[loose] = _word(letters, start[loose], end[loose], words, values)[1]
    return Endings(values, value, before, bound)


def _genres(scope: RegisterScope) -> Genres:
    values = tuple(dict.fromkeys(_list(scope).values()))
    said = np.full(len(scope.register), -1, dtype=np.int64)
    silent = np.ones(len(scope.register), dtype=bool)
    kind, title, told = scope.register.role("document_kind"), scope.register.role("title"), endings(scope)
    if kind is not None:
        codes, words = scope.words(kind)
        place = {value: at for at, value in enumerate(values)}
        said = np.array([*(place.get(word, -1) for word in words), -1], dtype=np.int64)[codes]
        silent = scope.register.shown[kind].codes < 0
    if told is not None and title is not None and silent.any():
        ends = np.append(np.where(told.bound, told.value, -1), -1)[scope.register.shown[title].codes]
        said = np.where(silent, ends, said)
    return Genres(said, values)


def _list(scope: RegisterScope) -> Mapping[str, str]:
    """Every word of the list of the 文种 column → its value; none where the rule book has no such field."""
    rule = scope.rules.field(scope.register.name, scope.register.roles.get("document_kind", ""))
    words = scope.rules.choice_lists.get(rule.choices, {}) if rule else {}
    return {word: value for word, value in words.items() if word}


def _letters(written: str) -> np.ndarray:
    """A text as numbers of its letters, and one more behind, so that there is always one."""
    return np.frombuffer(f"{written} ".encode("utf-16-le", "surrogatepass"), dtype="<u2")


def _bare(letters: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Where each text ends when brackets and blanks behind are left out."""
    end = end.copy()
    for _ in range(_BRACKETS):
        last = letters[end - 1]
        behind = set(np.flatnonzero(np.bincount(last, minlength=1)).tolist())
        for blank in behind & _BLANKS:
            end -= (last == blank) & (end > start)
        for closing in behind & _BRACKET.keys():
            opening = np.flatnonzero(letters == _BRACKET[closing])
            closed = np.flatnonzero(last == closing)
            if len(opening):
                place = opening[np.searchsorted(opening, end[closed]) - 1]
                there = (place >= start[closed]) & (place < end[closed])
                end[closed[there]] = place[there]
        if behind.isdisjoint(_BLANKS | _BRACKET.keys()):
            break
    return end


def _word(
    letters: np.ndarray, start: np.ndarray, end: np.ndarray, words: Mapping[str, str], values: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Per text the word that ends there as a place in `words` and its value as a place in `values`; the longest."""
    word = np.full(len(end), -1, dtype=np.int64)
    value = np.full(len(end), -1, dtype=np.int64)
    last = letters[end - 1]
    order = {text: at for at, text in enumerate(words)}
    for text in sorted(words, key=len):
        fits = np.flatnonzero(last == ord(text[-1]))
        fits = fits[end[fits] - len(text) >= start[fits]]
        for back in range(2, len(text) + 1):
            fits = fits[letters[end[fits] - back] == ord(text[-back])]
        word[fits], value[fits] = order[text], values.index(words[text])
    return word, value
