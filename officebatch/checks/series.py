"""A column of document numbers: which series each belongs to, and where it stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.number import number_pattern, read_number
from officebatch.model.vocabulary import FieldType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.checks.scope import RegisterScope
    from officebatch.rulebook.sheets import FieldRule

UNREAD = -1
_OTHERS = re.compile(r"([\u4e00-\u9fffA-Za-z]{1,20})〔(?:19|20)[0-9]{2}〕[1-9][0-9]{0,8}号")


@dataclass(frozen=True, eq=False)
class Numbers:
    """The distinct texts of a column as numbers. series: code of (prefix, year), -1 unread; exact: in its form."""

    codes: np.ndarray
    texts: Sequence[str]
    series: np.ndarray
    number: np.ndarray
    exact: np.ndarray
    names: tuple[tuple[str, int | None, str], ...]

    def rows(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Row positions that hold a readable number, with series and number of each."""
        rows = np.flatnonzero(self.codes >= 0)
        series = self.series[self.codes[rows]]
        rows, series = rows[series != UNREAD], series[series != UNREAD]
        return rows, series, self.number[self.codes[rows]]

    def write(self, series: int, number: int) -> str:
        """A number as its template wants it."""
        _, year, template = self.names[series]
        return number_pattern(template).write(year or 0, number)


def numbered(scope: RegisterScope, *, unique: bool = False) -> list[FieldRule]:
    """The fields with a number of the office's own: of type 文号 with a template (and unique, where asked)."""
    rules = scope.rules.fields_by_register.get(scope.register.name, ())
    own = [r for r in rules if r.type is FieldType.DOCUMENT_NUMBER and r.template and r.field in scope.register.shown]
    return [r for r in own if r.unique or not unique]


def templates(rule: FieldRule) -> list[str]:
    """The forms of a number field."""
    return [text.strip() for text in rule.template.split("、") if text.strip()]


def read_field(scope: RegisterScope, rule: FieldRule) -> Numbers:
    """The column as numbers, once a register and field."""
    known = scope.kept.get(rule.field)
    if isinstance(known, Numbers):
        return known
    cells = scope.register.shown[rule.field]
    made = read_column(cells.codes, cells.texts, templates(rule))
    scope.kept[rule.field] = made
    return made


def foreign(numbers: Numbers, at: int) -> str:
    """The letters of a distinct text that is a number in good form with letters no template has; else ""."""
    found = _OTHERS.fullmatch(numbers.texts[at].strip()) if numbers.series[at] == UNREAD else None
    return found[1] if found else ""


def read_column(codes: np.ndarray, texts: Sequence[str], templates: Sequence[str]) -> Numbers:
    """Distinct texts as numbers. Those in the first template go through one pattern over all texts at once, which is
    five times as quick as a match for each; the others are read one by one."""
    year, number, others = _read_at_once(texts, templates[0])
    exact = np.ones(len(texts), dtype=bool)
    series = np.full(len(texts), UNREAD, dtype=np.int64)
    names: dict[tuple[str, int | None, str], int] = {}
    prefix = number_pattern(templates[0]).prefix
    for one in np.unique(year[number > 0]):
        known = int(one) if one > 0 else None
        series[(year == one) & (number > 0)] = names.setdefault((prefix, known, templates[0]), len(names))
    for at in others:
        text = texts[at].strip()
        read = read_number(text, templates) if text else None
        exact[at] = not text or (read is not None and read.exact)
        if read is not None:
            number[at] = read.number
            template = next((t for p, y, t in names if (p, y) == (read.prefix, read.year)), read.template)
            series[at] = names.setdefault((read.prefix, read.year, template), len(names))
    return Numbers(codes, texts, series, number, exact, tuple(names))


def _read_at_once(texts: Sequence[str], template: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Year and number of each text in the strict form of a template (0: none), and the places of all other texts."""
    strict = number_pattern(template).strict
    year, number = np.zeros(len(texts), dtype=np.int64), np.zeros(len(texts), dtype=np.int64)
    lines = "\n".join(texts)
    if lines.count("\n") != len(texts) - 1:
        return year, number, np.arange(len(texts))
    found = re.compile(f"^(?:{strict.pattern}|.*)$", re.MULTILINE).findall(lines)
    if strict.groups == 1:
        number[:] = [int(digits or 0) for digits in found]
    else:
        at = {name: group - 1 for name, group in strict.groupindex.items()}
        number[:] = [int(digits[at["number"]] or 0) for digits in found]
        year[:] = [int(digits[at["year"]] or 0) for digits in found]
    return year, number, np.flatnonzero(number == 0)
