"""Papers held against GB/T 9704-2012: what breaks one rule is found by its name, what keeps them all is silent."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from click.testing import CliRunner
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from officebatch.cli.template_format import PROFILES as OFFERED
from officebatch.cli.template_format import command
from officebatch.outputs import official
from officebatch.outputs.official import PROFILES, RULES, Kind
from officebatch.outputs.refusal import Refused
from officebatch.package import pack
from templates import make
from tests.outputs import soundness
from tests.outputs.office import TEMPLATES

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from officebatch.model.paper import Artifact
    from officebatch.outputs.official import Departure

STARTERS = {"letter": "信函", "bulletin": "通报", "report": "报告", "minutes": "纪要"}
HOUSE = {"mark", "number", "addressee", "text", "levels", "signature", "table-text"}


def starter(profile: str, *changes: tuple[str, str], part: str = "word/document.xml") -> bytes:
    """What an office starts a paper of this form from, with one part changed. Each change must take."""
    members = _members((TEMPLATES / "公文格式" / f"{STARTERS[profile]}.docx").read_bytes())
    text = members[part].decode()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return pack(members | {part: text.encode()})


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def departures(content: bytes, profile: str = "", kind: Kind = Kind.STANDARD) -> list[Departure]:
    return list(official.examine("试.docx", content, profile).of(kind))


def names(content: bytes, profile: str = "", kind: Kind = Kind.STANDARD) -> set[str]:
    return {one.rule for one in departures(content, profile, kind)}


@pytest.mark.parametrize("profile", PROFILES)
def test_what_offices_start_from_keeps_every_rule_and_is_known_for_what_it_is(profile: str) -> None:
    content = starter(profile)
    assert departures(content) == [] and departures(content, kind=Kind.HABIT) == []
    assert official.examine("试.docx", content).profile.name == profile
    assert soundness.faults(content) == []


def test_what_offices_start_from_is_made_by_the_script_byte_for_byte() -> None:
    standing = {f"公文格式/{path.name}": path.read_bytes() for path in (TEMPLATES / "公文格式").glob("*.docx")}
    assert make.made_to_start_from() == standing


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.docx")), ids=lambda path: path.stem)
def test_the_shipped_templates_depart_only_by_habits_of_the_house(path: Path) -> None:
    assert departures(path.read_bytes()) == []
    assert names(path.read_bytes(), kind=Kind.HABIT) <= HOUSE


def test_finished_papers_depart_no_more_than_their_templates(papers: dict[str, Artifact]) -> None:
    made = {path: paper.content for path, paper in papers.items() if path.endswith(".docx")}
    assert made and {path: departures(content) for path, content in made.items()} == {path: [] for path in made}


def faces(face: str) -> str:
    """The end of a run's properties that sets this face, up to its text."""
    return f'w:eastAsia="{face}" w:hAnsi="{face}" w:cs="{face}" /></w:rPr><w:t>'


