"""Jinja as papers need it: sandboxed, escaping, without undefined names; and how a value is printed.

How a value is written depends on where it stands (`Place`), which is known when a template is compiled: the code
Jinja makes calls the right method of the rendering's own `Context`, which escapes the value and notes it for the proof.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context as JinjaContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from officebatch.outputs.proof import BREAK, read_text
from officebatch.outputs.refusal import Refused
from officebatch.outputs.words import day
from officebatch.wording import marked

if TYPE_CHECKING:
    from jinja2.compiler import Frame

TAB = '</w:t></w:r><w:r>{run}<w:tab/></w:r><w:r>{run}<w:t xml:space="preserve">'
_UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = str.maketrans("\n\t", "  ")
_METHODS = frozenset(dir(dict))


class Kind(Enum):
    """Where a value stands; the value of each is the method of `Context` that writes it."""

    TEXT = "text"
    ATTRIBUTE = "attribute"
    NOWHERE = "nowhere"
    UNKNOWN = "raw"


@dataclass(frozen=True)
class Place:
    """Where a value stands. run: the properties of its run, which a tab repeats; None where they are not known."""

    kind: Kind
    run: str | None = ""


class Context(JinjaContext):
    """One rendering of one part: what it printed, in order. Nothing of it outlives the paper."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.printed: list[str] = []
        self.attributes: list[str] = []
        self.breaks = self.tabs = self.unresolved = False

    def text(self, value: object, run: str | None) -> str:
        """A value in the text of a run."""
        if type(value) is str and value.isprintable():
            if "&" in value or "<" in value or ">" in value:
                value = _escaped(value)
            self.printed.append(value)
            return value
        text = _escaped(printable(value))
        self.printed.append(text)
        if "\t" in text:
            self.tabs = True
            if run is None:
                self.unresolved = True
            else:
                text = text.replace("\t", TAB.format(run=run))
        if "\n" in text:
            self.breaks = True
            text = text.replace("\n", BREAK)
        return text

    def attribute(self, value: object, _: str | None) -> str:
        """A value within quotes: a colour, a width."""
        text = _escaped(printable(value)).replace('"', "&quot;").translate(_SPACES)
        self.attributes.append(text)
        return text

    def nowhere(self, value: object, _: str | None) -> str:
        """A value where Word shows none. Raises Refused unless it is empty."""
        if text := printable(value):
            raise lost(text, self.name or "")
        self.printed.append("")
        return ""

    def raw(self, value: object, _: str | None) -> str:
        """A value whose place is not known; docxtpl breaks its lines."""
        if isinstance(value, Markup):
            self.printed.append(read_text(value))
            return str(value)
        text = printable(value)
        self.printed.append(text)
        return _escaped(text).replace('"', "&#34;")

    def inner(self, value: object, _: str | None) -> str:
        """A value within a macro or a block that is set: it is noted when that is printed."""
        return str(value) if isinstance(value, Markup) else _escaped(printable(value)).replace('"', "&#34;")


class _Generator(CodeGenerator):
    """Prints through `Context` and not through `escape`: no template can turn the guards off."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:  # noqa: ARG002
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return node.data

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002
        place = place_of(node)
        method = "inner" if frame.buffer is not None else place.kind.value
        self.write(f"context.{method}(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002
        self.write(f", {place_of(node).run!r})")

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        """What Jinja would write as it is: the outcome of a call, a filter over a block, a loop in itself."""
        super().start_write(frame, node)
        self.write("context.raw(" if frame.buffer is None else "context.inner(")

    def end_write(self, frame: Frame) -> None:
        """The end of what `start_write` began."""
        self.write(", None)")
        super().end_write(frame)


def place_of(node: nodes.Expr) -> Place:
    """Where a printed expression stands; not known until `settle` has told."""
    place: Place = getattr(node, "place", Place(Kind.UNKNOWN))
    return place


class Environment(ImmutableSandboxedEnvironment):
    """Jinja as papers need it: sandboxed, escaping, no undefined names. It keeps nothing of what it renders."""

    code_generator_class = _Generator
    context_class = Context

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        for already in ("safe", "e", "escape", "forceescape"):  # everything is escaped, once
            self.filters[already] = _same
        for markup in ("xmlattr", "urlize", "tojson"):
            del self.filters[markup]
        del self.globals["lipsum"]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`row.name`, the commonest of all, without asking a dict for an attribute first."""
        if type(obj) is dict and attribute in obj and attribute not in _METHODS:
            return obj[attribute]
        return super().getattr(obj, attribute)


def lost(value: str, part: str) -> Refused:
    """The refusal of a value the template loses."""
    return Refused(marked("the value {value} did not arrive in {part}; the template loses it"), value=value, part=part)


def printable(value: object) -> str:
    """A value as a paper shows it. Raises Refused for what cannot be written (control characters, no number, no day),
    TypeError for what is no plain value."""
    match value:
        case None:
            return ""
        case bool():
            raise TypeError("a yes or no is asked by if, not printed")
        case date():
            return _day(value)
        case float():
            return _number(value)
        case str() | int():
            text = str(value).replace("\r\n", "\n").replace("\r", "\n")
        case Undefined():
            text = str(value)  # raises and tells the name nobody knows
        case _:
            raise TypeError(f"{type(value).__name__} is no value to print")
    if _UNPRINTED.search(text):
        raise Refused(
            marked("the value {value} has a control character; take it out of the register's cell"),
            value="".join(c if c.isprintable() else "?" for c in text),
        )
    return text


def _day(value: date) -> str:
    if value != value:  # noqa: PLR0124  what pandas has for no day
        raise _none(value)
    if isinstance(value, datetime) and (value.hour or value.minute):
        return f"{day(value)} {value:%H:%M}"
    return day(value)


def _number(value: float) -> str:
    """Fifteen digits, as spreadsheets show them: 0.1 + 0.2 is 0.3."""
    if not math.isfinite(value):
        raise _none(value)
    if value.is_integer():
        return str(int(value))
    return f"{Decimal(f'{value:.15g}'):f}"


def _none(value: object) -> Refused:
    return Refused(
        marked("the value {value} is no number and no day; mend the register's cell or the formula in it"), value=value
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _same(value: Any) -> Any:
    return value
