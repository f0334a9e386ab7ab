"""A template made ready for the press: patched by docxtpl and compiled by Jinja once, all that stays compressed once.

docxtpl is the reference: document, headers and footers come out as its own bytes. What it does to each paper is done to
the template where the outcome is the same (line breaks, tabs, tables' grids, pictures' numbers, empty elements); a
template of which that cannot be told takes docxtpl's own steps, with all guards, for each paper.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from docx.opc.constants import CONTENT_TYPE
from docx.opc.oxml import parse_xml, serialize_part_xml
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml import etree

from officebatch.outputs.environment import Environment, lost, printable
from officebatch.outputs.finishing import FIRST_PICTURE
from officebatch.outputs.places import settle
from officebatch.outputs.proof import missing, shown, shown_of
from officebatch.outputs.refusal import Refused
from officebatch.outputs.widths import share_width
from officebatch.package import base

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from types import CodeType

    from jinja2 import Template

    from officebatch.outputs.environment import Context
    from officebatch.outputs.places import Settled
    from officebatch.package import Base

_DECLARED = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_MARK = "officebatch-mark"
_PERSONAL = re.compile(rb"<(Company|Manager|Template|HyperlinkBase)>[^<]*</\1>")
_TIMES = re.compile(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*(?=</dcterms:)")
_SPACE = re.compile(r' xmlns:?\w*="([^"]*)"')
_PARAGRAPH = re.compile(r"<w:p([ >])")
_TAG = re.compile(r"\{[{%#]")
_MARKUP = re.compile(r"<[^>]+>")
_APP = "docProps/app.xml"
_EMPTIED = (
    "author",
    "last_modified_by",
    "comments",
    "keywords",
    "subject",
    "category",
    "content_status",
    "identifier",
    "language",
    "version",
)


class Faulty(Exception):
    """The template's fault: in which part, near what text, and what is wrong."""

    def __init__(self, part: str, near: str, fault: Exception) -> None:
        super().__init__(part, near, str(fault) or type(fault).__name__)
        self.part, self.near, self.reason = self.args


@dataclass(frozen=True)
class Part:
    """One part that holds tags; head and tail: the text around what Jinja writes.

    lines: the patched text with a line for each paragraph, where faults have their place. docxtpl: its object. mend:
    its steps on a finished part whose outcome depends on the data, from the text to the part's tree.
    """

    name: str
    head: str
    tail: str
    template: Template
    settled: Settled
    lines: tuple[str, ...]
    docxtpl: Any
    mend: Callable[[str], Any]

    def press(self, values: Mapping[str, object]) -> bytes:
        """The finished part. Raises Refused for a value that cannot be written or did not arrive, Faulty."""
        try:
            return self.prove(*self.write(values))
        except (Refused, MemoryError):
            raise
        except Exception as fault:
            raise Faulty(self.name, self._near(fault), fault) from fault

    def write(self, values: Mapping[str, object]) -> tuple[str, Context]:
        """What Jinja writes, and what it says it printed."""
        context: Context = self.template.new_context(dict(values))  # type: ignore[assignment]  # our own class
        return "".join(self.template.root_render_func(context)), context

    def prove(self, text: str, context: Context) -> bytes:
        """The part around this text, which holds all that was printed. Raises Refused."""
        return self._settled(text, context) if self.settled.known else self._by_docxtpl(text, context)

    def _settled(self, text: str, context: Context) -> bytes:
        if context.unresolved:
            text = self.docxtpl.resolve_listing(text)
        empty = context.breaks or context.tabs or "" in context.printed
        for written, meant in self.settled.hollow + self.settled.emptied if empty else self.settled.hollow:
            text = text.replace(written, meant)
        if self.settled.tree:
            finished: bytes = serialize_part_xml(self.mend(text))
            xml = finished.decode()
        else:
            xml = f"{self.head}{text}{self.tail}"
            finished = xml.encode()
        value = missing(context.printed, shown(xml, breaks=context.breaks, tabs=context.tabs))
        if value is None:
            value = missing(context.attributes, xml)
        if value is not None:
            raise lost(unescape(value), self.name)
        return finished

    def _by_docxtpl(self, text: str, context: Context) -> bytes:
        tree = self.mend(self.docxtpl.resolve_listing(text))
        value = missing(context.printed, shown_of(tree))
        if value is not None:
            raise lost(value, self.name)
        finished: bytes = serialize_part_xml(tree)
        return finished

    def _near(self, fault: Exception) -> str:
        """The template's text where a fault came up while it printed."""
        place, found = fault.__traceback__, 0
        while place is not None:
            if place.tb_frame.f_code.co_filename == self.template.filename:
                found = self.template.get_corresponding_lineno(place.tb_lineno)
            place = place.tb_next
        return _text(self.lines[found - 1 : found]) if found else ""


@dataclass(frozen=True)
class Forme:
    """A template ready for the press. base: what no paper changes; core: its core properties around the title."""

    base: Base
    parts: tuple[Part, ...]
    core: tuple[str, str, str]

    def press(self, values: Mapping[str, object], title: str) -> Iterator[tuple[str, bytes]]:
        """What a paper has of its own: its parts with their names. Raises Refused, Faulty."""
        for part in self.parts:
            yield part.name, part.press(values)
        yield self.titled(title)

    def titled(self, title: str) -> tuple[str, bytes]:
        """The core properties with this title, and their name."""
        name, before, behind = self.core
        return name, f"{before}{escape(printable(title), quote=False)}{behind}".encode()


