"""Many papers in one Word file: nothing of any is lost, and none looks otherwise than by itself."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from officebatch.outputs import printing
from officebatch.outputs.printing import pdf
from tests.outputs.soundness import faults

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officebatch.model.paper import Artifact

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def repacked(content: bytes, changed: Mapping[str, bytes | None]) -> bytes:
    """The package with members replaced, added, or taken out (None)."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, part in (members(content) | dict(changed)).items():
            if part is not None:
                package.writestr(name, part)
    return held.getvalue()


def saved(document: Any) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def body(content: bytes) -> Any:
    return etree.fromstring(members(content)["word/document.xml"])[0]


def text(content: bytes) -> list[str]:
    paragraphs = ("".join(t.text or "" for t in p.iter(f"{W}t")) for p in body(content).iter(f"{W}p"))
    return [p for p in paragraphs if p]


def sections(content: bytes) -> list[Any]:
    return list(body(content).iter(f"{W}sectPr"))


def shipped(papers: Mapping[str, Artifact]) -> dict[str, bytes]:
    return {path: paper.content for path, paper in papers.items() if path.endswith(".docx")}


def field(paragraph: Any, instruction: str, result: str = "1") -> None:
    for kind in ("begin", "", "separate", "result", "end"):
        run = paragraph.add_run()
        if kind == "result":
            run.text = result
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            words = OxmlElement("w:instrText")
            words.text = f" {instruction} "
            run._r.append(words)


def owned(name: str, pages: int = 1) -> Any:
    """A paper of an office's own template as Word makes one: other defaults, other styles under the same names."""
    document = Document()
    compat = document.settings.element.find(qn("w:compat"))
    for setting in compat.findall(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    document.styles["Normal"].font.size = Pt(13)
    document.styles["Title"].font.color.rgb = RGBColor(0xC0, 0, 0)
    document.add_paragraph(name, style="Title")
    document.add_paragraph(f"First point of {name}", style="List Number")
    document.add_paragraph(f"Second point of {name}", style="List Number")
    document.add_picture(io.BytesIO(PIXEL))
    document.add_paragraph(f"Plain words of {name}")
    table = document.add_table(1, 2, style="Light Grid")
    table.rows[0].cells[0].text = "left"
    table.rows[0].cells[1].text = "right"
    for page in range(1, pages):
        document.add_paragraph().paragraph_format.page_break_before = True
        document.add_paragraph(f"Page {page + 1} of {name}")
    section = document.sections[0]
    section.header.paragraphs[0].text = f"Head of {name}"
    foot = section.footer.paragraphs[0]
    foot.add_run("Page ")
    field(foot, "PAGE")
    foot.add_run(" of ")
    field(foot, "NUMPAGES", str(pages))
    return document


def words_by_page(content: bytes) -> list[list[tuple[str, ...]]]:
    """Every word of a PDF with its box in points, by page."""
    shown = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True).stdout
    line = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
    return [line.findall(page) for page in shown.decode().split("<page ")[1:]]


def sizes(content: bytes) -> list[str]:
    """Width and height of every page of a PDF in points."""
    shown = subprocess.run(["pdfinfo", "-l", "9999", "-"], input=content, capture_output=True, check=True).stdout
    return re.findall(r"Page +\d+ size: +([\d.]+ x [\d.]+)", shown.decode())


def test_the_shipped_papers_in_one_file(papers: dict[str, Artifact]) -> None:
    words = shipped(papers)
    bound = printing.bind(words, "打印合订")
    assert bound.papers == tuple(words) and not bound.refused and not bound.otherwise
    assert text(bound.content) == [line for content in words.values() for line in text(content)]
    assert faults(bound.content) == []
    assert printing.bind(words, "打印合订").content == bound.content
    made = members(bound.content)
    assert len([name for name in made if "footer" in name and "rels" not in name]) < 10, "equal feet are one part"
    assert "核对稿" in made["word/header1.xml"].decode() + made["word/header2.xml"].decode()


