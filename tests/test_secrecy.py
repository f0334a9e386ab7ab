"""A classified row leaves no trace but its row number: canary words are searched in every byte written or printed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.office import DAY, officebatch, sample

CANARY = ("金丝雀甲", "金丝雀乙", "金丝雀丙")
COMMANDS = (
    ("run",),
    ("check",),
    ("check", "--format", "json"),
    ("deadlines", "--all"),
    ("deadlines", "--all", "--format", "csv"),
    ("today",),
    ("history",),
    ("handbook", "--no-layout"),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with three classified rows: a marked field, a marked title, a mark under an unknown heading."""
    made = sample(tmp_path_factory.mktemp("secrecy") / "office")
    path = next(path for path in (made / "registers").iterdir() if "发文" in path.name)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = {str(c.value).replace("\n", ""): c for row in sheet.iter_rows(max_row=5) for c in row if c.value}
    title = next(c for text, c in heads.items() if text in ("标题", "文件标题", "公文标题"))
    level = next(c for text, c in heads.items() if text in ("密级", "秘密等级"))
    first, far = title.row + 6, sheet.max_column + 1
    sheet.cell(title.row, far).value = "往来情况"
    sheet.cell(first, title.column).value = f"关于{CANARY[0]}的通知"
    sheet.cell(first, level.column).value = "机密"
    sheet.cell(first + 2, title.column).value = f"机密★1年 关于{CANARY[1]}的通知"
    sheet.cell(first + 4, title.column).value = f"关于{CANARY[2]}的通知"
    sheet.cell(first + 4, far).value = "秘密"
    book.save(path)
    _quote_every_title(made)
    return made


def _quote_every_title(office: Path) -> None:
    """Checks of the office's own that break for every record and say its title, and one that cannot be run."""
    book = openpyxl.load_workbook(office / "规则.xlsx")
    for code, must in (("OWN101", "标题 以 关于 结尾"), ("OWN102", "CAST(标题 AS INTEGER) > 1")):
        book["校验"].append([code, "发文登记簿", None, must, "提示", None, "《{标题}》{密级}"])
    book.save(office / "规则.xlsx")


def _everything(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, and every member of those that are packages."""
    found = {}
    for path in folder.rglob("*"):
        if not path.is_file() or "registers" in path.relative_to(folder).parts[:1]:
            continue
        content = path.read_bytes()
        found[str(path)] = content
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                found |= {f"{path}!{name}": package.read(name) for name in package.namelist()}
    return found


def _traces(content: bytes) -> list[str]:
    forms = [(word, word.encode(form)) for word in CANARY for form in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")]
    forms += [(word, word.encode("unicode_escape")) for word in CANARY]
    return [word for word, form in forms if form in content]


def test_no_canary_in_any_byte_written_or_printed(office: Path) -> None:
    printed = {}
    for command in COMMANDS:
        dated = [] if command == ("history",) else ["--as-of", DAY]
        result = officebatch(*command, office, *dated)
        printed[" ".join(command)] = (result.stdout + result.stderr).encode()
    written = _everything(office)

    assert len(written) > 50
    hits = {place: found for place, content in (written | printed).items() if (found := _traces(content))}
    assert hits == {}


def test_the_three_rows_are_the_gravest_findings_and_the_exit_code_is_1(office: Path) -> None:
    import json

    result = officebatch("check", office, "--as-of", DAY, "--format", "json", "--fail-on", "error")

    found = json.loads(result.stdout)
    grave = [f for f in found if f["severity"] == "grave"]
    assert result.returncode == 1
    assert found[: len(grave)] == grave
    assert {f["code"] for f in grave} == {"RD900"}
    assert all(f["record"] == "" and f["row"] > 0 for f in grave)
    assert sum("发文" in f["workbook"] for f in grave) >= 3
