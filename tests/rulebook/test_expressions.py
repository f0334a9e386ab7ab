"""Sheet 校验 in the rule book: expressions, messages and examples are tried wherever the book is read."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.rulebook.office import faults, filled, written

if TYPE_CHECKING:
    from pathlib import Path

OWN = {"代码": "OWN101", "台账": "收文登记簿", "应当": "办结日期 不早于 收文日期", "提示语": "{文件标题}办结早于收文"}
LATER, EARLIER = "收文日期=2026-11-02；办结日期=2026-11-05", "收文日期=2026-11-05；办结日期=2026-11-02"
NUMBER = {**OWN, "应当": "复文号 在 发文登记簿.发文字号 中"}


def told(folder: Path, *lines: dict[str, str], **sheets: list[dict[str, str]]) -> list[tuple[str, str, str]]:
    """Place, text and nearest word of every fault of a rule book with lines in sheet 校验."""
    tables = filled() | sheets
    tables["校验"] = [{**line, "代码": f"OWN{100 + n}"} for n, line in enumerate(lines, 1)]
    return [(f.place, f.text().partition("：")[2], f.nearest) for f in faults(written(folder, tables))]


@pytest.mark.parametrize(
    "line",
    [
        OWN | {"正例": LATER, "反例": EARLIER},
        OWN | {"正例": "收文日期=2026年11月2日 09:30\n办结日期＝2026.11.2"},
        OWN | {"正例": "办结日期=（空）", "反例": "收文日期=2026-11-02 18:00;办结日期=2026-11-01"},
        OWN | {"何时": "承办部门 是 财务部", "反例": EARLIER + "；承办部门=计财科"},
        OWN | {"何时": "承办部门 是 财务部", "正例": EARLIER + "；承办部门=办公室"},
        OWN | {"应当": "办结日期 不晚于 今天", "正例": "办结日期=2026-11-20；今天=2026-11-20",
               "反例": "办结日期=2026-11-21；今天=2026-11-20"},
        NUMBER | {"正例": "复文号=甲〔2026〕1号；发文登记簿.发文字号=甲〔2026〕1号", "反例": "复文号=甲〔2026〕1号"},
        OWN | {"应当": "NOT EXISTS (SELECT * FROM 发文登记簿)", "正例": "文件标题=甲", "反例": "发文登记簿.标题=甲"},
        OWN | {"台账": "督办台账", "应当": "完成率 不超过 100%", "提示语": "{完成率}", "正例": "完成率=80%",
               "反例": "完成率=1.2"},
    ],
)
def test_what_is_in_order(tmp_path: Path, line: dict[str, str]) -> None:
    assert told(tmp_path, line) == []


def test_every_fault_with_its_cell_at_once(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        OWN | {"应当": "办结日其 不早于 收文日期"},
        OWN | {"何时": "状态 = '办结'", "应当": "办结日期 >= 收文日期"},
        OWN | {"应当": "now() >= 收文日期", "提示语": "{标题}办结早于收文"},
        OWN | {"应当": "办结日期 不得前于 收文日期"},
        OWN | {"正例": EARLIER, "反例": LATER},
        OWN | {"正例": "收文日期:2026-11-02", "反例": "收文日=2026-11-02"},
        OWN | {"正例": "收文日期=昨天", "反例": "份数=多"},
        NUMBER | {"应当": "复文号 在 发文登记薄.发文字号 中"},
        OWN | {"应当": "办结日期 不晚于 今天", "反例": "办结日期=2026-11-21"},
        OWN | {"应当": "承办人 不是 朱枚"},
    )

    assert [(place, near) for place, _, near in found] == [
        ("校验!D2", "办结日期"),
        ("校验!C3", ""),
        ("校验!D4", ""),
        ("校验!G4", "文件标题"),
        ("校验!D5", ""),
        ("校验!I6", ""),
        ("校验!J6", ""),
        ("校验!I7", ""),
        ("校验!J7", "收文日期"),
        ("校验!I8", ""),
        ("校验!J8", ""),
        ("校验!D9", "发文登记簿"),
        ("校验!J10", ""),
        ("校验!D11", "朱梅"),
    ]
    assert [text for _, text, _ in found[5:7]] == [
        "这是正例，但按这条检查它有问题。请改例子或改检查。",
        "这是反例，但按这条检查它没有问题。请改例子或改检查。",
    ]


def test_other_faults_do_not_hide_these(tmp_path: Path) -> None:
    tables = filled()
    tables["字段"] = [line | ({"类型": "日子"} if line["字段"] == "办结日期" else {}) for line in tables["字段"]]
    found = told(tmp_path, OWN | {"应当": "办结日其 必填"}, 字段=tables["字段"])

    assert [place.partition("!")[0] for place, _, _ in found] == ["字段", "字段", "校验"]


def test_without_a_line_nothing_is_loaded_and_no_process_started(tmp_path: Path) -> None:
    written(tmp_path)
    program = """
import subprocess, sys
from pathlib import Path
from tests.rulebook.office import VOCABULARY
from officebatch import rulebook
def none(*_, **__): raise SystemExit("a process was started")
subprocess.Popen = none
rulebook.read(Path(sys.argv[1]), VOCABULARY)
print([m for m in sys.modules if m == "duckdb" or m.startswith("officebatch.query")])
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "规则.xlsx")], capture_output=True, text=True, check=False
    )

    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
