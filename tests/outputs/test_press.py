"""The press: what templates may do, what it refuses and how it tells."""

from __future__ import annotations

import io
import shutil
import time
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from officebatch import outputs
from officebatch.outputs import apart
from officebatch.outputs.environment import printable
from officebatch.outputs.press import Plate
from officebatch.outputs.refusal import Refused
from officebatch.package import pack
from officebatch.wording import say
from templates import parts, wordml
from tests.outputs import looking, office

if TYPE_CHECKING:
    from pathlib import Path


def template(*texts: str, **members: bytes) -> bytes:
    body = "".join(wordml.p("Body", text) for text in texts) + wordml.section(last=True)
    return pack(parts.package("x", body) | members)


PLATE = Plate("x.docx", template("〔{{ 值 }}〕"))


def pressed(*texts: str, **context: object) -> list[str]:
    content = Plate("x.docx", template(*texts)).press({"稿别": "", **context}, "x")  # type: ignore[dict-item]  # hostile too
    return looking.plain(content).splitlines()[1:]


def refusal(*texts: str, **context: object) -> str:
    with pytest.raises(Refused) as caught:
        pressed(*texts, **context)
    return say(caught.value.because, **dict(caught.value.values))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (date(2026, 7, 1), "2026年7月1日"),
        (3.0, "3"),
        (2.5, "2.5"),
        (0, "0"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("A&B <公司> \"'", "A&B <公司> \"'"),
        ("{{ 部门 }} {% if %}", "{{ 部门 }} {% if %}"),
        ("经费<50万元</w:t>", "经费<50万元</w:t>"),
    ],
)
def test_values_arrive_as_people_write_them(value: object, shown: str) -> None:
    assert printable(value) == shown
    assert "\n".join(pressed("〔{{ 值 }}〕", 值=value)) == f"〔{shown}〕"


def test_a_name_nobody_knows_is_an_error_that_names_it() -> None:
    said = refusal("{{ 部们 }}")
    assert "部们" in said and "x.docx" in said and "word/document.xml" in said


def test_a_loop_never_closed_is_told_with_its_part() -> None:
    assert "word/document.xml" in refusal("{% for 事 in 项 %}{{ 事 }}", 项=[1])


def test_control_characters_are_refused_and_shown_as_marks() -> None:
    assert "甲?乙" in refusal("{{ 值 }}", 值="甲\x07乙")


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ 表.append(1) }}",
        "{{ 值|attr('__class__') }}",
    ],
)
def test_templates_reach_nothing_but_the_values(attack: str) -> None:
    assert "x.docx" in refusal(attack, 表=[1], 值="x")


def test_a_value_that_does_not_arrive_is_noticed() -> None:
    assert "“甲&乙”没有印到 word/document.xml" in refusal("{{r 值 }}", 值="甲&乙")  # between the runs


