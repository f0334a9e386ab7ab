"""Templates judged: what a hand, an input method or Word itself breaks is found at its place, and nothing else is."""

from __future__ import annotations

import io
import shutil
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from officebatch import batch, outputs, rulebook, workspace
from officebatch.outputs import tailoring
from officebatch.outputs.registry import registered
from officebatch.outputs.shelf import Shelf
from officebatch.outputs.variables import COMMON, Shape, examples
from officebatch.package import pack
from templates import parts, wordml
from tests.outputs import looking, soundness
from tests.outputs.office import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

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
    """What is told of an office's own template, the shipped ones being in order."""
    path = folder / "templates" / f"{name}.docx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    judged = tailoring.check(rules, folder / "templates", TEMPLATES)
    assert not [one for one in judged if one.problems and not one.own]
    return [problem for one in judged if one.own for problem in one.problems]


BOX = (
    '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps"><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice>'
    "<mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
NOTES = f'<w:footnotes xmlns:w="{wordml.W}"><w:footnote w:id="1">{NAMED.format("{{ 部们 }}")}</w:footnote></w:footnotes>'
FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">{0}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>甲</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
TABLE = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{0}</w:tbl>"
ROW = "<w:tr>{0}</w:tr>"
CELL = "<w:tc>{0}</w:tc>"


def deletion(text: str) -> str:
    return f'<w:del w:id="1" w:author="甲"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


BROKEN: dict[str, tuple[bytes, str, str, str, str]] = {  # what is broken: the file, kind, place, text, what is said
    "full-width braces": (changed(LINE, "｛｛ 部门 ｝｝："), "braces", "正文第3段", "｛｛ 部门 ｝｝", "{{"),
    "full-width braces over runs": (
        changed(LINE, f"｛{CUT}｛ 部门 {CUT}｝｝："), "braces", "正文第3段", "｛｛ 部门 ｝｝", "｛｛"),
    "full-width percent": (changed("{%p if not 附件 %}", "{％p if not 附件 ％}"), "braces", "正文第5段", "{％p", "{%"),
    "only the end full-width": (changed(LINE, "{{ 部门 }｝："), "braces", "正文第3段", "{{ 部门 }｝", "}｝"),
    "a blank between braces": (changed(LINE, "{ { 部门 }}："), "braces", "正文第3段", "{ { 部门 }}", "{ {"),
    "three braces": (changed(LINE, "{{{ 部门 }}}："), "braces", "正文第3段", "{{{ 部门 }}}", "{{"),
    "another mark's end": (
        changed("{% if 急件数 %}", "{% if 急件数 }}"), "braces", "正文第4段", "{% if 急件数 }}", "%}"),
    "full-width comma": (
        changed(LINE, "{{ [部门，编号]|join }}："), "punctuation", "正文第3段", "部门，编号", "，"),
    "full-width equal signs": (
        changed("{% if 急件数 %}", "{% if 急件数 ＝＝ 1 %}"), "punctuation", "正文第4段", "＝＝", "="),
    "full-width brackets": (
        changed(LINE, "{{ 部门|replace（'科', '室'） }}："), "punctuation", "正文第3段", "（'科'", "("),
    "a full stop for the dot": (
        changed("{{ 事项.事项 }}", "{{ 事项。事项 }}"), "punctuation", "正文表4第3行第4格第1段", "事项。事项", "."),
    "quotes nobody reads": (
        changed(LINE, "{{ 部门|default(「无」) }}："), "quotes", "正文第3段", "「无」", "「"),
    "curled quotes within quotes": (
        changed(LINE, "{{ '“' ~ 部门 ~ '”' }}："), "quotes", "正文第3段", "'“'", "弯引号"),
    "half a brace at the end": (changed(LINE, "{{ 部门 }："), "half-braces", "正文第3段", "{{ 部门 }：", "半"),
    "half a brace at the start": (changed(LINE, "{ 部门 }}："), "half-braces", "正文第3段", "{ 部门 }}", "半"),
    "half a percent end": (changed("{% if 附件 %}", "{% if 附件 %"), "half-braces", "正文第4段", "{% if 附件 %", "半"),
    "single braces": (changed(LINE, "{部门}："), "half-braces", "正文第3段", "{部门}", "{{ 部门 }}"),
    "a tag without end": (changed(LINE, "{{ 部门："), "unclosed-tag", "正文第3段", "{{ 部门：", "}}"),
    "an end without a tag": (changed(LINE, "部门 }}："), "stray", "正文第3段", "部门 }}", "开头"),
    "a character nobody sees": (changed(LINE, "{{ 部\u200b门 }}："), "invisible", "正文第3段", "部", "U+200B"),
    "a blank before tr": (changed(LOOP, "{% tr for 事项 in 超期事项 %}"), "level", "正文表1第2行第1格第1段", "{% tr", "{%tr"),
    "no blank behind p": (changed("{%p if not 附件 %}", "{%pif not 附件 %}"), "level", "正文第5段", "{%pif", "空一格"),
    "a full-width blank behind p": (
        changed("{%p if not 附件 %}", "{%p　if not 附件 %}"), "level", "正文第5段", "{%p", "空格"),
    "tr outside a table": (changed("{%p if 到期事项 %}", "{%tr if 到期事项 %}"), "level", "正文第7段", "{%tr if", "表格外"),
    "a sign of reckoning in a row's tag": (
        changed(LOOP, "{%tr for 事项 in 超期事项 if 事项.超期 % 2 %}"), "level", "正文表1第2行第1格第1段", "% 2", "%"),
    "formatted text": (changed(LINE, "{{r 部门 }}："), "level", "正文第3段", "{{r 部门 }}", "{{r"),
    "text beside a paragraph's tag": (
        changed("{%p if 到期事项 %}", "另有：{%p if 到期事项 %}"), "lost-text", "正文第7段", "另有：", "另有："),
    "a row's tag among the row's cells": (
        changed("{{ 事项.序号 }}", "{%tr if 事项.超期 %}{{ 事项.序号 }}{%tr endif %}"),
        "lost-text", "正文表1第3行第1格第1段", "{%tr if", "行"),
    "a section's end in a paragraph's tag": (
        made("{%p if 附件 %}", "甲", "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{%p endif %}</w:t></w:r></w:p>"),
        "lost-text", "正文第3段", "{%p endif", "分节符"),
    "an unknown name": (changed(LINE, "{{ 部们 }}："), "name", "正文第3段", "{{ 部们 }}", "“部门”"),
    "an unknown name over runs": (
        changed(LINE, f"{{{CUT}{{ 部{CUT}们 {CUT}}}}}："), "name", "正文第3段", "{{ 部们 }}", "“部门”"),
    "an unknown field": (
        changed("{{ 事项.规定时限 }}", "{{ 事项.规定期限 }}"),
        "field", "正文表1第3行第5格第1段", "事项.规定期限", "“规定时限”"),
    "a field without its row": (
        changed("{{ 事项.来源 }}", "{{ 来源 }}"), "name", "正文表1第3行第3格第1段", "{{ 来源 }}", "“事项.来源”"),
    "a row's name behind its loop": (
        changed("{{ 暂定说明 }}", "{{ 事项.超期 }}"), "name", "正文第11段", "{{ 事项.超期 }}", "循环"),
    "a loop's name in a header": (
        made("{% for 项 in 超期事项 %}{{ 项.序号 }}{% endfor %}", header="{{ 项.序号 }}"),
        "name", "页眉（header1.xml）第1段", "{{ 项.序号 }}", "循环"),
    "a list printed": (changed(LINE, "{{ 超期事项 }}："), "print", "正文第3段", "{{ 超期事项 }}", "for"),
    "a yes or no printed": (changed(LINE, "{{ 附件 }}："), "print", "正文第3段", "{{ 附件 }}", "if"),
    "a field of the whole list": (
        changed(LINE, "{{ 超期事项.事项 }}："), "field", "正文第3段", "超期事项.事项", "for"),
    "a loop over a number": (
        changed(LOOP, "{%tr for 事项 in 件数 %}"), "loop-over", "正文表1第2行第1格第1段", "in 件数", "件数"),
    "an unknown filter": (changed(LINE, "{{ 部门|uper }}："), "filter", "正文第3段", "部门|uper", "“upper”"),
    "an unknown test": (
        changed("{% if 急件数 %}", "{% if 急件数 is ood %}"), "test", "正文第4段", "is ood", "“odd”"),
    "an unknown statement": (
        changed("{%p if 暂定说明 %}", "{%p iff 暂定说明 %}"), "statement", "正文第10段", "iff", "“if”"),
    "a value in a statement's braces": (changed(LINE, "{% 部门 %}："), "statement", "正文第3段", "{% 部门 %}", "{{ 部门 }}"),
    "one equal sign": (changed("{% if 急件数 %}", "{% if 急件数 = 1 %}"), "syntax", "正文第4段", "= 1", "=="),
    "an expression cut short": (changed(LINE, "{{ 部门| }}："), "syntax", "正文第3段", "{{ 部门| }}", "读不懂"),
    "reaching beyond values": (changed(LINE, "{{ 部门.__class__ }}："), "forbidden", "正文第3段", "__class__", "__class__"),
    "another file taken in": (
        changed(LINE, "{% include '甲.docx' %}："), "forbidden", "正文第3段", "include", "文件"),
    "a loop never closed": (
        changed(ENDLOOP, "—"), "unclosed", "正文表1第2行第1格第1段", "{%tr for 事项", "endfor"),
    "an if never closed": (changed("{%p endif %}", ""), "unclosed", "正文第5段", "{%p if not 附件", "endif"),
    "an end too many": (changed(LINE, "{{ 部门 }}：{% endif %}"), "unopened", "正文第3段", "{% endif %}", "if"),
    "an else without if": (changed(LINE, "{{ 部门 }}：{% else %}"), "unopened", "正文第3段", "{% else %}", "else"),
    "crossed blocks": (
        made("{% for 项 in 超期事项 %}{{ 项.序号 }}{% if 项.超期 %}甲{% endfor %}{% endif %}"),
        "crossed", "正文第1段", "{% endfor %}", "if"),
    "a row's loop closed as text": (
        changed(ENDLOOP, "{% endfor %}"), "mixed-levels", "正文表1第4行第1格第1段", "{% endfor %}", "{%tr for"),
    "a loop from one cell to the next": (
        made(TABLE.format(ROW.format(CELL.format(NAMED.format("{% if 附件 %}甲"))
                                     + CELL.format(NAMED.format("乙{% endif %}"))))),
        "mixed-levels", "正文表1第1行第2格第1段", "{% endif %}", "同一"),
    "a cell that may be left empty": (
        made(TABLE.format(ROW.format(CELL.format(
            NAMED.format("{%p if 附件 %}") + NAMED.format("甲") + NAMED.format("{%p endif %}"))))),
        "empty-cell", "正文表1第1行第1格第1段", "{%p if", "空段落"),
    "a tag struck out but kept": (
        changed(LINE, f"甲{OUT.format(deletion('{{ 部门 }}'))}："), "tracked", "正文第3段", "甲：", "修订"),
    "a tag put in and not accepted": (
        made(f'<w:p><w:ins w:id="1" w:author="甲">{NAMED.format("{{ 部门 }}")[5:-6]}</w:ins></w:p>'),
        "tracked", "正文第1段", "{{ 部门 }}", "修订"),
    "a comment's end within a tag": (
        changed(LINE, f"{{{{ 部{OUT.format(COMMENT)}门 }}}}："), "split", "正文第3段", "{{ 部门 }}", "批注"),
    "a hyperlink over half a tag": (
        made(f'<w:p><w:hyperlink w:anchor="a">{NAMED.format("{{ 部")[5:-6]}</w:hyperlink>{NAMED.format("门 }}")[5:-6]}</w:p>'),
        "split", "正文第1段", "{{ 部门 }}", "超链接"),
    "a field within a tag": (
        changed(LINE, f"{{{{ 部{OUT.format(FIELD_END)}门 }}}}："),
        "split", "正文第3段", "{{ 部门 }}", "域"),
    "a tag in a field's code": (
        made(FIELD.format(' HYPERLINK "{{ 部门 }}" ')), "field-code", "正文第1段", "HYPERLINK", "域代码"),
    "a field of the mail merge": (made(FIELD.format(" MERGEFIELD 部门 ")), "merge-field", "正文第1段", "甲", "邮件合并"),
    "an unknown name in a text box": (
        made("甲", BOX.format(NAMED.format("{{ 部们 }}"))), "name", "正文第2段的文本框第1段", "{{ 部们 }}", "“部门”"),
    "an unknown name in a footer": (
        changed("— </w:t>", "{{ 部们 }} </w:t>", "word/footer2.xml"),
        "name", "页脚（footer2.xml）第1段", "{{ 部们 }}", "“部门”"),
    "an unknown name in a footnote": (
        within(made("甲"), "word/footnotes.xml", NOTES.encode(), "footnotes"),
        "name", "脚注（footnotes.xml）第1段", "{{ 部们 }}", "“部门”"),
    "an unknown name in a table within a table": (
        made(TABLE.format(ROW.format(CELL.format("<w:p/>") + CELL.format(
            TABLE.format(ROW.format(CELL.format(NAMED.format("{{ 部们 }}")))) + "<w:p/>")))),
        "name", "正文表1/1第1/1行第2/1格第1段", "{{ 部们 }}", "“部门”"),
    "an unknown name in a description": (
        made('<w:p><w:r><w:drawing><docPr xmlns="x" descr="{{ 部们 }}"/></w:drawing></w:r></w:p>'),
        "name", "正文第1段", "{{ 部们 }}", "“部门”"),
    "a tag in a comment": (
        within(made("甲"), "word/comments.xml",
               NOTES.replace("footnotes", "comments").replace("footnote", "comment").encode(), "comments"),
        "not-filled", "批注（comments.xml）", "{{ 部们 }}", "不会"),
    "a tag in a formula": (
        made('<w:p><m:oMath xmlns:m="m"><m:r><m:t>{{ 件数 }}</m:t></m:r></m:oMath></w:p>'),
        "not-text", "正文第1段", "{{ 件数 }}", "公式"),
    "a field that fetches from outside": (
        made(FIELD.format(' DDEAUTO c:\\a "b" ')), "refused", "", "", "外部"),
    "a macro": (made("甲", members={"word/vbaProject.bin": b"x"}), "refused", "", "", "宏"),
    "a picture from elsewhere": (
        within(made("甲"), "word/_rels/header1.xml.rels",
               b'<Relationships><Relationship Id="a" Type="x/image" Target="http://a/b" TargetMode="External"/></Relationships>'),
        "refused", "", "", "外"),
    "no Word file": (b"PK", "refused", "", "", "Word"),
    "a damaged part": (
        changed("</w:body>", "", "word/document.xml"), "damaged", "正文", "", "损坏"),
    "a value that is not there": (
        changed(LINE, "{{ 超期事项[7].事项 }}："), "refused", "", "", "7"),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_broken_is_found_at_its_place_and_nothing_else(broken: str, rules: RuleBook, tmp_path: Path) -> None:
    content, kind, place, text, said = BROKEN[broken]
    found = problems(rules, tmp_path, content)
    assert [(one.kind, str(one.place)) for one in found] == [(kind, place)], [(p.kind, p.text, p.said) for p in found]
    assert text in found[0].text and said in found[0].said
    assert "{{{{" not in found[0].said and "}}}}" not in found[0].said
