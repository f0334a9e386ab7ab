"""approve: what nobody signed has no number; what was signed is numbered once, told to the notice book, and stays."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.office import DAY, files, officebatch, sample
from tests.outputs.looking import plain

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = sample(tmp_path_factory.mktemp("drafted") / "office")
    officebatch("run", office, "--as-of", DAY)
    return office


@pytest.fixture
def office(drafted: Path, tmp_path: Path) -> Path:
    return shutil.copytree(drafted, tmp_path / "office")


def papers(office: Path, day: str = DAY) -> dict[str, dict[str, object]]:
    manifest = json.loads((office / "runs" / day / "manifest.json").read_text(encoding="utf-8"))
    return {line["path"]: line for line in manifest["files"]}


def numbered(office: Path, day: str = DAY) -> dict[str, str]:
    return {path: str(line["number"]) for path, line in papers(office, day).items() if line["number"]}


def notice(office: Path, department: str) -> Path:
    return office / "runs" / DAY / "催办通知单" / f"催办通知单（{department}）.docx"


def column(sheet: Worksheet, heading: str) -> tuple[int, int]:
    """The row of the headings and the column of one."""
    for row in sheet.iter_rows(max_row=6):
        for cell in row:
            if cell.value == heading:
                return cell.row, cell.column
    raise AssertionError(heading)


def write(path: Path, where: str, **cells: object) -> None:
    """Fill cells of the line in which all words of `where` stand, as a clerk does, by heading."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    lines = [(line[0].row, " ".join(str(cell.value) for cell in line)) for line in sheet.iter_rows(min_row=3)]
    row = next(row for row, text in lines if all(word in text for word in where.split()))
    for heading, value in cells.items():
        sheet.cell(row, column(sheet, heading)[1]).value = value
    book.save(path)


def book_lines(office: Path) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(office / "通知单登记簿.xlsx").worksheets[0]
    head, _ = column(sheet, "编号")
    names = [cell.value for cell in sheet[head]]
    lines = [dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=head + 1, values_only=True)]
    return [line for line in lines if line["编号"]]


def test_drafts_have_no_number_and_say_so(office: Path) -> None:
    assert not numbered(office)
    assert not (office / "通知单登记簿.xlsx").exists()
    text = plain(notice(office, "财务科").read_bytes())
    assert "（待签发）" in text
    assert "核对稿" in text


def test_signed_papers_are_numbered_in_order_and_stand_in_the_notice_book(office: Path) -> None:
    result = officebatch("approve", office)

    assert result.returncode == 0, result.stderr
    notices = [n for path, n in numbered(office).items() if path.startswith("催办通知单")]
    assert sorted(notices) == [f"临电催〔2026〕{n}号" for n in range(12, 12 + len(notices))]
    text = plain(notice(office, "财务科").read_bytes())
    assert numbered(office)["催办通知单/催办通知单（财务科）.docx"] in text
    assert "核对稿" not in text
    assert "待签发" not in text
    told = sum(int(str(line["matters"])) for path, line in papers(office).items() if path in numbered(office))
    assert len(book_lines(office)) == told
    assert {line["印发日期"].strftime("%Y-%m-%d") for line in book_lines(office)} == {"2026-11-23"}  # type: ignore[attr-defined]


def test_signed_or_run_again_nothing_is_touched(office: Path) -> None:
    officebatch("approve", office)
    first = files(office / "runs"), files(office)["通知单登记簿.xlsx"]

    again, run = officebatch("approve", office), officebatch("run", office, "--as-of", DAY)

    assert "未改动" in again.stdout
    assert "未改动" in run.stdout
    assert (files(office / "runs"), files(office)["通知单登记簿.xlsx"]) == first


def test_in_one_go_is_the_same_as_in_two(office: Path, tmp_path: Path) -> None:
    officebatch("approve", office)
    other = sample(tmp_path / "other")

    officebatch("run", other, "--as-of", DAY, "--approve")

    assert files(other / "runs" / DAY) == files(office / "runs" / DAY)


def test_a_held_paper_gets_no_number_and_comes_again_with_the_reason(office: Path) -> None:
    write(office / "runs" / DAY / "批次审签单.xlsx", "催办通知单 财务科", 处理="缓", 理由="等审计结论")

    result = officebatch("approve", office)

    assert result.returncode == 0, result.stderr
    assert "等审计结论" in result.stdout
    assert not notice(office, "财务科").exists()
    urged = [line for line in book_lines(office) if line["文书"] == "催办通知单"]
    assert urged
    assert not [line for line in urged if line["主送"] == "财务科"]
    officebatch("run", office, "--as-of", "2026-11-27")
    sheet = openpyxl.load_workbook(office / "runs" / "2026-11-27" / "批次审签单.xlsx").worksheets[0]
    (line,) = [r for r in sheet.iter_rows(values_only=True) if "催办通知单" in r and "财务科" in r]
    assert any("等审计结论" in str(cell) for cell in line)
    assert any("新增" in str(cell) for cell in line)


