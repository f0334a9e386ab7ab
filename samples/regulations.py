"""The texts of the sample office's regulations as Word files: what its list of regulations names.

A line of a text is a chapter (第…章), an article (第…条), an item, or a row of a table (表, cells parted by a blank as
wide as a character). They are set as the office sets papers; another department has its own way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from officebatch.outputs.official.figures import HEITI, KAITI, SIZE_4
from officebatch.package import pack
from samples.tables import FOLDER, table
from templates.parts import Style, package
from templates.wordml import p, section

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS = FOLDER / "制度文本"
OFFICE = "办公室"
_CHAPTER = re.compile(r"第[一二三四五六七八九十]+章")
STYLES = {
    "Issued": Style("题注行", KAITI, align="center", after=300),
    "Chapter": Style("章名", HEITI, align="center", before=200, after=200, extra="<w:keepNext/>"),
}
# another department's own styles go by the same names and mean something else
OTHERS = STYLES | {
    "Issued": Style("题注行", KAITI, SIZE_4, "center", 480, after=200),
}


def texts() -> dict[str, bytes]:
    """Path within the workspace → Word file, of every regulation with a written text."""
    made = {}
    for line in table("制度"):
        path = TEXTS / f"{line['名称']}.txt"
        if path.is_file():
            styles = STYLES if line["部门"] == OFFICE else OTHERS
            body = "".join(_paragraphs(path.read_text(encoding="utf-8").splitlines())) + section(last=True)
            made[f"制度/{line['名称']}.docx"] = pack(package(line["名称"], body, p("Draft"), styles))
    return made


def _paragraphs(lines: list[str]) -> Iterator[str]:
    title, issued, *rest = lines
    yield p("Title", title)
    yield p("Issued", issued)
    rows: list[list[str]] = []
    for line in rest:
        if line.startswith("表　"):
            rows.append(line.split("　")[1:])
            continue
        if rows:
            yield _table(rows)
            rows = []
        yield p("Chapter" if _CHAPTER.match(line) else "Body", line)


def _table(rows: list[list[str]]) -> str:
    columns = max(map(len, rows))
    width = 8840 // columns
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{{}}</w:tc>'
    drawn = "".join(
        "<w:tr>"
        + "".join(cell.format(p("Head" if not n else "CellMiddle", text)) for text in (row + [""] * columns)[:columns])
        + "</w:tr>"
        for n, row in enumerate(rows)
    )
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width * columns}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{drawn}</w:tbl>"
    )
