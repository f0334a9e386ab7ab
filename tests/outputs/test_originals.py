"""Workbooks of old kinds come back marked as .xlsx that shows the same, or not at all, with the reason."""

from __future__ import annotations

import hashlib
import io
import socket
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import python_calamine

from officebatch import reading
from officebatch.model.comparison import Comparison
from officebatch.model.origin import Origin
from officebatch.outputs import Originals, libreoffice
from officebatch.outputs.refusal import NotMeant, Refused
from officebatch.outputs.turning import kind_of, turned
from tests.making import rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CELLS = (
    '<table:table-cell office:value-type="string"><text:p>清欠台账</text:p></table:table-cell>'
    '<table:table-cell office:value-type="date" office:date-value="2026-03-01" table:style-name="day">'
    "<text:p>2026-03-01</text:p></table:table-cell>"
    '<table:table-cell table:formula="of:=TODAY()" office:value-type="date" office:date-value="2026-03-02" '
    'table:style-name="day"><text:p>2026-03-02</text:p></table:table-cell>'
    '<table:table-cell table:formula="of:=TODAY()-[.B1]" office:value-type="float" office:value="1"><text:p>1</text:p>'
    "</table:table-cell>"
    """<table:table-cell table:formula='of:=IF(TODAY()&gt;[.B1]+30;"逾期";"")' office:value-type="string" """
    'office:string-value=""><text:p></text:p></table:table-cell>'
    '<table:table-cell office:value-type="string"><text:p>a{}b</text:p></table:table-cell>'
)
NUMBER_AS_DAY = '<table:table-cell table:formula="of:=TODAY()" office:value-type="float" office:value="7"/>'
SECRET_NOTE = (
    '<table:table-cell office:value-type="string"><office:annotation><text:p>机密★10年</text:p></office:annotation>'
    "<text:p>某事</text:p></table:table-cell>"
)
LINKED = (
    '<table:table-cell office:value-type="string"><text:p><text:a xlink:href="../附件/批示.pdf">批示</text:a></text:p>'
    '<draw:frame><draw:image xlink:href="http://127.0.0.1:{port}/picture.png"/></draw:frame></table:table-cell>'
)
CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"><office:automatic-styles>'
    '<number:date-style style:name="d"><number:year number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
    '</number:date-style><style:style style:name="day" style:family="table-cell" style:data-style-name="d"/>'
    "</office:automatic-styles><office:body>"
    '<office:spreadsheet><table:table table:name="欠账"><table:table-row>{cells}</table:table-row></table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def workbook(title: str = "关于清欠的通知") -> bytes:
    """A register of one record with a note."""
    book, held = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    sheet.title = "登记"
    sheet.append(("编号", "标题", "日期", "金额"))
    sheet.append((7, title, date(2026, 3, 1), 0.1 + 0.2))
    sheet.append(("8", "空白 两处", None, True))
    sheet["B2"].comment = openpyxl.comments.Comment("办公室的批注", "办公室")
    book.save(held)
    return held.getvalue()


def open_document(cells: str) -> bytes:
    """An .ods of one row, as it was saved on 2 March 2026."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("mimetype", KIND)
        package.writestr("content.xml", CONTENT.format(cells=cells))
        package.writestr("META-INF/manifest.xml", MANIFEST.format(kind=KIND))
    return held.getvalue()


def shown(content: bytes) -> dict[str, list[list[Any]]]:
    book = python_calamine.load_workbook(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def compare(first: Path, second: Path) -> Comparison:
    return reading.compare(first, second, rules())


def originals(folder: Path, files: Mapping[str, bytes]) -> Originals:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    inputs = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    made = Originals(folder, inputs, compare)
    made.prepare(inputs)
    return made


@pytest.fixture(scope="module")
def listening() -> Iterator[socket.socket]:
    """Where something of this machine would answer, were it asked."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.setblocking(False)
        yield door


@pytest.fixture(scope="module")
def files(listening: socket.socket) -> dict[str, bytes]:
    """One workbook a kind; the .xls is made by LibreOffice, for nothing else here writes one."""
    old = libreoffice.convert({"a": workbook()}, lambda _: ".xlsx", "xls", lambda made: kind_of(made) == ".xls")
    return {
        "督办.xls": old["a"],
        "收文.et": old["a"],
        "欠账.ods": open_document(CELLS.format("c")),
        "天数.ods": open_document(NUMBER_AS_DAY),
        "链接.ods": open_document(LINKED.format(port=listening.getsockname()[1])),
        "密注.ods": open_document(SECRET_NOTE),
        "坏.ods": open_document(CELLS.format("c"))[:-60] + b"PK\x05\x06" + bytes(18),
        "发文.xlsx": workbook(),
        "制度.csv": "编号,名称\n".encode(),
    }


