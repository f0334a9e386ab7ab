"""The office's own checks from the rule book to the papers, by the real command on real workbooks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl
import pytest

from officebatch import batch, rulebook
from tests.office import DAY, officebatch
from tests.rulebook.office import filled

if TYPE_CHECKING:
    from pathlib import Path

KEPT = ("收文登记簿", "发文登记簿")
RECEIVED = (
    ("收文编号", "收文日期", "文件标题", "承办部门", "办结日期", "复文号"),
    ("收〔2026〕1号", "2026-11-02 09:30", "关于检修的通知", "财务科", "2026年11月2日", "甲〔2026〕1号"),
    ("收〔2026〕2号", "2026-11-03", "关于会议的函", "财务", "2026-11-02", "甲〔２０２６〕９号"),
    ("收〔2026〕3号", "2026-11-04", "关于安全的报告", "财务科", "", ""),
    ("收〔2026〕4号", "2026-11-04", "关于培训的通知", "财务科", "2026-13-02", ""),
)
SENT = (("发文字号", "标题", "拟稿部门"), ("甲〔2026〕1号", "关于检修的复函", "财务科"), ("", "尚未编号", "办公室"))
OWN = (
    {
        "代码": "OWN101", "台账": "收文登记簿", "应当": "办结日期 不早于 收文日期", "级别": "提示",
        "依据": "收文办法第九条", "提示语": "办结日期{办结日期}早于收文日期{收文日期}，请核对",
        "正例": "收文日期=2026-11-02 09:30；办结日期=2026-11-02", "反例": "收文日期=2026-11-03；办结日期=2026-11-02",
    },
    {
        "代码": "OWN102", "台账": "收文登记簿", "应当": "复文号 IN (SELECT 发文字号 FROM 发文登记簿)", "级别": "提示",
        "提示语": "复文号{复文号}不在发文登记簿里", "正例": "复文号=甲；发文登记簿.发文字号=甲", "反例": "复文号=甲",
    },
)  # fmt: skip
FAULTY = {"代码": "OWN103", "台账": "收文登记簿", "应当": "CAST(文件标题 AS INTEGER) > 1", "提示语": "x"}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A workspace of two small registers."""
    workspace = tmp_path / "office"
    assert officebatch("init", workspace).returncode == 0
    for name, lines in zip(KEPT, (RECEIVED, SENT), strict=True):
        book = openpyxl.Workbook()
        for line in lines:
            book.worksheets[0].append(line)
        book.save(workspace / "registers" / f"{name}.xlsx")
    return workspace


def write_rules(office: Path, *own: dict[str, str]) -> None:
    tables = rulebook.shipped()
    for sheet in ("台账", "字段"):
        tables[sheet] = [line for line in tables[sheet] if line["台账"] in KEPT]
    for sheet in ("设置", "部门", "人员"):
        tables[sheet] = filled()[sheet]
    for sheet in ("流程", "环节关系", "指标"):
        tables[sheet] = []
    tables["校验"] = list(own)
    rulebook.write(rulebook.complete(tables, batch.vocabulary()), office / "规则.xlsx")


def findings(office: Path, *options: str) -> tuple[int, list[dict[str, object]]]:
    """The exit code and the findings of own checks."""
    told = officebatch("check", "--format", "json", "--as-of", DAY, *options, office)
    assert [line for line in told.stderr.splitlines() if "还没有到" not in line] == []  # the clock may stand before DAY
    return told.returncode, [f for f in json.loads(told.stdout) if str(f["code"]).startswith("OWN")]


def test_findings_from_the_rule_book_to_the_lists(office: Path) -> None:
    write_rules(office, *OWN)

    looked_over = officebatch("rules", "check", office)
    assert (looked_over.returncode, looked_over.stderr) == (0, "")
    assert "本单位检查2条都能运行，例子已试过。" in looked_over.stdout
    _, found = findings(office)

    assert [(f["code"], f["workbook"], f["sheet"], f["row"], f["column"], f["record"]) for f in found] == [
        ("OWN101", "收文登记簿.xlsx", "Sheet", 3, "E", "收〔2026〕2号"),
        ("OWN102", "收文登记簿.xlsx", "Sheet", 3, "F", "收〔2026〕2号"),
    ]
    assert [f["message"] for f in found] == [
        "办结日期2026-11-02早于收文日期2026-11-03，请核对", "复文号甲〔２０２６〕９号不在发文登记簿里",
    ]  # fmt: skip
    run = officebatch("run", "--as-of", DAY, office)
    assert run.returncode in (0, 1), run.stderr
    sheet = openpyxl.load_workbook(office / "runs" / DAY / "问题清单.xlsx").worksheets[0]
    words = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"OWN101", "收文办法第九条", "办结日期2026-11-02早于收文日期2026-11-03，请核对"} <= words


def test_a_line_that_fails_on_a_value_is_named_and_makes_the_exit_code_1(office: Path) -> None:
    write_rules(office, *OWN)
    well, found = findings(office, "--fail-on", "error")
    for name in KEPT:  # so that nothing but the own check is to be told
        book = openpyxl.load_workbook(office / "registers" / f"{name}.xlsx")
        book.worksheets[0].delete_rows(5)
        book.save(office / "registers" / f"{name}.xlsx")
    write_rules(office, *OWN, FAULTY)

    told = officebatch("check", "--as-of", DAY, office)

    assert "OWN103（本单位检查），收文登记簿：有的值换算不成表达式要的样子" in told.stdout
    assert "OWN101" in told.stdout
    assert (well, len(found), told.returncode) == (1, 2, 1)
    run = officebatch("run", "--as-of", DAY, office)
    assert "OWN103（本单位检查），收文登记簿：有的值换算不成表达式要的样子" in run.stdout
    assert run.returncode == 1
    left = json.loads((office / "runs" / DAY / "manifest.json").read_text(encoding="utf-8"))["skipped"]
    assert [s["what"] for s in left if "OWN" in s["what"]] == ["OWN103（本单位检查），收文登记簿"]


@pytest.mark.parametrize(
    ("line", "place", "said"),
    [
        ({"应当": "办结日其 不早于 收文日期"}, "校验!D2", "您是不是要写“办结日期”？"),
        ({"应当": "EXISTS (SELECT * FROM read_csv('x'))"}, "校验!D2", "这里不能用“read_csv”"),
        ({"应当": "1=1 OR " * 150_000}, "校验!D2", "最多 2000 个"),
        ({"正例": "收文日期=2026-11-03；办结日期=2026-11-02"}, "校验!I2", "这是正例，但按这条检查它有问题"),
        ({"反例": "办结日期=2026-11-02"}, "校验!J2", "这是反例，但按这条检查它没有问题"),
        ({"提示语": "{标题}"}, "校验!G2", "“标题”"),
    ],
)
def test_a_wrong_line_is_a_fault_of_the_rule_book(office: Path, line: dict[str, str], place: str, said: str) -> None:
    write_rules(office, OWN[0] | line)

    for command in (("rules", "check"), ("check", "--as-of", DAY), ("run", "--as-of", DAY)):
        told = officebatch(*command, office)
        assert (told.returncode, told.stdout) == (2, "")
        assert said in told.stderr
        assert place in told.stderr
    assert not (office / "runs" / DAY).exists()
