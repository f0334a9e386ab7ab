"""Prints Word papers from a template in docxtpl's dialect, and proves that every value arrived.

Why so strict: a template comes from an office or a department. The sandbox lets no template reach beyond the plain
values handed to it, an unknown name is an error and no blank, what a register holds is escaped always, and the text
is read back from the finished package, because a lost value raises nothing anywhere.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError

from officebatch.outputs.environment import Environment
from officebatch.outputs.fence import refuse_dangers
from officebatch.outputs.proof import prove
from officebatch.outputs.refusal import Refused
from officebatch.outputs.widths import share_width
from officebatch.package import pack
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    Plain = str | int | float | date | None | Sequence["Plain"] | Mapping[str, "Plain"]

_PERSONAL = re.compile(rb"<(Company|Manager|Template|HyperlinkBase)>[^<]*</\1>")


@dataclass(frozen=True)
class Plate:
    """One template, read once. Press it as often as wanted; nothing of one paper stays for the next."""

    name: str
    content: bytes
    environment: Environment = field(default_factory=Environment)

    @classmethod
    def read(cls, path: Path) -> Plate:
        """The template at `path`. Raises Refused where it is no Word file or holds what no template may hold."""
        try:
            content = path.read_bytes()
        except OSError as fault:
            raise Refused(
                marked("the template {template} cannot be read: {reason}"), template=path.name, reason=fault.strerror
            ) from fault
        refuse_dangers(path.name, content)
        return cls(path.name, content)

    def press(self, context: Mapping[str, Plain], title: str) -> bytes:
        """The finished paper. Raises Refused: the template's fault with its place, or a value that did not arrive."""
        self.environment.printed = {}
        try:
            self._template.render(context, self.environment)
            share_width(self._template.docx.element.body)
            _name(self._template.docx.core_properties, title)
            held = io.BytesIO()
            self._template.save(held)
        except Refused:
            raise
        except Exception as fault:
            raise self._refusal(fault) from fault
        members = _members(held.getvalue())
        for part, values in self.environment.printed.items():
            prove(part, values, members[part])
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
            marked(
                "the template {template} cannot be used ({place} {reason}); mend it, or delete the office's own "
                "so that the shipped one is used"
            ),
            template=self.name,
            place=place,
            reason=str(fault) or type(fault).__name__,
        )


def _name(properties: Any, title: str) -> None:
    for plain in (
        "author",
        "last_modified_by",
        "comments",
        "keywords",
        "subject",
        "category",
        "content_status",
        "identifier",
        "version",
    ):
        setattr(properties, plain, "")
    properties.title = title
    properties.revision = 1


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    if "docProps/app.xml" in members:
        members["docProps/app.xml"] = _PERSONAL.sub(b"", members["docProps/app.xml"])
    return members


def _near(fault: Exception) -> str:
    """The template's text around a syntax error, as docxtpl keeps it."""
    lines = [line.strip() for line in getattr(fault, "docx_context", ()) if "{" in line]
    return " ".join(lines)[:200] if isinstance(fault, TemplateError) else ""
