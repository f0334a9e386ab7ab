"""Templates judged: what a hand, an input method or Word itself breaks is found at its place, and nothing else is."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from officebatch import batch, evaluation, outputs, rulebook, workspace
from officebatch.batch import handbook
from officebatch.outputs import tailoring
from officebatch.outputs.mails import FOLDER
from officebatch.outputs.registry import registered
from officebatch.outputs.shelf import Shelf
from officebatch.outputs.variables import COMMON, Shape
from officebatch.package import pack
from templates import parts, wordml
from tests.outputs import looking, office, soundness
from tests.outputs import test_bulletin as bulletin
from tests.outputs import test_supervision_notice as supervision
from tests.outputs.office import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from officebatch.outputs.press import Plain
    from officebatch.outputs.tailoring import Problem
    from officebatch.outputs.variables import Variable
    from officebatch.rulebook.rules import RuleBook

NOTICE = "催办通知单"
CUT = '</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">'
OUT = '</w:t></w:r>{0}<w:r><w:t xml:space="preserve">'
LINE, LOOP, ENDLOOP = "{{ 部门 }}：", "{%tr for 事项 in 超期事项 %}", "{%tr endfor %}"
COMMENT = '<w:commentRangeEnd w:id="0"/>'
FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
NAMED = '<w:p><w:r><w:t xml:space="preserve">{0}</w:t></w:r></w:p>'


@pytest.fixture(scope="module")
def rules() -> RuleBook:
    return rulebook.read(workspace.shipped("samples") / "county-office" / "规则.xlsx", batch.vocabulary())


def changed(old: str, new: str, part: str = "word/document.xml", *, name: str = NOTICE, every: bool = False) -> bytes:
    """A shipped template with the first (or every) occurrence of some of its XML written otherwise."""
    with zipfile.ZipFile(TEMPLATES / f"{name}.docx") as package:
        members = {member: package.read(member) for member in package.namelist()}
    xml = members[part].decode()
    assert old in xml
    members[part] = xml.replace(old, new, -1 if every else 1).encode()
    return pack(members)


def made(*texts: str, header: str = "", members: Mapping[str, bytes] | None = None) -> bytes:
    """A template of these paragraphs, XML where one begins with <."""
    written = (text if text.startswith("<") else wordml.p("Body", text) for text in texts)
    package = parts.package("x", "".join(written) + wordml.section(last=True))
    if header:
        package["word/header1.xml"] = package["word/header1.xml"].replace("{{ 稿别 }}".encode(), header.encode())
    return pack(package | dict(members or {}))


def within(content: bytes, part: str, xml: bytes, kind: str = "") -> bytes:
    """A template with one more part, related to its text where a kind of relation is named."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = {name: package.read(name) for name in package.namelist()} | {part: xml}
    if kind:
        relation = f'<Relationship Id="rId99" Type="{parts.R}/{kind}" Target="{part.removeprefix("word/")}"/>'
        rels = "word/_rels/document.xml.rels"
        members[rels] = members[rels].replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    return pack(members)


def problems(rules: RuleBook, folder: Path, content: bytes, name: str = NOTICE) -> list[Problem]:
    """What is told of an office's own template, where no papers but those made from it are: the shipped ones of its
    kinds are in order beside it."""
    made_from_it = tuple(rule for rule in rules.outputs if (rule.template or rule.kind) == name)
    path, shipped = folder / "templates" / f"{name}.docx", folder / "shipped"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    shutil.copytree(TEMPLATES / FOLDER, shipped / FOLDER, dirs_exist_ok=True)
    for rule in made_from_it:
        shutil.copy(TEMPLATES / f"{rule.kind}.docx", shipped)
    judged = tailoring.check(replace(rules, outputs=made_from_it), folder / "templates", shipped)
    assert len(judged) > 1 and not [one for one in judged if one.problems and not one.own]
    return [problem for one in judged if one.own for problem in one.problems]


