"""The press's benchmark: a one-page notice as Word itself saves one, for each engine in its own tags, and its records.

Fourteen parts, 22 kB of styles, run properties and revision marks on everything, a header with a value, a footer with
a page number, a table of 8 rows × 6 columns; what docx-mailmerge2 and the JavaScript engines read differs in tags only.
"""

from __future__ import annotations

import json
import random
import zipfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument"
RECORDS, ROWS = 500, 8
COLUMNS = ("no", "number", "title", "step", "due", "late")
HEADS = ("序号", "文号", "事项", "环节", "应办结", "超期")
WIDTHS = (700, 1800, 3200, 1100, 1300, 745)
FIELDS = ("draft", "name", "department", "count", "until", "contact", "phone", "office", "issue")
_FONT = '<w:rFonts w:ascii="FangSong_GB2312" w:eastAsia="仿宋_GB2312" w:hAnsi="仿宋" w:cs="宋体" w:hint="eastAsia"/>'
_RUN = f'<w:rPr>{_FONT}<w:kern w:val="0"/><w:sz w:val="{{0}}"/><w:szCs w:val="{{0}}"/></w:rPr>'
_RSID = 'w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E"'
TITLES = ("关于做好{}工作的通知", "{}情况报告", "{}专项检查 A&B 公司部分", "{}经费<50万元的请示", "{}“两票”整改")
MATTERS = ("春季检修", "配网改造", "线损管理", "档案整理", "保密检查", "电费回收", "值班安排", "物资采购")


def records(seed: int = 7, count: int = RECORDS, rows: int = ROWS) -> list[dict[str, object]]:
    """What the notices say, all texts; some with what XML must escape."""
    chance = random.Random(seed)
    return [
        {
            "draft": "核对稿",
            "name": f"{chance.choice(MATTERS)}催办通知单第{n}号",
            "department": chance.choice(("财务科", "生产技术科", "营销科")),
            "count": str(rows),
            "until": f"2026年11月{chance.randrange(1, 31)}日",
            "contact": chance.choice(("张秀兰", "李建国", "O'Brien & Söhne")),
            "phone": f"0577-{chance.randrange(10**7)}",
            "office": "临江县供电局办公室",
            "issue": "2026年11月23日",
            "rows": [
                {
                    "no": str(row),
                    "number": f"收〔2026〕{chance.randrange(1000)}号",
                    "title": chance.choice(TITLES).format(chance.choice(MATTERS)),
                    "step": chance.choice(("承办", "会商", "核稿")),
                    "due": f"11月{chance.randrange(1, 31)}日",
                    "late": f"{chance.randrange(1, 30)}天",
                }
                for row in range(1, rows + 1)
            ],
        }
        for n in range(count)
    ]


