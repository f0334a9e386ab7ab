"""What people and machines do to a signing loop: nothing is doubled, lost or taken for something else."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import openpyxl
import pytest

from officebatch.approval import Signing, words
from officebatch.approval.words import understood
from officebatch.model.approval import Number, PaperKey
from officebatch.model.form import DEADLINE, mark
from officebatch.rulebook.settings import Series
from tests import making
from tests.approval.test_words import AS_OF, listed
from tests.office import DAY, files, officebatch, sample
from tests.test_approve import book_lines, column, numbered, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

NEXT = "2026-11-27"


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = sample(tmp_path_factory.mktemp("drafted") / "office")
    officebatch("run", office, "--as-of", DAY)
    return office


@pytest.fixture(scope="module")
def signed(drafted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = shutil.copytree(drafted, tmp_path_factory.mktemp("signed") / "office")
    officebatch("approve", office)
    return office


@pytest.fixture
def office(drafted: Path, tmp_path: Path) -> Path:
    return shutil.copytree(drafted, tmp_path / "office")


@pytest.fixture
def after(signed: Path, tmp_path: Path) -> Path:
    """The office with its first run signed."""
    return shutil.copytree(signed, tmp_path / "office")


def overdue(office: Path) -> Path:
    return office / "runs" / DAY / "超期清单.xlsx"


def change_registers(office: Path) -> None:
    next(path for path in (office / "registers").iterdir() if "活动" in path.name).unlink()


def edit(path: Path, sheet: str, change: Callable[[Worksheet], None]) -> None:
    book = openpyxl.load_workbook(path)
    change(book[sheet])
    book.save(path)


def texts(path: Path) -> set[str]:
    book = openpyxl.load_workbook(path)
    return {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}


def given(office: Path) -> list[str]:
    return [line["number"] for line in json.loads(officebatch("numbers", office, "--format", "json").stdout)]


# signed, drafted again, signed again


def test_a_signed_run_that_is_drafted_again_can_be_signed_again_under_the_same_numbers(after: Path) -> None:
    first, lines = numbered(after), book_lines(after)
    change_registers(after)

    officebatch("run", after, "--as-of", DAY)
    again = officebatch("approve", after)

    assert again.returncode in (0, 1), again.stderr
    assert numbered(after) == first
    assert book_lines(after) == lines


def test_a_matter_a_notice_no_longer_speaks_of_is_told_by_its_line_and_stops_nothing(after: Path) -> None:
    gone = next(line for line in book_lines(after) if line["主送"] == "生产技术科" and line["文书"] == "催办通知单")
    write(overdue(after), str(gone["事项编号"]), 核对意见="已取消", 核对说明="局长同意")

    again, later = officebatch("approve", after), officebatch("run", after, "--as-of", NEXT, "--approve")

    assert (again.returncode, later.returncode) == (0, 1), again.stderr + later.stderr
    assert f"{gone['编号']}重新签发后不再含 {gone['事项编号']}" in later.stdout
    write(after / "通知单登记簿.xlsx", str(gone["事项编号"]), 处理="作废")
    assert "重新签发后不再含" not in officebatch("run", after, "--as-of", "2026-12-04").stdout


def test_the_next_run_is_not_signed_before_one_that_lies_unsigned_with_its_numbers(after: Path) -> None:
    change_registers(after)
    officebatch("run", after, "--as-of", DAY)
    officebatch("run", after, "--as-of", NEXT)

    refused = officebatch("approve", after)
    officebatch("approve", after, "--as-of", DAY)
    officebatch("run", after, "--as-of", NEXT)

    assert refused.returncode == 2
    assert f"approve --as-of {DAY}" in refused.stderr
    assert officebatch("approve", after).returncode in (0, 1)


# the ledger


def test_without_the_ledger_of_the_signed_papers_no_number_is_given_again(after: Path) -> None:
    (after / "ledger.db").unlink()
    (after / "通知单登记簿.xlsx").unlink()
    papers = files(after / "runs")

    for command in (("run", after, "--as-of", DAY), ("run", after, "--as-of", NEXT), ("approve", after)):
        refused = officebatch(*command)
        assert refused.returncode == 2
        assert "ledger.db" in refused.stderr
    assert files(after / "runs") == papers


def test_an_older_copy_of_the_ledger_is_known_by_the_papers_it_does_not_know(after: Path) -> None:
    shutil.copy(after / "ledger.db", after / "kept.db")
    officebatch("run", after, "--as-of", NEXT, "--approve")
    newest = (after / "ledger.db").read_bytes()
    shutil.copy(after / "kept.db", after / "ledger.db")

    refused = officebatch("run", after, "--as-of", "2026-12-04")
    (after / "ledger.db").write_bytes(newest)

    assert refused.returncode == 2
    assert NEXT in refused.stderr
    assert officebatch("run", after, "--as-of", "2026-12-04").returncode in (0, 1)


# numbers


@pytest.mark.parametrize("name", ["周报", "整改"])
def test_a_paper_whose_series_is_not_in_the_rule_book_is_left_out_and_named(office: Path, name: str) -> None:
    def strike(sheet: Worksheet) -> None:
        rows = [row[0].row for row in sheet.iter_rows() if str(row[0].value).endswith(f"·{name}")]
        for row in reversed(rows):
            sheet.delete_rows(row)

    edit(office / "规则.xlsx", "设置", strike)

    result = officebatch("run", office, "--as-of", DAY, "--approve")

    assert result.returncode == 1, result.stderr
    assert f"编号式样·{name}" in result.stdout
    assert any(number.startswith("临电催") for number in given(office))


def _signing(settings: dict[str, Series], known: tuple[Number, ...], year: int) -> Signing:
    day = AS_OF.replace(year=year)
    return Signing(day, day, making.settings(series=settings), known, {}, "no longer needed")


def test_two_series_of_one_pattern_never_give_one_number_twice() -> None:
    same = {name: Series(name, "临电催〔{年}〕{序号}号", used) for name, used in (("催办", 11), ("督办", 10))}
    this = _signing(same, (), 2026)

    texts = [
        this.number("催办", PaperKey("催办通知单", "财务科")),
        this.number("督办", PaperKey("督办通知单", "财务科")),
    ]
    texts.append(this.number("督办", PaperKey("督办通知单", "物资科")))

    assert texts == ["临电催〔2026〕12号", "临电催〔2026〕11号", "临电催〔2026〕13号"]


def test_a_pattern_without_the_year_goes_on_over_new_year() -> None:
    series = {"通报": Series("通报", "第{序号}期", 10)}
    old = _signing(series, (), 2026)
    old.number("通报", PaperKey("工作通报", "", "2026-11"))

    new = _signing(series, old.numbers(), 2027).number("通报", PaperKey("工作通报", "", "2026-12"))

    assert new == "第12期"


def test_one_notice_in_two_forms_has_one_number_and_one_line_in_the_book(office: Path) -> None:
    def twice(sheet: Worksheet) -> None:
        line = next(row for row in sheet.iter_rows(values_only=True) if row[1] == "催办通知单")
        sheet.append(["催办通知单附本", *line[1:4], "附本/催办通知单附本（{部门}）.docx", *line[5:]])

    edit(office / "规则.xlsx", "输出", twice)
    officebatch("run", office, "--as-of", DAY, "--approve")

    bearing = numbered(office)
    one, other = (bearing[f"{name}（财务科）.docx"] for name in ("催办通知单/催办通知单", "附本/催办通知单附本"))
    assert one == other
    assert one in given(office)
    lines = [(line["编号"], line["事项编号"], line["责任环节"]) for line in book_lines(office)]
    assert len(lines) == len(set(lines))
    assert officebatch("run", office, "--as-of", NEXT).returncode in (0, 1)


# words


@pytest.mark.parametrize(
    ("word", "why", "asked"),
    [
        ("已批延期", "延期至6月30日", words.NEEDS_YEAR),
        ("已批延期", "延期3-5个工作日", words.NEEDS_DAY),
        ("已批延期", "延期3-5日内", words.NEEDS_DAY),
        ("已办结未登记", "已办结，投资11.5万元", words.NEEDS_DAY),
        ("已办结未登记", "完成11.5%", words.NEEDS_DAY),
    ],
)
def test_what_is_hardly_the_day_meant_is_asked(word: str, why: str, asked: str) -> None:
    said = understood([listed(mark(DEADLINE, "督办台账", "D1", "办结"), word, why)], {}, making.rules(), AS_OF)

    assert [c.what for c in said.complaints] == [asked]


def test_an_amount_beside_the_day_does_not_hide_it() -> None:
    known_by, why = mark(DEADLINE, "督办台账", "D1", "办结"), "11月18日完工，投资11.5万元"

    (ruling,) = understood([listed(known_by, "已办结未登记", why)], {}, making.rules(), AS_OF).rulings

    assert str(ruling.on) == "2026-11-18"


def test_a_ruling_on_one_of_two_records_with_one_number_leaves_the_other(office: Path) -> None:
    def double(sheet: Worksheet) -> None:
        at = next(row[0].row for row in sheet.iter_rows() if row[0].value == "DB2026-056")
        sheet.insert_rows(at + 1)
        for cell in sheet[at]:
            sheet.cell(at + 1, cell.column).value = "另一件事" if cell.column == 2 else cell.value

    register = office / "registers" / "督办台账.xlsx"
    edit(register, openpyxl.load_workbook(register).sheetnames[0], double)
    officebatch("run", office, "--as-of", DAY)
    write(overdue(office), '"DB2026-056",', 核对意见="已取消", 核对说明="这一件取消")

    assert officebatch("approve", office).returncode == 0
    assert [line["事项"] for line in book_lines(office) if line["事项编号"] == "DB2026-056"] == ["另一件事"]


def test_a_matter_ruled_to_a_department_stays_with_it_when_it_gets_another_name(after: Path) -> None:
    line = next(line for line in book_lines(after) if line["主送"] == "财务科" and line["文书"] == "催办通知单")
    write(overdue(after), str(line["事项编号"]), 核对意见="责任部门有误", 核对说明="应由物资科办理")
    officebatch("approve", after)

    def rename(sheet: Worksheet) -> None:
        at = next(row[0].row for row in sheet.iter_rows() if row[1].value == "物资科")
        sheet.cell(at, 2).value = "物资供应中心"
        sheet.cell(at, column(sheet, "旧名")[1]).value = "物资科"

    edit(after / "规则.xlsx", "部门", rename)
    officebatch("run", after, "--as-of", NEXT)

    rows = openpyxl.load_workbook(after / "runs" / NEXT / "超期清单.xlsx").worksheets[0].iter_rows(values_only=True)
    assert "物资供应中心" in next(row for row in rows if line["事项编号"] in row)


def test_an_explanation_without_a_word_is_not_lost(office: Path) -> None:
    write(overdue(office), "财务科", 核对说明="已电话询问")
    write(office / "runs" / DAY / "批次审签单.xlsx", "财务科", 理由="请当面送")
    change_registers(office)

    officebatch("run", office, "--as-of", DAY)
    result = officebatch("approve", office)

    assert result.returncode == 0, result.stderr
    assert "已电话询问" in texts(overdue(office))


@pytest.mark.parametrize(("word", "why"), [("办完了", "见回执"), ("已取消", "机密★，局长同意")])
def test_drafting_again_is_refused_while_it_would_lose_what_was_written(office: Path, word: str, why: str) -> None:
    write(overdue(office), "财务科", 核对意见=word, 核对说明=why)
    change_registers(office)
    before = files(office / "runs")

    refused = officebatch("run", office, "--as-of", DAY)

    assert refused.returncode == 2
    assert "超期清单.xlsx" in refused.stderr
    assert "会丢失" in refused.stderr
    assert files(office / "runs") == before


def test_a_list_saved_under_another_name_is_not_passed_over_in_silence(office: Path) -> None:
    other = overdue(office).with_name("超期清单（已核对）.xlsx")
    shutil.copy(overdue(office), other)
    write(other, "财务科", 核对意见="已取消", 核对说明="局长同意")

    refused = officebatch("approve", office)
    other.replace(overdue(office))

    assert refused.returncode == 2
    assert other.name in refused.stderr
    assert "局长同意" in officebatch("approve", office).stdout


@pytest.mark.parametrize("owner", ["~$超期清单.xlsx", ".~超期清单.xlsx", ".~lock.超期清单.xlsx#"])
def test_a_list_somebody_has_open_is_not_signed(office: Path, owner: str) -> None:
    overdue(office).with_name(owner).write_bytes(b"x")

    refused = officebatch("approve", office)
    overdue(office).with_name(owner).unlink()

    assert refused.returncode == 2
    assert "超期清单.xlsx" in refused.stderr
    assert officebatch("approve", office).returncode == 0
