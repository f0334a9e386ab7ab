"""What a proposed rule book leaves to the office: a question at a cell, and the draft that gathers them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Line = dict[str, str]


@dataclass(frozen=True)
class Question:
    """Something to decide. line: the line it is about, None where one may have to be added; heading: its column;
    whole: the column in all lines. message: a message id filled with `values`."""

    sheet: str
    line: Mapping[str, str] | None
    heading: str
    message: str
    values: tuple[tuple[str, str], ...] = ()
    whole: bool = False


@dataclass
class Draft:
    """Tables on the way to a proposal. unused: lines of sheet 字段 taken out because no table has their column."""

    tables: dict[str, list[Line]]
    questions: list[Question] = field(default_factory=list)
    unused: list[Line] = field(default_factory=list)

    def ask(
        self, sheet: str, line: Mapping[str, str] | None, heading: str, message: str, /, **values: object
    ) -> None:
        """Note a question about one cell."""
        told = tuple((name, str(value)) for name, value in values.items())
        self.questions.append(Question(sheet, line, heading, message, told))

    def ask_all(self, sheet: str, heading: str, message: str) -> None:
        """Note a question about a column in all lines of a sheet; without lines there is nothing to ask."""
        if self.tables[sheet]:
            self.questions.append(Question(sheet, self.tables[sheet][0], heading, message, (), whole=True))

    def lines(self, sheet: str, **cells: str) -> list[Line]:
        """The lines of a sheet whose cells are so."""
        return [line for line in self.tables[sheet] if all(line.get(k, "") == v for k, v in cells.items())]

    def drop(self, sheet: str, gone: Iterable[Line]) -> None:
        """Take lines out."""
        known = {id(line) for line in gone}
        self.tables[sheet] = [line for line in self.tables[sheet] if id(line) not in known]


def words_of(text: str) -> list[str]:
    """The words of a cell parted by 、"""
    return [word for word in text.split("、") if word]
