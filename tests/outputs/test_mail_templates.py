"""Mail templates judged: every slip is told with its line and what was meant, and what is right is let be."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from officebatch import batch, rulebook, workspace
from officebatch.batch import mailing
from officebatch.delivery.plan import LetterKind, Paper, Planned, Tally
from officebatch.model.paper import AudienceKind
from officebatch.outputs import mails
from officebatch.outputs.mail_variables import VARIABLES
from officebatch.outputs.mails import FOLDER
from officebatch.outputs.tailoring.mail import KINDS, check_mails
from officebatch.outputs.variables import Shape
from tests import making

if TYPE_CHECKING:
    from pathlib import Path

    from officebatch.outputs.tailoring import Judged
    from officebatch.rulebook.rules import RuleBook

SHIPPED = workspace.shipped("templates")
HEAD = "主题：{{ 部门 }}文书{{ 份数 }}份\n"


@pytest.fixture(scope="module")
def rules() -> RuleBook:
    return rulebook.read(workspace.shipped("samples") / "county-office" / "规则.xlsx", batch.vocabulary())


def judged(rules: RuleBook, own: Path) -> list[Judged]:
    """The templates with anything wrong in them."""
    return [one for one in check_mails(rules, own, SHIPPED) if one.problems]


def said(rules: RuleBook, own: Path, name: str, text: str) -> list[str]:
    """All that is said of one file: place and message."""
    path = own / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    found = {one.name: one.problems for one in judged(rules, own)}
    assert set(found) <= {name}
    return [f"{problem.place} {problem.said}".strip() for problem in found.get(name, ())]


def test_the_shipped_ones_are_in_order_and_so_are_copies_of_them(rules: RuleBook, tmp_path: Path) -> None:
    shutil.copytree(SHIPPED / FOLDER, tmp_path / FOLDER)
    shutil.copytree(SHIPPED / FOLDER, tmp_path / "财务科" / FOLDER)

    every = list(check_mails(rules, tmp_path, SHIPPED))

    assert [one for one in every if one.problems] == []
    assert sum(one.own for one in every) == 4 * len(KINDS)
    assert sum(not one.own for one in every) == 2 * len(KINDS)


NONE = "没有“{}”这个变量，能用的见：officebatch template vars 文书名；您是不是要写“{}”？"
WRONG: list[tuple[str, list[str] | None]] = [  # None: what is said is another's, or names nothing of its own
    ("{{ 收件 }}：\n", [f"第2行 {NONE.format('收件', '收件人')}"]),
    ("\n\n{{ 份.编号 }}\n", [f"第4行 {NONE.format('份', '份数')}"]),
    ("{% for 份 in 文书 %}\n{{ 份.编码 }}\n{% endfor %}\n", ["第3行 “份”没有“编码”这个字段；您是不是要写“编号”？"]),
    ("{{ 文书 }}\n", ["第2行 “文书”有许多行，不能直接填写；请用循环：{% for … in 文书 %}"]),
    ("{% if 份数 %}\n够\n", ["第2行 这个if没有结束：后面缺endif"]),
    ("够\n{% endif %}\n", ["第3行 这个endif没有对应的if"]),
    ("{%tr for 份 in 文书 %}\n{% endfor %}\n", None),
    ("｛｛ 部门 ｝｝\n", ["第2行 “｛｛”不是标签的括号，会原样印出来；请用半角{{，中间不空格"]),
    ("{{ 部门 \n", ["第2行 这个标签在本段里没有结尾}}"]),
    ("{{ 部门|大写 }}\n", ["第2行 没有“大写”这个过滤器"]),
    ("{% include '别的.txt' %}\n", ["第2行 模板不能引入别的文件；请把内容直接写在这里"]),
    ("{{ 部门.__class__ }}\n", ["第2行 不允许用“__class__”：模板只能取用给它的值"]),
    ("{{ 文书[5].名称 }}\n", None),
    ("{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}\n", None),
]


@pytest.mark.parametrize(("text", "wanted"), WRONG)
def test_what_is_wrong_is_told_with_its_line(
    rules: RuleBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, wanted: list[str] | None
) -> None:
    monkeypatch.setattr(mails, "SECONDS", 3)
    found = said(rules, tmp_path, f"财务科/{FOLDER}/部门.txt", HEAD + text)

    assert found == (wanted or found) != []
    assert "cannot" not in "".join(found)


def test_all_at_once(rules: RuleBook, tmp_path: Path) -> None:
    found = said(rules, tmp_path, f"{FOLDER}/领导.txt", "{{ 甲 }}\n{{ 乙 }}{{ 丙 }}\n\n{{ 丁 }}\n")

    assert [one.split()[0] for one in found] == ["第1行", "第1行", "第2行", "第2行", "第4行"]
    assert "主题：" in found[0]


def test_right_ways_of_writing_are_let_be(rules: RuleBook, tmp_path: Path) -> None:
    text = (
        "{# 这是\n给自己看的 {{ 什么都行 #}\n{%- if 份数 > 1 -%} 多份 {%- endif %}\n"
        "{% set 头 = 文书|first %}{{ 头.名称 }}\n{{ 部门\n  |default('') }}\n"
        "{% for 份 in 文书 if 份.编号 %}{{ loop.index }} {{ 份.名称 }}{% else %}无{% endfor %}\n"
    )

    assert said(rules, tmp_path, f"{FOLDER}/部门.txt", HEAD + text) == []
    assert said(rules, tmp_path, f"{FOLDER}/部门.html", "<p style='color: red'>{{ 部门 }}</p>\n") == []


def test_html_that_reaches_out_is_told_with_its_line(rules: RuleBook, tmp_path: Path) -> None:
    shutil.copy(SHIPPED / FOLDER / "部门.txt", tmp_path)
    (tmp_path / FOLDER).mkdir()
    (tmp_path / "部门.txt").rename(tmp_path / FOLDER / "部门.txt")
    text = "<p>{{ 部门 }}</p>\n<img src='https://elsewhere.example/?{{ 收件人 }}'>\n<script>x</script>\n"

    found = said(rules, tmp_path, f"{FOLDER}/部门.html", text)

    assert [one.split()[0] for one in found] == ["第2行", "第3行"]


def test_a_file_nobody_uses_is_told_with_the_nearest_name(rules: RuleBook, tmp_path: Path) -> None:
    tables = {
        f"{FOLDER}/部们.txt": "部门",
        f"财务室/{FOLDER}/部门.txt": "财务科",
        f"{FOLDER}/部门.docx": "部门.txt",
        f"营销科/{FOLDER}/人员.html": "人员.txt",
    }
    for name, near in tables.items():
        folder = tmp_path / near
        (only,) = said(rules, folder, name, HEAD)
        assert near in only, name


def test_a_mail_template_the_rule_book_names_must_be_there(rules: RuleBook, tmp_path: Path) -> None:
    first, *others = rules.outputs
    named = replace(rules, outputs=(replace(first, mail_template="部门催办", on=True), *others))

    (missing,) = judged(named, tmp_path)

    assert missing.name == f"{FOLDER}/部门催办.txt"
    assert first.name in missing.problems[0].said


def test_what_is_not_text_is_told_and_not_tried(rules: RuleBook, tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "部门.txt").write_bytes("主题：部门\n".encode("gb18030"))
    (tmp_path / FOLDER / "人员.txt").write_bytes(b"x" * 300_000)

    found = {one.name: one.problems[0].said for one in judged(rules, tmp_path)}

    assert len(found) == 2
    assert all("UTF-8" in each for each in found.values())


def test_declared_is_what_mails_are_handed() -> None:
    papers = (Paper("a.docx", "催办通知单", AudienceKind.DEPARTMENT, "财务科", "0" * 64),)
    tallies = (Tally("财务科", "催办通知单", 1, 3),)
    planned = Planned(LetterKind.LEADER, "牛副", "牛副", "副局长", "", "p2@office.test", papers, tallies)
    handed = mailing._context(making.rules(), date(2026, 11, 20), date(2026, 11, 23), planned)

    assert set(handed) == {variable.name for variable in VARIABLES}
    for variable in VARIABLES:
        if variable.shape is Shape.ROWS:
            rows = handed[variable.name]
            assert isinstance(rows, list)
            assert set(rows[0]) == {field.name for field in variable.fields}
