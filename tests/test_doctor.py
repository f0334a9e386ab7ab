"""doctor: what is missing on this machine and in this workspace is named, with what it costs and what to do."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from tests.office import officebatch, sample


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample(tmp_path_factory.mktemp("doctor") / "office")


def looked(office: Path, day: str = "2026-03-02") -> tuple[dict[str, str], str]:
    """What was looked at → its mark, and all that was said."""
    done = officebatch("doctor", office, "--as-of", day)
    lines = [line.split() for line in done.stdout.splitlines() if line[:1] in "√×" and "  " in line]
    return {line[1]: line[0] for line in lines}, done.stdout


def test_a_known_year_is_well_and_the_next_one_is_named(office: Path) -> None:
    assert looked(office)[0]["放假通知"] == "√"
    marks, said = looked(office, "2026-11-20")
    assert marks["放假通知"] == "×" and "2027年放假通知" in said


def test_faults_of_the_rule_book_are_counted(office: Path, tmp_path: Path) -> None:
    assert looked(office)[0]["规则簿"] == "√"
    broken = sample(tmp_path / "broken")
    book = openpyxl.load_workbook(broken / "规则.xlsx")
    book["流程"]["I2"], book["流程"]["I3"] = "三个工作日内", "马上"
    book.save(broken / "规则.xlsx")
    marks, said = looked(broken)
    assert marks["规则簿"] == "×" and "2 处错误" in said and "rules check" in said


def test_a_mail_server_nobody_answers_at_is_told(tmp_path: Path) -> None:
    office = sample(tmp_path / "office")
    with (office / "officebatch.toml").open("a", encoding="utf-8") as file:
        file.write('\n[mail]\nserver = "127.0.0.1"\nport = 9\nsecurity = "none"\nfrom = "o@linjiang.example"\n'
                   'allowed_domains = ["linjiang.example"]\n')  # fmt: skip
    marks, said = looked(office)
    assert marks["邮件服务器"] == "×" and "发不出去" in said


def test_no_workspace_is_told_with_the_rest(tmp_path: Path) -> None:
    marks, said = looked(tmp_path)
    assert marks["工作区"] == "×" and "LibreOffice" in marks and "officebatch init" in said


@pytest.mark.skipif(sys.platform == "win32", reason="the other file is for Windows")
def test_a_double_click_does_the_week(tmp_path: Path) -> None:
    office = sample(tmp_path / "office")
    env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[1]), "BROWSER": "true"}
    done = subprocess.run([office / "每周运行.sh"], env=env, capture_output=True, text=True, check=False)
    friday = time.strftime("%Y-%m-%d", time.localtime(time.time() - (time.localtime().tm_wday - 4) % 7 * 86400))
    assert done.returncode in (0, 1), done.stderr
    assert (office / "runs" / friday / "manifest.json").is_file()
    assert (office / "每周运行.bat").read_bytes().count(b"\r\n") == 8
