"""The parts of a sentence that change: fields, days, numbers, values; as patterns of one register, and as SQL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from officebatch.query import faults
from officebatch.query.asked import QueryFault
from officebatch.query.folding import fold_width, literal
from officebatch.query.functions import ADD_WORKDAYS, OF_FIELD, Gives
from officebatch.query.patterns import expression
from officebatch.query.scope import quoted

if TYPE_CHECKING:
    from officebatch.query.asked import Schema

TODAY = "今天"
_OPEN, _CLOSE = "'\"‘’“”「『", "'\"‘’“”」』"
_QUOTED = f"[{_OPEN}][^{_CLOSE}]*[{_CLOSE}]"
_BARE = rf"[^\s,，、;；。且或{_OPEN}{_CLOSE}]+"
_WORD = r"[^\W0-9]\w{0,30}?"
_DAY = r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?"
_NUMBER = r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?%?"
_SPAN = r"[0-9]{1,4}\s*(?:个?工作[日天]|个?自然日|[天日周年]|个?星期|个?月)"
_MOVED = rf"(?:\s*(?:之|以)?[后前]\s*{_SPAN})?"
_MARKS = re.compile(r"\s*(?:[、,，]|和|与|及)\s*")


@dataclass(frozen=True)
class Slots:
    """The slots of sentences about one register: `F` a field, `FS` several, `T` a day that may be moved, `D` one that
    is not, `I` a length of time, `N` a number, `C` a whole number, `U` what
    is counted, `X` a number or a day, `V` a value, `VS` several,
    `R` a field of a register, `P` a pattern."""

    schema: Schema
    register: str
    loose: bool = False  # any word passes for a field, to tell which one is unknown

    @cached_property
    def patterns(self) -> dict[str, str]:
        """Slot → regular expression."""
        field = _WORD if self.loose else _any(self.schema[self.register])
        day = f"(?:{field}|{_DAY}|{TODAY})"
        value = f"(?:{_QUOTED}|{_BARE})"
        others = "|".join(rf"{re.escape(r)}\s*(?:[.]|的)\s*{_any(f)}" for r, f in self.schema.items() if f)
        return {
            "F": field,
            "FS": rf"{field}(?:{_MARKS.pattern}{field})*",
            "D": day,
            "T": day + _MOVED,
            "I": _SPAN,
            "N": f"(?:{field}|{_NUMBER})",
            "C": "[0-9]{1,6}",
            "U": "(?:份|件|次|人|页|个|条|项|分|万?元|小时)?",
            "X": f"(?:{day}{_MOVED}|{_NUMBER})",
            "V": value,
            "VS": rf"{value}(?:\s*[、,，]\s*{value})*",
            "R": rf"{_WORD}[.的]{_WORD}" if self.loose else f"(?:{others})",
            "P": rf"(?:{_QUOTED}|\S+)",
        }

    def fields(self, text: str) -> list[str]:
        """The fields of a slot `FS`, in their order."""
        return re.findall(_any(self.schema[self.register]), text)

    def unknown(self, slot: str, text: str) -> QueryFault | None:
        """What to say of a slot that names a field or a register there is none of, None where all are known."""
        if slot == "R":
            register, _, name = re.sub(r"\s*[.的]\s*", "\0", text, count=1).partition("\0")
            if register not in self.schema:
                return QueryFault(faults.UNKNOWN_TABLE, self.schema, text=register)
            return None if name in self.schema[register] else _no_field(name, register, self.schema)
        named = _MARKS.split(text) if slot == "FS" else [re.sub(_MOVED + "$", "", text)] if slot in "FDTNX" else []
        fields = self.schema[self.register]
        new = (n for n in named if n not in fields and n != TODAY and not re.fullmatch(f"{_DAY}|{_NUMBER}", n))
        return next((_no_field(name, self.register, self.schema) for name in new), None)

    def sql(self, slot: str, text: str, field: str) -> str:
        """What stands in a slot as SQL; `field` is the one the sentence speaks of. Raises QueryFault."""
        sql = fold_width(text)
        match slot:
            case "F":
                sql = quoted(text)
            case "D" | "T" | "N" | "X":
                sql = self._moved(sql)
            case "V" | "VS":
                sql = ", ".join(self._value(value, field) for value in re.findall(self.patterns["V"], text))
            case "R":
                register, of = self._reference(text)
                sql = f"SELECT {quoted(of)} FROM {quoted(register)}"
            case "P":
                sql = literal(expression(_bare(text)))
        return sql

    def _moved(self, text: str) -> str:
        found = re.fullmatch(rf"(.+?)\s*(?:之|以)?([后前])\s*({_SPAN})", text)
        return moved(self._operand(found[1]), found[3], found[2]) if found else self._operand(text)

    def _operand(self, text: str) -> str:
        if text in self.schema[self.register]:
            return quoted(text)
        if text == TODAY:
            return text
        if re.fullmatch(_DAY, text):
            return f"CAST({literal(text)} AS DATE)"
        return f"({text[:-1]} / 100)" if text.endswith("%") else text

    def _value(self, text: str, field: str) -> str:
        """A value: a field where it is one's name, a number for a field of numbers, else a text."""
        if text[0] in _OPEN:
            return literal(_bare(text))
        folded = fold_width(text)
        number = OF_FIELD.get(self.schema[self.register][field].type) is Gives.NUMBER
        if folded in self.schema[self.register] or folded == TODAY or (number and re.fullmatch(_NUMBER, folded)):
            return self._operand(folded)
        return literal(text)

    def _reference(self, text: str) -> tuple[str, str]:
        """Register and field of `发文登记簿.发文字号`."""
        pairs = ((r, f) for r, fields in self.schema.items() for f in fields)
        return next((r, f) for r, f in pairs if re.fullmatch(rf"{re.escape(r)}\s*[.的]\s*{re.escape(f)}", text))


def _no_field(name: str, register: str, schema: Schema) -> QueryFault:
    return QueryFault(faults.UNKNOWN_FIELD, schema[register], text=name, register=register)


def moved(day: str, span: str, way: str) -> str:
    """A day so much later (后) or earlier (前), as SQL."""
    amount = re.sub(r"[^0-9]", "", span)
    sign = "+" if way == "后" else "-"
    if "工作" in span:
        return f"{ADD_WORKDAYS}({day}, {'' if way == '后' else '-'}{amount})"
    if "月" in span or "年" in span:
        return f"({day} {sign} to_months({int(amount) * (12 if '年' in span else 1)}))"
    return f"({day} {sign} {int(amount) * (7 if '周' in span or '星期' in span else 1)})"


def _any(names: object) -> str:
    """One of several names, the longest first; nothing where there is none."""
    known = sorted(names, key=len, reverse=True)  # type: ignore[call-overload]  # any iterable of names
    return f"(?:{'|'.join(map(re.escape, known))})" if known else r"(?!)"


def _bare(text: str) -> str:
    return text[1:-1] if text[0] in _OPEN and len(text) > 1 else text
