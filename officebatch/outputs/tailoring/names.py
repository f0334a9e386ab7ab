"""What a tag says, held against what the paper hands over: names, fields, filters, and what may be done with each."""

from __future__ import annotations

import re
from collections import ChainMap
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError, nodes

from officebatch.outputs.environment import Environment
from officebatch.outputs.variables import Shape, Variable
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Tell = Callable[["Wrong"], None]

Names = ChainMap[str, Variable | None]
_LOOP = ("index", "index0", "revindex", "revindex0", "first", "last", "length", "cycle", "depth", "depth0", "previtem",
         "nextitem", "changed")
LOOP = Variable("loop", "", Shape.GROUP, fields=tuple(Variable(name, "") for name in _LOOP))
_LIKE_BEFORE = {"list", "sort", "unique", "reverse", "selectattr", "rejectattr", "select", "reject", "default", "d"}
_ELEMENT = {"first", "last", "random", "min", "max"}
_BY_FIELD = {"selectattr", "rejectattr", "groupby"}
_METHODS = {
    Shape.VALUE: {*dir(str), *dir(int)},
    Shape.LIST: {"index", "count"},
    Shape.ROWS: {"index", "count"},
    Shape.GROUP: {"items", "keys", "values", "get"},
    Shape.YES_NO: set(),
}
_AT = re.compile(r"got '(.+)'|unexpected '(.+)'|char '(.+?)'|near '(.+)'")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What an expression gets wrong. kind: a word for programs. message: a message id."""

    kind: str
    message: str
    values: tuple[tuple[str, str], ...] = ()
    nearest: str = ""


def wrong(kind: str, message: str, *, nearest: str = "", **values: str) -> Wrong:
    """A wrong with its values."""
    return Wrong(kind, message, tuple(values.items()), nearest)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like one, "" where none is like it."""
    return next(iter(get_close_matches(word, list(known), 1, 0.5)), "")


@dataclass(frozen=True)
class Judge:
    """Judges expressions by the names in force. elsewhere: names of other kinds the same template serves. past: names
    of loops that have ended or stand in another part. loop: how a loop over rows begins."""

    tell: Tell
    environment: Environment
    elsewhere: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()
    loop: str = "{%tr"

    def parse(self, source: str) -> nodes.Template | None:
        """The tree of a tag closed by itself, None where it cannot be read."""
        try:
            return self.environment.parse(source)
        except TemplateSyntaxError as fault:
            self.tell(_unreadable(fault))
        except RecursionError:
            self.tell(wrong("syntax", marked("this tag is nested too deep to be read")))
        except ValueError:
            self.tell(wrong("syntax", marked("this tag holds a number too long to be read")))
        return None

    def printed(self, node: nodes.Expr, names: Names) -> None:
        """What is printed must be one value."""
        found = self.look(node, names)
        if found is None or found.shape is Shape.VALUE:
            return
        said = {
            Shape.YES_NO: marked(
                "“{name}” is a yes or no and cannot be printed; ask it: {{% if {name} %}} … {{% endif %}}"
            ),
            Shape.LIST: marked("“{name}” is a list and cannot be printed; go through it: {{% for … in {name} %}}"),
            Shape.ROWS: marked(
                "“{name}” is a list of rows and cannot be printed; go through it: {loop} for … in {name} %}}"
            ),
            Shape.GROUP: marked("“{name}” holds several values; print one of its fields: {fields}"),
        }[found.shape]
        fields = " ".join(f"{found.name}.{one.name}" for one in found.fields)
        more = {Shape.GROUP: {"fields": fields}, Shape.ROWS: {"loop": self.loop}}.get(found.shape, {})
        self.tell(wrong("print", said, name=found.name, **more))

    def element(self, node: nodes.Node, names: Names) -> Variable | None:
        """What a loop over an expression hands out; None where that is not known."""
        found = self.look(node, names)
        if found is None:
            return None
        if found.shape in {Shape.VALUE, Shape.YES_NO}:
            self.tell(wrong("loop-over", marked("“{name}” is no list; for goes through lists only"), name=found.name))
        return _one_of(found)

    def look(self, node: nodes.Node, names: Names) -> Variable | None:
        """What is known of an expression's value, None for nothing; every wrong in it is told."""
        found = None
        match node:
            case nodes.Name(name=name):
                found = self._name(name, names)
            case nodes.Getattr(node=inner, attr=attr) | nodes.Getitem(node=inner, arg=nodes.Const(value=str(attr))):
                found = self._field(self.look(inner, names), attr)
            case nodes.Getitem(node=inner, arg=arg):
                self.look(arg, names)
                of = self.look(inner, names)
                found = of if isinstance(arg, nodes.Slice) or of is None else _one_of(of)
            case nodes.Filter():
                found = self._filter(node, names)
            case nodes.Test():
                self._test(node, names)
            case nodes.CondExpr(test=test, expr1=yes, expr2=no):
                self.look(test, names)
                found = self.look(yes, names.new_child(asked(test)))
                found = self.look(no, names) and found if no is not None else found
            case nodes.And(left=left, right=right):
                self.look(left, names)
                self.look(right, names.new_child(asked(left)))
            case _:
                for child in node.iter_child_nodes():
                    self.look(child, names)
        return found

    def _name(self, name: str, names: Names) -> Variable | None:
        if name in names:
            return names[name]
        if name in self.elsewhere:
            said = marked(
                "“{name}” is known to another paper made from this template, not to all; ask first: "
                "{{% if {name} is defined %}}"
            )
            self.tell(wrong("name", said, name=name))
        elif name not in self.environment.globals:
            self.tell(self._unknown(name, names))
        return None

    def _unknown(self, name: str, names: Names) -> Wrong:
        for holder, of in names.items():
            if of is not None and of.shape is Shape.GROUP and any(field.name == name for field in of.fields):
                return wrong("name", marked("“{name}” is not known here"), nearest=f"{holder}.{name}", name=name)
        if name in self.past or name == "loop":
            said = marked("“{name}” is known within its loop only, not behind endfor and not in another part")
            return wrong("name", said, name=name)
        for rows in names.values():
            if rows is not None and any(field.name == name for field in rows.fields):
                said = marked("“{name}” is a field of “{rows}”; it is known only in a loop: {loop} for … in {rows} %}}")
                return wrong("name", said, name=name, rows=rows.name, loop=self.loop)
        said = marked("“{name}” is not known; all there are: officebatch template vars KIND")
        return wrong("name", said, nearest=nearest(name, names), name=name)

    def _field(self, of: Variable | None, name: str) -> Variable | None:
        if name.startswith("_"):
            self.tell(
                wrong("forbidden", marked("“{name}” is refused: templates reach values and nothing else"), name=name)
            )
            return None
        if of is None or name in _METHODS[of.shape]:
            return None
        field = next((field for field in of.fields if field.name == name), None)
        if field is not None and of.shape is Shape.GROUP:
            return field
        self.tell(_no_field(of, name, self.loop))
        return None

    def _filter(self, node: nodes.Filter, names: Names) -> Variable | None:
        before = (
            self._guarded(node.node, names)
            if node.name in {"default", "d"}
            else (self.look(node.node, names) if node.node is not None else None)
        )
        for child in (*node.args, *(pair.value for pair in node.kwargs)):
            self.look(child, names)
        if node.name not in self.environment.filters:
            known = nearest(node.name, self.environment.filters)
            self.tell(wrong("filter", marked("there is no filter “{name}”"), nearest=known, name=node.name))
            return None
        field = self._by_field(node, before)
        if node.name == "map" and field is not None:
            return replace(field, shape=Shape.LIST) if field.shape is Shape.VALUE else None
        if node.name in _LIKE_BEFORE:
            return before
        if node.name in _ELEMENT and before is not None:
            return _one_of(before)
        return None

    def _by_field(self, node: nodes.Filter, of: Variable | None) -> Variable | None:
        """The field a filter goes by: `selectattr('超期')`, `sum(attribute='件数')`."""
        named = [pair.value for pair in node.kwargs if pair.key == "attribute"]
        first = node.args[:1] if node.name in _BY_FIELD else []
        for given in (*named, *first):
            if isinstance(given, nodes.Const) and isinstance(given.value, str) and of is not None:
                name = given.value.partition(".")[0]
                if of.shape is Shape.ROWS and not name.isdigit():
                    return self._field(_one_of(of), name)
        return None

    def _test(self, node: nodes.Test, names: Names) -> None:
        if node.name in {"defined", "undefined"}:
            self._guarded(node.node, names)
        else:
            self.look(node.node, names)
        for child in (*node.args, *(pair.value for pair in node.kwargs)):
            self.look(child, names)
        if node.name not in self.environment.tests:
            known = nearest(node.name, self.environment.tests)
            self.tell(wrong("test", marked("there is no test “is {name}”"), nearest=known, name=node.name))

    def _guarded(self, node: nodes.Node | None, names: Names) -> Variable | None:
        """A name the template itself asks for whether it is there: it may be one of another kind's."""
        if node is None or (isinstance(node, nodes.Name) and node.name in self.elsewhere and node.name not in names):
            return None
        return self.look(node, names)


