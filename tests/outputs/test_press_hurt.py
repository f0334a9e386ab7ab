"""Values that hurt arrive or are refused by name; hostile templates are stopped, told, within time and memory."""

from __future__ import annotations

import json
import time
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd
import pytest

from officebatch import wording
from officebatch.outputs.apart import SECONDS, Apart, TooMuch
from officebatch.outputs.environment import printable
from officebatch.outputs.fence import refuse_dangers
from officebatch.outputs.press import Plate
from officebatch.outputs.refusal import Refused
from officebatch.wording import say
from tests.outputs import looking, soundness
from tests.outputs.wordxml import docx, line, run, table

if TYPE_CHECKING:
    from collections.abc import Iterator

ARRIVES = {
    "markup": "<w:p/> &amp; ]]> <!-- \"'",
    "tags": "{{ 部门 }} {% if %} {# #} {_{ }_}",
    "long": "长" * 32_000,
    "long of lines": "一行\n" * 500,
    "right to left": "שלום \u202eمرحبا\u202c",
    "emoji": "🙂👩‍👩‍👧🇨🇳",
    "new lines": "一\n\n二\n",
    "tabs": "\t一\t二",
    "spaces": "  一　二  ",
    "a formula": '=HYPERLINK("http://x")',
    "a format": "%s {0} %(x)s",
}
REFUSED = {
    "bell": "甲\x07乙",
    "nothing": "\x00",
    "escape": "\x1b[31m",
    "next line": "甲\x85乙",
    "half a character": "甲\ud83d乙",
    "no character": "甲\ufffe乙",
    "no day": pd.NaT,
    "no number": float("nan"),
    "beyond number": float("-inf"),
    "numpy's nothing": np.float64("nan"),
}


@pytest.fixture
def apart() -> Iterator[Apart]:
    """One child for all papers of a test."""
    with wording.spoken("zh_CN"):
        yield Apart()


def pressed(body: str, **values: object) -> bytes:
    return Plate("x.docx", docx(body)).press(cast("Any", {"稿别": "", **values}), "x")


def refusal(body: str, apart: Apart | None = None, **values: object) -> str:
    context = cast("Any", {"稿别": "", **values})
    with pytest.raises(Refused) as caught:
        if apart is None:
            pressed(body, **values)
        else:
            apart.press(Plate("x.docx", docx(body)), context, "x")
    return say(caught.value.because, **dict(caught.value.values))


@pytest.mark.parametrize("value", ARRIVES.values(), ids=ARRIVES)
def test_it_arrives_as_it_is(value: str) -> None:
    content = pressed(
        line("〔{{ 值 }}〕") + table(1, ("头",), ("{%tr for 个 in 项 %}",), ("{{ 个 }}",), ("{%tr endfor %}",)),
        值=value,
        项=[value],
    )
    text = looking.plain_text(content)
    assert f"〔{value}〕" in text and text.count(value) >= 2
    assert soundness.faults(content) == []


@pytest.mark.parametrize("value", ARRIVES.values(), ids=ARRIVES)
def test_it_arrives_by_docxtpls_way_too(value: str) -> None:
    content = pressed(line("{% macro 说(它) %}〔{{ 它 }}〕{% endmacro %}{{ 说(值) }}"), 值=value)
    assert f"〔{value}〕" in looking.plain_text(content)


@pytest.mark.parametrize("value", REFUSED.values(), ids=REFUSED)
def test_it_is_refused_by_name(value: object) -> None:
    said = refusal(line("{{ 值 }}"), 值=value)
    shown = "".join(c if c.isprintable() else "?" for c in value) if isinstance(value, str) else str(value)
    assert f"“{shown}”" in said


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (1234567.891, "1234567.891"),
        (-0.0, "0"),
        (1e16, "10000000000000000"),
        (np.float64(2.5), "2.5"),
        (10**30, "1" + "0" * 30),
        (datetime(2026, 7, 1), "2026年7月1日"),
        (datetime(2026, 7, 1, 9, 5), "2026年7月1日 09:05"),
        (pd.Timestamp(2026, 7, 1), "2026年7月1日"),
    ],
)
def test_numbers_and_days_as_people_write_them(value: object, shown: str) -> None:
    assert printable(value) == shown