BOX = (
    '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps"><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice>'
    "<mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
NOTES = (
    f'<w:footnotes xmlns:w="{wordml.W}"><w:footnote w:id="1">{NAMED.format("{{ 部们 }}")}</w:footnote></w:footnotes>'
)
FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">{0}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>甲</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
TABLE = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>{0}</w:tbl>'
ROW = "<w:tr>{0}</w:tr>"
CELL = '<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{0}</w:tc>'


def deletion(text: str) -> str:
    return f'<w:del w:id="1" w:author="甲"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


BROKEN: dict[str, tuple[bytes, str, str, str, str]] = {  # what is broken: the file, kind, place, text, what is said
    "full-width braces": (changed(LINE, "｛｛ 部门 ｝｝："), "braces", "正文第3段", "｛｛ 部门 ｝｝", "{{"),
    "full-width braces over runs": (
        changed(LINE, f"｛{CUT}｛ 部门 {CUT}｝｝："),
        "braces",
        "正文第3段",
        "｛｛ 部门 ｝｝",
        "｛｛",
    ),
    "full-width percent": (changed("{%p if not 附件 %}", "{％p if not 附件 ％}"), "braces", "正文第5段", "{％p", "{%"),
    "only the end full-width": (changed(LINE, "{{ 部门 }｝："), "braces", "正文第3段", "{{ 部门 }｝", "}｝"),
    "a blank between braces": (changed(LINE, "{ { 部门 }}："), "braces", "正文第3段", "{ { 部门 }}", "{ {"),
    "three braces": (changed(LINE, "{{{ 部门 }}}："), "braces", "正文第3段", "{{{ 部门 }}}", "{{"),
    "another mark's end": (
        changed("{% if 急件数 %}", "{% if 急件数 }}"),
        "braces",
        "正文第4段",
        "{% if 急件数 }}",
        "%}",
    ),
    "full-width comma": (changed(LINE, "{{ [部门，编号]|join }}："), "punctuation", "正文第3段", "部门，编号", "，"),
    "full-width equal signs": (
        changed("{% if 急件数 %}", "{% if 急件数 ＝＝ 1 %}"),
        "punctuation",
        "正文第4段",
        "＝＝",
        "=",
    ),
    "full-width brackets": (
        changed(LINE, "{{ 部门|replace（'科', '室'） }}："),
        "punctuation",
        "正文第3段",
        "（'科'",
        "(",
    ),
    "a full stop for the dot": (
        changed("{{ 事项.事项 }}", "{{ 事项。事项 }}"),
        "punctuation",
        "正文表4第3行第4格第1段",
        "事项。事项",
        ".",
    ),
    "quotes nobody reads": (changed(LINE, "{{ 部门|default(「无」) }}："), "quotes", "正文第3段", "「无」", "「"),
    "curled quotes within quotes": (changed(LINE, "{{ '“' ~ 部门 ~ '”' }}："), "quotes", "正文第3段", "'“'", "弯引号"),
    "half a brace at the end": (changed(LINE, "{{ 部门 }："), "half-braces", "正文第3段", "{{ 部门 }：", "半"),
    "half a brace at the start": (changed(LINE, "{ 部门 }}："), "half-braces", "正文第3段", "{ 部门 }}", "半"),
    "half a percent end": (changed("{% if 附件 %}", "{% if 附件 %"), "half-braces", "正文第4段", "{% if 附件 %", "半"),
    "single braces": (changed(LINE, "{部门}："), "half-braces", "正文第3段", "{部门}", "{{ 部门 }}"),
    "a tag without end": (changed(LINE, "{{ 部门："), "unclosed-tag", "正文第3段", "{{ 部门：", "}}"),
    "an end without a tag": (changed(LINE, "部门 }}："), "stray", "正文第3段", "部门 }}", "开头"),
    "a character nobody sees": (changed(LINE, "{{ 部\u200b门 }}："), "invisible", "正文第3段", "部", "U+200B"),
    "a blank before tr": (
        changed(LOOP, "{% tr for 事项 in 超期事项 %}"),
        "level",
        "正文表1第2行第1格第1段",
        "{% tr",
        "{%tr",
    ),
    "no blank behind p": (changed("{%p if not 附件 %}", "{%pif not 附件 %}"), "level", "正文第5段", "{%pif", "空一格"),
    "a full-width blank behind p": (
        changed("{%p if not 附件 %}", "{%p　if not 附件 %}"),
        "level",
        "正文第5段",
        "{%p",
        "空格",
    ),
    "tr outside a table": (
        changed("{%p if 到期事项 %}", "{%tr if 到期事项 %}"),
        "level",
        "正文第7段",
        "{%tr if",
        "表格外",
    ),
    "a sign of reckoning in a row's tag": (
        changed(LOOP, "{%tr for 事项 in 超期事项 if 事项.超期 % 2 %}"),
        "level",
        "正文表1第2行第1格第1段",
        "% 2",
        "%",
    ),
    "formatted text": (changed(LINE, "{{r 部门 }}："), "level", "正文第3段", "{{r 部门 }}", "{{r"),
    "text beside a paragraph's tag": (
        changed("{%p if 到期事项 %}", "另有：{%p if 到期事项 %}"),
        "lost-text",
        "正文第7段",
        "另有：",
        "另有：",
    ),
    "a row's tag among the row's cells": (
        changed("{{ 事项.序号 }}", "{%tr if 事项.超期 %}{{ 事项.序号 }}{%tr endif %}"),
        "lost-text",
        "正文表1第3行第1格第1段",
        "{%tr if",
        "行",
    ),
    "a section's end in a paragraph's tag": (
        made("{%p if 附件 %}", "甲", "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{%p endif %}</w:t></w:r></w:p>"),
        "lost-text",
        "正文第3段",
        "{%p endif",
        "分节符",
    ),
    "words beside a minus": (
        changed("（见附件）{% endif %}", "（见附件）{%- endif %}"),
        "lost-text",
        "正文第4段",
        "{%- endif %}",
        "经核对截至",
    ),
    "words behind an end": (
        changed("（见附件）{% endif %}", "（见附件）{% endif 附件 %}"),
        "syntax",
        "正文第4段",
        "{% endif 附件",
        "endif",
    ),
    "an unknown name": (changed(LINE, "{{ 部们 }}："), "name", "正文第3段", "{{ 部们 }}", "“部门”"),
    "an unknown name over runs": (
        changed(LINE, f"{{{CUT}{{ 部{CUT}们 {CUT}}}}}："),
        "name",
        "正文第3段",
        "{{ 部们 }}",
        "“部门”",
    ),
    "an unknown field": (
        changed("{{ 事项.规定时限 }}", "{{ 事项.规定期限 }}"),
        "field",
        "正文表1第3行第5格第1段",
        "事项.规定期限",
        "“规定时限”",
    ),
    "a field without its row": (
        changed("{{ 事项.来源 }}", "{{ 来源 }}"),
        "name",
        "正文表1第3行第3格第1段",
        "{{ 来源 }}",
        "“事项.来源”",
    ),
    "a row's name behind its loop": (
        changed("{{ 暂定说明 }}", "{{ 事项.超期 }}"),
        "name",
        "正文第11段",
        "{{ 事项.超期 }}",
        "循环",
    ),
    "a loop's name in a header": (
        made("{% for 项 in 超期事项 %}{{ 项.序号 }}{% endfor %}", header="{{ 项.序号 }}"),
        "name",
        "页眉（header1.xml）第1段",
        "{{ 项.序号 }}",
        "循环",
    ),
    "a list printed": (changed(LINE, "{{ 超期事项 }}："), "print", "正文第3段", "{{ 超期事项 }}", "for"),
    "a yes or no printed": (changed(LINE, "{{ 附件 }}："), "print", "正文第3段", "{{ 附件 }}", "if"),
    "a field of the whole list": (changed(LINE, "{{ 超期事项.事项 }}："), "field", "正文第3段", "超期事项.事项", "for"),
    "a loop over a number": (
        changed(LOOP, "{%tr for 事项 in 件数 %}"),
        "loop-over",
        "正文表1第2行第1格第1段",
        "in 件数",
        "件数",
    ),
    "an unknown filter": (changed(LINE, "{{ 部门|uper }}："), "filter", "正文第3段", "部门|uper", "“upper”"),
    "an unknown test": (changed("{% if 急件数 %}", "{% if 急件数 is ood %}"), "test", "正文第4段", "is ood", "“odd”"),
    "an unknown statement": (
        changed("{%p if 暂定说明 %}", "{%p iff 暂定说明 %}"),
        "statement",
        "正文第10段",
        "iff",
        "“if”",
    ),
    "a value in a statement's braces": (
        changed(LINE, "{% 部门 %}："),
        "statement",
        "正文第3段",
        "{% 部门 %}",
        "{{ 部门 }}",
    ),
    "one equal sign": (changed("{% if 急件数 %}", "{% if 急件数 = 1 %}"), "syntax", "正文第4段", "= 1", "=="),
    "an expression cut short": (changed(LINE, "{{ 部门| }}："), "syntax", "正文第3段", "{{ 部门| }}", "读不懂"),
    "reaching beyond values": (
        changed(LINE, "{{ 部门.__class__ }}："),
        "forbidden",
        "正文第3段",
        "__class__",
        "__class__",
    ),
    "another file taken in": (changed(LINE, "{% include '甲.docx' %}："), "forbidden", "正文第3段", "include", "文件"),
    "a loop never closed": (changed(ENDLOOP, "—"), "unclosed", "正文表1第2行第1格第1段", "{%tr for 事项", "endfor"),
    "an if never closed": (changed("{%p endif %}", ""), "unclosed", "正文第5段", "{%p if not 附件", "endif"),
    "an end too many": (changed(LINE, "{{ 部门 }}：{% endif %}"), "unopened", "正文第3段", "{% endif %}", "if"),
    "an else without if": (changed(LINE, "{{ 部门 }}：{% else %}"), "unopened", "正文第3段", "{% else %}", "else"),
    "crossed blocks": (
        made("{% for 项 in 超期事项 %}{{ 项.序号 }}{% if 项.超期 %}甲{% endfor %}{% endif %}"),
        "crossed",
        "正文第1段",
        "{% endfor %}",
        "if",
    ),
    "a row's loop closed as text": (
        changed(ENDLOOP, "{% endfor %}"),
        "mixed-levels",
        "正文表1第4行第1格第1段",
        "{% endfor %}",
        "{%tr for",
    ),
    "a loop from one cell to the next": (
        made(
            TABLE.format(
                ROW.format(CELL.format(NAMED.format("{% if 附件 %}甲")) + CELL.format(NAMED.format("乙{% endif %}")))
            )
        ),
        "mixed-levels",
        "正文表1第1行第2格第1段",
        "{% endif %}",
        "同一",
    ),
    "a cell that may be left empty": (
        made(
            TABLE.format(
                ROW.format(
                    CELL.format(NAMED.format("{%p if 附件 %}") + NAMED.format("甲") + NAMED.format("{%p endif %}"))
                )
            )
        ),
        "empty-cell",
        "正文表1第1行第1格第1段",
        "{%p if",
        "空段落",
    ),
    "a tag struck out but kept": (
        changed(LINE, f"甲{OUT.format(deletion('{{ 部门 }}'))}："),
        "tracked",
        "正文第3段",
        "甲：",
        "修订",
    ),
    "a tag put in and not accepted": (
        made(f'<w:p><w:ins w:id="1" w:author="甲">{NAMED.format("{{ 部门 }}")[5:-6]}</w:ins></w:p>'),
        "tracked",
        "正文第1段",
        "{{ 部门 }}",
        "修订",
    ),
    "a comment's end within a tag": (
        changed(LINE, f"{{{{ 部{OUT.format(COMMENT)}门 }}}}："),
        "split",
        "正文第3段",
        "{{ 部门 }}",
        "批注",
    ),
    "a hyperlink over half a tag": (
        made(
            f'<w:p><w:hyperlink w:anchor="a">{NAMED.format("{{ 部")[5:-6]}</w:hyperlink>'
            f"{NAMED.format('门 }}')[5:-6]}</w:p>"
        ),
        "split",
        "正文第1段",
        "{{ 部门 }}",
        "超链接",
    ),
    "a field within a tag": (
        changed(LINE, f"{{{{ 部{OUT.format(FIELD_END)}门 }}}}："),
        "split",
        "正文第3段",
        "{{ 部门 }}",
        "域",
    ),
    "a tag in a field's code": (
        made(FIELD.format(' HYPERLINK "{{ 部门 }}" ')),
        "field-code",
        "正文第1段",
        "HYPERLINK",
        "域代码",
    ),
    "a field of the mail merge": (
        made(FIELD.format(" MERGEFIELD 部门 ")),
        "merge-field",
        "正文第1段",
        "甲",
        "邮件合并",
    ),
    "an unknown name in a text box": (
        made("甲", BOX.format(NAMED.format("{{ 部们 }}"))),
        "name",
        "正文第2段的文本框第1段",
        "{{ 部们 }}",
        "“部门”",
    ),
    "an unknown name in a footer": (
        changed("— </w:t>", "{{ 部们 }} </w:t>", "word/footer2.xml"),
        "name",
        "页脚（footer2.xml）第1段",
        "{{ 部们 }}",
        "“部门”",
    ),
    "an unknown name in a footnote": (
        within(made("甲"), "word/footnotes.xml", NOTES.encode(), "footnotes"),
        "name",
        "脚注（footnotes.xml）第1段",
        "{{ 部们 }}",
        "“部门”",
    ),
    "an unknown name in a table within a table": (
        made(
            TABLE.format(
                ROW.format(
                    CELL.format("<w:p/>")
                    + CELL.format(TABLE.format(ROW.format(CELL.format(NAMED.format("{{ 部们 }}")))) + "<w:p/>")
                )
            )
        ),
        "name",
        "正文表1/1第1/1行第2/1格第1段",
        "{{ 部们 }}",
        "“部门”",
    ),
    "an unknown name in a description": (
        made('<w:p><w:r><w:drawing><docPr xmlns="x" descr="{{ 部们 }}"/></w:drawing></w:r></w:p>'),
        "name",
        "正文第1段",
        "{{ 部们 }}",
        "“部门”",
    ),
    "a tag in a comment": (
        within(
            made("甲"),
            "word/comments.xml",
            NOTES.replace("footnotes", "comments").replace("footnote", "comment").encode(),
            "comments",
        ),
        "not-filled",
        "批注（comments.xml）",
        "{{ 部们 }}",
        "不会",
    ),
    "a tag in a formula": (
        made('<w:p><m:oMath xmlns:m="m"><m:r><m:t>{{ 件数 }}</m:t></m:r></m:oMath></w:p>'),
        "not-text",
        "正文第1段",
        "{{ 件数 }}",
        "公式",
    ),
    "a field that fetches from outside": (made(FIELD.format(' DDEAUTO c:\\a "b" ')), "refused", "", "", "外部"),
    "a macro": (made("甲", members={"word/vbaProject.bin": b"x"}), "refused", "", "", "宏"),
    "a picture from elsewhere": (
        within(
            made("甲"),
            "word/_rels/header1.xml.rels",
            b'<Relationships><Relationship Id="a" Type="x/image" Target="http://a/b" TargetMode="External"/>'
            b"</Relationships>",
        ),
        "refused",
        "",
        "",
        "外",
    ),
    "no Word file": (b"PK", "refused", "", "", "Word"),
    "a damaged part": (changed("</w:body>", "", "word/document.xml"), "damaged", "正文", "", "损坏"),
    "a value that is not there": (changed(LINE, "{{ 超期事项[7].事项 }}："), "refused", "", "", "7"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_broken_is_found_at_its_place_and_nothing_else(broken: str, rules: RuleBook, tmp_path: Path) -> None:
    content, kind, place, text, said = BROKEN[broken]
    found = problems(rules, tmp_path, content)
    assert [(one.kind, str(one.place)) for one in found] == [(kind, place)], [(p.kind, p.text, p.said) for p in found]
    assert text in found[0].text and said in found[0].said
    assert "{{{{" not in found[0].said and "}}}}" not in found[0].said


def scattered(text: str) -> str:
    """A paragraph as Word keeps it that was typed with corrections: a run a letter, marks between them."""
    runs = "".join(
        f'<w:bookmarkStart w:id="{n}" w:name="_b{n}"/><w:r><w:rPr><w:lang w:eastAsia="zh-CN"/></w:rPr>'
        f'<w:t xml:space="preserve">{letter}</w:t></w:r><w:bookmarkEnd w:id="{n}"/><w:proofErr w:type="spellEnd"/>'
        for n, letter in enumerate(text)
    )
    return f"<w:p>{runs}</w:p>"


def row(*texts: str) -> str:
    return ROW.format("".join(CELL.format(NAMED.format(text)) for text in texts))


SOUND: dict[str, tuple[str, bytes, str]] = {  # what is sound: the kind, the file, what its paper says
    "tags over many runs": (
        NOTICE,
        made(
            scattered("{{ 部门 }}：{% if 急件数 %}急{% endif %}"),
            scattered("{%p if 件数 %}"),
            "乙",
            scattered("{%p endif %}"),
        ),
        "生产技术科：急",
    ),
    "curled quotes Word put there": (
        NOTICE,
        made("{{ 联系人|default(“无”) }}{% if 部门 == ‘生产技术科’ %}是{% endif %}"),
        "贺兰是",
    ),
    "loops within loops": (
        "个人提醒",
        made(
            "{%p for 段 in 各段 %}",
            "{{ 段.代办 or 人员 }}",
            TABLE.format(
                row("{%tr for 项 in 段.各项 %}") + row("{{ loop.index }} {{ 项.编号及标题 }}") + row("{%tr endfor %}")
            ),
            "{%p endfor %}",
        ),
        "3 DB2026-069《开发区变电站选址协调》",
    ),
    "names of its own": (
        NOTICE,
        made(
            "{% set 合计 = 件数 + 到期件数 %}{% macro 称(人) %}{{ 人 }}同志{% endmacro %}"
            "共{{ 合计 }}件，{{ 称(联系人) }}",
            "{% set 头 %}甲{{ 部门 }}{% endset %}{{ 头 }}{% with 某 = 超期事项[0] %}{{ 某.事项 }}{% endwith %}",
        ),
        "共6件，贺兰同志",
    ),
    "filters and tests": (
        NOTICE,
        made(
            "{{ 超期事项|map(attribute='超期')|max }}、{{ 超期事项|selectattr('超期', 'gt', 10)|list|length }}",
            "{% for 事 in 超期事项|sort(attribute='超期', reverse=true) if 事.超期 is odd %}"
            "{{ 事.超期 }}；{% else %}无{% endfor %}",
            "{{ 超期事项|map(attribute='编号')|join('、') }}",
            "{{ 部门|replace('科', '室') }}{{ (超期事项|first).事项[:4] }}",
        ),
        "15、2",
    ),
    "boxes and headers": (
        NOTICE,
        made("甲", BOX.format(NAMED.format("{% if 件数 %}{{ 部门 }}{% endif %}")), header="{{ 稿别 }}{{ 署名 }}"),
        "生产技术科",
    ),
    "columns, colours and merged cells": (
        "办公室评价报告",
        made(
            TABLE.format(
                row("{%tc for 头 in 部门指标 %}", "{{ 头 }}", "{%tc endfor %}")
                + row("{%tr for 行 in 各部门 %}")
                + row(
                    "{% cellbg 'FFCC00' if loop.first else 'FFFFFF' %}{{ 行.部门 }}",
                    "{% vm %}合并",
                    "{{ 行.结果|join }}",
                )
                + row("{%tr endfor %}")
            )
        ),
        "合并",
    ),
    "remarks and what is no tag": (
        NOTICE,
        made(
            "{# 说明：｛｛｝｝ #}取值｛1，2｝、{3}、A{n}、50%｝，{{ '（' ~ 部门 ~ '，急）' }}{{ '}}' }}",
            "{#p 整段说明 #}",
            "{% raw %}{{ 原样 }}{% endraw %}",
            "{%p if 件数 > 1 and 件数 < 9 %}",
            "丙{% if 件数 %}丁{% endif %}",
            "{%p endif %}",
            "戊",
            "{%- if 件数 %}己{% endif %}",
        ),
        "取值｛1，2｝、{3}、A{n}、50%｝，（生产技术科，急）}}",
    ),
    "links, comments and fields around whole tags": (
        NOTICE,
        made(
            f'<w:p><w:commentRangeStart w:id="0"/>{NAMED.format("{{ 部门 }}")[5:-6]}<w:commentRangeEnd w:id="0"/>'
            f'<w:hyperlink w:anchor="a">{NAMED.format("{{ 编号 }}")[5:-6]}</w:hyperlink></w:p>',
            FIELD.format(" PAGE "),
        ),
        "生产技术科临电催〔2026〕12号",
    ),
    "a paragraph left in every cell": (
        NOTICE,
        made(
            TABLE.format(
                ROW.format(
                    CELL.format(
                        "".join(map(NAMED.format, ("{%p if 附件 %}", "甲", "{%p else %}", "乙", "{%p endif %}")))
                    )
                    + CELL.format(
                        "".join(map(NAMED.format, ("{%p for 事 in 超期事项 %}", "{{ 事.事项 }}", "{%p endfor %}")))
                        + "<w:p/>"
                    )
                )
            )
        ),
        "落实兴旺村低电压台区改造",
    ),
    "controls around paragraphs": (
        NOTICE,
        made(
            "{%p for 事 in 超期事项 %}",
            f"<w:sdt><w:sdtContent>{NAMED.format('{{ 事.编号及事项 }}')}{NAMED.format('{%p if loop.last %}')}"
            f"{NAMED.format('完')}{NAMED.format('{%p endif %}')}</w:sdtContent></w:sdt>",
            "{%p endfor %}",
        ),
        "完",
    ),
    "another language": (
        NOTICE,
        made("To {{ 部门 }}: {{ 件数 }} matter{% if 件数 != 1 %}s{% endif %} overdue, “{{ 编号 }}”"),
        "3 matters overdue",
    ),
}


@pytest.mark.parametrize("sound", SOUND)
def test_of_what_is_sound_nothing_is_told(sound: str, rules: RuleBook, tmp_path: Path) -> None:
    kind, content, said = SOUND[sound]
    assert [(one.kind, one.text, one.said) for one in problems(rules, tmp_path, content, kind)] == []
    pressed = tailoring.preview(rules, kind, "", tmp_path / "templates", TEMPLATES)
    assert said in looking.plain_text(pressed).replace("\n", "")


def test_a_shipped_template_scattered_over_runs_is_as_sound_as_before(rules: RuleBook, tmp_path: Path) -> None:
    for path in sorted(TEMPLATES.glob("*.docx"))[::4]:
        with zipfile.ZipFile(path) as package:
            members = {member: package.read(member) for member in package.namelist()}
        xml = members["word/document.xml"].decode()
        members["word/document.xml"] = "".join(_scattered(xml)).encode()
        assert problems(rules, tmp_path / path.stem, pack(members), path.stem) == []


def _scattered(xml: str) -> Iterator[str]:
    """Every run that holds a tag cut after each second letter of it."""
    place = 0
    for found in re.finditer(r"<w:r><w:t xml:space=\"preserve\">([^<]*\{[^<]*)</w:t></w:r>", xml):
        yield xml[place : found.start()]
        letters = re.findall(r"&\w+;|.", found.group(1))
        for n in range(0, len(letters), 2):
            yield f'<w:r><w:t xml:space="preserve">{"".join(letters[n : n + 2])}</w:t></w:r>'
        place = found.end()
    yield xml[place:]


def test_every_problem_of_every_template_is_told_at_once(rules: RuleBook, tmp_path: Path) -> None:
    own = tmp_path / "templates"
    (own / "财务科").mkdir(parents=True)
    (own / f"{NOTICE}.docx").write_bytes(made("｛｛ 部门 ｝｝", "{{ 部们 }}{{ 编好 }}", "{% if 附件 %}"))
    (own / "财务科" / f"{NOTICE}.docx").write_bytes(made("{{ 件术 }}"))
    told = {
        one.name: [problem.kind for problem in one.problems]
        for one in tailoring.check(rules, own, TEMPLATES)
        if one.own
    }
    assert told[f"{NOTICE}.docx"] == ["braces", "name", "name", "unclosed"]
    assert told[f"财务科/{NOTICE}.docx"] == ["name"]


def test_files_nothing_is_made_from_are_told(rules: RuleBook, tmp_path: Path) -> None:
    own = tmp_path / "templates"
    for name in (
        "催办通知书.docx",
        "督办通知单.doc",
        "财务室/催办通知单.docx",
        "财务科/工作通报.docx",
        "~$催办通知单.docx",
    ):
        path = own / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made("{{ 单位 }}"))
    told = {one.name: one.problems for one in tailoring.check(rules, own, TEMPLATES) if one.own}
    assert {name: problems[0].kind for name, problems in told.items()} == {
        "催办通知书.docx": "unused",
        "督办通知单.doc": "file",
        "财务室/催办通知单.docx": "department",
        "财务科/工作通报.docx": "unused",
    }
    assert "“催办通知单”" in told["催办通知书.docx"][0].said and "“财务科”" in told["财务室/催办通知单.docx"][0].said


def test_a_template_the_rule_book_names_and_nobody_has_is_told(rules: RuleBook, tmp_path: Path) -> None:
    of = tuple(replace(rule, template="催办函") if rule.name == NOTICE else rule for rule in rules.outputs)
    renamed = replace(rules, outputs=of)
    told = [one for one in tailoring.check(renamed, tmp_path, TEMPLATES) if one.problems]
    assert [(one.name, one.problems[0].kind) for one in told] == [("催办函.docx", "missing")]
    path = tailoring.copy(renamed, NOTICE, "", tmp_path, TEMPLATES)
    assert path.name == "催办函.docx" and path.read_bytes() == (TEMPLATES / f"{NOTICE}.docx").read_bytes()
    assert not [one for one in tailoring.check(renamed, tmp_path, TEMPLATES) if one.problems]


def test_a_template_of_two_papers_may_ask_what_only_one_of_them_knows(rules: RuleBook, tmp_path: Path) -> None:
    of = tuple(replace(rule, template="单") if rule.name in {NOTICE, "督办通知单"} else rule for rule in rules.outputs)
    two = replace(rules, outputs=of)
    asked = made("{% if 领导要求 is defined %}{{ 部门 }}{% endif %}{{ 超期 }}")
    assert [(one.kind, one.text) for one in problems(two, tmp_path, asked, "单")] == [
        ("name", "… }}{% endif %}{{ 超期 }}")
    ]


def test_a_loop_without_end_is_stopped_and_told(
    rules: RuleBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("officebatch.outputs.apart.SECONDS", 3)
    endless = made("{% for 甲 in range(9999) %}{% for 乙 in range(99999) %}{{ 甲 * 乙 }}{% endfor %}{% endfor %}")
    found = problems(rules, tmp_path, endless)
    assert [one.kind for one in found] == ["refused"] and "循环" in found[0].said


def shape(value: object) -> Shape:
    match value:
        case bool():
            return Shape.YES_NO
        case dict():
            return Shape.GROUP
        case [dict(), *_]:
            return Shape.ROWS
        case list():
            return Shape.LIST
    return Shape.VALUE


def differences(declared: tuple[Variable, ...], context: Mapping[str, object], place: str) -> Iterator[str]:
    """Where what a paper hands over is not what it declares, down to the last field."""
    names = [variable.name for variable in declared]
    yield from (f"{place}: {name} twice" for name in names if names.count(name) > 1)
    yield from (f"{place}: {name}" for name in set(names) ^ set(context))
    for variable in declared:
        value = context.get(variable.name)
        if value in ([], None):
            continue
        if shape(value) is not variable.shape:
            yield f"{place}: {variable.name} is {shape(value)}"
        elif isinstance(value, dict):
            yield from differences(variable.fields, value, f"{place}.{variable.name}")
        elif variable.shape is Shape.ROWS and isinstance(value, list):
            for one in value:
                yield from differences(variable.fields, one, f"{place}.{variable.name}")
        elif variable.shape is Shape.VALUE and {type(value)} != {type(one) for one in variable.examples}:
            yield f"{place}: {variable.name} is {type(value)}"


def filled(declared: tuple[Variable, ...], context: Mapping[str, object], place: str) -> Iterator[str]:
    """The lists that held something."""
    for variable in declared:
        value = context.get(variable.name)
        if value and isinstance(value, list):
            yield f"{place}.{variable.name}"
            if variable.shape is Shape.ROWS:
                yield from (name for one in value for name in filled(variable.fields, one, f"{place}.{variable.name}"))


def lists(declared: tuple[Variable, ...], place: str) -> Iterator[str]:
    for variable in declared:
        if variable.shape in {Shape.LIST, Shape.ROWS}:
            yield f"{place}.{variable.name}"
            yield from lists(variable.fields, f"{place}.{variable.name}")


# held against what they declare in tests/evaluation/worked/test_course.py
OF_EVALUATION = {"考核细则", "考核结果反馈单", "考核情况报告", "人员考核情况附件", "考核结果公示"}


def test_every_kind_hands_over_what_it_declares(
    rules: RuleBook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The sample office and two dockets full of everything: every Word paper, every list filled at least once."""
    handed: list[tuple[str, Mapping[str, object]]] = []
    press = Shelf.press

    def noted(shelf: Shelf, name: str, department: str, context: Mapping[str, Plain], title: str) -> bytes:
        handed.append((name, context))
        return press(shelf, name, department, context, title)

    monkeypatch.setattr(Shelf, "press", noted)
    sample = batch.sample(tmp_path / "office", "zh_CN")
    week = batch.measured(batch.examine(sample, rules, date(2026, 11, 20), lambda _: None), rules)
    outputs.compose(week, replace(rules, outputs=tuple(replace(rule, on=True) for rule in rules.outputs)), [TEMPLATES])
    outputs.compose(supervision.supervised(supervision.full()), office.rules(outputs=(supervision.RULE,)), [TEMPLATES])
    outputs.compose(bulletin.eventful(), office.rules(outputs=(bulletin.RULE,)), [TEMPLATES])
    asked = handbook.gather(sample, rules, week.as_of, lambda _: None)
    assert asked.handbook is not None
    late = replace(asked.handbook.revisions[0], steps=("发文.用印",))
    asked = replace(asked, handbook=replace(asked.handbook, revisions=(*asked.handbook.revisions, late)))
    for kind in ("流程分析报告", *handbook.BOOKS):
        outputs.compose_one(asked, rules, [TEMPLATES], kind)
    period = evaluation.quarter_of(week.as_of)
    done = evaluation.work(week.office, rules, period, week.deadlines, week.findings, as_of=week.as_of)
    people = evaluation.portraits(done, week.office, ())
    people = replace(people, people=tuple(replace(one, stand_in=one.own) for one in people.people))  # else nobody's
    outputs.compose(replace(week, people=people), replace(rules, outputs=tuple(
        rule for rule in rules.outputs if rule.kind == "个人业绩单")), [TEMPLATES])
    kinds = {name: kind for name, kind in registered().items() if kind.variables}
    found = [(name, context, (*COMMON, *kinds[name].variables)) for name, context in handed]
    seen = {name for name, _ in handed}
    # it shares the other form's template and context
    assert set(kinds) - seen - OF_EVALUATION == {"到期事项延期申请单"}
    assert kinds["到期事项延期申请单"].variables is kinds["延期申请审批单"].variables
    assert sorted({told for name, context, of in found for told in differences(of, context, name)}) == []
    held = {told for name, context, of in found for told in filled(of, context, name)}
    assert {told for name in seen for told in lists(kinds[name].variables, name)} - held == set()


def test_a_kind_is_found_by_its_name_or_that_of_the_office(rules: RuleBook) -> None:
    of = tuple(replace(rule, name="催办函", template="函") if rule.name == NOTICE else rule for rule in rules.outputs)
    kind, template = tailoring.kind_of("催办函", replace(rules, outputs=of))
    assert (kind.name, template) == (NOTICE, "函")
    with pytest.raises(tailoring.Unknown) as unknown:
        tailoring.kind_of("催办通知", rules)
    assert unknown.value.near == NOTICE
    with pytest.raises(tailoring.Unknown):
        tailoring.kind_of("超期清单", rules)


@pytest.mark.parametrize("name", sorted(name for name, kind in registered().items() if kind.variables))
def test_the_preview_of_every_kind_is_sound(name: str, rules: RuleBook, tmp_path: Path) -> None:
    pressed = tailoring.preview(rules, name, "", tmp_path, TEMPLATES)
    assert soundness.faults(pressed) == []


def test_a_departments_preview_is_of_its_own_template(rules: RuleBook, tmp_path: Path) -> None:
    path = tailoring.copy(rules, NOTICE, "财务科", tmp_path, TEMPLATES)
    assert path == tmp_path / "财务科" / f"{NOTICE}.docx"
    path.write_bytes(made("致{{ 部门 }}，共{{ 件数 }}件"))
    assert "致财务科，共3件" in looking.plain(tailoring.preview(rules, NOTICE, "财务科", tmp_path, TEMPLATES))
    assert "致" not in looking.plain(tailoring.preview(rules, NOTICE, "营销科", tmp_path, TEMPLATES))
    with pytest.raises(FileExistsError):
        tailoring.copy(rules, NOTICE, "财务科", tmp_path, TEMPLATES)
    with pytest.raises(tailoring.Unknown):
        tailoring.copy(rules, "工作通报", "财务科", tmp_path, TEMPLATES)


def test_a_preview_draws_a_chart_where_the_paper_has_one(rules: RuleBook, tmp_path: Path) -> None:
    pressed = tailoring.preview(rules, "工作通报", "", tmp_path, TEMPLATES)
    assert "⟦" not in looking.plain(pressed) and "示例图" in looking.part(pressed, "word/charts/chart1.xml")


def test_a_charts_mark_beside_words_is_told(rules: RuleBook, tmp_path: Path) -> None:
    found = problems(rules, tmp_path, made("见下图{{ 附图 }}"), "工作通报")
    assert [one.kind for one in found] == ["refused"] and "独占一段" in found[0].said
