"""Files of every kind: read, refused with a reason, and never the end of the others."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter

from officebatch.model.report import TroubleKind
from officebatch.reading import read
from tests.reading.made import HEADINGS, OUT, TASKS, days, line, rules, troubles, words, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from officebatch.model.office import Office

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def with_a_good_one(folder: Path) -> Office:
    """The office of a folder, with a good register beside whatever is tried."""
    workbook(folder / "督办台账.xlsx", {"表": [["编号", "督办事项", "责任部门"], ["D1", "某事", "财务科"]]})
    found = read(folder, rules())
    assert list(found.registers[TASKS].keys) == ["D1"]
    return found


def refused(of: Office) -> list[tuple[TroubleKind, str]]:
    kinds = (TroubleKind.NO_WORKBOOK, TroubleKind.MISSING_COLUMN)
    return [(t.kind, t.origin.workbook) for t in of.troubles if t.kind not in kinds]


def bomb(path: Path) -> None:
    workbook(path, {OUT: [HEADINGS, line()]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet9.xml", b" " * (40 << 20))


def far(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(OUT)
    sheet.write_row(0, 0, HEADINGS)
    sheet.write("XFD1048576", "!")
    book.close()


def long_and_wide(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(OUT)
    sheet.write("ZZ3", 1)
    sheet.write("A1000000", 1)
    book.close()


def without_end(path: Path) -> None:
    """One cell repeated over more of a sheet than any machine holds: no directory of a package shows that."""
    table = (
        '<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
    )
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{urn}:{name}:1.0"' for name in ("office", "table", "text"))
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
        package.writestr("META-INF/manifest.xml", f'<manifest xmlns="{urn}:manifest:1.0"/>')


def truncated(path: Path) -> None:
    workbook(path, {OUT: [HEADINGS, line()]})
    path.write_bytes(path.read_bytes()[:3000])


def doubled(path: Path) -> None:
    workbook(path, {OUT: [HEADINGS, line()]})
    with zipfile.ZipFile(path, "a") as package, pytest.warns(UserWarning):
        package.writestr("xl/workbook.xml", b"<workbook/>")


def broken_sheet(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/workbook.xml", b"<workbook><sheets><sheet")


@pytest.mark.parametrize(
    ("name", "make", "kind"),
    [
        ("发文.xlsx", lambda p: p.write_bytes(b""), TroubleKind.UNREADABLE),
        ("发文.xlsx", lambda p: p.write_bytes(OLE + bytes(2048)), TroubleKind.ENCRYPTED),
        ("发文.xls", lambda p: p.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le")), TroubleKind.ENCRYPTED),
        ("发文.xls", lambda p: p.write_bytes(OLE + bytes(4096)), TroubleKind.UNREADABLE),
        ("发文.xls", lambda p: p.write_text("<html><table><tr><td>1"), TroubleKind.UNREADABLE),
        ("发文.xls", lambda p: p.write_text("编号\t标题\n1\t2", encoding="gb18030"), TroubleKind.UNREADABLE),
        ("发文.xlsx", lambda p: p.write_bytes(bytes(range(256)) * 20), TroubleKind.UNREADABLE),
        ("发文.csv", lambda p: p.write_bytes(b"PK\x03\x04" + bytes(99)), TroubleKind.UNREADABLE),
        ("发文.xlsx", truncated, TroubleKind.UNREADABLE),
        ("发文.xlsx", broken_sheet, TroubleKind.UNREADABLE),
        ("发文.xlsx", doubled, TroubleKind.TOO_LARGE),
        ("发文.xlsx", bomb, TroubleKind.TOO_LARGE),
        ("发文.xlsx", far, TroubleKind.FAR_CELL),
        ("发文.ods", without_end, TroubleKind.OUT_OF_LIMITS),
        ("发文.xlsx", long_and_wide, TroubleKind.FAR_CELL),
        ("发文.xlsx", lambda p: workbook(p, {"表": [["会议", "安排"], ["一", "二"]]}), TroubleKind.NO_HEADINGS),
        ("发文.xlsx", lambda p: workbook(p, {"表": []}), TroubleKind.NO_HEADINGS),
        ("会议.xlsx", lambda p: workbook(p, {"表": [[1]]}), TroubleKind.NO_REGISTER),
        ("发文.docx", lambda p: p.write_bytes(b"PK"), TroubleKind.NO_REGISTER),
    ],
)
def test_a_bad_file_is_told_and_the_rest_goes_on(tmp_path: Path, name: str, make: object, kind: TroubleKind) -> None:
    make(tmp_path / name)  # type: ignore[operator]  # one of the makers above
    assert refused(with_a_good_one(tmp_path)) == [(kind, name)]


def test_the_far_cell_is_named(tmp_path: Path) -> None:
    far(tmp_path / "发文.xlsx")
    trouble = troubles(read(tmp_path, rules()), TroubleKind.FAR_CELL)[0]
    assert (trouble.register, dict(trouble.values)["cell"]) == (OUT, "XFD1048576")


def test_a_register_without_a_file(tmp_path: Path) -> None:
    without = troubles(with_a_good_one(tmp_path), TroubleKind.NO_WORKBOOK)
    assert [t.register for t in without] == [OUT, "办文流水"]


def test_a_register_that_need_not_be_there_is_not_missed(tmp_path: Path) -> None:
    book = rules()
    optional = tuple(replace(r, must_be=r.name != "办文流水") for r in book.registers)
    workbook(tmp_path / "会议.xlsx", {"表": [[1]]})

    found = read(tmp_path, replace(book, registers=optional))

    assert "办文流水" not in [t.register for t in troubles(found, TroubleKind.NO_WORKBOOK)]
    assert OUT in [t.register for t in troubles(found, TroubleKind.NO_WORKBOOK)]


@pytest.mark.parametrize("owner", ["~$发文登记簿.xlsx", ".~发文登记簿.xlsx", ".~lock.发文登记簿.xlsx#"])
def test_owner_files_of_three_programs(tmp_path: Path, owner: str) -> None:
    workbook(tmp_path / "发文登记簿.xlsx", {OUT: [HEADINGS, line()]})
    (tmp_path / owner).write_bytes(b"x" * 165)
    found = read(tmp_path, rules())
    assert [t.origin.workbook for t in troubles(found, TroubleKind.OPEN_ELSEWHERE)] == ["发文登记簿.xlsx"]


def test_folders_and_dead_links_are_told(tmp_path: Path) -> None:
    workbook(tmp_path / "发文登记簿.xlsx", {OUT: [HEADINGS, line()]})
    (tmp_path / "历史").mkdir()
    (tmp_path / "发文旧.xlsx").symlink_to(tmp_path / "nowhere.xlsx")
    found = read(tmp_path, rules())
    assert [t.origin.workbook for t in troubles(found, TroubleKind.NO_REGISTER)] == ["历史", "发文旧.xlsx"]


def test_a_cell_far_below_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "发文.xlsx", {OUT: [HEADINGS, line()]})
    book = openpyxl.load_workbook(path)
    book[OUT]["A1048576"] = "x"
    book.save(path)
    assert troubles(read(tmp_path, rules()), TroubleKind.FAR_CELL)[0].values[-1] == ("cell", "A1048576")


def test_owner_and_hidden_files(tmp_path: Path) -> None:
    workbook(tmp_path / "发文登记簿.xlsx", {OUT: [HEADINGS, line()]})
    (tmp_path / "~$发文登记簿.xlsx").write_bytes(b"x" * 165)
    (tmp_path / ".~lock.发文.xlsx#").write_bytes(b"x")
    (tmp_path / ".发文旧.xlsx").write_bytes(b"x")
    found = read(tmp_path, rules())
    assert [t.origin.workbook for t in troubles(found, TroubleKind.OPEN_ELSEWHERE)] == ["发文登记簿.xlsx"]
    assert len(found.registers[OUT]) == 1
    assert list(found.inputs) == ["发文登记簿.xlsx"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("parting", [",", "\t", ";"])
def test_csv(tmp_path: Path, encoding: str, parting: str) -> None:
    rows = [
        ["发文字号", "标题", "拟稿部门", "拟稿日期"],
        ["1号", '"某事\n又一行"', "财务", "2026/1/5"],
        ["2号"],
        ["3号", "某事", "", "20260106"],
    ]
    (tmp_path / "发文.csv").write_bytes("\r\n".join(parting.join(row) for row in rows).encode(encoding))
    found = read(tmp_path, rules())
    assert list(found.registers[OUT].keys) == ["1号", "2号", "3号"]
    assert days(found, "拟稿日期") == ["2026-01-05", "", "2026-01-06"]
    assert found.registers[OUT].text(0, "标题") == "某事\n又一行"
    assert found.reports[0].notes


def test_the_same_register_in_other_formats(tmp_path: Path, soffice: str) -> None:
    rows = [["发文登记簿（2026年）"], HEADINGS, line(1), line(2, 拟稿部门=None, 拟稿日期="3月5日")]
    source = workbook(tmp_path / "发文.xlsx", {OUT: rows}, {OUT: ("F3:F4",)})
    expected = read(tmp_path, rules()).registers[OUT]
    for kind in ("xls", "ods", "xlsb"):
        if kind == "xlsb":
            continue  # LibreOffice reads it but does not write it
        folder = tmp_path / kind
        command = [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120)
        found = read(folder, rules()).registers[OUT]
        assert list(found.keys) == list(expected.keys)
        assert found.frame["拟稿日期"].tolist() == expected.frame["拟稿日期"].tolist()
        if kind == "xls":  # calamine knows no merged cells of .ods
            assert found.frame["拟稿部门"].tolist() == expected.frame["拟稿部门"].tolist()
            (folder / "发文.xls").rename(folder / "发文.et")
            assert list(read(folder, rules()).registers[OUT].keys) == list(expected.keys)
            (folder / "发文.et").rename(folder / "发文.xlsx")  # whatever it is called
            assert list(read(folder, rules()).registers[OUT].keys) == list(expected.keys)


def test_errors_and_formulas_never_calculated(tmp_path: Path) -> None:
    path = tmp_path / "发文.xlsx"
    workbook(path, {OUT: [HEADINGS, line(1), line(2), line(3, 密级="机密")]})
    book = openpyxl.load_workbook(path)
    sheet = book[OUT]
    sheet["H2"], sheet["C3"], sheet["B4"] = "#N/A", "=A1&A2", "=1+1"
    book.save(path)
    found = read(tmp_path, rules())
    told = [
        (t.kind, t.origin.address, t.field, t.record, dict(t.values)["text"])
        for t in found.troubles
        if t.field and t.values
    ]
    assert told == [
        (TroubleKind.UNCALCULATED, "C3", "标题", "临电办〔2026〕2号", "=A1&A2"),
        (TroubleKind.ERROR_CELL, "H2", "拟稿日期", "临电办〔2026〕1号", "#N/A"),
    ]
    register = found.registers[OUT]
    assert (register.text(0, "拟稿日期"), days(found, "拟稿日期")[0], words(found, "标题")[1]) == ("#N/A", "", "")
    assert not register.unread


def test_a_calculated_formula_is_its_value(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "发文.xlsx")
    sheet = book.add_worksheet(OUT)
    sheet.write_row(0, 0, HEADINGS)
    for column, cell in enumerate(line()):
        sheet.write(1, column, str(cell or ""))
    sheet.write_formula(1, 2, '="关于"&"某事"', None, "关于某事")
    book.close()
    found = read(tmp_path, rules())
    assert words(found, "标题") == ["关于某事"]
    assert not [t for t in found.troubles if t.kind is TroubleKind.UNCALCULATED]


def test_a_reader_that_dies_is_told(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    book = xlsxwriter.Workbook(tmp_path / "发文.xlsx", {"constant_memory": True})
    sheet = book.add_worksheet(OUT)
    for row in range(20_000):
        sheet.write_row(row, 0, [f"{row}-{column}" for column in range(25)])
    book.close()
    script = """if True:
        import resource, sys
        from pathlib import Path
        import officebatch.reading.workbooks as workbooks
        limit = 70 << 20  # enough for a worker to start, too little for these cells
        run = workbooks.subprocess.run
        start = lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        workbooks.subprocess.run = lambda command, **how: run(command, preexec_fn=start, **how)
        print(workbooks.read_one(Path(sys.argv[1])).trouble.kind)
    """
    command = [sys.executable, "-c", script, str(tmp_path / "发文.xlsx")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "out of limits", done.stderr


def test_inputs_and_progress(tmp_path: Path) -> None:
    path = workbook(tmp_path / "发文.xlsx", {OUT: [HEADINGS, line()]})
    told: list[str] = []
    found = read(tmp_path, rules(), told.append)
    assert found.inputs == {"发文.xlsx": hashlib.sha256(path.read_bytes()).hexdigest()}
    assert len(told) == 1
    assert "发文.xlsx" in told[0]


def test_the_same_folder_reads_the_same(tmp_path: Path) -> None:
    for place in range(5):
        workbook(tmp_path / f"发文{place}.xlsx", {OUT: [HEADINGS, line(place)]})
    one, other = read(tmp_path, rules()), read(tmp_path, rules())
    assert one.reports == other.reports
    assert one.troubles == other.troubles
    assert one.registers[OUT].frame.equals(other.registers[OUT].frame)


def test_the_worker_loads_no_pandas() -> None:
    code = "import sys, officebatch.reading.worker; print([m for m in ('pandas', 'numpy') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