def test_every_section_is_kept_and_each_paper_counts_from_one(papers: dict[str, Artifact]) -> None:
    words = shipped(papers)
    for two_sided, begins in ((False, "nextPage"), (True, "oddPage")):
        made = iter(sections(printing.bind(words, "x", two_sided=two_sided).content))
        for content in words.values():
            for n, alone in enumerate(sections(content)):
                section = next(made)
                for name in ("pgSz", "pgMar", "docGrid"):
                    assert dict(section.find(W + name).attrib) == dict(alone.find(W + name).attrib)
                start = section.find(f"{W}pgNumType")
                assert (start is not None and start.get(f"{W}start") == "1") == (n == 0)
                assert section.find(f"{W}type").get(f"{W}val") == (begins if n == 0 else "nextPage")
        assert next(made, None) is None


def test_pages_are_those_of_the_papers_by_themselves(soffice: str, pdftotext: str, papers: dict[str, Artifact]) -> None:
    other = saved(owned("Gamma"))
    theme = members(other)["word/theme/theme1.xml"]
    turned = owned("Turned")
    for orientation, (width, height) in ((WD_ORIENT.PORTRAIT, (210, 297)), (WD_ORIENT.LANDSCAPE, (297, 210))):
        section = turned.sections[0] if orientation == WD_ORIENT.PORTRAIT else turned.add_section(WD_SECTION.NEW_PAGE)
        section.orientation, section.page_width, section.page_height = orientation, Mm(width), Mm(height)
    turned.add_paragraph("A wide page")
    own = {
        "own/turned.docx": saved(turned),
        "own/a.docx": saved(owned("Alpha", 2)),
        "own/b.docx": saved(owned("Beta")),
        "own/c.docx": repacked(other, {"word/theme/theme1.xml": re.sub(
            rb'<a:latin typeface="[^"]+"', b'<a:latin typeface="DejaVu Sans Mono"', theme)}),
    }
    words = dict(list(shipped(papers).items())[:4]) | own | dict(list(shipped(papers).items())[4:])
    bound = printing.bind(words, "x")
    assert faults(bound.content) == []
    made = printing.convert({"bound": bound.content} | words)
    assert not made.failed
    together = words_by_page(made.made["bound"])
    assert len(together) == sum(pdf.pages(made.made[name]) for name in words) == pdf.pages(made.made["bound"])
    for name in words:
        for alone in words_by_page(made.made[name]):
            page = together.pop(0)
            assert [word[4] for word in page] == [word[4] for word in alone], name
            for word, by_itself in zip(page, alone, strict=True):
                apart = [abs(float(a) - float(b)) for a, b in zip(word[:4], by_itself[:4], strict=True)]
                assert max(apart) < 0.5, (name, word, by_itself)
    assert sizes(made.made["bound"]) == [size for name in words for size in sizes(made.made[name])]
    assert {turned.split(" x ")[0] for turned in sizes(made.made["own/turned.docx"])} == {"595.304", "841.89"}


def test_both_sides_leave_the_back_blank(soffice: str, pdftotext: str, papers: dict[str, Artifact]) -> None:
    words = {"one": saved(owned("One")), "two": saved(owned("Two", 2)), "three": saved(owned("Three"))}
    made = printing.convert({"bound": printing.bind(words, "x").content}, blank_backs=True)
    shown = [" ".join(word[4] for word in page) for page in words_by_page(made.made["bound"])]
    assert [page[:14] for page in shown] == ["Head of One On", "", "Head of Two Tw", "Head of Two Pa", "Head of Three "]


def test_a_paper_without_heads_gets_nobody_elses() -> None:
    plain = Document()
    plain.add_paragraph("No head here")
    bound = printing.bind({"a": saved(owned("Alpha")), "b": saved(plain)}, "x")
    assert faults(bound.content) == []
    relations = etree.fromstring(members(bound.content)["word/_rels/document.xml.rels"])
    target = {line.get("Id"): line.get("Target").lstrip("/") for line in relations}
    first, second = sections(bound.content)
    for section, said in ((first, True), (second, False)):
        for reference in section.findall(f"{W}headerReference"):
            assert ("Head of Alpha" in members(bound.content)[target[reference.get(f"{R}id")]].decode()) == said
        assert section.findall(f"{W}headerReference") and section.findall(f"{W}footerReference")