def _one_of(of: Variable) -> Variable | None:
    match of.shape:
        case Shape.ROWS:
            return replace(of, shape=Shape.GROUP)
        case Shape.LIST:
            return replace(of, shape=Shape.VALUE)
        case _:
            return None


def _no_field(of: Variable, name: str, loop: str) -> Wrong:
    if of.shape is Shape.ROWS and any(field.name == name for field in of.fields):
        said = marked("“{of}” is a list of rows; its “{name}” is known in a loop only: {loop} for … in {of} %}}")
        return wrong("field", said, of=of.name, name=name, loop=loop)
    if not of.fields:
        return wrong("field", marked("“{of}” has no fields, so there is no “{name}”"), of=of.name, name=name)
    known = nearest(name, [field.name for field in of.fields])
    return wrong("field", marked("“{of}” has no field “{name}”"), nearest=known, of=of.name, name=name)


def _unreadable(fault: TemplateSyntaxError) -> Wrong:
    found = _AT.search(fault.message or "")
    at = next((group for group in found.groups() if group), "") if found else ""
    if at == "=":
        return wrong("syntax", marked("two values are compared by two equal signs: =="))
    if not at or at.startswith(("end of", "<")):
        return wrong("syntax", marked("this tag cannot be read: something is missing before its end"))
    return wrong("syntax", marked("this tag cannot be read at “{at}”"), at=at)


def asked(test: nodes.Node) -> dict[str, Variable | None]:
    """The names a condition asks for whether they are there, and which are there where it holds."""
    match test:
        case nodes.Test(name="defined", node=nodes.Name(name=name)):
            return {name: None}
        case nodes.And(left=left, right=right):
            return asked(left) | asked(right)
    return {}


def targets(node: nodes.Node) -> Iterator[str]:
    """The names a loop or an assignment gives."""
    for name in [node] if isinstance(node, nodes.Name) else node.find_all(nodes.Name):
        yield name.name


def base(variables: Iterable[Variable]) -> Mapping[str, Variable | None]:
    """What a template knows outside of loops."""
    return {variable.name: variable for variable in variables}