SMALL = '<w:sz w:val="44"/>'
FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
PLAIN = '<w:r><w:t xml:space="preserve">此处'
BROKEN: list[tuple[str, str, str, *tuple[tuple[str, str], ...]]] = [
    ("bulletin", "paper", "5.1", ('w:w="11906"', 'w:w="12076"'), ('w:right="1474"', 'w:right="1644"')),
    ("bulletin", "margins", "5.2.1", ('w:top="2098"', 'w:top="1984"'), ('w:bottom="1984"', 'w:bottom="2098"')),
    ("letter", "type-area", "5.2.1", ('w:right="1474"', 'w:right="1417"')),
    ("bulletin", "colour", "5.2.4", (PLAIN, '<w:r><w:rPr><w:color w:val="0070C0"/></w:rPr><w:t>此处')),
    ("bulletin", "mark", "7.2.4", ('<w:color w:val="FF0000"/>', "")),
    ("bulletin", "number", "7.2.5", ("{{ 编号 }}", "某电办[2026]第012号")),
    ("letter", "number", "10.1", ('<w:pStyle w:val="Number"/><w:ind w:right="0"/>', '<w:pStyle w:val="Centred"/>')),
    ("report", "signer", "7.2.6", ("签发人：", ""), (">×××<", "><")),
    ("report", "signer", "7.2.6", (f"{faces('楷体_GB2312')}×××", f"{faces('黑体')}×××")),
    ("bulletin", "red-rule", "7.2.7", ('<w:bottom w:val="single" w:sz="12" w:space="11" w:color="FF0000"/>', "")),
    ("bulletin", "title", "7.3.1", ('<w:pStyle w:val="Title"/>', '<w:pStyle w:val="Title"/><w:jc w:val="left"/>')),
    ("bulletin", "addressee", "7.3.2", ("各供电所：", "各供电所:")),
    ("bulletin", "text", "7.3.3", (f"</w:pPr>{PLAIN}", f'{FLUSH}</w:pPr>{PLAIN}')),
    ("bulletin", "levels", "7.3.3", ("一、×", "一．×")),
    ("bulletin", "levels", "7.3.3", ("1.小标题", "1、小标题")),
    ("bulletin", "levels", "7.3.3", ("（1）小标题", "(1)小标题")),
    ("bulletin", "levels", "7.3.3", ('<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="Body"/>')),
    ("bulletin", "annex-note", "7.3.4", ("附件：1.××××", "附件：1.××××；")),
    ("bulletin", "signature", "7.3.5", ('"Signature"/>', '"Signature"/><w:jc w:val="right"/>')),
    ("bulletin", "date", "7.3.5.4", ("{{ 印发日期 }}</w:t>", "2026年07月01日</w:t>")),
    ("bulletin", "imprint-rules", "7.4.1", ('<w:top w:val="single" w:sz="8"', '<w:top w:val="nil" w:sz="8"')),
    ("bulletin", "copies", "7.4.2", ("抄送：××××，××××。", "抄报：××××，××××。")),
    ("bulletin", "copies", "7.4.2", ("抄送：××××，××××。", "抄送：××××，××××")),
    ("letter", "printed", "10.1", ("抄送：××××，××××。", "某某办公室　2026年7月1日印发")),
    ("minutes", "attendance", "10.3", ("请假：", "请假:")),
    ("minutes", "attendance", "10.3", (f"{faces('黑体')}出席", f"{faces('仿宋')}出席")),
]  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: f"{broken[0]}-{broken[1]}")
def test_a_paper_that_breaks_one_rule(broken: tuple[str, str, str, *tuple[tuple[str, str], ...]]) -> None:
    profile, rule, clause, *changes = broken
    found = departures(starter(profile, *changes), profile)
    assert {(one.rule, one.clause) for one in found} == {(rule, clause)}
    assert all(one.found and one.wanted and one.where for one in found)


STYLES = [
    ("lines", "5.2.3", ('w:line="579" w:lineRule="exact"', 'w:line="580" w:lineRule="exact"')),
    ("characters", "5.2.3", ('<w:spacing w:val="-5"/>', '<w:spacing w:val="-4"/>')),
    ("title", "7.3.1", (SMALL, '<w:sz w:val="36"/>')),
    ("title", "7.3.1", ('w:eastAsia="方正小标宋简体"', 'w:eastAsia="微软雅黑"')),
    ("page-number", "7.5", ('w:ascii="宋体"', 'w:ascii="Times New Roman"')),
]


@pytest.mark.parametrize(("rule", "clause", "change"), STYLES, ids=lambda one: str(one)[:24])
def test_what_a_style_breaks_is_found_in_what_wears_it(rule: str, clause: str, change: tuple[str, str]) -> None:
    found = departures(starter("bulletin", change, part="word/styles.xml"))
    assert {(one.rule, one.clause) for one in found} == {(rule, clause)}


def test_odd_and_even_pages_are_told_apart_and_a_letter_has_no_number_on_its_first() -> None:
    alike = starter("report", ("<w:evenAndOddHeaders/>", ""), part="word/settings.xml")
    assert [(one.rule, one.clause) for one in departures(alike)] == [("page-number", "7.5")]
    hyphens = starter("report", ("— ", "- "), (" —", " -"), part="word/footer1.xml")
    assert names(hyphens) == {"page-number"}
    number = _members(starter("letter"))["word/footer1.xml"].decode().partition(">")[2].partition(">")[2]
    shown = starter("letter", ("</w:ftr>", number), part="word/footer5.xml")
    assert [(one.rule, one.clause) for one in departures(shown)] == [("page-number", "10.1")]


def test_a_day_in_han_figures_is_no_date_of_the_standard() -> None:
    end = "</w:t></w:r></w:p><w:tbl>"
    assert "date" in names(starter("bulletin", ("{{ 印发日期 }}" + end, "二〇二六年七月一日" + end)))