def forme(content: bytes, environment: Environment) -> Forme:
    """The template in `content` made ready. Raises Faulty, and what docxtpl and python-docx raise."""
    docxtpl = DocxTemplate(io.BytesIO(content))
    docxtpl.init_docx()
    core, settled_core = _core(docxtpl.docx)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = set(package.namelist())
        if core not in names:  # python-docx gave it one
            held = io.BytesIO()
            docxtpl.docx.save(held)
            return forme(held.getvalue(), environment)
        changed = {_APP: _PERSONAL.sub(b"", package.read(_APP))} if _APP in names else {}
    parts = [_document(docxtpl, environment)]
    for name, xml in _others(docxtpl.docx):
        if _TAG.search(_MARKUP.sub("", xml)):
            parts.append(_part(name, xml, docxtpl, environment))
        elif not name.endswith("notes.xml"):
            changed[name] = (_DECLARED + xml).encode()
    without = {core, *(part.name for part in parts)}
    return Forme(base(content, changed, without), tuple(parts), (core, *settled_core))


def _core(docx: Any) -> tuple[str, tuple[str, str]]:
    """The name of the core properties' part, and its text before and behind the title: nobody's name stays in it."""
    properties = docx.core_properties
    for plain in _EMPTIED:
        setattr(properties, plain, "")
    properties.title, properties.revision = _MARK, 1
    parts = docx.part.package.iter_parts()
    part = next(part for part in parts if part.content_type == CONTENT_TYPE.OPC_CORE_PROPERTIES)
    before, _, behind = _TIMES.sub(r"\g<1>2000-01-01T00:00:00Z", part.blob.decode()).partition(_MARK)
    return _member(part), (before, behind)


def _document(docxtpl: Any, environment: Environment) -> Part:
    root = docxtpl.docx.element
    source: str = docxtpl.patch_xml(docxtpl.get_xml())
    opening = source[: source.index(">") + 1]
    inner = source[len(opening) : source.rindex("</w:body>")] if not opening.endswith("/>") else ""
    shell = serialize_part_xml(root).decode()
    begin, end = shell.index("<w:body"), shell.rindex("</w:body>")
    head, tail = shell[: shell.index(">", begin) + 1], shell[end:]
    template, settled, lines = _compiled(_member(docxtpl.docx.part), inner, environment, body=True)
    if not set(_SPACE.findall(inner)).isdisjoint(root.nsmap.values()):
        settled = replace(settled, tree=True)  # lxml takes out what is declared twice

    def mend(text: str) -> Any:
        xml = f"{opening}{text}</w:body>"
        if not settled.known:
            parse_xml(xml)  # docxtpl would drop in silence what is not well formed
        docxtpl.docx_ids_index = FIRST_PICTURE - 1
        tree = docxtpl.fix_tables(xml)
        docxtpl.fix_docpr_ids(tree)
        if settled.repeated:
            share_width(tree)
        docxtpl.map_tree(tree)
        return docxtpl.docx.element

    return Part(_member(docxtpl.docx.part), head, tail, template, settled, lines, docxtpl, mend)


def _others(docx: Any) -> Iterator[tuple[str, str]]:
    """Headers, footers and notes: their members' names, their text."""
    for part in docx.part.package.iter_parts():
        if part.content_type.endswith(("header+xml", "footer+xml", "footnotes+xml", "endnotes+xml")) and part.blob:
            yield _member(part), etree.tostring(parse_xml(part.blob), encoding="unicode")


def _part(name: str, xml: str, docxtpl: Any, environment: Environment) -> Part:
    template, settled, lines = _compiled(name, docxtpl.patch_xml(xml), environment, body=False)
    return Part(name, _DECLARED, "", template, settled, lines, docxtpl, parse_xml)


def _compiled(
    name: str, patched: str, environment: Environment, *, body: bool
) -> tuple[Template, Settled, tuple[str, ...]]:
    source = _PARAGRAPH.sub(r"\n<w:p\1", patched)
    lines = tuple(source.split("\n"))
    try:
        code, settled = _code(source, name, body=body)
        template = environment.template_class.from_code(environment, code, environment.make_globals(None))
    except MemoryError:
        raise
    except Exception as fault:
        first = max(getattr(fault, "lineno", 0) - 4, 0)
        near = [line for line in lines[first : first + 7] if "{" in line] if isinstance(fault, TemplateError) else []
        raise Faulty(name, _text(near), fault) from fault
    return template, settled, lines


@lru_cache(maxsize=64)
def _code(source: str, name: str, *, body: bool) -> tuple[CodeType, Settled]:
    """What Jinja makes of a part, and what is known of it: drafts and final papers of one go have the same templates.
    """
    environment = Environment()
    tree = environment.parse(source)
    settled = settle(tree, body=body)
    return environment.compile(tree, name), settled


def _text(lines: Iterable[str]) -> str:
    return " ".join(" ".join(_MARKUP.sub("", line).split()) for line in lines)[:200]


def _member(part: Any) -> str:
    return str(part.partname).lstrip("/")
