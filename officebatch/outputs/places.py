"""Where in Word's XML each printed value stands, found once for a template and not for each paper.

The template's tree is walked with the XML it is scattered over. When every branch and every turn of a loop leaves as
many elements open as it found, each paper is well formed by construction, a value's place is certain, and nothing need
be parsed again. Where that cannot be known, `settle` says so and docxtpl's own way is taken, paper by paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError, nodes

from officebatch.outputs.environment import Kind, Place
from officebatch.outputs.finishing import finish, numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*?"""
_TOKEN = re.compile(rf"<(?:!--.*?--|\?.*?\?|(/?)([\w:.-]+)({_ATTRIBUTES})(/?))>", re.DOTALL)
_BEGUN = re.compile(r"<([\w:.-]+)\s")
_QUOTE = re.compile(r"[\"'>]")
_SPAN = re.compile(r'w:val="(\d+)"')
_BROKEN = '<w:t xml:space="preserve">'  # behind a line break or a tab


@dataclass(frozen=True)
class Settled:
    """What is known of a part. hollow: how an element that may stay empty is written, and how lxml writes it; emptied:
    the same where only an empty value leaves it so.

    known: the place of every value; else all of docxtpl's steps are taken. tree: the finished body must be parsed, for
    its tables or pictures depend on the data. repeated: some table's columns do.
    """

    hollow: tuple[tuple[str, str], ...] = ()
    emptied: tuple[tuple[str, str], ...] = ()
    known: bool = True
    tree: bool = False
    repeated: bool = False


UNKNOWN = Settled(known=False, tree=True, repeated=True)


def settle(tree: nodes.Template, *, body: bool) -> Settled:
    """Marks each printed expression with its place; `body` for the document, whose tables docxtpl mends.

    Raises TemplateSyntaxError for a block: its values would be printed past the proof, and nothing can extend a paper.
    """
    if (block := tree.find(nodes.Block)) is not None:
        raise TemplateSyntaxError("a template has no use for a block", block.lineno)
    finish(tree)
    walk = _Walk()
    try:
        if walk.all(tree.body, _State(), 0) != _State():
            raise _Unsettled
    except _Unsettled:
        for printed in _printed(tree):
            printed.place = Place(Kind.UNKNOWN)  # type: ignore[attr-defined]  # nodes take any mark
        return UNKNOWN
    pictures = body and bool(walk.pictures) and not (max(walk.pictures) == 0 and numbered(tree, len(walk.pictures)))
    hollow, emptied = (
        tuple((f"{tag}</{_name(tag)}>", f"{tag[:-1]}/>") for tag in sorted(tags))
        for tags in (walk.hollow, (walk.emptied | {_BROKEN}) - walk.hollow)
    )
    return Settled(hollow, emptied, tree=(body and (walk.loose or pictures)) or walk.odd, repeated=walk.repeated)


def _printed(tree: nodes.Template) -> Iterable[nodes.Expr]:
    for output in tree.find_all(nodes.Output):
        yield from (child for child in output.nodes if not isinstance(child, nodes.TemplateData))


def _name(tag: str) -> str:
    found = _TOKEN.match(tag)
    return found[2] if found is not None else ""


class _Unsettled(Exception):
    """The places cannot be told from the template alone."""


@dataclass(frozen=True)
class _State:
    """The elements open, each with its run's properties (None: not known), and the tag and quote one stands in."""

    open: tuple[tuple[str, str | None], ...] = ()
    tag: str = ""
    quote: str = ""

    def merged(self, other: _State) -> _State:
        """What is known whichever way was taken."""
        if self == other:
            return self
        names, others = ([name for name, _ in state.open] for state in (self, other))
        if names != others or (self.tag, self.quote) != (other.tag, other.quote):
            raise _Unsettled
        pairs = zip(self.open, other.open, strict=True)
        return _State(tuple(one if one == two else (one[0], None) for one, two in pairs), self.tag, self.quote)


@dataclass
class _Row:
    depth: int
    cells: int = 0
    span: int = 0
    repeated: bool = False


@dataclass
class _Table:
    depth: int
    columns: int = 0
    rows: list[_Row] = field(default_factory=list)

    @property
    def loose(self) -> bool:
        """Whether its grid may have to be mended: rows wider than it, or none sure to be as wide."""
        if any(row.repeated or max(row.cells, row.span) > self.columns for row in self.rows):
            return True
        return not any(row.depth == self.depth and row.span == self.columns for row in self.rows)


