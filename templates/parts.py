"""The Word package around a template's body: styles, settings, headers with the draft mark, page numbers.

Every style sets its eastAsia font and no theme font, for Word prints Han characters in the theme's face otherwise.
The figures of GB/T 9704-2012 are those `officebatch template format` measures by; tables have a pitch of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.outputs.official.figures import (
    CHARACTER,
    CLOSER,
    FANGSONG,
    FOOTER,
    HEITI,
    KAITI,
    LINE,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    SIZE_5,
    SIZE_SMALL_4,
    SONGTI,
    XIAOBIAOSONG,
)
from templates.wordml import W, p

if TYPE_CHECKING:
    from collections.abc import Mapping

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CELL_LINE = 300  # close to single spacing of 小四, fixed so that every font gives the same table


@dataclass(frozen=True)
class Style:
    """One paragraph style. size in half points; line in twips, 0 for single; indents in twips.

    tight: no gap between digits and Han characters, so that a day stays on its line in a narrow column. extra: more
    properties of the paragraph. built_in: one Word knows by its name.
    outline: its level in Word's outline, from 0; -1 for none.
    """

    name: str
    font: str = FANGSONG
    size: int = SIZE_3
    align: str = "both"
    line: int = LINE
    first: int = 0
    left: int = 0
    right: int = 0
    before: int = 0
    after: int = 0
    closer: int = 0
    tight: bool = False
    extra: str = ""
    built_in: bool = False
    outline: int = -1


IMPRINT_TAB = '<w:tabs><w:tab w:val="right" w:pos="8565"/></w:tabs>'

STYLES = {
    "Title": Style("公文标题", XIAOBIAOSONG, SIZE_2, "center", 660, extra="<w:keepNext/>"),
    "Number": Style("编号", align="right", right=CHARACTER),
    "Addressee": Style("主送", closer=CLOSER),
    "Body": Style("公文正文", first=2 * CHARACTER, closer=CLOSER),
    "Closing": Style("结尾", first=2 * CHARACTER, closer=CLOSER, extra="<w:keepNext/><w:keepLines/>"),
    "Small": Style("小四正文", size=SIZE_SMALL_4, line=360, first=480, before=60),
    "Heading1": Style("一级标题", HEITI, first=2 * CHARACTER, align="left", closer=CLOSER, extra="<w:keepNext/>"),
    "Heading2": Style("简报标题", HEITI, SIZE_4, line=480, first=560, align="left", extra="<w:keepNext/>"),
    "Caption": Style("表题", HEITI, SIZE_4, "center", 420, extra="<w:keepNext/>"),
    "Head": Style("表头", HEITI, SIZE_5, "center", 280, tight=True),
    "Cell": Style("表内文字", size=SIZE_SMALL_4, align="left", line=CELL_LINE, tight=True),
    "CellMiddle": Style("表内居中", size=SIZE_SMALL_4, align="center", line=CELL_LINE, tight=True),
    "Note": Style("表注", size=SIZE_5, align="left", line=280, before=60, after=60),
    "Signature": Style("署名", align="center", left=4045, extra="<w:keepNext/>"),
    "Urgency": Style("紧急程度", HEITI, align="left"),
    "AnnexMark": Style("附件标识", HEITI, align="left", after=LINE),  # its title stands on the third line
    "Centred": Style("居中行", align="center"),
    "Sender": Style(
        "发报行", size=SIZE_4, align="left", line=480, extra='<w:tabs><w:tab w:val="right" w:pos="8845"/></w:tabs>'
    ),
    "Imprint": Style("版记", size=SIZE_4, align="left", line=420, left=280, right=280, extra=IMPRINT_TAB),
    "Draft": Style("稿别", HEITI, SIZE_4, "right", 0, right=280),
    "Between": Style("分隔", size=2, line=20),
    "Gap": Style("间隔", size=2, line=100, extra="<w:keepNext/>"),
    "PageOdd": Style("单页码", SONGTI, SIZE_4, "right", 0, right=280),
    "PageEven": Style("双页码", SONGTI, SIZE_4, "left", 0, left=280),
    "PageTurnedOdd": Style("横排单页码", SONGTI, SIZE_4, "right", 320),
    "PageTurnedEven": Style("横排双页码", SONGTI, SIZE_4, "left", 320),
}

FINE = {  # a long table of many columns: 五号, two lines a row
    "Fine": Style("表内五号", size=SIZE_5, align="left", line=250, tight=True),
    "FineMiddle": Style("表内五号居中", size=SIZE_5, align="center", line=250, tight=True),
}


def package(
    title: str, body: str, head: str = p("Draft", "{{ 稿别 }}"), styles: Mapping[str, Style] | None = None
) -> dict[str, bytes]:
    """The members of a Word package with this body, in their order. head: of every page; styles: besides the usual."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{R}/officeDocument", "word/document.xml"),
            (
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
        ),
        "docProps/core.xml": _core(title),
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": _relations(*((f"{R}/{kind}", target) for kind, target in _PARTS)),
        "word/styles.xml": _styles(STYLES | dict(styles or {})),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        "word/header1.xml": margin("hdr", head),
        "word/header2.xml": margin("hdr", head),
        "word/footer1.xml": margin("ftr", _page_number("PageOdd")),
        "word/footer2.xml": margin("ftr", _page_number("PageEven")),
        "word/footer3.xml": margin("ftr", _turned("PageTurnedOdd", 8447)),
        "word/footer4.xml": margin("ftr", _turned("PageTurnedEven", 1865)),
    }
    declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return {name: (declared + xml).encode() for name, xml in parts.items()}


