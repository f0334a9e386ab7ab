"""A workbook with everything a patch could lose: pictures, charts, rules, controls, a macro part, a pivot, notes."""

from __future__ import annotations

import base64
import io
import zipfile
from datetime import datetime

import xlsxwriter

SHEET = "收文'簿"
MACRO = b"\xd0\xcf\x11\xe0 no real macro: the part has to keep its bytes"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CACHE = (
    f'<pivotCacheDefinition xmlns="{_MAIN}" xmlns:r="{_OFFICE}" r:id="rId1" refreshedBy="x" recordCount="1">'
    '<cacheSource type="worksheet"><worksheetSource ref="A1:B2" sheet="说明"/></cacheSource><cacheFields count="2">'
    '<cacheField name="科室" numFmtId="0"><sharedItems count="1"><s v="财务科"/></sharedItems></cacheField>'
    '<cacheField name="件数" numFmtId="0"><sharedItems containsSemiMixedTypes="0" containsString="0" '
    'containsNumber="1" containsInteger="1" minValue="3" maxValue="3"/></cacheField></cacheFields>'
    "</pivotCacheDefinition>"
)
_RECORDS = f'<pivotCacheRecords xmlns="{_MAIN}" count="1"><r><x v="0"/><n v="3"/></r></pivotCacheRecords>'
_PIVOT = (
    f'<pivotTableDefinition xmlns="{_MAIN}" name="透视" cacheId="7" dataCaption="值" rowGrandTotals="0">'
    '<location ref="D4:E5" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/><pivotFields count="2">'
    '<pivotField axis="axisRow" showAll="0"><items count="1"><item x="0"/></items></pivotField>'
    '<pivotField dataField="1" showAll="0"/></pivotFields><rowFields count="1"><field x="0"/></rowFields>'
    '<rowItems count="1"><i><x/></i></rowItems><dataFields count="1"><dataField name="合计" fld="1"/></dataFields>'
    "</pivotTableDefinition>"
)
_CONTROL = '<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="Button"/>'
_PARTS = {
    "xl/pivotCache/pivotCacheDefinition1.xml": _CACHE,
    "xl/pivotCache/pivotCacheRecords1.xml": _RECORDS,
    "xl/pivotTables/pivotTable1.xml": _PIVOT,
    "xl/ctrlProps/ctrlProp1.xml": _CONTROL,
    "customXml/item1.xml": "<office>her own</office>",
}
_TYPES = {
    "xl/pivotCache/pivotCacheDefinition1.xml": "spreadsheetml.pivotCacheDefinition",
    "xl/pivotCache/pivotCacheRecords1.xml": "spreadsheetml.pivotCacheRecords",
    "xl/pivotTables/pivotTable1.xml": "spreadsheetml.pivotTable",
}
CONTROLS = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" Requires="x14"><controls>'
    '<control shapeId="1025" r:id="rIdC" name="按钮"><controlPr defaultSize="0" print="0" autoFill="0" autoPict="0">'
    '<anchor moveWithCells="1"><from><xdr:col>7</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>8</xdr:row>'
    "<xdr:rowOff>0</xdr:rowOff></from><to><xdr:col>8</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>9</xdr:row>"
    "<xdr:rowOff>0</xdr:rowOff></to></anchor></controlPr></control></controls></mc:Choice></mc:AlternateContent>"
)


