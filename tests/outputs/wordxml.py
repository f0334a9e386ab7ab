"""Small Word templates as a person would make them: runs with their own face, tables, pictures, and docxtpl's way."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from officebatch.outputs.environment import printable
from officebatch.package import pack
from templates import parts, wordml

if TYPE_CHECKING:
    from collections.abc import Mapping

BOLD = "<w:rPr><w:b/></w:rPr>"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
COMPARED = ("word/document.xml", "word/header1.xml", "word/header2.xml", *(f"word/footer{n}.xml" for n in range(1, 5)))


def docx(body: str, **members: bytes) -> bytes:
    """A Word file with this body; members replace or add parts."""
    return pack(parts.package("x", body + wordml.section(last=True)) | members)


def run(text: str, properties: str = BOLD) -> str:
    """A run in one face."""
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


def line(*runs: str) -> str:
    """A paragraph; a text stands for a run of its own."""
    return "<w:p><w:pPr/>" + "".join(one if one.startswith("<") else run(one) for one in runs) + "</w:p>"


def table(columns: int, *rows: tuple[str, ...]) -> str:
    """A table with so many columns in its grid; a row of one cell that holds a row's tag spans them all."""

    def cell(text: str) -> str:
        span = f'<w:gridSpan w:val="{columns}"/>' if text.startswith("{%tr") else ""
        inner = text if text.startswith("<w:tbl") else line(text)
        return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{span}</w:tcPr>{inner}</w:tc>'

    written = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows)
    grid = '<w:gridCol w:w="2000"/>' * columns
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{2000 * columns}" w:type="dxa"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>"
    )


def picture(number: int) -> str:
    """A run with a drawing of this number."""
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}"><wp:extent cx="1" cy="1"/>'
        f'<wp:docPr id="{number}" name="x"/></wp:inline></w:drawing></w:r>'
    )


def by_docxtpl(content: bytes, context: Mapping[str, object]) -> dict[str, bytes]:
    """docxtpl's own document, headers and footers: sandboxed, strict, escaping, values printed as we print them."""

    def finalize(value: object) -> str:
        return value if isinstance(value, Markup) else printable(value)

    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=finalize)
    template, held = DocxTemplate(io.BytesIO(content)), io.BytesIO()
    template.render(dict(context), environment)
    template.save(held)
    return compared(held.getvalue())


def compared(content: bytes) -> dict[str, bytes]:
    """The parts of a package that docxtpl and the press both write."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in COMPARED if name in package.namelist()}
