"""`officebatch template …` as a clerk runs it."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from officebatch.outputs.registry import registered
from officebatch.outputs.variables import COMMON
from tests.office import files, officebatch, sample
from tests.outputs import looking
from tests.outputs.test_tailoring import made

if TYPE_CHECKING:
    from pathlib import Path

NOTICE = "催办通知单"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = sample(tmp_path_factory.mktemp("templates") / "office")
    (made / "runs" / ".lock").touch()
    return made


def test_a_template_is_copied_for_the_office_then_for_a_department(office: Path) -> None:
    first = officebatch("template", "new", NOTICE, office)
    assert first.returncode == 0 and f"{NOTICE}.docx" in first.stdout and "template check" in first.stdout
    own = office / "templates" / f"{NOTICE}.docx"
    changed = made("致{{ 部门 }}")
    own.write_bytes(changed)
    assert officebatch("template", "new", NOTICE, "--department", "财务科", office).returncode == 0
    assert (office / "templates" / "财务科" / f"{NOTICE}.docx").read_bytes() == changed
    again = officebatch("template", "new", NOTICE, office)
    assert again.returncode == 2 and "没有动它" in again.stderr and own.read_bytes() == changed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new", "催办通知"), "催办通知单"),
        (("new", NOTICE, "--department", "财务室"), "财务科"),
        (("new", "工作通报", "--department", "财务科"), "不分部门"),
        (("new", "超期清单"), "Excel清单"),
        (("preview", "催办通知"), "催办通知单"),
        (("new", "什么"), "现有：个人提醒、催办通知单、"),
        (("new", NOTICE, "--department", "什么"), "现有：局领导、办公室、"),
        (("vars", "什么"), "流程分析报告、"),
    ],
)
def test_what_nobody_knows_is_told_with_the_nearest_name(words: tuple[str, ...], said: str, office: Path) -> None:
    before = files(office)
    result = officebatch("template", *words, *([] if words[0] == "vars" else [office]))
    assert result.returncode == 2 and said in result.stderr and not result.stdout
    assert files(office) == before


def test_who_names_no_kind_is_told_which_there_are() -> None:
    result = officebatch("template", "new")
    assert result.returncode == 2 and "请写明文书种类。现有：" in result.stderr and NOTICE in result.stderr


@pytest.mark.parametrize("kind", sorted(name for name, kind in registered().items() if kind.variables))
def test_every_variable_is_listed_with_meaning_and_example(kind: str) -> None:
    listed = json.loads(officebatch("template", "vars", kind, "--format", "json").stdout)
    names = [line["name"] for line in listed]
    assert len(set(names)) == len(names) and {line["kind"] for line in listed} == {kind}
    assert {name for name in names if "[" not in name and "." not in name} == {
        variable.name for variable in (*COMMON, *registered()[kind].variables)
    }
    for line in listed:
        assert line["meaning"] and not line["meaning"].isascii()
        assert line["example"] != "" or line["shape"] in {"rows", "group"} or "空" in line["meaning"]


def test_variables_are_shown_as_one_writes_them() -> None:
    shown = officebatch("template", "vars", NOTICE).stdout
    assert "{{ 部门 }}" in shown and "{%tr for 行 in 超期事项 %}" in shown and "{{ 行.规定时限 }}" in shown
    assert "{% if 附件 %}" in shown and "你部门" in shown
    assert officebatch("template", "vars", "催办通知").returncode == 2


def test_check_tells_all_and_ends_with_one_and_with_nought_when_mended(tmp_path: Path) -> None:
    office = sample(tmp_path / "office")
    sound = officebatch("template", "check", office)
    assert sound.returncode == 0 and "全部正常" in sound.stdout
    own = office / "templates" / f"{NOTICE}.docx"
    own.write_bytes(made("{{ 部们 }}，共｛｛ 件数 ｝｝件"))
    told = officebatch("template", "check", office)
    assert told.returncode == 1
    assert told.stdout.splitlines() == [
        f"{NOTICE}.docx",
        "  正文第1段：{{ 部们 }}，共｛｛ 件数 ｝｝件",
        "    没有“部们”这个变量，能用的见：officebatch template vars 文书名；您是不是要写“部门”？",
        "  正文第1段：{{ 部们 }}，共｛｛ 件数 ｝｝件",
        "    “｛｛”不是标签的括号，会原样印出来；请用半角{{，中间不空格",
        told.stdout.splitlines()[-1],
    ]
    lines = list(csv.DictReader(io.StringIO(officebatch("template", "check", office, "--format", "csv").stdout)))
    assert [(line["template"], line["own"], line["part"], line["paragraph"], line["kind"]) for line in lines] == [
        (f"{NOTICE}.docx", "1", "word/document.xml", "1", "name"),
        (f"{NOTICE}.docx", "1", "word/document.xml", "1", "braces"),
    ]
    listed = json.loads(officebatch("template", "check", office, "--format", "json").stdout)
    assert [line["kind"] for line in listed] == ["name", "braces"]


def test_a_preview_is_written_and_said_where(office: Path, tmp_path: Path) -> None:
    result = officebatch("template", "preview", "整改通知单", office)
    path = office / "样张-整改通知单.docx"
    assert result.returncode == 0 and str(path) in result.stdout
    assert "环节次序颠倒" in looking.plain(path.read_bytes())
    out = tmp_path / "看看.docx"
    assert officebatch("template", "preview", "督办通知单", "--department", "财务科", "-o", out, office).returncode == 0
    assert "财务科" in looking.plain(out.read_bytes())


def test_a_preview_of_a_broken_template_says_why(tmp_path: Path) -> None:
    office = sample(tmp_path / "office")
    (office / "templates" / f"{NOTICE}.docx").write_bytes(made("{{ 部们 }}"))
    result = officebatch("template", "preview", NOTICE, office)
    assert result.returncode == 1 and "部们" in result.stderr and "template check" in result.stderr
    assert not list(office.glob("样张*"))


def test_help_lists_every_command_of_the_group() -> None:
    shown = officebatch("template", "--help").stdout
    assert all(name in shown for name in ("new", "vars", "check", "preview")) and "显示本说明" in shown
