"""The building blocks of the shipped templates: paragraphs, tables and sections as WordprocessingML.

Written as XML and not through a library, because a template is a contract down to the twip: one width in gridCol and
tcW, rows that do not split, heads that repeat.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import accumulate, pairwise

from officebatch.outputs.official import figures
from officebatch.outputs.official.figures import BOTTOM, FOOTER, LEFT, RIGHT, TOP, twips

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def p(style: str, text: str = "", *, keep: bool = False, new_page: bool = False) -> str:
    """A paragraph of one run, with the text's line breaks and tabs; an empty text leaves no run. keep: with what
    follows, on one page."""
    kept = ("<w:keepNext/>" if keep else "") + ("<w:pageBreakBefore/>" if new_page else "")
    written = f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>'
    for mark, element in (("\n", "<w:br/>"), ("\t", "<w:tab/>")):
        written = written.replace(mark, f'</w:t>{element}<w:t xml:space="preserve">')
    run = f"<w:r>{written}</w:r>" if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}</w:pPr>{run}</w:p>'


def blank() -> str:
    """One empty line."""
    return p("Body")


@dataclass(frozen=True)
class Repeated:
    """Columns repeated as often as the data has them: the width in mm they share, the list of heads, and the list of
    cells of a row."""

    width: float
    heads: str
    cells: str


@dataclass(frozen=True)
class Column:
    """One column of a table: width in mm, head, the template's text of its cells, set in the middle or at the left."""

    width: float
    head: str
    text: str
    middle: bool = True


def table(
    columns: list[Column], each: str, listed: str, height: float = 0, *, keep: bool = False, style: str = "Cell"
) -> str:
    """A table with a repeated head and one row for `each` of `listed`; rows of at least `height` mm.

    keep: a short one, which stays on one page with what follows. style: of its cells, with its twin of the middle.
    """
    widths = [twips(c.width) for c in columns]
    span = f'<w:gridSpan w:val="{len(columns)}"/>'

    def only_tag(text: str) -> str:
        return f"<w:tr>{_cell(sum(widths), p('Cell', text), span)}</w:tr>"

    head = "".join(_cell(w, p("Head", c.head, keep=True)) for w, c in zip(widths, columns, strict=True))
    row = "".join(
        _cell(w, p(f"{style}Middle" if c.middle else style, c.text, keep=keep), middle=c.middle)
        for w, c in zip(widths, columns, strict=True)
    )
    return _table(
        widths,
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"
        + only_tag(f"{{%tr for {each} in {listed} %}}")
        + f"<w:tr><w:trPr><w:cantSplit/>{_height(height)}</w:trPr>{row}</w:tr>"
        + only_tag("{%tr endfor %}"),
    )


def matrix(first: Column, repeated: Repeated, each: str, listed: str) -> str:
    """A table whose columns depend on the data: one fixed at the left, the rest share the width the press finds."""
    width, third = twips(first.width), twips(repeated.width) // 3

    def row(style: str, fixed: str, cells: str, properties: str) -> str:
        return (
            f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{_cell(width, p(style, fixed))}"
            + _cell(third, p(style, f"{{%tc for 格 in {cells} %}}"))
            + _cell(third, p(style, "{{ 格 }}"))
            + _cell(third, p(style, "{%tc endfor %}"))
            + "</w:tr>"
        )

    span = '<w:gridSpan w:val="4"/>'
    tags = [
        f"<w:tr>{_cell(width + 3 * third, p('Cell', text), span)}</w:tr>"
        for text in (f"{{%tr for {each} in {listed} %}}", "{%tr endfor %}")
    ]
    return _table(
        [width, third, third, third],
        row("Head", first.head, repeated.heads, "<w:tblHeader/>")
        + tags[0]
        + row("CellMiddle", first.text, repeated.cells, "")
        + tags[1],
    )


def form(rows: list[list[tuple[float, str]]], height: float = 8, *, foot: Particular | None = None) -> str:
    """A table of fixed rows, each a list of (width in mm, text): the bottom bar, the lines to be signed.

    foot: what stands below without sides, never on a page of its own: the rows above are its head.
    """
    widths = [twips(width) for width, _ in rows[0]]
    head = "<w:tblHeader/>" if foot is not None else ""
    written = "".join(
        f"<w:tr><w:trPr><w:cantSplit/>{_height(height)}{head}</w:trPr>"
        + "".join(_cell(twips(width), p("Cell", text, keep=bool(head)), middle=False) for width, text in row)
        + "</w:tr>"
        for row in rows
    )
    return _table(widths, written + (_foot(widths, foot) if foot is not None else ""))


def _foot(widths: list[int], foot: Particular) -> str:
    sides = "".join(f'<w:{side} w:val="nil"/>' for side in ("left", "right"))
    span = f'<w:gridSpan w:val="{len(widths)}"/>'
    tags = [f"<w:tr>{_cell(sum(widths), p('Cell', tag), span)}</w:tr>" for tag in _only(foot)]
    row = _cell(sum(widths), p("Imprint", foot.text), f"{span}<w:tcBorders>{sides}</w:tcBorders>", middle=False)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr>".join(tags)