@given(value=st.text(min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_any_text_arrives_whole_or_is_refused(value: str) -> None:
    try:
        content = PLATE.press({"稿别": "", "值": value}, "x")
    except Refused:
        assert printable_or_none(value) is None
    else:
        assert printable(value) in looking.plain_text(content)


def printable_or_none(value: str) -> str | None:
    try:
        return printable(value)
    except Refused:
        return None


@pytest.mark.parametrize("value", [["甲"], {"乙": 1}, True])
def test_lists_and_yes_or_no_are_not_printed(value: object) -> None:
    assert "x.docx" in refusal("{{ 值 }}", 值=value)


def test_nothing_is_taken_for_markup() -> None:
    assert pressed("{{ 值|safe }}", 值="经费<select>五十万") == ["经费<select>五十万"]


def test_nothing_of_one_paper_stays_for_the_next() -> None:
    plate = Plate("x.docx", template("{% for 事 in 项 %}{{ 事 }}，{% endfor %}"))
    texts = [looking.plain(plate.press({"稿别": "", "项": items}, "x")) for items in (["甲", "乙"], ["丙"])]
    assert "甲" in texts[0] and "甲" not in texts[1] and "丙" in texts[1]
    again = Plate("x.docx", template("{% for 事 in 项 %}{{ 事 }}，{% endfor %}")).press({"稿别": "", "项": ["丙"]}, "x")
    assert looking.plain(again) == texts[1]


@pytest.mark.parametrize(
    ("member", "content"),
    [
        ("word/vbaProject.bin", b"x"),
        ("word/embeddings/x.bin", b"x"),
        (
            "word/_rels/settings.xml.rels",
            b'<Relationship Id="rId1" Type="t/attachedTemplate" Target="http://x" TargetMode="External"/>',
        ),
        ("word/footnotes.xml", b"<w:instrText> INCLUDETEXT c:/x </w:instrText>"),
    ],
)
def test_dangerous_templates_are_refused(tmp_path: Path, member: str, content: bytes) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(template("x", **{member: content}))
    with pytest.raises(Refused):
        Plate.read(path)


@pytest.mark.parametrize("content", [b"", b"no zip", pack({"a.txt": b"x"})])
def test_what_is_no_word_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(content)
    with pytest.raises(Refused):
        Plate.read(path)


def test_a_broken_template_holds_only_its_own_papers(tmp_path: Path) -> None:
    (tmp_path / "催办通知单.docx").write_bytes(template("{{ 没有这一项 }}"))
    made, skipped = outputs.compose(office.urged(office.docket()), office.rules(), [tmp_path, office.TEMPLATES])
    assert [s.text()[0] for s in skipped] == ["催办通知单（生产技术科）", "催办通知单（财务科）"]
    assert all("没有这一项" in s.text()[1] for s in skipped)
    assert {paper.kind for paper in made} == {kind for kind, *_ in office.PAPERS} - {"催办通知单"}


@pytest.mark.parametrize(
    "hostile",
    ["{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}", "{{ 'x' * 2000000000 }}"],
)
def test_a_template_that_never_ends_or_eats_memory_is_stopped_once_for_all(
    hostile: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "SECONDS", 3)
    (tmp_path / "催办通知单.docx").write_bytes(template(hostile))
    began = time.monotonic()
    made, skipped = outputs.compose(office.urged(office.docket()), office.rules(), [tmp_path, office.TEMPLATES])
    assert time.monotonic() - began < 2 * apart.SECONDS + 10
    assert [s.text()[0] for s in skipped] == ["催办通知单（生产技术科）", "催办通知单（财务科）"]
    assert {paper.kind for paper in made} == {kind for kind, *_ in office.PAPERS} - {"催办通知单"}


def test_one_bad_cell_holds_only_the_paper_it_stands_in() -> None:
    from officebatch.rulebook.sheets import Department

    departments = (Department("办公室", 1), Department("财务科", 2), Department("生产技术科", 3))
    made, skipped = outputs.compose(
        office.urged(office.docket(odd_title="甲\x07乙")), office.rules(departments=departments), [office.TEMPLATES]
    )
    assert "催办通知单（生产技术科）" in [s.text()[0] for s in skipped]
    assert "催办通知单/催办通知单（财务科）.docx" in {paper.path for paper in made}


def test_a_department_has_its_own_template_first(tmp_path: Path) -> None:
    (tmp_path / "财务科").mkdir()
    (tmp_path / "财务科" / "催办通知单.docx").write_bytes(template("财务科自备：{{ 部门 }}"))
    made, skipped = outputs.compose(office.urged(office.docket()), office.rules(), [tmp_path, office.TEMPLATES])
    notices = {paper.audience: looking.plain(paper.content) for paper in made if paper.kind == "催办通知单"}
    assert "财务科自备：财务科" in notices["财务科"] and "自备" not in notices["生产技术科"] and not skipped


def test_without_templates_lists_are_made_all_the_same(tmp_path: Path) -> None:
    made, skipped = outputs.compose(office.urged(office.docket()), office.rules(), [tmp_path])
    assert {paper.path.rsplit(".")[-1] for paper in made} == {"xlsx"} and len(skipped) == 6


def test_personal_traces_of_a_template_stay_out(tmp_path: Path) -> None:
    shutil.copytree(office.TEMPLATES, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "催办通知单.docx"
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members["docProps/core.xml"] = members["docProps/core.xml"].replace(
        b"<dc:creator></dc:creator>", "<dc:creator>张三</dc:creator>".encode()
    )
    path.write_bytes(pack(members))
    made, _ = outputs.compose(office.urged(office.docket()), office.rules(), [tmp_path])
    notice = next(paper for paper in made if paper.kind == "催办通知单")
    assert "张三" not in looking.part(notice.content, "docProps/core.xml")