def full_workbook() -> bytes:
    """The workbook. Sheet `SHEET`: headings in row 2, records in rows 3 to 6, a merged title; notes at B3 and D4."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 1, 1)})
    book.add_vba_project(io.BytesIO(MACRO), is_stream=True)
    sheet, other = book.add_worksheet(SHEET), book.add_worksheet("说明")
    yellow, day = book.add_format({"bg_color": "#FFFF00", "bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.set_column("C:C", 14, book.add_format({"bg_color": "#EEEEEE"}))
    sheet.merge_range("A1:E1", "收文登记簿", book.add_format({"align": "center"}))
    sheet.write_row("A2", ("编号", "标题", "科室", "收文日期", "件数"), yellow)
    for row in range(2, 6):
        sheet.write_row(row, 0, (f"收〔2026〕{row}号", f"关于第{row}事的函", "财务科"))
        sheet.write_datetime(row, 3, datetime(2026, 11, row), day)
        sheet.write_formula(row, 4, f"={row}*3", None, row * 3)
    sheet.write("A4", "收〔2026〕3号", yellow)
    sheet.write_comment("B3", "她自己的话", {"author": "王敏"})
    sheet.write_comment("D4", "只有她的话", {"author": "王敏"})
    sheet.data_validation("C3:C99", {"validate": "list", "source": ["财务科", "人事科"]})
    sheet.conditional_format("E3:E6", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    sheet.conditional_format("E3:E6", {"type": "data_bar", "data_bar_2010": True})
    sheet.add_sparkline("F3", {"range": f"'{SHEET.replace(chr(39), chr(39) * 2)}'!E3:E6"})
    sheet.insert_image("H2", "p.png", {"image_data": io.BytesIO(PICTURE)})
    sheet.insert_button("H9", {"macro": "查", "caption": "查"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": [SHEET, 2, 4, 5, 4]})
    sheet.insert_chart("H12", chart)
    other.write_row("A1", ("科室", "件数"))
    other.write_row("A2", ("财务科", 3))
    other.write_row("D4", ("行标签", "合计"))
    other.write_row("D5", ("财务科", 3))
    other.print_area("A1:B2")
    other.activate()
    book.define_name("件数", "=说明!$B$2")
    book.close()
    return _with_parts(held.getvalue())


def _with_parts(content: bytes) -> bytes:
    """The package with a pivot, its cache, a form control and a part nobody knows."""
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
        for part, kind in _TYPES.items()
    )
    control = "application/vnd.ms-excel.controlproperties+xml"
    overrides += f'<Override PartName="/xl/ctrlProps/ctrlProp1.xml" ContentType="{control}"/>'
    put = {
        "[Content_Types].xml": ("</Types>", f"{overrides}</Types>"),
        "xl/workbook.xml": (
            "</workbook>", '<pivotCaches><pivotCache cacheId="7" r:id="rIdP"/></pivotCaches></workbook>'),
        "xl/_rels/workbook.xml.rels": _relation("rIdP", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),
        "xl/worksheets/_rels/sheet1.xml.rels": _relation("rIdC", "ctrlProp", "../ctrlProps/ctrlProp1.xml"),
        "xl/worksheets/sheet1.xml": ("<extLst>", f"{CONTROLS}<extLst>"),
    }  # fmt: skip
    made = dict(_PARTS) | {
        "xl/worksheets/_rels/sheet2.xml.rels": _relations("pivotTable", "../pivotTables/pivotTable1.xml"),
        "xl/pivotTables/_rels/pivotTable1.xml.rels": _relations(
            "pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml"),
        "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": _relations(
            "pivotCacheRecords", "pivotCacheRecords1.xml"),
    }  # fmt: skip
    return changed(content, {name: [pair] for name, pair in put.items()}, made)


def changed(
    content: bytes, put: dict[str, list[tuple[str, str]]], made: dict[str, str] | None = None, without: str = ""
) -> bytes:
    """A package with texts of its parts replaced, each of which must stand there, parts added, and one left out."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(held, "w") as out:
        for name in package.namelist():
            if name == without:
                continue
            plain = package.read(name)
            for old, new in put.get(name, ()):
                assert old in plain.decode(), (name, old)
                plain = plain.decode().replace(old, new, 1).encode()
            out.writestr(name, plain)
        for name, text in (made or {}).items():
            out.writestr(name, text)
    return held.getvalue()


def _relation(id_: str, kind: str, target: str) -> tuple[str, str]:
    way = f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return "</Relationships>", f"{way}</Relationships>"


def _relations(kind: str, target: str) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{_relation("rId1", kind, target)[1]}'
