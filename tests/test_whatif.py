"""`processes` and `whatif` at the command line: tables, other limits against a changed rule book, nothing written."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from tests.office import DAY, files, officebatch, sample

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample(tmp_path_factory.mktemp("whatif") / "office")


def deadlines(folder: Path) -> dict[tuple[str, str], dict[str, Any]]:
    printed = officebatch("deadlines", "--all", "--format", "json", "--as-of", DAY, folder).stdout
    return {(line["record"], line["step"]): line for line in json.loads(printed)}


def test_another_limit_is_what_a_changed_rule_book_would_say(folder: Path, tmp_path: Path) -> None:
    standing = files(folder)
    done = officebatch(
        "whatif", "--limit", "发文.用印=1个工作日", "--limit", "收文.承办.急件=当日",
        "--format", "csv", "--as-of", DAY, folder,
    )  # fmt: skip
    assert (done.returncode, done.stderr, files(folder)) == (0, "", standing)
    seen = list(csv.DictReader(io.StringIO(done.stdout)))
    changed = shutil.copytree(folder, tmp_path / "changed")
    book = load_workbook(changed / "规则.xlsx")
    sheet = book["流程"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for (process, step, urgency), limit in {
        ("发文", "用印", "平件"): "1个工作日", ("收文", "承办", "加急"): "当日",
    }.items():  # fmt: skip
        [row] = [r for r in range(2, sheet.max_row + 1) if (
            sheet.cell(r, heads["流程"]).value, sheet.cell(r, heads["环节"]).value) == (process, step)]  # fmt: skip
        sheet.cell(row, heads[f"时限·{urgency}"]).value = limit
    book.save(changed / "规则.xlsx")
    before, after = deadlines(folder), deadlines(changed)
    differ = {
        key: (before[key]["state"], after[key]["state"]) for key in before
        if before[key]["state"] != after[key]["state"]
    }  # fmt: skip
    told = {
        (line["record"], line["step"]): (line["state_before"], line["state_after"])
        for line in seen if line["part"] == "case"
    }  # fmt: skip
    assert told == differ
    assert {step for _, step in told} == {"用印", "承办"}
    for step in ("用印", "承办"):
        [whole] = [line for line in seen if line["part"] == "step" and line["step"] == step]
        for when, lines in (("before", before), ("after", after)):
            decided = [
                line["state"] for line in lines.values()
                if line["step"] == step and line["state"] in ("met", "met late", "overdue")
            ]  # fmt: skip
            assert int(whole[f"decided_{when}"]) == len(decided)
            assert int(whole[f"on_time_{when}"]) == decided.count("met")


def test_a_limit_that_is_none_is_told_with_the_nearest_word(folder: Path) -> None:
    done = officebatch(
        "whatif", "--limit", "发文.盒稿=2个工作日", "--limit", "收问.承办=1日", "--limit", "发文.核稿=两天半",
        "--limit", "发文核稿", "--as-of", DAY, folder,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "流程“发文”没有环节“盒稿”。现有：拟稿、会商、核稿、签发、打印、用印、分发。您是不是要写“核稿”？",
        "规则簿没有流程“收问”。现有：发文、收文、整改。您是不是要写“收文”？",
        "“两天半”不是时限。可写：4小时、半日、当日、2个工作日、10日、12月31日、会前3个工作日、[完成时限]。",
        "“发文核稿”看不懂。请写明流程、环节和时限，如 发文.核稿=2个工作日；只改一种紧急程度写作 发文.核稿.加急=半日。",
        "没有测算。请改好 --limit 后再运行。",
    ]
    field = officebatch("whatif", "--limit", "收文.承办=[收文日]", "--as-of", DAY, folder)
    assert (field.returncode, "[收文日期]" in field.stderr) == (2, True)


def test_the_processes_on_the_terminal(folder: Path) -> None:
    done = officebatch("processes", "--as-of", DAY, folder)
    assert (done.returncode, done.stderr) == (0, "")
    for line in (
        "收文（收文登记簿）：新收 91 件，办结 54 件，在手 37 件",
        "用时最多的环节：承办，54 件次共 260 个工作日",
        "44件：签收 → 登记 → 分办 → 批办 → 承办 → 注办 → 处置",
        "建议合并：“登记”并入“签收”，理由：办结的54件全由同一人经办两个环节",
    ):
        assert line in done.stdout
    rows = json.loads(officebatch("processes", "--format", "json", "--as-of", DAY, folder).stdout)
    [step] = [row for row in rows if (row["part"], row["process"], row["name"]) == ("step", "收文", "承办")]
    assert (step["n"], step["median"], step["late"], step["decided"]) == (54, 4, 20, 73)