def test_an_annex_begins_a_page_and_its_title_stands_on_the_third_line() -> None:
    bulletin = (TEMPLATES / "工作通报.docx").read_bytes()
    members = _members(bulletin)
    text = members["word/document.xml"].decode()
    for old, new, said in (
        ('<w:pStyle w:val="AnnexMark"/>', '<w:pStyle w:val="AnnexMark"/><w:spacing w:after="0"/>', "编排在版心第三行"),
        ('<w:pStyle w:val="AnnexMark"/>', '<w:pStyle w:val="AnnexMark"/><w:jc w:val="center"/>', "顶格"),
    ):
        broken = pack(members | {"word/document.xml": text.replace(old, new).encode()})
        (found,) = departures(broken)
        assert (found.rule, found.clause, found.wanted, found.more) == ("annex", "7.3.7", said, 2)
    start = text.index("<w:sectPr>")
    same_page = text[: text.rindex("<w:p>", 0, start)] + text[text.index("</w:p>", start) + len("</w:p>") :]
    (found,) = departures(pack(members | {"word/document.xml": same_page.encode()}))
    assert (found.rule, found.wanted) == ("annex", "另面编排")


def handmade() -> Document:
    """A paper as an office makes it in Word: the styles of the program's own default, changed by hand; a grid of
    lines and characters; everything else set on the spot."""
    paper = docx.Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    grid = f'<w:docGrid {nsdecls("w")} w:type="linesAndChars" w:linePitch="579" w:charSpace="-849"/>'
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(parse_xml(grid))
    normal = paper.styles["Normal"]
    normal.font.size = Pt(16)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), "仿宋")
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1
    paper.settings.odd_and_even_pages_header_footer = True
    for footer, align, side in ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT, "right"),
                                (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "left")):  # fmt: skip
        _page_number(footer.paragraphs[0], align, side)
    _line(paper, "关于做好防汛工作的通知", "方正小标宋简体", 22, WD_ALIGN_PARAGRAPH.CENTER)
    _line(paper, "")
    _line(paper, "各部门：")
    _line(paper, "现将有关事项通知如下。", first=2)
    _line(paper, "一、总体要求", "黑体", first=2)
    _line(paper, "请各部门认真落实。", first=2)
    _line(paper, "")
    _line(paper, "某某供电局办公室", align=WD_ALIGN_PARAGRAPH.RIGHT, right=2)
    start = 27.6 - 2 - 8 + 2
    _line(paper, "2026年7月1日", left=start)
    return paper


def _line(
    paper: Document, text: str, face: str = "", size: float = 0, align: WD_ALIGN_PARAGRAPH | None = None, *,
    first: float = 0, left: float = 0, right: float = 0,
) -> None:  # fmt: skip
    added = paper.add_paragraph()
    if align is not None:
        added.alignment = align
    indent = added.paragraph_format
    indent.first_line_indent, indent.left_indent, indent.right_indent = Pt(16 * first), Pt(16 * left), Pt(16 * right)
    run = added.add_run(text)
    if size:
        run.font.size = Pt(size)
    if face:
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _page_number(paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH, side: str) -> None:
    paragraph.alignment = align
    setattr(paragraph.paragraph_format, f"{side}_indent", Pt(14))
    for text in ("— ", None, " —"):
        run = paragraph.add_run(text)
        run.font.size, run.font.name = Pt(14), "宋体"
        if text is None:
            for kind in ("begin", "PAGE", "end"):
                instruction = f"<w:instrText {nsdecls('w')}> PAGE </w:instrText>"
                mark = f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'
                run._element.append(parse_xml(instruction if kind == "PAGE" else mark))


def saved(paper: Document) -> bytes:
    held = io.BytesIO()
    paper.save(held)
    return held.getvalue()


def test_a_paper_made_by_hand_in_word_with_a_grid_is_silent() -> None:
    assert departures(saved(handmade()), "letter") == []


def test_a_theme_font_set_closer_wins_and_set_farther_loses() -> None:
    paper = handmade()
    fonts = paper.styles["Normal"].element.rPr.rFonts
    fonts.set(qn("w:eastAsiaTheme"), "minorEastAsia")
    said = [one for one in departures(saved(paper), "letter") if one.rule == "text"]
    assert [one.found for one in said] == ["3号ＭＳ 明朝"]  # the theme's face in the language the paper names
    for run in (run for line in paper.paragraphs for run in line.runs):
        if run._element.rPr is None or run._element.rPr.rFonts is None:
            run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋_GB2312")
    assert departures(saved(paper), "letter") == []


def test_a_style_is_followed_to_its_ancestors_and_what_is_set_on_the_spot_wins() -> None:
    paper = handmade()
    base = paper.styles.add_style("公文", 1)
    base.base_style = paper.styles["Normal"]
    base.font.size = Pt(15)
    heir = paper.styles.add_style("公文正文", 1)
    heir.base_style = base
    line = next(p for p in paper.paragraphs if p.text.startswith("请各部门"))
    line.style = heir
    (found,) = [one for one in departures(saved(paper), "letter") if one.rule == "text"]
    assert (found.found, found.wanted, found.text) == ("小3号仿宋", "3号仿宋", "请各部门认真落实。")
    line.runs[0].font.size = Pt(16)
    assert departures(saved(paper), "letter") == []


