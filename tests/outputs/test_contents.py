"""Contents of a book, texts bound into one, and the pages links lead to."""

from __future__ import annotations

import re
import zlib

import pytest

from officebatch.outputs import printing
from officebatch.outputs.contents import MARK, insert_contents, number_contents, split
from officebatch.outputs.pagination import paginate
from officebatch.outputs.printing.links import linked_pages
from officebatch.package import pack
from templates.books import STYLES
from templates.parts import Style, package
from templates.wordml import p, section
from tests.outputs import looking, soundness


def book(*body: str) -> bytes:
    return pack(package("书", "".join(body) + section(last=True), p("RunningHead", "书眉"), STYLES))


FRONT = book(
    p("Body", MARK), section(numbers='w:start="1"'), p("BookPart", "一"), p("Body", "正文"), p("BookChapter", "甲 & 乙")
)


def test_entries_lead_to_bookmarks_and_numbers_come_later() -> None:
    made, headings = insert_contents(FRONT)
    assert [(one.level, one.text) for one in headings] == [(1, "一"), (2, "甲 & 乙")]
    known = number_contents(made, {headings[0].mark: "1", headings[1].mark: "12"})
    document = looking.part(known)
    assert re.findall(r"<w:t>(\d+)</w:t>", document) == ["1", "12"]
    assert "updateFields" not in looking.part(known, "word/settings.xml")
    asked = number_contents(made, {headings[0].mark: "1"})
    assert "updateFields" in looking.part(asked, "word/settings.xml")
    assert soundness.faults(known) == soundness.faults(asked) == []


def test_a_book_without_headings_has_no_field() -> None:
    made, headings = insert_contents(book(p("Body", MARK), p("Body", "正文")))
    assert headings == () and "fldChar" not in looking.part(made) and MARK not in looking.part(made)


def test_split_needs_its_mark_behind_a_section() -> None:
    front, back = split(book(p("Body", "前"), section(), p("Body", "⟦此⟧"), p("Body", "后")), "⟦此⟧")
    assert (looking.plain_text(front), looking.plain_text(back)) == ("前", "后")
    assert soundness.faults(front) == soundness.faults(back) == []
    with pytest.raises(LookupError):
        split(book(p("Body", "前"), p("Body", "⟦此⟧")), "⟦此⟧")
    with pytest.raises(LookupError):
        split(FRONT, "⟦此⟧")


def test_a_text_of_a_book_takes_its_heads_feet_and_pages() -> None:
    other = {"Body": Style("公文正文", size=20), "BookPart": Style("编名", size=99)}
    text = pack(package("文", p("Body", "条文") + p("BookPart", "不进目录") + section(landscape=True)
                        + p("Body", "末条") + section(last=True), p("Draft", "自己的眉"), other))  # fmt: skip
    front = book(p("Body", "前"), section(numbers='w:start="1"'), p("Body", "横"), section(landscape=True))
    above = '<w:p><w:pPr><w:pStyle w:val="BookChapter"/></w:pPr><w:r><w:t>条文名</w:t></w:r></w:p>'
    own = printing.Book(frozenset(("前", "后")), {"文": above})
    bound = printing.bind({"前": front, "文": text, "后": FRONT}, "书", book=own)
    assert bound.papers == ("前", "文", "后") and soundness.faults(bound.content) == []
    document = looking.part(bound.content)
    sections = re.findall(r"<w:sectPr>.*?</w:sectPr>", document)
    heads = [re.findall(r'<w:headerReference w:type="default" r:id="(\w+)"', one) for one in sections]
    assert [bool(one) for one in heads] == [True, True, True, True, False, True, True]
    assert heads[3] == heads[0] and len(re.findall("pgNumType", document)) == 2
    feet = [re.findall(r'<w:footerReference w:type="default" r:id="(\w+)"', one) for one in sections]
    assert feet[3] == feet[0] != feet[1]  # not those of the page printed across
    assert [one.text for one in insert_contents(bound.content)[1]] == ["条文名", "一", "甲 & 乙"]
    assert "自己的眉" not in looking.plain(bound.content)


def test_links_of_a_pdf_tell_their_pages() -> None:
    text = "甲\t_Toc90000001".encode("utf-16-be").hex().upper()
    pdf = (
        f"<</Type/Pages /Kids[ 4 0 R 9 0 R ] >>\n<</Type/Annot/Subtype/Link/Border[0 0 0]/Contents<FEFF{text}>"
        "/Dest[9 0 R/XYZ 1 2 0]>>"
    ).encode()
    assert linked_pages(pdf, r"_Toc9\d{7}") == {"_Toc90000001": 2}
    assert linked_pages(zlib.compress(pdf), r"_Toc9\d{7}") == {}


def test_without_libreoffice_word_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    made, pages = paginate({"书": insert_contents(FRONT)[0]}, lay_out=True)
    assert pages == {} and "updateFields" in looking.part(made["书"], "word/settings.xml")
