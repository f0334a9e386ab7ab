"""What the command line shows a clerk."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from officebatch.cli import session
from tests.office import DAY, officebatch, sample

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample(tmp_path_factory.mktemp("cli") / "office")


def test_help_is_chinese_throughout() -> None:
    for words in (["--help"], ["run", "--help"], ["rules", "--help"]):
        shown = officebatch(*words).stdout
        assert "显示本说明" in shown and "Show this" not in shown and "用法" in shown


def test_help_is_english_where_asked() -> None:
    command = [sys.executable, "-m", "officebatch", "--lang", "en", "run", "--help"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Show this message and exit." in shown and shown.isascii()


def test_a_day_ahead_is_told_on_the_terminal_and_changes_nothing_else(office: Path) -> None:
    day = date.today() + timedelta(days=3)
    ahead, past = (officebatch("evaluation", "status", "--period", "2026Q3", "--as-of", d, office)
                   for d in (day.isoformat(), DAY))  # fmt: skip
    assert f"统计截止日{day}还没有到，还有3天" in ahead.stderr
    assert (ahead.stdout, ahead.returncode) == (past.stdout, past.returncode)
    assert session.ahead(date.today()) == []


def test_approve_tells_of_open_questions_of_the_rule_book_before_it_signs(tmp_path: Path) -> None:
    root = sample(tmp_path / "office")
    book = load_workbook(root / "规则.xlsx")
    page = book.create_sheet("_待定")
    for line in (["序号", "表", "单元格", "现在写的", "要决定什么", "已定"], [1, "流程", "I2", "", "核稿几天？", "是"],
                 [2, "流程", "I3", "", "签发几天？", ""]):  # fmt: skip
        page.append(line)
    book.save(root / "规则.xlsx")

    told = officebatch("approve", root)

    assert told.stdout.startswith("规则簿“_待定”表里还有1个问题没有定（批次审签单上已提请注意）")
    assert "还没有可签发的批次" in told.stderr


def test_rules_check_counts_by_one_name_each(office: Path) -> None:
    said = officebatch("rules", "check", office).stdout
    assert "台账13种（必备8种），流程3个、环节17个，检查158项（停用1项）" in said


def test_findings_as_csv_have_the_columns_other_programs_rely_on(office: Path) -> None:
    lines = list(csv.DictReader(io.StringIO(officebatch("check", office, "--as-of", DAY, "--format", "csv").stdout)))
    assert list(lines[0]) == [
        "code", "severity", "workbook", "sheet", "row", "column", "field", "record", "mends", "message", "basis",
        "change",
    ]
    assert all(line["code"] and line["workbook"] for line in lines)


def test_deadlines_as_csv_and_which_are_listed(office: Path) -> None:
    listed = {}
    for which in ([], ["--late"], ["--all"]):
        shown = officebatch("deadlines", office, *which, "--as-of", DAY, "--format", "csv").stdout
        listed[" ".join(which)] = list(csv.DictReader(io.StringIO(shown)))
    assert list(listed[""][0]) == [
        "workbook", "sheet", "row", "record", "step", "due", "days_late", "open", "person", "department", "holder",
        "state",
    ]
    assert {line["state"] for line in listed[""]} == {"overdue", "due soon"}
    assert {line["open"] for line in listed["--late"]} == {"0", "1"}
    assert all(int(line["days_late"]) > 0 for line in listed["--late"])
    assert {"met", "met late", "ahead"} <= {line["state"] for line in listed["--all"]}
    assert len(listed["--all"]) > len(listed["--late"]) > 0


def test_today_lists_today_and_the_next_working_day(office: Path) -> None:
    shown = officebatch("today", office, "--as-of", DAY).stdout
    days = {word for line in shown.splitlines()[2:-1] for word in line.split() if word.startswith("2026-1")}
    assert days == {DAY, "2026-11-23"}


def test_a_reader_that_stops_early_is_no_fault_of_the_program(office: Path) -> None:
    command = f'"{sys.executable}" -m officebatch check "{office}" --as-of {DAY} --format csv | head -n 1'
    shown = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert shown.stdout.startswith("code,")
    assert "officebatch-error.log" not in shown.stderr
    assert not (office / "officebatch-error.log").exists()


def test_the_summary_tells_secrecy_first_and_one_figure_for_what_is_overdue(office: Path) -> None:
    shown = officebatch("run", office, "--as-of", DAY).stdout.splitlines()
    overdue = next(line for line in shown if line.startswith("超期未办结"))
    total = overdue.removeprefix("超期未办结").split("项")[0]
    assert "密级" in shown[0]
    history = officebatch("history", office).stdout.splitlines()
    assert total in history[2].split()
    waiting, late = re.findall(r"待领导批签(\d+)件，其中(\d+)件", overdue)[0]
    soon = re.findall(r"即将到期(\d+)项", overdue)[0]
    page = (office / "runs" / DAY / "总览.html").read_text(encoding="utf-8")
    assert f'"with_leaders":{waiting},"leaders_late":{late},"due_soon":{soon},' in page and int(waiting) > int(late)
    listed = officebatch("deadlines", office, "--as-of", DAY).stdout.splitlines()[-1]
    assert f"：超期{total}、即将到期{soon}、待领导批签{waiting}、启用日前" in listed


@pytest.mark.parametrize("fail_on", ["error", "warning", "hint"])
def test_exit_code_follows_fail_on_and_secrecy_always_counts(office: Path, fail_on: str) -> None:
    assert officebatch("check", office, "--as-of", DAY, "--fail-on", fail_on).returncode == 1


@pytest.mark.parametrize("day", ["2026-02-30", "0001-01-01", "9999-12-31", "昨天"])
def test_a_day_that_is_none_is_told(office: Path, day: str) -> None:
    result = officebatch("check", office, "--as-of", day)
    assert result.returncode == 2 and day in result.stderr


def test_a_full_disk_is_told_as_such(office: Path) -> None:
    limited = f'ulimit -f 20; exec "{sys.executable}" -m officebatch --lang zh_CN run "{office}" --as-of 2026-11-13'
    result = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, check=False)
    assert result.returncode == 2, result.stderr
    assert "上一批次完好" in result.stderr
    assert not (office / "runs" / "2026-11-13").exists()


def test_every_check_explains_itself() -> None:
    codes = [line.split()[0] for line in officebatch("explain").stdout.splitlines() if line.startswith(" ")]
    assert len(codes) > 30
    page = officebatch("explain", codes[-1].lower())
    assert page.returncode == 0 and "反例" in page.stdout and "正例" in page.stdout
    assert officebatch("explain", "DOC999").returncode == 2


def found(office: Path, *words: str) -> set[str]:
    shown = officebatch("check", office, "--as-of", DAY, "--format", "csv", *words).stdout
    return {line["code"] for line in csv.DictReader(io.StringIO(shown))}


def test_checks_are_chosen_by_code_or_its_beginning_and_secrecy_always(office: Path) -> None:
    assert found(office, "--select", "tsk10,NUM102") == {"RD900", "NUM102", *(f"TSK10{n}" for n in range(1, 6))}
    assert not {code[:3] for code in found(office, "--ignore", "RD、TSK", "--ignore", "MTG")} & {"TSK", "MTG"}
    assert found(office, "--ignore", "RD") & {"RD201", "RD900"} == {"RD900"}
    assert officebatch("check", office, "--as-of", DAY, "--select", "TSK201").returncode == 1  # the classified row
    wrong = officebatch("check", office, "--as-of", DAY, "--ignore", "TSK9")
    assert wrong.returncode == 2 and "TSK201" in wrong.stderr


def test_the_outcome_of_every_check(office: Path) -> None:
    shown = officebatch("check", office, "--as-of", DAY, "--states", "--format", "csv").stdout
    states = {line["code"]: line for line in csv.DictReader(io.StringIO(shown))}
    assert list(states["TSK106"]) == ["code", "title", "state", "findings", "accepted", "because"]
    assert [states[code]["state"] for code in ("TSK101", "TSK106", "DOC203")] == ["broken", "held", "skipped"]
    assert states["TSK106"]["accepted"] == "1" and "复文号" in states["DOC203"]["because"]
    table = officebatch("check", office, "--as-of", DAY, "--states", "--select", "DOC203").stdout
    assert "未查" in table and "检查2项：有问题1、未查1。" in table


def test_the_manual_has_every_check_as_the_office_has_it(office: Path, tmp_path: Path) -> None:
    built = officebatch("explain", "--all").stdout
    assert built.startswith("# 检查手册") and built.count("\n### ") == len(found_codes())
    assert "| 督办编号 | 立项日期 | 完成时限 |" in built
    page = tmp_path / "手册.html"
    assert "已写入" in officebatch("explain", "--out", page, office).stdout
    text = page.read_text(encoding="utf-8")
    assert 'id="checks-tsk104-' in text and "临江县供电局" in text and "天数=30" in text


def found_codes() -> list[str]:
    return [line.split()[0] for line in officebatch("explain").stdout.splitlines() if line.startswith(" ")]


def test_an_empty_workspace_asks_for_what_only_the_office_knows(tmp_path: Path) -> None:
    made = officebatch("init", tmp_path / "mine")
    assert made.returncode == 0, made.stderr
    result = officebatch("rules", "check", tmp_path / "mine")
    assert result.returncode == 2
    assert {"设置", "部门", "人员"} <= {line.split("!")[0].split("：")[0] for line in result.stderr.splitlines()}


@pytest.mark.parametrize("written", ["2026-11-20", "2026.11.20", "2026/11/20", "20261120", "2026年11月20日"])
def test_a_day_is_taken_as_offices_write_it(office: Path, written: str) -> None:
    same, other = (officebatch("today", office, "--as-of", day) for day in (DAY, written))
    assert (other.returncode, other.stdout) == (same.returncode, same.stdout)


@pytest.mark.parametrize("written", ["2026111", "2026-13-20", "2026-11", "11月20日"])
def test_what_is_no_day_is_refused(office: Path, written: str) -> None:
    refused = officebatch("today", office, "--as-of", written)
    assert refused.returncode == 2 and written in refused.stderr


def test_a_mistyped_command_or_folder_is_told_apart(tmp_path: Path) -> None:
    mistyped = officebatch("aprove", tmp_path)
    assert mistyped.returncode == 2 and "approve" in mistyped.stderr
    nowhere, bare = officebatch("run", tmp_path / "none"), officebatch("run", tmp_path)
    assert nowhere.returncode == bare.returncode == 2
    assert "officebatch.toml" in bare.stderr and "officebatch.toml" not in nowhere.stderr