@dataclass(frozen=True)
class Box:
    """One cell of a form: width in mm, text, set in the middle (its label) or at the left (what is filled in)."""

    width: float
    text: str = ""
    middle: bool = False


def boxes(rows: list[tuple[float, list[Box]]]) -> str:
    """A table of fixed rows (least height in mm, cells), all of one width, which stays on one page; a cell spans the
    edges other rows have."""
    edges = sorted({0, *(edge for _, row in rows for edge in _edges(row))})
    return _table(
        [right - left for left, right in pairwise(edges)],
        "".join(
            f"<w:tr><w:trPr><w:cantSplit/>{_height(height)}</w:trPr>"
            + "".join(
                _cell(
                    right - left,
                    p("CellMiddle" if box.middle else "Cell", box.text, keep=n < len(rows)),
                    f'<w:gridSpan w:val="{edges.index(right) - edges.index(left)}"/>',
                    middle=box.middle,
                )
                for box, left, right in zip(row, [0, *_edges(row)], _edges(row), strict=False)
            )
            + "</w:tr>"
            for n, (height, row) in enumerate(rows, 1)
        ),
    )


def _edges(row: list[Box]) -> list[int]:
    """Where the cells of a row end, in twips from the table's left."""
    return [twips(width) for width in accumulate(box.width for box in row)]


@dataclass(frozen=True)
class Particular:
    """One row of what is known of a matter: its label, its text, the name without which the row is left out."""

    label: str
    text: str
    only: str = ""
    height: float = 0


def _only(one: Particular) -> tuple[str, str]:
    return f"{{%tr if {one.only} %}}", "{%tr endif %}"


def particulars(rows: list[Particular]) -> str:
    """A table of two columns, label and text, one row a particular."""
    widths = [twips(32), twips(124)]
    span = '<w:gridSpan w:val="2"/>'

    def only_tag(tag: str) -> str:
        return f"<w:tr>{_cell(sum(widths), p('Cell', tag), span)}</w:tr>"

    def row(one: Particular) -> str:
        cells = _cell(widths[0], p("Head", one.label)) + _cell(widths[1], p("Cell", one.text), middle=False)
        written = f"<w:tr><w:trPr><w:cantSplit/>{_height(one.height)}</w:trPr>{cells}</w:tr>"
        return written.join(map(only_tag, _only(one))) if one.only else written

    return _table(widths, "".join(map(row, rows)))


def imprint(*lines: str) -> str:
    """版记: lines between rules as wide as the type area, each set in by a character; a tab goes to the right edge."""
    width = twips(figures.AREA_MM[0])
    top, middle, bottom = (
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>'
        for side, size in (("top", figures.THICK), ("insideH", figures.THIN), ("bottom", figures.THICK))
    )
    rows = "".join(
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{p('Imprint', line)}</w:tc></w:tr>"
        for line in lines
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{top}{bottom}{middle}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{rows}</w:tbl>'
    )


def section(*, landscape: bool = False, last: bool = False, bare: bool = False, numbers: str = "") -> str:
    """The end of a section; the next one begins on a new page. `last`: the section of the body itself. bare: its first
    page has neither head nor foot. numbers: how its pages are counted anew, as attributes of w:pgNumType.

    Landscape is the portrait page turned: its head is the binding edge, and its page number stays where the portrait
    page has it, so it has footers of its own.
    """
    short, long = figures.PAGE
    size = f'w:w="{long}" w:h="{short}" w:orient="landscape"' if landscape else f'w:w="{short}" w:h="{long}"'
    top, right, bottom, left = (LEFT, TOP, RIGHT, BOTTOM) if landscape else (TOP, RIGHT, BOTTOM, LEFT)
    odd, even = ("rId8", "rId9") if landscape else ("rId6", "rId7")
    properties = (
        "<w:sectPr>"
        '<w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="even" r:id="rId5"/>'
        f'<w:footerReference w:type="default" r:id="{odd}"/><w:footerReference w:type="even" r:id="{even}"/>'
        f'<w:type w:val="nextPage"/><w:pgSz {size}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{850 if landscape else 1300}" w:footer="{FOOTER}" w:gutter="0"/>'
        f'{f"<w:pgNumType {numbers}/>" if numbers else ""}<w:cols w:space="425"/>{"<w:titlePg/>" if bare else ""}'
        f'<w:docGrid w:linePitch="{figures.LINE}"/></w:sectPr>'
    )
    return properties if last else f'<w:p><w:pPr><w:pStyle w:val="Between"/>{properties}</w:pPr></w:p>'


def _height(millimetres: float) -> str:
    return f'<w:trHeight w:val="{twips(millimetres)}" w:hRule="atLeast"/>' if millimetres else ""


def _cell(width: int, content: str, span: str = "", *, middle: bool = True) -> str:
    side = 28 if middle else 57
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:tcMar><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:right w:w="{side}" w:type="dxa"/></w:tcMar><w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
    )


def _table(widths: list[int], rows: str) -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="17" w:type="dxa"/>'
        '<w:left w:w="57" w:type="dxa"/><w:bottom w:w="17" w:type="dxa"/>'
        '<w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