def test_withdrawn_after_signing_its_number_is_void_and_never_used_again(office: Path) -> None:
    officebatch("approve", office)
    before = numbered(office)
    write(office / "runs" / DAY / "批次审签单.xlsx", "催办通知单 财务科", 处理="不发", 理由="发错对象")

    result = officebatch("approve", office)

    gone = before["催办通知单/催办通知单（财务科）.docx"]
    assert result.returncode == 0, result.stderr
    assert numbered(office) == {path: n for path, n in before.items() if n != gone}
    assert f"{gone}：发错对象" in result.stdout
    listed = json.loads(officebatch("numbers", office, "--format", "json").stdout)
    void = {line["number"]: line["void"] for line in listed}
    assert void == {n: "发错对象" if n == gone else "" for n in before.values()}


def test_words_of_the_list_become_rulings_and_no_register_changes(office: Path) -> None:
    registers = files(office / "registers")
    path = office / "runs" / DAY / "超期清单.xlsx"
    sheet = openpyxl.load_workbook(path).worksheets[0]
    head, at = column(sheet, "编号")
    department, step = column(sheet, "责任部门")[1], column(sheet, "现处环节")[1]
    first, second = [
        (str(sheet.cell(row, at).value), sheet.cell(row, department).value)
        for row in range(head + 1, sheet.max_row)
        if sheet.cell(row, department).value == "生产技术科" and sheet.cell(row, step).value
    ][:2]
    write(path, first[0], 核对意见="已办结未登记", 核对说明="11月19日办结，回执已交")
    write(path, second[0], 核对意见="责任部门有误", 核对说明="应由财务科办理")

    result = officebatch("approve", office)

    assert result.returncode == 0, result.stderr
    assert first[0] not in plain(notice(office, "生产技术科").read_bytes())
    assert second[0] not in plain(notice(office, "生产技术科").read_bytes())
    assert second[0] in plain(notice(office, "财务科").read_bytes())
    assert files(office / "registers") == registers


@pytest.mark.parametrize(("word", "why"), [("已批延期", ""), ("其他", "")])
def test_a_word_that_is_not_whole_stops_the_signing_and_names_its_cell(office: Path, word: str, why: str) -> None:
    path = office / "runs" / DAY / "超期清单.xlsx"
    write(path, "财务科", 核对意见=word, 核对说明=why)
    before = files(office)

    result = officebatch("approve", office)

    assert result.returncode == 2
    assert "超期清单.xlsx" in result.stderr
    assert word in result.stderr
    assert {name: d for name, d in files(office).items() if "ledger" not in name} == {
        name: d for name, d in before.items() if "ledger" not in name
    }
    assert not json.loads(officebatch("numbers", office, "--format", "json").stdout)


def test_changed_registers_must_be_drafted_again_and_the_words_are_taken_over(office: Path) -> None:
    path = office / "runs" / DAY / "超期清单.xlsx"
    write(path, "财务科", 核对意见="其他", 核对说明="正在核实")
    next(p for p in (office / "registers").iterdir() if "活动" in p.name).unlink()

    refused = officebatch("approve", office)
    officebatch("run", office, "--as-of", DAY)
    sheet = openpyxl.load_workbook(path).worksheets[0]

    assert refused.returncode == 2
    assert "重新" in refused.stderr
    assert "正在核实" in {cell.value for row in sheet.iter_rows() for cell in row}
    assert officebatch("approve", office).returncode in (0, 1)


def test_a_run_before_a_signed_one_is_not_signed_nor_is_a_signed_one_replaced(office: Path) -> None:
    officebatch("run", office, "--as-of", "2026-11-13")
    officebatch("run", office, "--as-of", DAY, "--approve")
    first = files(office / "runs" / DAY)

    early = officebatch("approve", office, "--as-of", "2026-11-13")
    officebatch("run", office, "--as-of", "2026-11-27", "--approve")
    next(p for p in (office / "registers").iterdir() if "活动" in p.name).unlink()
    again = officebatch("run", office, "--as-of", DAY)

    assert (early.returncode, again.returncode) == (2, 2)
    assert "已经签发" in early.stderr
    assert files(office / "runs" / DAY) == first