@pytest.fixture(scope="module")
def made(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Originals:
    return originals(tmp_path_factory.mktemp("registers"), files)


def test_every_cell_of_an_old_workbook_shows_the_same(files: dict[str, bytes], made: Originals) -> None:
    for name in ("督办.xls", "收文.et", "欠账.ods"):
        assert made.turned(name)
        assert shown(made.package(name)) == shown(files[name])
    assert not made.turned("发文.xlsx")
    assert made.package("发文.xlsx") == files["发文.xlsx"]


def test_what_was_calculated_is_as_it_was_read_and_the_formula_stays(made: Originals) -> None:
    cells = shown(made.package("欠账.ods"))["欠账"][0]
    formulas = openpyxl.load_workbook(io.BytesIO(made.package("欠账.ods")))["欠账"]

    assert cells == ["清欠台账", date(2026, 3, 1), date(2026, 3, 2), 1, "", "acb"]
    assert [str(formulas[f"{letter}1"].value)[:7] for letter in "CDE"] == ["=TODAY(", "=TODAY(", "=IF(TOD"]


def test_the_same_workbook_gives_the_same_bytes(files: dict[str, bytes], made: Originals, tmp_path: Path) -> None:
    again = originals(tmp_path, {name: files[name] for name in ("督办.xls", "欠账.ods")})

    assert all(again.package(name) == made.package(name) for name in again.inputs)


def test_nothing_is_fetched_and_links_lead_where_they_led(made: Originals, listening: socket.socket) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made.package("链接.ods")))["欠账"]
    with zipfile.ZipFile(io.BytesIO(made.package("链接.ods"))) as package:
        told = b"".join(package.read(name) for name in package.namelist())

    assert sheet["A1"].hyperlink.target == "附件/批示.pdf"  # an .ods counts itself as a folder
    assert libreoffice.PREFIX.encode() not in told
    with pytest.raises(BlockingIOError):
        listening.accept()


def test_a_mark_of_secrecy_that_reading_cannot_see_leaves_no_copy_and_is_a_fault(made: Originals) -> None:
    with pytest.raises(Refused, match="bears a mark of secrecy") as refused:
        made.package("密注.ods")

    assert not isinstance(refused.value, NotMeant)


def test_a_text_file_and_a_broken_workbook_say_why(made: Originals) -> None:
    with pytest.raises(Refused, match="csv has no place"):
        made.package("制度.csv")
    assert made.package("坏.ods") == (made.folder / "坏.ods").read_bytes()


def test_what_libre_office_would_change_is_not_given_out(made: Originals) -> None:
    with pytest.raises(Refused) as refused:
        made.package("天数.ods")

    assert "有 1 个单元格（第一处 欠账!A1）显示的内容会不同" in refused.value.text()
    assert made.lacking("天数.ods") is refused.value


def test_a_calculated_text_no_package_can_hold_is_told() -> None:
    formula = open_document(CELLS.format("c"))

    made = turned({"a.ods": formula}, lambda *_: Comparison({Origin("a.ods", "欠账", 1, "E"): "bell \x07"}))

    assert isinstance(made["a.ods"], NotMeant)


def test_without_libre_office_the_reason_is_told(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    left = originals(tmp_path, {name: files[name] for name in ("收文.et", "发文.xlsx")})

    with pytest.raises(Refused) as refused:
        left.package("收文.et")
    assert "没有安装做转换的 LibreOffice" in refused.value.text()
    assert left.package("发文.xlsx") == files["发文.xlsx"]


def test_a_cell_that_would_show_something_else_is_told(files: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(files["督办.xls"])
    (tmp_path / "b.xlsx").write_bytes(files["发文.xlsx"])
    (tmp_path / "c.xlsx").write_bytes(workbook("另一个标题"))
    old = tmp_path / "a.xls"

    assert compare(old, tmp_path / "b.xlsx") == Comparison({})
    assert compare(old, tmp_path / "c.xlsx").otherwise == {Origin("a.xls", "登记", 2, "B"): "关于清欠的通知"}
    assert compare(old, tmp_path / "none.xlsx") == Comparison(None)
