"""Documents cited in free text (来源, 复文号, 备注), and the papers of the registers they name.

A citation is letters, a year in brackets of any kind and a number: 市电安〔2026〕61号. One of the office's own series
(sheet 字段, 式样) is known by its letters alone, or behind a word that leads up to it (按临电办〔2026〕5号); letters
that merely end alike (县临电办) are somebody else's. Any other is looked up among the numbers of received papers.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.series import numbered, read_field, templates
from officebatch.model.number import number_pattern, read_number
from officebatch.model.vocabulary import Kind

if TYPE_CHECKING:
    from officebatch.checks.scope import OfficeScope, RegisterScope
    from officebatch.checks.series import Numbers
    from officebatch.rulebook.sheets import FieldRule

_CITED = re.compile(
    r"([^\W\d_]+)\s*[〔\[(【]\s*((?:19|20)?[0-9]{2})\s*[〕\])】]\s*第?\s*0{0,8}([1-9][0-9]{0,5})\s*(?:号|(?=[\s,;、。)]|$))"
)
_LEADING = frozenset("按照据见依从自由以经和及与转对在是系即为于至实彻行文件号来复函")
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Citation:
    """A document as a text cites it: the letters before the year (with whatever runs up to them), year, number."""

    text: str
    letters: str
    year: int
    number: int

    def of(self, prefix: str) -> bool:
        """Whether it cites the series of these letters."""
        before = self.letters.removesuffix(prefix)
        return self.letters.endswith(prefix) and (not before or before[-1] in _LEADING)


class Standing(Enum):
    """What the registers know of a cited document. UNKNOWN: they do not reach that far, or it is not the office's."""

    THERE = "there"
    VOID = "void"
    MISSING = "missing"
    UNKNOWN = "unknown"


@lru_cache(maxsize=4096)
def citations(text: str) -> tuple[Citation, ...]:
    """The documents a text cites, in their order."""
    return tuple(
        Citation("".join(cited[0].split()), cited[1], _year(cited[2]), int(cited[3]))
        for cited in _CITED.finditer(unicodedata.normalize("NFKC", text))
    )


@dataclass(frozen=True)
class Series:
    """One column of the office's own numbers, read. seats: letters, year and number of its quarantined rows."""

    scope: RegisterScope
    numbers: Numbers
    seats: frozenset[tuple[str, int | None, int]]

    def rows(self, cited: Citation) -> np.ndarray:
        """Positions of the rows that bear a cited number."""
        rows, number = self._of(cited)
        found: np.ndarray = rows[slice(*np.searchsorted(number, (cited.number, cited.number + 1)))]
        return found

    def covers(self, cited: Citation) -> bool:
        """Whether the cited series stands here, from a number before the cited one, which no classified row has."""
        number = self._of(cited)[1]
        begun = bool(len(number)) and int(number[0]) <= cited.number
        return begun and not any(_means(cited, *seat[:2]) and seat[2] == cited.number for seat in self.seats)

    def _of(self, cited: Citation) -> tuple[np.ndarray, np.ndarray]:
        """The rows of the cited series and their numbers, in the order of the numbers."""
        key = cited.letters, cited.year
        if key not in self._known:
            rows, series, number = self._read
            wanted = [at for at, (letters, year, _) in enumerate(self.numbers.names) if _means(cited, letters, year)]
            mine = np.flatnonzero(np.isin(series, wanted))
            mine = mine[np.argsort(number[mine], kind="stable")]
            self._known[key] = rows[mine], number[mine]
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[str, int], tuple[np.ndarray, np.ndarray]]:
        return {}

    @cached_property
    def _read(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return self.numbers.rows()


class Papers:
    """The papers of the office by the numbers they are cited by; columns are read when first asked for."""

    def __init__(self, office: OfficeScope) -> None:
        self._flows = [office.within(register) for register in office.of_kind(Kind.FLOW)]

    def series(self, cited: Citation) -> str:
        """The letters of the office's own series a citation names, "" for somebody else's document."""
        return next((letters for letters in self._letters if cited.of(letters)), "")

    def standing(self, cited: Citation) -> Standing:
        """What the registers know of a document of the office's own."""
        found = [(series.scope, series.rows(cited)) for series in self._own]
        if any(len(rows) for _, rows in found):
            live = any((~scope.void[rows]).any() for scope, rows in found if len(rows))
            return Standing.THERE if live else Standing.VOID
        return Standing.MISSING if any(series.covers(cited) for series in self._own) else Standing.UNKNOWN

    def named(self, cited: Citation) -> list[tuple[RegisterScope, int]]:
        """Where a cited document stands: among the office's own numbers, else among those of received papers."""
        if self.series(cited):
            return [(series.scope, int(row)) for series in self._own for row in series.rows(cited)]
        alike = self._foreign.get((cited.year, cited.number), ())
        return [(scope, row) for letters, scope, row in alike if cited.of(letters)]

    @cached_property
    def _own(self) -> tuple[Series, ...]:
        """The columns of the office's own numbers: 发文字号, 收文编号."""
        return tuple(
            Series(scope, read_field(scope, rule), _seats(scope, rule))
            for scope in self._flows
            for rule in numbered(scope)
        )

    @cached_property
    def _letters(self) -> tuple[str, ...]:
        """The letters of the office's own series, the longest first."""
        rules = [rule for scope in self._flows for rule in numbered(scope)]
        found = {number_pattern(template).prefix for rule in rules for template in templates(rule)}
        return tuple(sorted(filter(None, found), key=lambda letters: (-len(letters), letters)))

    @cached_property
    def _foreign(self) -> dict[tuple[int, int], list[tuple[str, RegisterScope, int]]]:
        """(year, number) → letters and place of each paper that came with that number."""
        found: dict[tuple[int, int], list[tuple[str, RegisterScope, int]]] = {}
        for scope in self._flows:
            cells = scope.register.shown.get(scope.register.role("document_number") or "")
            if cells is None:
                continue
            read = [citations(text) for text in cells.texts]
            for row in np.flatnonzero(cells.codes >= 0):
                for cited in read[cells.codes[row]]:
                    found.setdefault((cited.year, cited.number), []).append((cited.letters, scope, int(row)))
        return found


def papers(office: OfficeScope) -> Papers:
    """The papers of an office, looked up once for all checks."""
    known = office.kept.get("papers")
    if not isinstance(known, Papers):
        known = office.kept["papers"] = Papers(office)
    return known


def _seats(scope: RegisterScope, rule: FieldRule) -> frozenset[tuple[str, int | None, int]]:
    read = [read_number(text.strip(), templates(rule)) for text in scope.register.seats.get(rule.field, ())]
    return frozenset((n.prefix, n.year, n.number) for n in read if n is not None)


def _means(cited: Citation, letters: str, year: int | None) -> bool:
    return year == cited.year and cited.of(letters)


def _year(digits: str) -> int:
    return int(digits) + (_CENTURY if len(digits) == 2 else 0)