def prepare(folder: Path) -> Path:
    """The templates and records in a folder, for every engine alike."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "docxtpl.docx").write_bytes(_package(folder, _braces, ("{%tr for row in rows %}", "{%tr endfor %}")))
    (folder / "mailmerge.docx").write_bytes(_package(folder, _merge_field, None))
    (folder / "mustache.docx").write_bytes(_package(folder, _single, ("{#rows}", "{/rows}")))
    (folder / "records.json").write_text(json.dumps(records()), encoding="utf-8")
    return folder


def _braces(name: str) -> str:
    return _t("{{ " + ("row." if name in COLUMNS else "") + name + " }}")


def _single(name: str) -> str:
    return _t("{" + name + "}")


def _merge_field(name: str) -> str:
    return f'</w:r><w:fldSimple w:instr=" MERGEFIELD {name} "><w:r>{_t(f"«{name}»")}</w:r></w:fldSimple><w:r>'


def _t(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>'


def _p(*inner: str, size: int = 32, style: str = "a") -> str:
    properties = _RUN.format(size)
    runs = "".join(f"<w:r>{properties}{text}</w:r>" for text in inner).replace(f"<w:r>{properties}</w:r>", "")
    line = f'<w:pPr><w:pStyle w:val="{style}"/><w:spacing w:line="579" w:lineRule="exact"/></w:pPr>'
    return f"<w:p {_RSID}>{line}{runs}</w:p>"


def _cell(width: int, *inner: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{_p(*inner, size=21, style='a3')}</w:tc>"
    )


def _body(tag: Callable[[str], str], loop: tuple[str, str] | None) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
    span = f'<w:tc><w:tcPr><w:tcW w:w="{sum(WIDTHS)}" w:type="dxa"/><w:gridSpan w:val="6"/></w:tcPr>'
    cells = [tag(name) for name in COLUMNS]
    before = after = ""
    if loop and "%tr" in loop[0]:
        before, after = (f"<w:tr>{span}{_p(_t(text))}</w:tc></w:tr>" for text in loop)
    elif loop:
        cells[0], cells[-1] = _t(loop[0]) + cells[0], cells[-1] + _t(loop[1])
    row = "".join(_cell(width, cell) for width, cell in zip(WIDTHS, cells, strict=True))
    head = "".join(_cell(width, _t(text)) for width, text in zip(WIDTHS, HEADS, strict=True))
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        _p(tag("name"), size=44)
        + _p(tag("department"), _t("："))
        + _p(_t("截至目前，你部门有"), tag("count"), _t("项事项超期，请于"), tag("until"), _t("前办结并书面反馈。"))
        + f'<w:tbl><w:tblPr><w:tblW w:w="{sum(WIDTHS)}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr>{head}</w:tr>{before}'
        f"<w:tr>{row}</w:tr>{after}</w:tbl>"
        + _p(_t("联系人："), tag("contact"), _t("，电话："), tag("phone"), _t("。"))
        + _p(tag("office"))
        + _p(tag("issue"))
        + '<w:sectPr><w:headerReference w:type="default" r:id="rId7"/><w:footerReference w:type="default" r:id="rId8"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" '
        'w:header="1300" w:footer="1405" w:gutter="0"/></w:sectPr>'
    )


def _package(folder: Path, tag: Callable[[str], str], loop: tuple[str, str] | None) -> bytes:
    page = "".join(
        f"<w:r>{inner}</w:r>"
        for inner in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    names = ("styles", "settings", "webSettings", "fontTable", "numbering", "theme/theme1", "header1", "footer1")
    kinds = [name.split("/")[0].rstrip("1") for name in names]
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{R}/{kind}" Target="{name}.xml"/>'
        for n, (kind, name) in enumerate(zip(kinds, names, strict=True), 1)
    )
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.'
        f'{"theme" if kind == "theme" else f"wordprocessingml.{kind}"}+xml"/>'
        for kind, name in zip(["document.main", *kinds], ["document", *names], strict=True)
    )
    spaces = f'xmlns:w="{W}" xmlns:r="{R}"'
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
        f'Extension="xml" ContentType="application/xml"/>{overrides}<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override '
        f'PartName="/docProps/app.xml" ContentType="{_TYPE}.extended-properties+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" '
        'Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
        f'Target="docProps/core.xml"/><Relationship Id="rId3" Type="{R}/extended-properties" '
        'Target="docProps/app.xml"/></Relationships>',
        "word/document.xml": f"<w:document {spaces}><w:body>{_body(tag, loop)}</w:body></w:document>",
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{relations}</Relationships>',
        "word/header1.xml": f"<w:hdr {spaces}>{_p(tag('draft'), size=28)}</w:hdr>",
        "word/footer1.xml": f'<w:ftr {spaces}><w:p {_RSID}><w:pPr><w:jc w:val="right"/></w:pPr>{page}</w:p></w:ftr>',
        "word/styles.xml": _styles(),
        **_ordinary(),
    }
    path = folder / "made.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in members.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}')
    content = path.read_bytes()
    path.unlink()
    return content


def _styles() -> str:
    def style(n: int) -> str:
        identity, name = ("a", "Normal") if n == 0 else (f"a{n}", f"样式{n}")
        default = ' w:default="1"' if n == 0 else ' w:customStyle="1"'
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{identity}"><w:name w:val="{name}"/><w:uiPriority '
            f'w:val="{n}"/><w:qFormat/><w:rsid w:val="00A77B3E"/><w:pPr><w:widowControl w:val="0"/><w:spacing '
            f'w:before="{n}" w:after="{n}" w:line="579" w:lineRule="exact"/><w:ind w:firstLine="{n}"/><w:jc '
            f'w:val="both"/></w:pPr><w:rPr>{_FONT}<w:color w:val="000000"/><w:kern w:val="2"/><w:sz w:val="{20 + n}"/>'
            f'<w:szCs w:val="{20 + n}"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:style>'
        )

    return f'<w:styles xmlns:w="{W}">{"".join(map(style, range(36)))}</w:styles>'


def _ordinary() -> dict[str, str]:
    """What Word writes beside the text, as python-docx's own empty document has it."""
    import docx

    blank = Path(docx.__file__).parent / "templates" / "default.docx"
    wanted = ("fontTable", "numbering", "settings", "webSettings", "theme/theme1")
    names = ["docProps/app.xml", "docProps/core.xml", *(f"word/{name}.xml" for name in wanted)]
    with zipfile.ZipFile(blank) as package:
        return {name: package.read(name).decode().partition("?>")[2].strip() for name in names}