def test_heads_of_even_pages_are_kept_and_others_do_not_lose_theirs(papers: dict[str, Artifact]) -> None:
    words = {"own": saved(owned("Alpha", 2))} | dict(list(shipped(papers).items())[:1])
    made = printing.bind(words, "x").content
    assert b"evenAndOddHeaders" in members(made)["word/settings.xml"]
    references = [
        {(r.tag, r.get(f"{W}type")): r.get(f"{R}id") for r in s if r.tag.endswith("Reference")} for s in sections(made)
    ]
    assert references[0].keys() == references[1].keys()
    for kind in (f"{W}headerReference", f"{W}footerReference"):
        assert references[0][kind, "even"] == references[0][kind, "default"]
    assert references[1][f"{W}footerReference", "even"] != references[1][f"{W}footerReference", "default"]


def test_the_same_style_id_meaning_two_things() -> None:
    red, large = owned("Red"), owned("Large")
    large.styles["Title"].font.size = Pt(50)
    made = printing.bind({"red": saved(red), "red2": saved(owned("Red too")), "large": saved(large)}, "x").content
    assert faults(made) == []
    styles = etree.fromstring(members(made)["word/styles.xml"])
    titles = [s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId", "").startswith("Title")]
    assert len({s.get(f"{W}styleId") for s in styles.iter(f"{W}style")}) == len(styles.findall(f"{W}style"))
    assert len({s[0].get(f"{W}val").lower() for s in styles.iter(f"{W}style")}) == len(styles.findall(f"{W}style"))
    used = [p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for p in body(made) if "".join(p.itertext()) in
            ("Red", "Red too", "Large")]
    assert used[0] == used[1] == "Title" and used[2] != "Title"
    size = {s.get(f"{W}styleId"): s.find(f"{W}rPr/{W}sz").get(f"{W}val") for s in titles}
    assert size[used[2]] == "100" and size["Title"] != "100"


def test_lists_begin_anew_in_every_paper() -> None:
    made = printing.bind({name: saved(owned(name)) for name in ("Alpha", "Beta", "Gamma")}, "x").content
    styles = etree.fromstring(members(made)["word/styles.xml"])
    number_of = {s.get(f"{W}styleId"): n.get(f"{W}val") for s in styles.iter(f"{W}style") for n in s.iter(f"{W}numId")}
    lists = etree.fromstring(members(made)["word/numbering.xml"])
    abstract_of = {n.get(f"{W}numId"): n[0].get(f"{W}val") for n in lists.iter(f"{W}num")}
    counted = [
        abstract_of[number_of[p.find(f"{W}pPr/{W}pStyle").get(f"{W}val")]]
        for p in body(made).iter(f"{W}p")
        if "point of" in "".join(p.itertext())
    ]
    assert counted[0] == counted[1] and counted[2] == counted[3] and counted[4] == counted[5]
    assert len(set(counted)) == 3
    identities = [n.get(f"{W}val") for n in lists.iter(f"{W}nsid")]
    assert len(identities) == len(set(identities))


def test_pictures_are_carried_once_and_links_are_kept() -> None:
    linked = owned("Linked")
    key = linked.part.relate_to("https://example.com/", R.strip("{}") + "/hyperlink", is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    linked.paragraphs[0]._p.append(link)
    made = members(printing.bind({"a": saved(owned("A")), "b": saved(linked)}, "x").content)
    assert [part for name, part in made.items() if name.startswith("word/media/")] == [PIXEL]
    assert b'Target="https://example.com/" TargetMode="External"' in made["word/_rels/document.xml.rels"]
    drawn = re.findall(rb'<wp:docPr [^>]*?id="(\d+)"', made["word/document.xml"])
    assert len(drawn) == len(set(drawn)) == 2


def chart(values: str) -> bytes:
    """A paper with a chart whose numbers lie in an embedded workbook, as Word keeps one."""
    document = owned("Chart")
    run = document.add_paragraph().add_run()
    run._r.append(etree.fromstring(
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:extent cx="3600000" cy="1800000"/><wp:docPr id="9" name="Chart 9"/><wp:cNvGraphicFramePr/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rIdChart"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    ))
    content = saved(document)
    parts = members(content)
    types = parts["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>'
        b'<Override PartName="/word/charts/chart1.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/></Types>',
    )
    relations = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdChart" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart" '
        b'Target="charts/chart1.xml"/></Relationships>',
    )
    c = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    drawn = (
        f'<c:chartSpace xmlns:c="{c}" xmlns:r="{R.strip("{}")}"><c:chart><c:plotArea><c:layout/><c:barChart>'
        '<c:barDir val="col"/><c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef>'
        f'<c:f>Sheet1!$A$1</c:f><c:numCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{values}</c:v></c:pt></c:numCache>'
        '</c:numRef></c:val></c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling/><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx>'
        '</c:plotArea></c:chart><c:externalData r:id="rId1"/></c:chartSpace>'
    )
    return repacked(content, {
        "[Content_Types].xml": types,
        "word/_rels/document.xml.rels": relations,
        "word/charts/chart1.xml": drawn.encode(),
        "word/charts/_rels/chart1.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{R.strip("{}")}/package" Target="../embeddings/data1.xlsx"/>'
            "</Relationships>"
        ).encode(),
        "word/embeddings/data1.xlsx": f"workbook of {values}".encode(),
    })


def test_charts_come_with_their_workbooks() -> None:
    made = members(content := printing.bind({"a": chart("3"), "b": chart("7"), "c": chart("3")}, "x").content)
    assert faults(content) == []
    charts = {name: part for name, part in made.items() if re.fullmatch(r"word/charts/chart\d+\.xml", name)}
    assert sorted(re.search(rb"<c:v>(\d)", part)[1] for part in charts.values()) == [b"3", b"7"]  # type: ignore[index]
    for name, part in charts.items():
        relations = made[f"word/charts/_rels/{name.rpartition('/')[2]}.rels"]
        workbook = re.search(rb'Target="/([^"]+)"', relations)
        value = re.search(rb"<c:v>(\d)", part)
        assert workbook and value and made[workbook[1].decode()] == b"workbook of " + value[1]
        assert f'PartName="/{workbook[1].decode()}"'.encode() in made["[Content_Types].xml"]


def test_bookmarks_and_what_points_to_them_stay_together() -> None:
    words = {}
    for name in ("a", "b"):
        document = owned(name)
        paragraph = document.add_paragraph("Marked")
        for kind in ("bookmarkStart", "bookmarkEnd"):
            mark = OxmlElement(f"w:{kind}")
            mark.set(qn("w:id"), "7")
            if kind.endswith("Start"):
                mark.set(qn("w:name"), "spot")
            paragraph._p.append(mark)
        field(document.add_paragraph(), "REF spot \\h", "Marked")
        field(document.add_paragraph(), 'TOC \\o "1-3"', "Contents")
        words[name] = saved(document)
    made = printing.bind(words, "x").content
    assert faults(made) == []
    found = body(made)
    names = [m.get(f"{W}name") for m in found.iter(f"{W}bookmarkStart") if "spot" in m.get(f"{W}name")]
    asked = [i.text.split()[1] for i in found.iter(f"{W}instrText") if "REF spot" in i.text]
    assert names == asked and len(set(names)) == 2
    identities = [m.get(f"{W}id") for m in found.iter(f"{W}bookmarkStart")]
    assert len(identities) == len(set(identities))
    locked = [c for c in found.iter(f"{W}fldChar") if c.get(f"{W}fldLock") == "1"]
    assert len(locked) == 2, "a table of contents would take in the other papers"


def noted(name: str) -> bytes:
    """A paper with a footnote."""
    document = owned(name)
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "1")
    document.paragraphs[-1].add_run()._r.append(reference)
    content = saved(document)
    parts = members(content)
    lines = "".join(
        f'<w:footnote w:id="{n}" w:type="{kind}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for n, kind, mark in (
            (-1, "separator", "separator"), (0, "continuationSeparator", "continuationSeparator"))
    )
    notes = (
        f'<w:footnotes xmlns:w="{W.strip("{}")}">{lines}<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>'
        f"Note of {name}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    return repacked(content, {
        "[Content_Types].xml": parts["[Content_Types].xml"].replace(
            b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()),
        "word/_rels/document.xml.rels": parts["word/_rels/document.xml.rels"].replace(
            b"</Relationships>",
            f'<Relationship Id="rIdNotes" Type="{R.strip("{}")}/footnotes" Target="footnotes.xml"/></Relationships>'
            .encode()),
        "word/footnotes.xml": notes.encode(),
    })


