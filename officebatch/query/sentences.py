"""A sentence read by the forms and put into SQL: one form, several joined by 且 or by 或, `当 …时，…`."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from officebatch.query import faults
from officebatch.query.asked import QueryFault
from officebatch.query.folding import fold_width
from officebatch.query.forms import FORMS
from officebatch.query.slots import Slots, moved

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officebatch.query.asked import Schema
    from officebatch.query.forms import Form

_SLOT = re.compile(r"<([A-Z]+)([0-9]?)>")
_JOINTS = re.compile(r"\s*[,，;；]?\s*(?:(并且|而且|同时|且)|(或者|或))\s*")
_WHEN = re.compile(r"\s*(?:当|如果|若)\s*")
_THEN = re.compile(r"\s*(?:(?:时|的话)\s*[,，]?|[,，])\s*(?:则|就)?\s*")
_PARTS = re.compile(r"\s*(?:时?[,，;；]|并且|而且|同时|或者|且|或)\s*")
_TAIL = "。. ；;"
LIKE_ENOUGH = 0.4  # of the words of a form, for a message to name it


class Sentences:
    """Translates sentences about one register."""

    def __init__(self, schema: Schema, register: str) -> None:
        self.names = tuple(schema[register])
        self._slots, self._loose = Slots(schema, register), Slots(schema, register, loose=True)
        self._forms = [(form, _compiled(form, self._slots)) for form in FORMS]

    def sql(self, text: str) -> str | None:
        """The sentence as SQL, None where it is none. Raises QueryFault for one that mixes 且 and 或."""
        text = text.strip().rstrip(_TAIL)
        if begun := _WHEN.match(text):
            return self._when(text[begun.end() :])
        return self._joined(text)

    def unknown(self, text: str) -> QueryFault | None:
        """What to say of a text that would be a sentence if some word in it were a field, None for any other."""
        parts = _PARTS.split(_WHEN.sub("", text.strip().rstrip(_TAIL), count=1))
        for part in filter(None, parts):
            if self._one(part) is None and (fault := self._unknown(fold_width(part))):
                return fault
        return None

    def _unknown(self, text: str) -> QueryFault | None:
        for form in FORMS:
            if found := _compiled(form, self._loose).fullmatch(text):
                faults_ = (self._loose.unknown(name.rstrip("2"), part) for name, part in found.groupdict().items())
                return next(filter(None, faults_), None)
        return None

    def _when(self, text: str) -> str | None:
        for parting in _THEN.finditer(text):
            condition = self._joined(text[: parting.start()])
            if condition and (must := self._joined(text[parting.end() :])):
                return f"CASE WHEN {condition} THEN {must} END"
        return None

    def _joined(self, text: str) -> str | None:
        found = self._parts(text)
        if found is None:
            return None
        words, parts = found
        if len(words) > 1:
            raise QueryFault(faults.SEVERAL_TRUTHS)
        return parts[0] if len(parts) == 1 else f"({f' {next(iter(words))} '.join(parts)})"

    def _parts(self, text: str) -> tuple[set[str], list[str]] | None:
        """The words that join the forms of a text, and each form as SQL."""
        if (sql := self._one(text)) is not None:
            return set(), [sql]
        for joint in _JOINTS.finditer(text):
            first = self._one(text[: joint.start()])
            rest = self._parts(text[joint.end() :]) if first else None
            if first and rest:
                return {"AND" if joint[1] else "OR", *rest[0]}, [first, *rest[1]]
        return None

    def _one(self, text: str) -> str | None:
        folded = fold_width(text.strip())
        for form, pattern in self._forms:
            if found := pattern.fullmatch(folded):
                return self._filled(form, found, text.strip())
        return None

    def _filled(self, form: Form, found: re.Match[str], text: str) -> str:
        written = {name: text[slice(*found.span(name))] for name in found.groupdict()}
        if "FS" in written:
            fields = self._slots.fields(fold_width(written["FS"]))
            return "(" + " AND ".join(form.sql.format(F=self._slots.sql("F", f, f)) for f in fields) + ")"
        field = fold_width(written["F"])
        values = {name: self._slots.sql(name.rstrip("2"), part, field) for name, part in written.items()}
        if "I" in written:
            values["later"] = moved(values["D"], written["I"], "后")
            values["earlier"] = moved(values["D"], written["I"], "前")
        return f"({form.sql.format(**values)})"


def _compiled(form: Form, slots: Slots) -> re.Pattern[str]:
    def slot(found: re.Match[str]) -> str:
        return rf"\s*(?P<{found[1]}{found[2]}>{slots.patterns[found[1]]})\s*"

    return re.compile(_SLOT.sub(slot, form.pattern))


def nearest(text: str, names: Iterable[str]) -> str:
    """The example of the form whose words are most like those of a text, "" where none is like it."""
    rest = fold_width(text)
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, " ")
    words = re.sub(r"[^\u4e00-\u9fff]", "", rest)
    scored = [(_likeness(words, form), form.example) for form in FORMS]
    best, example = max(scored, key=lambda pair: pair[0])
    return example if best >= LIKE_ENOUGH else ""


def _likeness(words: str, form: Form) -> float:
    """How many letters of a form's words stand in a text; the likeness of the whole decides between equals."""
    shared = sum(len(word) for word in set(re.findall(r"[\u4e00-\u9fff]{2,}", form.pattern)) if word in words)
    shown = re.sub(r"\{[^{}]*\}|[^\u4e00-\u9fff]", "", form.shown)
    return shared + SequenceMatcher(None, words, shown).ratio()
