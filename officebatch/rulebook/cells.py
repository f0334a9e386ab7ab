"""What the text of one cell means, by the kind of its column. Raises CellFault; knows nothing of other cells."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import TYPE_CHECKING

from officebatch.model.condition import Condition
from officebatch.model.number import TemplateFault, number_pattern
from officebatch.rulebook import limits
from officebatch.rulebook.faults import CellFault, listed
from officebatch.rulebook.schema import Cell
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from officebatch.rulebook.schema import Column

EMPTY_WORD = "（空）"
_TICKS = {"√": "是", "✓": "是", "✔": "是", "y": "是", "×": "否", "✗": "否", "n": "否"}
BAD_TEMPLATE = marked(
    "“{text}” is no form of a number. It needs {{序号}} once and may have {{年}}, as 临电办〔{{年}}〕{{序号}}号."
)
BAD_WORD = marked("“{text}” is not allowed here. Choose one of: {known}.")
BAD_CONDITION = marked(
    "“{text}” says neither 是 nor 否 and is no condition. Write the field in brackets, as [会签部门] where it must be "
    "filled in, or [文种]=请示、报告."
)
BAD_INTEGER = marked("“{text}” is no whole number. Write digits only, as 3 or -3.")
BAD_NUMBER = marked("“{text}” is no number. Write digits only, as 90 or 0.5.")
BAD_DATE = marked("“{text}” is no day. Write it as 2026-11-20.")
BAD_IDENTIFIER = marked("“{text}” cannot be a field's name. Use letters, digits and _ only, and no digit in front.")
BAD_ROWS = marked("“{text}” is no row. Write the heading's row as 3, or 3-4 where it has two.")
BAD_LETTERS = marked("“{text}” is no range of columns. Write it as A:L.")
BAD_PARAMETERS = marked("“{text}” is no parameter. Write name=value, as 天数=30.")
_BRACKETS = str.maketrans("［］【】", "[][]")
_CONDITION = re.compile(r"\[([^\[\]]+)\]\s*(?:=\s*(.+))?")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00(?::00)?)?|(\d{4})(\d{2})(\d{2})")


def read_cell(column: Column, text: str) -> object:
    """The value of a cell that is not empty; a tuple where the column takes several. Raises CellFault."""
    reader = _READERS.get(column.cell, _text)
    if not column.many:
        return reader(column, text)
    return tuple(reader(column, "" if word == EMPTY_WORD else word) for word in split(text))


def split(text: str) -> tuple[str, ...]:
    """Several words of one cell: by 、 or a line break, and by commas where it has neither."""
    return tuple(dict.fromkeys(_parts(text)))


def _parts(text: str) -> list[str]:
    marks = r"[、\n]" if re.search(r"[、\n]", text) else r"[、，,；;\n]"
    return [word for part in re.split(marks, text) if (word := part.strip())]


def read_template(text: str) -> str:
    """The form of a number, as it is. Raises CellFault where it is none."""
    try:
        number_pattern(text)
    except TemplateFault:
        raise CellFault(BAD_TEMPLATE, text=text) from None
    return text


def read_date(text: str) -> date:
    """A day as offices write it. Raises CellFault."""
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        if found:
            year, month, day = (int(part) for part in found.groups() if part)
            return datetime(year, month, day).date()
    except ValueError:
        pass
    raise CellFault(BAD_DATE, text=text)


def _text(_: Column, text: str) -> str:
    return text


def _integer(_: Column, text: str) -> int:
    try:
        return int(unicodedata.normalize("NFKC", text).replace("−", "-"))
    except ValueError:
        raise CellFault(BAD_INTEGER, text=text) from None


def _number(_: Column, text: str) -> float:
    folded = unicodedata.normalize("NFKC", text).replace("−", "-")
    if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?%?", folded):
        raise CellFault(BAD_NUMBER, text=text)
    return float(folded[:-1]) / 100 if folded.endswith("%") else float(folded)


def _date(_: Column, text: str) -> date:
    return read_date(text)


def _word(column: Column, text: str) -> str | bool:
    folded = text.casefold()
    for word in column.words:
        if folded in (word.value.casefold(), word.zh.casefold(), word.en.casefold()):
            return word.value
    known = [word.zh for word in column.words]
    raise CellFault(BAD_WORD, [*known, *(w.en for w in column.words)], text=text, known=listed(known))


def _required(column: Column, text: str) -> str | bool | Condition:
    """One of the words, or a condition; its field and words are judged beside the others of the rule book."""
    folded = text.translate(_BRACKETS).replace("＝", "=").strip()
    if found := _CONDITION.fullmatch(folded):
        return Condition(found[1].strip(), split(found[2]) if found[2] else ())
    try:
        return _word(column, text)
    except CellFault:
        raise CellFault(BAD_CONDITION, text=text) from None


def _yes_no(column: Column, text: str) -> bool:
    return _word(column, _TICKS.get(text.casefold(), text)) == "是"


def _limit(_: Column, text: str) -> object:
    return limits.parse(text)


def _template(_: Column, text: str) -> str:
    return read_template(text)


def _identifier(_: Column, text: str) -> str:
    if not text.isidentifier():
        raise CellFault(BAD_IDENTIFIER, text=text)
    return text


def _rows(_: Column, text: str) -> tuple[int, ...]:
    found = re.fullmatch(r"([1-9][0-9]{0,5})(?:\s*[-、,，~]\s*([1-9][0-9]{0,5}))?", unicodedata.normalize("NFKC", text))
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if not first <= last <= first + 3:
        raise CellFault(BAD_ROWS, text=text)
    return tuple(range(first, last + 1))


def _letters(_: Column, text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).upper().replace("-", ":").replace(" ", "")
    found = re.fullmatch(r"([A-Z]{1,3}):([A-Z]{1,3})", folded)
    if not found or (len(found[1]), found[1]) > (len(found[2]), found[2]):
        raise CellFault(BAD_LETTERS, text=text)
    return folded


def _parameters(_: Column, text: str) -> dict[str, str]:
    """`天数=30、文种=请示、报告`: a part without = goes on with the value before it."""
    given: dict[str, str] = {}
    name = ""
    for part in _parts(text):
        pair = re.split(r"\s*[=＝]\s*", part)
        if len(pair) == 1 and name:
            given[name] += f"、{part}"
        elif len(pair) == 2 and all(pair):
            name, given[pair[0]] = pair[0], pair[1]
        else:
            raise CellFault(BAD_PARAMETERS, text=text)
    return given


_READERS: dict[Cell, Callable[[Column, str], object]] = {
    Cell.TEXT: _text,
    Cell.INTEGER: _integer,
    Cell.NUMBER: _number,
    Cell.DATE: _date,
    Cell.YES_NO: _yes_no,
    Cell.WORD: _word,
    Cell.REQUIRED: _required,
    Cell.LIMIT: _limit,
    Cell.TEMPLATE: _template,
    Cell.IDENTIFIER: _identifier,
    Cell.ROWS: _rows,
    Cell.LETTERS: _letters,
    Cell.PARAMETERS: _parameters,
}