def test_a_delivered_run_is_never_drafted_again(office: Path) -> None:
    officebatch("approve", office)
    write(office / "通知单登记簿.xlsx", "财务科", 送达时间="2026-11-23", 签收人="赵敏")
    next(p for p in (office / "registers").iterdir() if "活动" in p.name).unlink()
    first = files(office / "runs" / DAY)

    result = officebatch("run", office, "--as-of", DAY)

    assert result.returncode == 2
    assert "送达" in result.stderr
    assert files(office / "runs" / DAY) == first


@pytest.mark.parametrize("day", ["2026-11-22", "2026-11-19", "2036-11-24"])
def test_the_issue_day_is_a_working_day_not_before_as_of_nor_long_after(office: Path, day: str) -> None:
    assert officebatch("approve", office, "--issued", day).returncode == 2


def test_signed_on_another_day_the_papers_bear_it_and_answers_are_due_after_it(office: Path) -> None:
    officebatch("approve", office, "--issued", "2026-11-24")

    text = plain(notice(office, "财务科").read_bytes())

    assert "2026年11月24日" in text
    assert "11月26日" in text


def test_an_answer_in_the_book_rests_the_matter_and_no_answer_raises_it(office: Path) -> None:
    officebatch("approve", office)
    lines = [line for line in book_lines(office) if line["主送"] == "生产技术科"]
    write(office / "通知单登记簿.xlsx", str(lines[0]["事项编号"]), 回复日期="2026-11-25", 回复摘要="月底办结")

    officebatch("run", office, "--as-of", "2026-11-27")

    found = papers(office, "2026-11-27")
    raised = {str(line["item"]) for line in found.values() if line["kind"] == "督办通知单"}
    assert str(lines[0]["事项编号"]) not in raised
    assert str(lines[1]["事项编号"]) in raised


def test_a_lost_notice_book_stops_the_signing_and_is_not_made_anew(office: Path) -> None:
    officebatch("approve", office)
    (office / "通知单登记簿.xlsx").unlink()

    draft = officebatch("run", office, "--as-of", "2026-11-27")
    signed = officebatch("approve", office)

    assert "通知单登记簿.1.xlsx" in draft.stdout
    assert signed.returncode == 2
    assert "通知单登记簿.1.xlsx" in signed.stderr
    assert not (office / "通知单登记簿.xlsx").exists()


def test_a_number_is_void_when_all_its_lines_are(office: Path) -> None:
    officebatch("approve", office)
    lines = [line for line in book_lines(office) if line["主送"] == "营销科" and line["文书"] == "催办通知单"]
    assert len(lines) == 2
    write(office / "通知单登记簿.xlsx", f"{lines[0]['编号']} {lines[0]['事项编号']}", 处理="作废", 回复摘要="发错")
    officebatch("run", office, "--as-of", "2026-11-27", "--approve")
    one = json.loads(officebatch("numbers", office, "--format", "json").stdout)
    write(office / "通知单登记簿.xlsx", f"{lines[1]['编号']} {lines[1]['事项编号']}", 处理="作废")
    officebatch("run", office, "--as-of", "2026-12-04", "--approve")
    both = json.loads(officebatch("numbers", office, "--format", "json").stdout)

    assert next(n["void"] for n in one if n["number"] == lines[0]["编号"]) == ""
    assert next(n["void"] for n in both if n["number"] == lines[0]["编号"]) == "发错"


def test_the_issue_day_of_signed_papers_stays(office: Path) -> None:
    officebatch("approve", office)

    result = officebatch("approve", office, "--issued", "2026-11-24")

    assert result.returncode == 2
    assert "2026-11-23" in result.stderr


def test_closed_in_the_book_it_is_overdue_nowhere(office: Path) -> None:
    officebatch("approve", office)
    line = next(line for line in book_lines(office) if line["主送"] == "生产技术科" and line["文书"] == "催办通知单")
    write(office / "通知单登记簿.xlsx", f"{line['编号']} {line['事项编号']}", 处理="销号", 销号日期="2026-11-25")

    officebatch("run", office, "--as-of", "2026-11-27")

    sheet = openpyxl.load_workbook(office / "runs" / "2026-11-27" / "超期清单.xlsx").worksheets[0]
    head, at = column(sheet, "编号")
    listed = {sheet.cell(row, at).value for row in range(head + 1, sheet.max_row)}
    assert listed
    assert line["事项编号"] not in listed


def test_nothing_to_sign_is_said(tmp_path: Path) -> None:
    result = officebatch("approve", sample(tmp_path / "office"))

    assert result.returncode == 2
    assert "officebatch run" in result.stderr