class _Walk:
    """One walk through a template. depth: how many conditions and loops one stands in."""

    def __init__(self) -> None:
        self.hollow: set[str] = set()
        self.emptied: set[str] = set()
        self.pictures: list[int] = []
        self.loose = self.repeated = self.odd = False
        self._tables: list[_Table] = []
        self._rows: list[_Row] = []

    def all(self, body: Sequence[nodes.Node], state: _State, depth: int) -> _State:
        """The state behind these nodes. Raises _Unsettled."""
        for node in body:
            state = self._node(node, state, depth)
        return state

    def _node(self, node: nodes.Node, state: _State, depth: int) -> _State:
        match node:
            case nodes.Output():
                return self._output(node, state, depth)
            case nodes.If():
                branches = [node.body, *(other.body for other in node.elif_), node.else_]
                return self._either([self.all(branch, state, depth + 1) for branch in branches])
            case nodes.For(recursive=False):
                return self._loop(node, state, depth + 1)
            case nodes.With() | nodes.Scope():
                return self.all(node.body, state, depth)
            case nodes.Assign() | nodes.ExprStmt():
                return state
        raise _Unsettled

    def _either(self, ends: list[_State]) -> _State:
        first, *others = ends
        for other in others:
            first = first.merged(other)
        return first

    def _loop(self, node: nodes.For, state: _State, depth: int) -> _State:
        again = state.merged(self.all(node.body, state, depth))
        if again != state:
            again = again.merged(self.all(node.body, again, depth))
        return again.merged(self.all(node.else_, state, depth)) if node.else_ else again

    def _output(self, node: nodes.Output, state: _State, depth: int) -> _State:
        for child, following in zip_longest(node.nodes, node.nodes[1:]):
            if isinstance(child, nodes.TemplateData):
                opened = self.hollow if following is None else self.emptied
                state = self._data(child.data, state, depth, opened)
            else:
                child.place = _place(state)  # type: ignore[attr-defined, union-attr, unused-ignore]  # as above
        return state

    def _data(self, data: str, state: _State, depth: int, opened: set[str]) -> _State:
        at = 0
        if state.tag:
            state, at = self._within(data, state)
        while at < len(data) and not state.tag:
            begin = data.find("<", at)
            self._text(data[at : begin if begin >= 0 else len(data)], state)
            if begin < 0:
                break
            found = _TOKEN.match(data, begin)
            if found is None:
                return self._half(data[begin:], state)
            state, at = self._tag(found, state, depth), found.end()
            if at == len(data) and found[2] and not found[1] and not found[4]:
                opened.add(found[0])
        return state

    def _text(self, text: str, state: _State) -> None:
        if state.open and state.open[-1][0] == "w:t" and ("\n" in text or "\t" in text):
            raise _Unsettled

    def _half(self, begun: str, state: _State) -> _State:
        """A tag in whose midst the template says something."""
        name = _BEGUN.match(begun)
        if name is None:
            raise _Unsettled
        if name[1] == "w:gridSpan" and self._rows:
            self._rows[-1].repeated = True
        if name[1] in {"w:tbl", "w:tr", "w:tc", "w:r", "w:t", "wp:docPr"}:
            self.odd = True
        return self._within(begun[name.end() :], _State(state.open, name[1]))[0]

    def _within(self, data: str, state: _State) -> tuple[_State, int]:
        """Goes on in a tag begun before; the state behind it and where that is in the data."""
        quote = state.quote
        for found in _QUOTE.finditer(data):
            mark = found[0]
            if quote:
                quote = "" if mark == quote else quote
            elif mark != ">":
                quote = mark
            elif data[: found.start()].endswith("/"):
                return _State(state.open), found.end()
            else:
                self.odd = self.odd or found.end() == len(data)
                return _State((*state.open, (state.tag, ""))), found.end()
        return _State(state.open, state.tag, quote), len(data)

    def _tag(self, found: re.Match[str], state: _State, depth: int) -> _State:
        closing, name, attributes, empty = found[1], found[2], found[3], found[4]
        if not name:
            return state
        if closing:
            return self._close(name, found, state)
        self._count(name, attributes, depth, state)
        return state if empty else _State((*state.open, (name, "")))

    def _close(self, name: str, found: re.Match[str], state: _State) -> _State:
        if not state.open or state.open[-1][0] != name:
            raise _Unsettled
        left = state.open[:-1]
        if name == "w:tbl" and self._tables:
            table = self._tables.pop()
            self.loose = self.loose or table.loose
            self.repeated = self.repeated or any(row.repeated for row in table.rows)
        elif name == "w:tr" and self._rows:
            self._rows.pop()
        elif name == "w:rPr" and left and left[-1][0] == "w:r":
            begin = found.string.rfind("<w:rPr>", 0, found.start())
            left = (*left[:-1], ("w:r", found.string[begin : found.end()] if begin >= 0 else None))
        return _State(left)

    def _count(self, name: str, attributes: str, depth: int, state: _State) -> None:
        match name:
            case "wp:docPr":
                self.pictures.append(depth)
            case "w:tbl":
                self._tables.append(_Table(depth))
            case "w:gridCol" if self._tables:
                self._tables[-1].columns += 1
            case "w:tr":
                self._rows.append(row := _Row(depth))
                for table in self._tables:
                    table.rows.append(row)
            case "w:tc" if self._rows and state.open[-1][0] == "w:tr":
                row = self._rows[-1]
                row.cells, row.span, row.repeated = row.cells + 1, row.span + 1, row.repeated or depth != row.depth
            case "w:gridSpan" if self._rows and (wide := _SPAN.search(attributes)):
                self._rows[-1].span += int(wide[1]) - 1


def _place(state: _State) -> Place:
    if state.tag:
        return Place(Kind.ATTRIBUTE if state.quote else Kind.NOWHERE)
    if state.open and state.open[-1][0] == "w:t":
        runs = (run for name, run in reversed(state.open) if name == "w:r")
        return Place(Kind.TEXT, next(runs, ""))
    return Place(Kind.NOWHERE)