def test_an_indent_in_characters_hides_one_in_points() -> None:
    paper = handmade()
    line = next(p for p in paper.paragraphs if p.text.startswith("请各部门"))
    line.paragraph_format.first_line_indent = Pt(0)
    line._p.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "200")
    assert departures(saved(paper), "letter") == []


def test_labels_of_automatic_numbering_are_ordinals_too() -> None:
    paper = handmade()
    numbering = paper.part.numbering_part.element
    level = (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr>'
        "</w:lvl></w:abstractNum>"
    )
    numbering.insert(0, parse_xml(level.replace("{form}", "chineseCounting").replace("{text}", "（%1）")))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    line = next(p for p in paper.paragraphs if p.text.startswith("请各部门"))
    named = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
    line._p.get_or_add_pPr().append(parse_xml(named))
    (found,) = departures(saved(paper), "letter")
    assert (found.rule, found.wanted) == ("levels", "3号楷体")


def test_every_section_is_looked_at() -> None:
    paper = handmade()
    section = paper.add_section()
    section.left_margin = Mm(20)
    found = departures(saved(paper), "letter")
    assert {(one.rule, one.where) for one in found} == {("margins", "第2节"), ("type-area", "第2节")}


def test_rules_of_the_imprint_may_stand_on_its_cells() -> None:
    content = starter("bulletin")
    members = _members(content)
    text = members["word/document.xml"].decode()
    start = text.rindex("<w:tblBorders>")
    bare = text[:start] + text[text.index("</w:tblBorders>", start) + len("</w:tblBorders>") :]
    one, other, end = bare.rsplit("</w:tcPr>", 2)
    line = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
    upper = line.format(side="top", size=8) + line.format(side="bottom", size=6)
    lower = line.format(side="bottom", size=8)
    ruled = f"{one}<w:tcBorders>{upper}</w:tcBorders></w:tcPr>{other}<w:tcBorders>{lower}</w:tcBorders></w:tcPr>{end}"
    for body, found in ((bare, {"imprint-rules"}), (ruled, set())):
        assert names(pack(members | {"word/document.xml": body.encode()})) == found


def test_habits_are_no_departures() -> None:
    styles = "word/styles.xml"
    for habit, part, change in (
        ("title", styles, ('w:eastAsia="方正小标宋简体"', 'w:eastAsia="华文中宋"')),
        ("lines", styles, ('w:line="579" w:lineRule="exact"', 'w:line="560" w:lineRule="exact"')),
        ("levels", "word/document.xml", ("</w:rPr><w:t>（一）", "<w:b/></w:rPr><w:t>（一）")),
    ):
        content = starter("bulletin", change, part=part)
        assert departures(content) == [] and names(content, kind=Kind.HABIT) == {habit}


def test_what_only_a_page_shows_is_said_and_not_guessed() -> None:
    paper = handmade()
    grid = paper.sections[0]._sectPr.find(qn("w:docGrid"))
    grid.attrib.pop(qn("w:type"))
    unseen = {one.rule for one in departures(saved(paper), "letter", Kind.UNSEEN)}
    assert "lines" in unseen and "lines" not in names(saved(paper), "letter")


def test_it_reads_no_other_file() -> None:
    for content in (b"PK", b"", pack({"word/document.xml": b"<w:document/>"}), pack({"a": b"b"})):
        with pytest.raises(Refused):
            official.examine("试.docx", content)


def test_every_rule_of_the_standard_has_its_clause() -> None:
    assert {rule.name for rule in RULES.values() if not rule.clause} == {"table-text"}
    assert tuple(PROFILES) == OFFERED


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(command, list(words))
    return done.exit_code, done.output


def test_the_command_tells_departures_habits_and_what_it_cannot_tell(tmp_path: Path) -> None:
    path = tmp_path / "通报.docx"
    path.write_bytes(starter("bulletin", ("各供电所：", "各供电所:"), ('<w:sz w:val="72"/>', '<w:sz w:val="80"/>')))
    code, said = run(str(path))
    assert code == 1 and "7.3.2 主送机关" in said and "全角冒号" in said and "须看打印页才能判断" in said
    path.write_bytes(starter("bulletin"))
    assert run(str(path))[0] == 0
    code, said = run(str(path), "--profile", "letter", "--format", "json")
    assert code == 1 and {"10.1"} <= {one["clause"] for one in json.loads(said)}
    path.write_bytes(b"no paper")
    assert run(str(path))[0] == 2
    assert run(str(tmp_path / "none.docx"))[0] == 2