_PARTS = (
    ("styles", "styles.xml"),
    ("settings", "settings.xml"),
    ("fontTable", "fontTable.xml"),
    ("header", "header1.xml"),
    ("header", "header2.xml"),
    ("footer", "footer1.xml"),
    ("footer", "footer2.xml"),
    ("footer", "footer3.xml"),
    ("footer", "footer4.xml"),
)


def _page_number(style: str) -> str:
    field = "".join(
        f"<w:r>{inner}</w:r>"
        for inner in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{field}</w:p>'


def _turned(style: str, top: int) -> str:
    """The page number of a landscape page, turned and placed where the portrait page has it: a cell that floats, 30 mm
    long, its upper edge `top` twips from the paper's, in the margin at the left."""
    length, across = 1701, 364
    return (
        '<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page" '
        f'w:tblpX="{FOOTER}" w:tblpY="{top}"/><w:tblOverlap w:val="never"/><w:tblW w:w="{across}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{across}"/></w:tblGrid><w:tr><w:trPr>'
        f'<w:trHeight w:val="{length}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{across}" w:type="dxa"/>'
        f'<w:textDirection w:val="tbRl"/><w:vAlign w:val="center"/></w:tcPr>{_page_number(style)}</w:tc></w:tr></w:tbl>'
        + p("Between")
    )


def margin(kind: str, content: str) -> str:
    """The root of a header (`hdr`) or a footer (`ftr`)."""
    return f'<w:{kind} xmlns:w="{W}" xmlns:r="{R}">{content}</w:{kind}>'


def _relations(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )


def _content_types() -> str:
    kinds = {
        "document": "document.main",
        "header1": "header",
        "header2": "header",
        "footer1": "footer",
        "footer2": "footer",
        "footer3": "footer",
        "footer4": "footer",
    }
    names = (
        "document",
        "styles",
        "settings",
        "fontTable",
        "header1",
        "header2",
        "footer1",
        "footer2",
        "footer3",
        "footer4",
    )
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument'
        f'.wordprocessingml.{kinds.get(name, name)}+xml"/>'
        for name in names
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f"{overrides}"
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _core(title: str) -> str:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
    )


def _styles(styles: Mapping[str, Style]) -> str:
    written = "".join(_style(style_id, style) for style_id, style in styles.items())
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANGSONG)}<w:sz w:val="{SIZE_3}"/>'
        f'<w:szCs w:val="{SIZE_3}"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:spacing w:line="{LINE}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f"{written}</w:styles>"
    )


def _style(style_id: str, style: Style) -> str:
    line = f'w:line="{style.line}" w:lineRule="exact"' if style.line else 'w:line="240" w:lineRule="auto"'
    closer = f'<w:spacing w:val="-{style.closer}"/>' if style.closer else ""
    tight = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>' if style.tight else ""
    own = "" if style.built_in else ' w:customStyle="1"'
    outline = f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline >= 0 else ""
    chars = f' w:firstLineChars="{style.first * 10 // style.size}"' if style.first else ' w:firstLineChars="0"'
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{style_id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{style.extra}'
        f'<w:overflowPunct w:val="0"/>{tight}<w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{style.before}" w:after="{style.after}" {line}/>'
        f'<w:ind w:left="{style.left}" w:right="{style.right}"{chars} w:firstLine="{style.first}"/>'
        f'<w:jc w:val="{style.align}"/>{outline}</w:pPr>'
        f"<w:rPr>{_fonts(style.font)}{closer}"
        f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/></w:rPr></w:style>'
    )


def _fonts(font: str) -> str:
    return f'<w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}" w:cs="{font}"/>'


def _settings() -> str:
    return (
        f'<w:settings xmlns:w="{W}"><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _font_table() -> str:
    # an office without 小标宋 or the GB2312 cuts gets the nearest face of its own system
    nearest = {FANGSONG: "仿宋", XIAOBIAOSONG: "宋体", HEITI: "SimHei", KAITI: "楷体", SONGTI: "SimSun"}
    return (
        f'<w:fonts xmlns:w="{W}">'
        + "".join(
            f'<w:font w:name="{font}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
            for font, other in nearest.items()
        )
        + "</w:fonts>"
    )