def test_an_attribute_takes_no_quote() -> None:
    body = table(1, ("头",), ("{%tr for 个 in 项 %}",), ("{% cellbg 个 %}甲",), ("{%tr endfor %}",))
    content = pressed(body, 项=['FF"/><w:p/>', "a\nb\tc"])
    assert '<w:shd w:val="clear" w:color="auto" w:fill="FF&quot;/&gt;&lt;w:p/&gt;"/>' in looking.part(content)
    assert 'w:fill="a b c"' in looking.part(content)


ATTACKS = {
    "attributes": "{{ 值.__class__.__mro__[1].__subclasses__() }}",
    "cycler": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "joiner": "{{ joiner.__init__.__globals__ }}",
    "attr": "{{ 值|attr('__class__') }}",
    "mapped": "{{ [值]|map(attribute='__class__')|list }}",
    "format": "{{ '{0.__class__.__mro__}'.format(值) }}",
    "format map": "{{ '{a.__class__}'.format_map({'a': 值}) }}",
    "itself": "{{ self._TemplateReference__context }}",
    "a list changed": "{{ 表.append(1) }}",
    "a dict changed": "{% set _ = 典.update({'a': 1}) %}",
    "another file": "{% include '/etc/passwd' %}",
    "import": "{% import 'os' as os %}{{ os }}",
    "a long range": "{% for 个 in range(10**12) %}{% endfor %}",
    "within itself": "{% macro 说() %}{{ 说() }}{% endmacro %}{{ 说() }}",
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_a_template_reaches_nothing_and_is_told_why(attack: str) -> None:
    began = time.monotonic()
    said = refusal(line(attack), 值="x", 表=[1], 典={"乙": 2})
    assert "x.docx" in said and time.monotonic() - began < SECONDS


def test_nothing_is_changed_that_was_handed_in() -> None:
    values: dict[str, Any] = {"表": [1], "典": {"乙": 2}}
    before = json.dumps(values)
    for attack in ("{{ 表.append(1) }}", "{% set _ = 典.update({'a': 1}) %}", "{{ 表.pop() }}", "{{ 典.clear() }}"):
        refusal(line(attack), **values)
    assert json.dumps(values) == before


EATERS = {
    "a long text": "{{ 'x' * 2000000000 }}",
    "padded by format": "{{ '{:>2000000000}'.format(1) }}",
    "a macro that doubles": "{% macro 倍(它) %}{{ 它 ~ 它 }}{% endmacro %}{% set 堆 = namespace(它='x' * 999) %}"
    "{% for 个 in range(40) %}{% set 堆.它 = 倍(堆.它) %}{% endfor %}",
    "a power": "{{ 9 ** (9 ** 9) }}",
}


@pytest.mark.parametrize("eater", EATERS.values(), ids=EATERS)
def test_what_eats_time_or_memory_is_stopped(eater: str, apart: Apart, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Plate("甲.docx", docx(line("〔{{ 值 }}〕")))
    assert "〔一〕" in looking.plain_text(apart.press(plain, {"稿别": "", "值": "一"}, "x"))
    began = time.monotonic()
    with monkeypatch.context() as sooner, pytest.raises(TooMuch) as caught:
        sooner.setattr("officebatch.outputs.apart.SECONDS", 2)
        apart.press(Plate("x.docx", docx(line(eater))), {"稿别": ""}, "x")
    assert time.monotonic() - began < SECONDS
    assert "x.docx" in say(caught.value.because, **dict(caught.value.values))
    assert "〔二〕" in looking.plain_text(apart.press(plain, {"稿别": "", "值": "二"}, "x"))


def test_one_child_presses_many_papers_as_the_press_does(apart: Apart) -> None:
    plates = [Plate(f"{n}.docx", docx(line(f"{n}〔{{{{ 值 }}}}〕"))) for n in range(3)]
    for n in range(12):
        values = cast("Any", {"稿别": "", "值": date(2026, 7, n + 1)})
        paper = apart.press(plates[n % 3], values, f"第{n}号")
        assert paper == plates[n % 3].press(values, f"第{n}号")
        assert f"{n % 3}〔2026年7月{n + 1}日〕" in looking.plain_text(paper)


def test_a_refusal_comes_back_from_the_child_with_its_words(apart: Apart) -> None:
    assert "部们" in refusal(line("{{ 部们 }}"), apart) and "甲?乙" in refusal(line("{{ 值 }}"), apart, 值="甲\x07乙")


def test_a_fault_is_told_near_its_text() -> None:
    body = line("请{{ 单位 }}办理") + line("由{{ 部们 }}牵头")
    said = refusal(body, 单位="财务科")
    assert "word/document.xml: 由{{ 部们 }}牵头" in said


def field(*instruction: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    pieces = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in instruction)
    return f"<w:p>{mark('begin')}{pieces}{mark('separate')}{run('1')}{mark('end')}</w:p>"


RELATION = (
    '<Relationships xmlns="x"><Relationship Id="rId1" Type="t/{kind}" Target="http://x" TargetMode="{mode}"/>'
    "</Relationships>"
)
DANGERS: dict[str, bytes] = {
    "a field that fetches": docx(field(" DDEAUTO c:\\\\x ")),
    "in small letters": docx(field(" ddeauto x ")),
    "in pieces": docx(field(" DD", "EAU", "TO x")),
    "in numbers": docx(field(" &#68;DE x")),
    "in a simple field": docx('<w:p><w:fldSimple w:instr="INCLUDEPICTURE &quot;http://x&quot;"/></w:p>'),
    "in another field": docx(
        field(" IF 1 = 1 ").replace("</w:instrText></w:r>", f"</w:instrText></w:r>{field('LINK x')[5:-6]}", 1)
    ),
    "made by a tag": docx(field(" DD{% if 1 %}E{% endif %} x")),
    "made by a value": docx(field(" {{ 值 }} ")),
    "a comment amid it": docx(field(" DD", "{#", "XX", "#}", "E x")),
    "outside": docx(
        "", **{"word/_rels/settings.xml.rels": RELATION.format(kind="attachedTemplate", mode="External").encode()}
    ),
    "outside in numbers": docx(
        "", **{"word/_rels/settings.xml.rels": RELATION.format(kind="frame", mode="Extern&#97;l").encode()}
    ),
    "another document": docx(
        "", **{"word/_rels/x.xml.rels": RELATION.format(kind="aFChunk", mode="Internal").encode()}
    ),
    "in wide letters": docx(
        "", **{"word/_rels/x.xml.rels": RELATION.format(kind="frame", mode="External").encode("utf-16")}
    ),
    "in another code": docx("", **{"word/x.xml": b"<?xml version='1.0' encoding='utf-7'?><a/>"}),
    "entities": docx("", **{"word/x.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
    "damaged": docx("", **{"word/_rels/x.xml.rels": b"<Relationships>"}),
}


@pytest.mark.parametrize("content", DANGERS.values(), ids=DANGERS)
def test_what_reaches_outside_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as caught:
        refuse_dangers("x.docx", content)
    assert "x.docx" in say(caught.value.because, **dict(caught.value.values))


@pytest.mark.parametrize("instruction", [" PAGE ", ' HYPERLINK "http://x/LINK" ', " = SUM(ABOVE) ", " DATE \\@ yyyy "])
def test_ordinary_fields_stay(instruction: str) -> None:
    refuse_dangers("x.docx", docx(field(instruction)))