def test_footnotes_go_with_their_papers_and_count_anew() -> None:
    made = printing.bind({"a": noted("A"), "b": noted("B")}, "x").content
    assert faults(made) == []
    notes = {n.get(f"{W}id"): "".join(n.itertext()) for n in etree.fromstring(members(made)["word/footnotes.xml"])}
    asked = [r.get(f"{W}id") for r in body(made).iter(f"{W}footnoteReference")]
    assert [notes[key] for key in asked] == ["Note of A", "Note of B"]
    assert [s.find(f"{W}footnotePr/{W}numRestart").get(f"{W}val") for s in sections(made)] == ["eachSect"] * 2


def test_what_cannot_be_combined_is_named_and_the_rest_goes_on() -> None:
    sound = saved(owned("Sound"))
    parts = members(sound)
    document = parts["word/document.xml"]
    broken = {
        "no zip": (b"PK not really", "不是完整的Word文件"),
        "cut off": (sound[: len(sound) // 2], "不是完整的Word文件"),
        "no styles": (repacked(sound, {"word/styles.xml": None}), "word/styles.xml缺失"),
        "no xml": (repacked(sound, {"word/document.xml": document[:-40]}), "word/document.xml损坏"),
        "dangling": (repacked(sound, {"word/_rels/document.xml.rels": re.sub(
            rb'<Relationship [^>]*image[^>]*/>', b"", parts["word/_rels/document.xml.rels"])}), "损坏"),
        "endnote": (repacked(sound, {"word/document.xml": document.replace(
            b"<w:sectPr", b'<w:p><w:r><w:endnoteReference w:id="1"/></w:r></w:p><w:sectPr', 1)}), "尾注"),
        "template": (repacked(sound, {"[Content_Types].xml": parts["[Content_Types].xml"].replace(
            b"document.main+xml", b"template.main+xml")}), "另存为.docx"),
    }
    from officebatch.wording import say

    words = {"first": sound} | {name: content for name, (content, _) in broken.items()} | {"last": sound}
    bound = printing.bind(words, "x")
    assert bound.papers == ("first", "last")
    told = {name: say(fault.because, **dict(fault.values)) for name, fault in bound.refused.items()}
    assert told.keys() == broken.keys()
    for name, (_, because) in broken.items():
        assert because in told[name], (name, told[name])
    assert bound.content == printing.bind({"first": sound, "last": sound}, "x").content
    assert printing.bind({"no zip": b"PK"}, "x").content == b""


def test_other_settings_of_word_are_told() -> None:
    other = saved(owned("Other"))
    settings = members(other)["word/settings.xml"]
    assert b'w:defaultTabStop w:val="720"' in settings
    changed = repacked(other, {"word/settings.xml": settings.replace(b'defaultTabStop w:val="720"',
                                                                     b'defaultTabStop w:val="100"')})
    words = {"a": saved(owned("A")), "b": saved(owned("B")), "other": changed}
    assert printing.bind(words, "x").otherwise == ("other",)


def test_sections_of_a_paper_keep_their_ways() -> None:
    document = owned("Turned")
    turned = document.add_section(WD_SECTION.NEW_PAGE)
    turned.orientation = WD_ORIENT.LANDSCAPE
    turned.page_width, turned.page_height = turned.page_height, turned.page_width
    document.add_table(1, 1)  # nothing behind it
    made = printing.bind({"a": saved(document), "b": saved(owned("B"))}, "x").content
    assert faults(made) == []
    assert [s.find(f"{W}pgSz").get(f"{W}orient") for s in sections(made)] == [None, "landscape", None]
    assert [s.find(f"{W}pgNumType") is None for s in sections(made)] == [False, True, False]


def test_a_zip_is_the_same_for_the_same_papers() -> None:
    files = {"财务科/催办通知单.docx": b"a", "Plain/list.xlsx": b"b" * 1000}
    made = printing.archive(files)
    assert made == printing.archive(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {e.filename: package.read(e) for e in package.infolist()} == files
        assert [e.flag_bits & 0x800 for e in package.infolist() if not e.filename.isascii()] == [0x800]


def test_pdf_is_believed_only_when_it_is_one(soffice: str) -> None:
    made = printing.convert({"good": saved(owned("Good", 2)), "bad": b"no Word file at all \x00"})
    assert list(made.made) == ["good"] and made.failed == ("bad",)
    assert pdf.pages(made.made["good"]) == 2
    for no_pdf in (b"", b"%PDF-1.7 cut off", made.made["good"][:-600], b"x" + made.made["good"]):
        assert pdf.pages(no_pdf) == 0


def test_without_libreoffice_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(printing.NoOffice):
        printing.convert({"good": saved(owned("Good"))})
