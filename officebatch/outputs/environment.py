"""Jinja as papers need it: sandboxed, escaping, without undefined names; and how a value is printed."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from officebatch.outputs.refusal import Refused
from officebatch.outputs.words import day
from officebatch.wording import marked

if TYPE_CHECKING:
    from jinja2 import Template


class Environment(ImmutableSandboxedEnvironment):
    """Jinja as papers need it: sandboxed, escaping, no undefined names; compiles a text once; notes what it prints."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=self._finalize)
        self.printed: dict[str, list[str]] = {}
        self.part = ""
        self._compiled: dict[str, Template] = {}

    def begin(self, part: str) -> None:
        """What is printed from now on stands in this part."""
        self.part = part

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Template:
        if source not in self._compiled:
            self._compiled[source] = super().from_string(source, *args, **kwargs)
        return self._compiled[source]

    def _finalize(self, value: object) -> str:
        text = printable(value)
        if text and self.part:
            self.printed.setdefault(self.part, []).append(text)
        return text


def printable(value: object) -> str:
    """A value as a paper shows it. Raises Refused for control characters, TypeError for what is no plain value."""
    match value:
        case None:
            return ""
        case bool():
            raise TypeError("a yes or no is asked by if, not printed")
        case date():
            return day(value)
        case float() if value.is_integer():
            return str(int(value))
        case str() | int() | float():
            text = str(value).replace("\r\n", "\n").replace("\r", "\n")
        case Undefined():
            text = str(value)  # raises and tells the name nobody knows
        case _:
            raise TypeError(f"{type(value).__name__} is no value to print")
    if any(_never_printed(c) for c in text):
        raise Refused(
            marked("the value {value} has a control character; take it out of the register's cell"),
            value="".join(c if c.isprintable() else "?" for c in text),
        )
    return text


def _never_printed(character: str) -> bool:
    """Control characters but line break and tab, halves of characters, and the two no document may hold."""
    return character not in "\n\t" and (unicodedata.category(character) in {"Cc", "Cs"} or character in "\ufffe\uffff")
