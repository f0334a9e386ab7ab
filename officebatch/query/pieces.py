"""Pieces of SQL with what they give, and how two of them come to be compared.

A day and a moment are compared as days. A text beside a day, a number or a field of known words is read as one. An
empty text means an empty cell.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from officebatch.query import faults
from officebatch.query.asked import QueryFault
from officebatch.query.folding import fold_width, literal
from officebatch.query.functions import CHANCE, CLOCKS, Gives

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Node = dict[str, Any]  # Any: a node of the parser's tree, as JSON
_TIMES = (Gives.DAY, Gives.MOMENT)
_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?([eE][-+]?[0-9]{1,3})?")
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?: ([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?")


class Piece(NamedTuple):
    """sql: in brackets where it needs them. text: of a text written out. name: how a message calls it. words: of a
    field of known words."""

    sql: str
    gives: Gives
    name: str = ""
    text: str | None = None
    words: Mapping[str, str] = {}


def alike(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces that are compared with each other, made comparable. Raises QueryFault where two cannot be."""
    firm = next((p for p in pieces if p.text is None and p.gives is not Gives.ANY), None)
    if firm is None:
        return list(pieces)
    read = [p if p.text is None else _read(p.text, firm) for p in pieces]
    for piece in read:
        if piece.gives not in (Gives.ANY, firm.gives) and not {piece.gives, firm.gives} <= set(_TIMES):
            raise mismatch(firm, piece)
    if any(p.gives is Gives.DAY for p in read):
        read = [as_day(p) for p in read]
    return read


def as_day(piece: Piece) -> Piece:
    """A moment as its day, anything else as it is."""
    return Piece(f"CAST({piece.sql} AS DATE)", Gives.DAY, piece.name) if piece.gives is Gives.MOMENT else piece


def as_whole(piece: Piece) -> str:
    """A number of days as SQL that can be added to a day."""
    return f"CAST({piece.sql} AS INTEGER)"


def text_piece(text: str) -> Piece:
    """A text written out."""
    return Piece(literal(text), Gives.TEXT, text, text)


def number_piece(text: str) -> Piece:
    """A number written out. Raises QueryFault."""
    if not _NUMBER.fullmatch(text):
        raise QueryFault(faults.NO_NUMBER, text=text)
    return Piece(text, Gives.NUMBER, text)


def day_piece(text: str) -> Piece:
    """A day, or a day with its time, written out. Raises QueryFault."""
    found = _DAY.fullmatch(fold_width(text).strip())
    try:
        if found:
            day = date(int(found[1]), int(found[2]), int(found[3]))
            if found[4] is None:
                return Piece(f"CAST('{day}' AS DATE)", Gives.DAY, text)
            moment = f"{day} {int(found[4]) % 24:02}:{found[5]}:{found[6] or '00'}"
            return Piece(f"CAST('{moment}' AS TIMESTAMP)", Gives.MOMENT, text)
    except ValueError:
        pass
    raise QueryFault(faults.NO_DAY, text=text)


def truth(sql: str) -> Piece:
    """What holds or does not."""
    return Piece(f"({sql})", Gives.TRUTH, "(…)")


def refuse_fickle(name: str) -> None:
    """Raises QueryFault for a name that means the clock or chance."""
    if name.lower() in CLOCKS:
        raise QueryFault(faults.CLOCK, text=name)
    if name.lower() in CHANCE:
        raise QueryFault(faults.CHANCE, text=name)


def shown(node: Node) -> str:
    """What a message calls a node that cannot be used."""
    return str(node.get("function_name") or node.get("table_name") or node.get("type", "")).replace("_", " ")


def mismatch(one: Piece, other: Piece) -> QueryFault:
    """What to say of two pieces that cannot be compared."""
    first, second = kind(one), kind(other)
    return QueryFault(faults.KINDS, one=one.name, other=other.name, first=first, second=second)


def kind(piece: Piece) -> str:
    """What a piece gives, as `faults.KINDS_OF` has it; it is said where it is shown."""
    return piece.gives.value


def _read(text: str, beside: Piece) -> Piece:
    """A written text as what stands beside it."""
    if beside.gives in _TIMES:
        return day_piece(text)
    if beside.gives is Gives.NUMBER:
        return number_piece(fold_width(text).strip())
    if beside.words:
        return text_piece(_known(text, beside))
    return text_piece(text)


def _known(text: str, beside: Piece) -> str:
    folded = fold_width(text).strip()
    if text in beside.words or folded in beside.words:
        return beside.words.get(text) or beside.words[folded]
    known = list(dict.fromkeys(beside.words.values()))
    shown = "、".join(known[:12]) + (" …" if len(known) > 12 else "")
    raise QueryFault(faults.UNKNOWN_WORD, known, text=text, field=beside.name, known=shown)
