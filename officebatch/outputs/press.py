"""Prints Word papers from a template in docxtpl's dialect, and proves that every value arrived.

Why so strict: a template comes from an office or a department. The sandbox lets no template reach beyond the plain
values handed to it, an unknown name is an error and no blank, what a register holds is escaped always, and the text
is read back from the finished package, because a lost value raises nothing anywhere.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from officebatch.outputs.fence import refuse_dangers
from officebatch.outputs.registry import Refused
from officebatch.outputs.words import day
from officebatch.package import pack
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from jinja2 import Template

    Plain = str | int | float | date | None | Sequence["Plain"] | Mapping[str, "Plain"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PERSONAL = re.compile(rb"<(Company|Manager|Template|HyperlinkBase)>[^<]*</\1>")


@dataclass(frozen=True)
class Plate:
    """One template, read once. Press it as often as wanted; nothing of one paper stays for the next."""

    name: str
    content: bytes
    environment: Environment = field(default_factory=lambda: Environment())

    @classmethod
    def read(cls, path: Path) -> Plate:
        """The template at `path`. Raises Refused where it is no Word file or holds what no template may hold."""
        content = path.read_bytes()
        refuse_dangers(path.name, content)
        return cls(path.name, content)

    def press(self, context: Mapping[str, Plain], title: str) -> bytes:
        """The finished paper. Raises Refused: the template's fault with its place, or a value that did not arrive."""
        self.environment.printed = {}
        try:
            self._template.render(context, self.environment)
            _share_width(self._template.docx.element.body)
            _name(self._template.docx.core_properties, title)
            held = io.BytesIO()
            self._template.save(held)
        except Refused:
            raise
        except Exception as fault:
            raise self._refusal(fault) from fault
        members = _members(held.getvalue())
        for part, values in self.environment.printed.items():
            _prove(part, values, members[part])
        return pack(members)

    @cached_property
    def _template(self) -> Any:
        """docxtpl's object with its patching remembered and each part's printed values kept apart."""
        from docxtpl import DocxTemplate

        template = DocxTemplate(io.BytesIO(self.content))
        patched: dict[str, str] = {}
        patch, render = template.patch_xml, template.render_xml_part

        def patch_once(source: str) -> str:
            if source not in patched:
                patched[source] = patch(source)
            return patched[source]

        def render_part(source: str, part: Any, context: object, environment: Environment) -> str:
            environment.begin(str(part.partname).lstrip("/"))
            rendered: str = render(source, part, context, environment)
            environment.begin("")
            return rendered

        template.patch_xml, template.render_xml_part = patch_once, render_part
        return template

    def _refusal(self, fault: Exception) -> Refused:
        part = self.environment.part
        place = f"{part}: {_near(fault)}" if part else ""
        return Refused(
            marked("the template {template} cannot be used ({place} {reason}); mend it, or delete the office's own "
                   "so that the shipped one is used"),
            template=self.name,
            place=place,
            reason=str(fault) or type(fault).__name__,
        )


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
        case date():
            return day(value)
        case float() if value.is_integer():
            return str(int(value))
        case str() | int() | float():
            text = str(value).replace("\r\n", "\n").replace("\r", "\n")
        case _:
            text = str(value)  # an undefined name raises here and tells its name
    if any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in text):
        raise Refused(
            marked("the value {value} has a control character; take it out of the register's cell"),
            value="".join(c if c.isprintable() else "?" for c in text),
        )
    return text


def _share_width(body: Any) -> None:
    """Where cells were repeated (`{%tc %}`), the first keeps its width and the others share the rest of the table."""
    for table in body.iter(f"{_W}tbl"):
        whole = table.find(f"{_W}tblPr/{_W}tblW")
        rows = [row.findall(f"{_W}tc") for row in table.iter(f"{_W}tr")]
        widths = [[int(cell.find(f"{_W}tcPr/{_W}tcW").get(f"{_W}w")) for cell in row] for row in rows]
        if whole is None or whole.get(f"{_W}type") != "dxa" or not rows:
            continue
        total = int(whole.get(f"{_W}w"))
        if len({len(row) for row in rows}) > 1 or all(abs(sum(row) - total) < 30 for row in widths):
            continue
        first, others = widths[0][0], len(rows[0]) - 1
        shared = [first, *[(total - first) // others] * others] if others else [total]
        for row in rows:
            for cell, width in zip(row, shared, strict=True):
                cell.find(f"{_W}tcPr/{_W}tcW").set(f"{_W}w", str(width))
        for column, width in zip(table.find(f"{_W}tblGrid"), shared, strict=True):
            column.set(f"{_W}w", str(width))


def _name(properties: Any, title: str) -> None:
    for plain in ("author", "last_modified_by", "comments", "keywords", "subject", "category", "content_status",
                  "identifier", "version"):
        setattr(properties, plain, "")
    properties.title = title
    properties.revision = 1


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    if "docProps/app.xml" in members:
        members["docProps/app.xml"] = _PERSONAL.sub(b"", members["docProps/app.xml"])
    return members


def _prove(part: str, values: list[str], xml: bytes) -> None:
    """Every printed value stands in the finished part, in the order of printing."""
    text, place = _text(xml), 0
    for value in values:
        found = text.find(value, place)
        if found < 0:
            raise Refused(
                marked("the value {value} did not arrive in {part}; the template loses it"), value=value, part=part
            )
        place = found + len(value)


def _text(xml: bytes) -> str:
    read = []
    for element in ElementTree.fromstring(xml).iter():
        match element.tag.removeprefix(_W):
            case "t":
                read.append(element.text or "")
            case "br" | "cr":
                read.append("\n")
            case "tab":
                read.append("\t")
            case "shd" | "gridSpan":  # a template may print a colour or a width
                read.extend(element.attrib.values())
    return "".join(read)


def _near(fault: Exception) -> str:
    """The template's text around a syntax error, as docxtpl keeps it."""
    lines = [line.strip() for line in getattr(fault, "docx_context", ()) if "{" in line]
    return " ".join(lines)[:200] if isinstance(fault, TemplateError) else ""
