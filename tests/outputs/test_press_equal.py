"""The press writes docxtpl's own bytes: document, headers and footers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from officebatch import outputs
from officebatch.outputs.press import Plate
from officebatch.outputs.refusal import Refused
from officebatch.package import pack
from templates import parts
from tests.outputs import looking, office, soundness
from tests.outputs.wordxml import by_docxtpl, compared, docx, line, picture, run, table

if TYPE_CHECKING:
    from collections.abc import Mapping

VALUES: dict[str, object] = {
    "稿别": "核对稿",
    "号": "A&B <公司> \"引\" '号' ]]>",
    "行": "一\n二\t三\n四",
    "无": None,
    "空": "",
    "真": True,
    "假": False,
    "数": 3.5,
    "日": date(2026, 7, 1),
    "项": [{"名": "甲", "文": "1&2", "色": "FF0000"}, {"名": "乙", "文": "三\n四", "色": "00FF00"}],
    "空项": [],
}

# a template's body, by what it shows of the dialect
SETTLED = {
    "a value": line("{{ 号 }}"),
    "line breaks and tabs": line("x {{ 行 }} y"),
    "nothing": line("{{ 空 }}") + line("{{ 无 }}{{ 空 }}"),
    "a tag over several runs": line(run("{"), run("{ 号 "), run("}}", "<w:rPr><w:i/></w:rPr>")),
    "paragraphs that are taken or left": line("{%p if 真 %}")
    + line("有 {{ 号 }}")
    + line("{%p else %}")
    + line("无")
    + line("{%p endif %}"),
    "a condition over runs": line("{% if 真 %}", run("x{{ 号 }}", "<w:rPr><w:i/></w:rPr>"), "{% endif %}z"),
    "a condition that leaves nothing": line("{% if 假 %}", "x{{ 号 }}", "{% endif %}"),
    "a tab in a run of either face": line(
        "{% if 真 %}", run("x{{ 行 }}", "<w:rPr><w:i/></w:rPr>"), run("{% endif %}{{ 行 }}", "")
    ),
    "a condition over paragraphs": line("x{% if 真 %}") + line("{{ 号 }}{% endif %}y"),
    "a loop in a line": line("{% for 个 in 项 %}{{ loop.index }}{{ 个.名 }}，{% endfor %}"),
    "an empty loop": line("{% for 个 in 空项 %}{{ 个.名 }}，{% endfor %}"),
    "a loop's else": line("{% for 个 in 空项 %}{{ 个.名 }}{% else %}无{% endfor %}"),
    "rows": table(2, ("头", "尾"), ("{%tr for 个 in 项 %}",), ("{{ 个.名 }}", "{{ 个['文'] }}"), ("{%tr endfor %}",)),
    "no rows": table(2, ("头", "尾"), ("{%tr for 个 in 空项 %}",), ("{{ 个.名 }}", "文"), ("{%tr endfor %}",)),
    "cells merged downwards": table(1, ("头",), ("{%tr for 个 in 项 %}",), ("{% vm %}{{ 号 }}",), ("{%tr endfor %}",)),
    "a table in a table": table(1, (table(1, ("{{ 号 }}",)) + line(),)),
    "pictures are numbered": line(picture(7)) + line("{{ 号 }}") + line(picture(3)),
    "a text box": line(run("x"), f"<w:r><w:pict><w:txbxContent>{line('{{ 号 }}')}</w:txbxContent></w:pict></w:r>"),
    "set and with": line("{% set 它 = 号 %}{{ 它 }}{% with 它 = 行 %}{{ 它 }}{% endwith %}"),
    "comments": line("{# 注 #}x") + line("{#p 注 #}") + line("y"),
    "escaped already": line("{{ 号|e }}"),
    "lines joined": line("x {%- if 真 %}") + line("{{ 号 }} {% endif -%}") + line(" y"),
    "braces that are none": line("{_{ 甲 }_} {{ 号 }} {% raw %}{{ 乙 }}{% endraw %}"),
    "numbers and days": line("{{ 数 }} {{ 1 + 2 }} {{ 日 }} {{ '文' }}"),
    "quotes as Word turns them": line("{% if 1 &lt; 2 %}{{ 项[0][‘名’] }}{% endif %}"),
    "either of two": line("{{ 号 if 真 else 行 }}"),
}
MENDED = {
    "a table without a head": table(2, ("{%tr for 个 in 项 %}",), ("{{ 个.名 }}", "文"), ("{%tr endfor %}",)),
    "a cell's colour": table(1, ("{%tr for 个 in 项 %}",), ("{% cellbg 个.色 %}{{ 个.名 }}",), ("{%tr endfor %}",)),
    "a picture that may be left out": line("{%p if 真 %}") + line(picture(7)) + line("{%p endif %}") + line(picture(9)),
    "a grid that does not fit": table(3, ("{{ 号 }}", "x")) + table(1, ("{{ 号 }}", "x")),
}
UNKNOWN = {
    "a macro": line("{%p macro 说(它) %}")
    + line("{{ 它 }}！")
    + line("{%p endmacro %}")
    + line("{{p 说(号) }}{{p 说(行) }}"),
    "a macro in a line": line("{% macro 说(它) %}[{{ 它 }}]{% endmacro %}{{ 说(号) }}"),
    "a block that is set": line("{% set 它 %}[{{ 号 }}]{% endset %}{{ 数 }}{{ 它 }}"),
    "a call with a body": line(
        "{% macro 说() %}[{{ caller() }}]{% endmacro %}{% call 说() %}{{ 号 }}{% endcall %}{{ 数 }}"
    ),
    "a loop in itself": line(
        "{% for 个 in [[1], [2]] recursive %}[{{ loop(个) if 个 is iterable else 个 }}]{% endfor %}"
    ),
}


@dataclass(frozen=True)
class Way:
    known: bool
    tree: bool


WAYS = (
    (SETTLED, Way(known=True, tree=False)),
    (MENDED, Way(known=True, tree=True)),
    (UNKNOWN, Way(known=False, tree=True)),
)


@pytest.mark.parametrize(
    ("body", "way"), [pytest.param(body, way, id=name) for bodies, way in WAYS for name, body in bodies.items()]
)
def test_it_is_docxtpls_byte_for_byte(body: str, way: Way) -> None:
    content = docx(body)
    plate = Plate("x.docx", content)
    assert compared(plate.press(cast("Any", VALUES), "x")) == by_docxtpl(content, VALUES)
    settled = plate.forme.parts[0].settled
    assert Way(settled.known, settled.tree) == way


TOGETHER = [
    body for bodies in (SETTLED, MENDED) for body in bodies.values() if "{%-" not in body
]  # it eats those before
TEXT = st.text(alphabet=st.sampled_from("甲乙 &<>\"'\n\t{}%]#🙂שa1é\u3000"), max_size=12)


@given(
    bodies=st.lists(st.sampled_from(TOGETHER), min_size=1, max_size=4),
    one=TEXT,
    two=TEXT,
    rows=st.lists(TEXT, max_size=3),
    whether=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_it_is_docxtpls_whatever_the_values(
    bodies: list[str], one: str, two: str, rows: list[str], *, whether: bool
) -> None:
    if any(mark in text for text in (one, two, *rows) for mark in ("{_{", "}_}", "{_%", "%_}")):
        return
    items = [{"名": text, "文": two, "色": "00FF00"} for text in rows] or [{"名": one, "文": one, "色": "FF0000"}]
    values: dict[str, Any] = VALUES | {"号": one, "行": two, "真": whether, "假": not whether, "项": items}
    content = docx("".join(bodies))
    assert compared(pressed(content, **values)) == by_docxtpl(content, values)


def test_the_shipped_templates_are_pressed_as_docxtpl_prints_them(monkeypatch: pytest.MonkeyPatch) -> None:
    pressed: list[tuple[Plate, Mapping[str, object], bytes]] = []
    press = Plate.press

    def noted(self: Plate, context: Mapping[str, object], title: str) -> bytes:
        content = press(self, cast("Any", context), title)
        pressed.append((self, context, content))
        return content

    monkeypatch.setattr(Plate, "press", noted)
    outputs.compose(office.urged(office.docket(more=3)), office.rules(), [office.TEMPLATES])
    assert len(pressed) >= 6
    for plate, context, content in pressed:
        theirs = by_docxtpl(plate.content, context)
        if plate.forme.parts[0].settled.repeated:  # the press shares out the columns' widths; docxtpl does not
            del theirs["word/document.xml"]
        assert {name: part for name, part in compared(content).items() if name in theirs} == theirs, plate.name


@pytest.mark.parametrize("name", sorted(path.name for path in office.TEMPLATES.glob("*.docx")))
def test_every_shipped_template_is_settled_once_for_all(name: str) -> None:
    plate = Plate.read(office.TEMPLATES / name)
    assert all(part.settled.known for part in plate.forme.parts)
    assert not any(part.settled.tree for part in plate.forme.parts) or plate.forme.parts[0].settled.repeated


def test_escaping_cannot_be_turned_off() -> None:
    content = docx(line("{% autoescape false %}{{ 号 }}{{ 号|safe }}{% endautoescape %}"))
    assert looking.plain(pressed(content)).splitlines()[1] == str(VALUES["号"]) * 2


def test_no_block_is_written_past_the_guards() -> None:
    said = "<w:p/>&"
    for body in ("{% filter striptags %}{{ 号 }}{% endfilter %}", "{% filter trim %} {{ 号 }}{% endfilter %}"):
        content = pressed(docx(line(body)), 号=said)
        assert looking.plain(content).splitlines()[1] == said
    with pytest.raises(Refused):
        pressed(docx(line("{% block 甲 %}{{ 号 }}{% endblock %}")))


@pytest.mark.parametrize("filtered", ["号|urlize", "项|tojson", "{'a': 1}|xmlattr"])
def test_no_filter_makes_markup(filtered: str) -> None:
    with pytest.raises(Refused):
        pressed(docx(line("{{ " + filtered + " }}")))


@pytest.mark.parametrize(
    "body",
    [
        line("<w:r><w:instrText>{{ 号 }}</w:instrText></w:r>"),
        "<w:p>{{ 号 }}</w:p>",
        line("{{r 号 }}"),
        "<w:p><w:pPr><w:pStyle {{ 号 }}/></w:pPr></w:p>",
        line("{% macro 说(它) %}{{ 它 }}{% endmacro %}{{p 说(号) }}"),
        line("{% macro 说() %}{{ caller() }}{% endmacro %}{%p call 说() %}{{ 号 }}{% endcall %}"),
        line("<w:r><w:instrText>{% for 个 in [号] recursive %}{{ 个 }}{% endfor %}</w:instrText></w:r>"),
        line("<w:r><w:instrText>{% filter trim %}{{ 号 }}{% endfilter %}</w:instrText></w:r>"),
        line("{% if 真 %}{% set 它 %}{{ 号 }}{% endset %}{% endif %}<w:t>{{ 它 }}"),
    ],
)
def test_a_value_where_word_shows_none_is_refused(body: str) -> None:
    with pytest.raises(Refused):
        pressed(docx(body), 号="办公室")


def test_what_the_data_decides_cannot_break_the_xml() -> None:
    body = line("{% if 真 %}甲") + "{% if 真 %}</w:p>{% endif %}" + line("乙{% endif %}")
    with pytest.raises(Refused, match="cannot be used"):
        pressed(docx(line("x") + body.replace("<w:p>", "", 1)))


def test_a_template_without_core_properties_gets_a_title() -> None:
    members = parts.package("x", line("{{ 号 }}"))
    del members["docProps/core.xml"]
    for part, told in (("_rels/.rels", b"<Relationship "), ("[Content_Types].xml", b"<Override ")):
        before, _, behind = members[part].rpartition(told)
        members[part] = before + behind[behind.index(b"/>") + 2 :]
    content = pressed(pack(members), title="催办 & 通知")
    assert "<dc:title>催办 &amp; 通知</dc:title>" in looking.part(content, "docProps/core.xml")
    assert soundness.faults(content) == []


def pressed(content: bytes, title: str = "x", **values: object) -> bytes:
    return Plate("x.docx", content).press(cast("Any", VALUES | values), title)
