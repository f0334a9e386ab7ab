"""What a reader of a finished paper sees: its text, its tables, its cells."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import python_calamine

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(content: bytes, name: str = "word/document.xml") -> str:
    """One member of a package as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()


def plain(content: bytes) -> str:
    """A Word paper as plain text: its header, paragraphs as lines, table rows with ` | ` between cells."""
    header = ElementTree.fromstring(part(content, "word/header1.xml"))
    body = ElementTree.fromstring(part(content))[0]
    lines = [f"[{_text(header)}]", *_blocks(body)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def plain_text(content: bytes) -> str:
    """All text of a Word paper's body, as it stands."""
    return _text(ElementTree.fromstring(part(content)))


def cells(content: bytes, sheet: int = 0) -> list[list[object]]:
    """All cells of one sheet of a workbook."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [list(row) for row in book.get_sheet_by_index(sheet).to_python()]


def _blocks(body: ElementTree.Element) -> Iterator[str]:
    for block in body:
        if block.tag == f"{W}tbl":
            for row in block.iter(f"{W}tr"):
                yield " | ".join(_text(cell).replace("\n", "／") for cell in row.iter(f"{W}tc"))
        elif block.tag == f"{W}p":
            yield _text(block)
            if block.find(f".//{W}sectPr") is not None:
                yield "--------"


def _text(element: ElementTree.Element) -> str:
    read = []
    for inner in element.iter():
        match inner.tag.removeprefix(W):
            case "t":
                read.append(inner.text or "")
            case "br":
                read.append("\n")
            case "tab" if inner.get(f"{W}pos") is None:
                read.append("\t")
    return "".join(read)
