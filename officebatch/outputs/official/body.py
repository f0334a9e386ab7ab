"""The body: title, whom it goes to, text, levels, the note on annexes and the annexes. Clauses 7.3.1–7.3.4, 7.3.7."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from officebatch.outputs.official import figures
from officebatch.outputs.official.page import align_words
from officebatch.outputs.official.roles import LEVELS
from officebatch.outputs.official.rules import (
    SMALLER,
    Hit,
    Kind,
    is_face,
    look,
    looks,
    near,
    rule,
    size_words,
    wanted_look,
)
from officebatch.outputs.official.text import is_han
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.outputs.official.rules import Paper
    from officebatch.outputs.official.text import Paragraph, Run

_LEVEL_FACES = (figures.HEITI, figures.KAITI, figures.FANGSONG, figures.FANGSONG)
_WRITTEN = (
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"（[一二三四五六七八九十]{1,3}）(?![、.．])"),
    re.compile(r"\d{1,2}\."),
    re.compile(r"（\d{1,2}）(?![、.．])"),
)
_SUBSTITUTES = ("中宋", "大标宋", "宋体", "simsun", "stzhongsong")


@rule("title", "7.3.1", marked("Title"))
def title(of: Paper) -> Iterator[Hit]:
    """2号 小标宋, centred, two blank lines below the red rule."""
    if not of.roles.title:
        if of.roles.prose:
            yield Hit(say("none"), say("a title of 2号 小标宋, centred"))
        return
    for paragraph in of.roles.title:
        yield from _title_look(paragraph)
        if paragraph.align != "center":
            yield Hit(align_words(paragraph.align), say("centred"), paragraph)
        elif not near(paragraph.first + paragraph.left - paragraph.right, 0):
            yield Hit(say("centred and set in"), say("centred, with no indent"), paragraph)
    yield from _title_room(of)
    if len("".join(p.text for p in of.roles.title)) * 2 > figures.CHARACTERS * 1.4:
        wanted = say("broken where the sense is whole, as a trapezium or a lozenge")
        yield Hit("", wanted, of.roles.title[0], kind=Kind.UNSEEN)


def _title_look(paragraph: Paragraph) -> Iterator[Hit]:
    wanted, run = wanted_look(figures.SIZE_2, figures.XIAOBIAOSONG), paragraph.run
    substitute = any(word in run.east_asian.casefold() for word in _SUBSTITUTES) and "仿" not in run.east_asian
    if run.size != figures.SIZE_2 or not (substitute or is_face(run.east_asian, figures.XIAOBIAOSONG)):
        yield Hit(look(run), wanted, paragraph)
    elif substitute:
        yield Hit(say("{look}, where 小标宋 is not at hand", look=look(run)), wanted, paragraph, kind=Kind.HABIT)
    if run.bold and not substitute:
        yield Hit(say("bold"), say("小标宋 as it is"), paragraph, kind=Kind.HABIT)


def _title_room(of: Paper) -> Iterator[Hit]:
    head = [p for p in (*of.roles.mark, *of.roles.number, *of.roles.signer, *of.roles.urgency) if not p.place]
    first = of.roles.title[0]
    if of.headed and head and not of.profile.minutes:
        room = of.gap(max(head, key=lambda p: p.number), first)
        if not near(room, 2, 0.7):
            clause = "10.1" if of.profile.letter else "7.3.1"
            yield Hit(say("{n:.1f} blank lines above", n=room), say("two blank lines above"), first, clause=clause)


@rule("addressee", "7.3.2", marked("Addressee"))
def addressee(of: Paper) -> Iterator[Hit]:
    """One blank line below the title, flush left, a full-width colon."""
    for paragraph in of.roles.addressee:
        for found in looks(paragraph, figures.SIZE_3, figures.FANGSONG):
            yield Hit(found, wanted_look(figures.SIZE_3, figures.FANGSONG), paragraph)
        if not paragraph.text.endswith("："):
            yield Hit(paragraph.text[-1], say("a full-width colon (：)"), paragraph)
        if not near(paragraph.left + paragraph.first, 0) or paragraph.align in {"center", "right"}:
            yield Hit(say("{n:.2g} characters in", n=paragraph.left + paragraph.first), say("flush left"), paragraph)
        above = [*of.roles.title, *of.roles.under_title]
        if above and of.gap(above[-1], paragraph) < 0.6:
            kind = Kind.HABIT if of.roles.under_title else Kind.STANDARD
            number = say("right below what stands under the title")
            found = number if of.roles.under_title else say("right below the title")
            yield Hit(found, say("one blank line below the title"), paragraph, kind=kind)


@rule("text", "7.3.3", marked("Text"))
def text(of: Paper) -> Iterator[Hit]:
    """3号 仿宋, every paragraph two characters in."""
    for paragraph in of.roles.body:
        habit = SMALLER.get(paragraph.style, "")
        for found in looks(paragraph, figures.SIZE_3, figures.FANGSONG):
            wanted = wanted_look(figures.SIZE_3, figures.FANGSONG)
            kind = Kind.HABIT if habit else Kind.STANDARD
            yield Hit(_small(found, habit) if habit else found, wanted, paragraph, kind=kind)
        if not habit:
            yield from _indent(paragraph)


def _small(found: str, habit: str) -> str:
    return say("{look}: {habit}", look=found, habit=say(habit))


def _indent(paragraph: Paragraph) -> Iterator[Hit]:
    if paragraph.align in {"center", "right"}:
        yield Hit(align_words(paragraph.align), say("two characters in, wraps flush left"), paragraph)
    elif not near(paragraph.first, 2) or not near(paragraph.left, 0):
        found = say("first line {first:.2g}, others {left:.2g} characters in",
                    first=paragraph.left + paragraph.first, left=paragraph.left)  # fmt: skip
        yield Hit(found, say("two characters in, wraps flush left"), paragraph)


@rule("levels", "7.3.3", marked("Levels"))
def levels(of: Paper) -> Iterator[Hit]:
    """一、 黑体, （一） 楷体, 1. and （1） 仿宋."""
    for level, paragraph in of.roles.levels:
        habit = SMALLER.get(paragraph.style, "")
        if not _WRITTEN[level - 1].match(paragraph.text):
            ordinal = LEVELS[level - 1].match(paragraph.text)
            wanted = ("一、", "（一）", "1.", "（1）")[level - 1]
            yield Hit(ordinal[0] if ordinal else "", wanted, paragraph)
        yield from _heading_look(paragraph, level, habit)
        if not habit:
            yield from _indent(paragraph)


def _heading_look(paragraph: Paragraph, level: int, habit: str) -> Iterator[Hit]:
    """The heading in the face of its level: the whole paragraph, or up to the first full stop where text goes on."""
    size = paragraph.run.size if habit else figures.SIZE_3
    heading, face, told = True, _LEVEL_FACES[level - 1], set()
    for text, run in _sentences(paragraph):
        wanted = face if heading else figures.FANGSONG
        alone = is_face(run.east_asian, figures.FANGSONG) and not heading
        shown = any(map(is_han, text)) and not is_face(run.east_asian, wanted) and not alone
        if (shown or run.size != size) and text.strip() and look(run) not in told:
            told.add(look(run))
            yield Hit(look(run), wanted_look(size, wanted), paragraph)
        if heading and run.bold:
            yield Hit(say("bold"), say("no bold is asked for"), paragraph, kind=Kind.HABIT)
        heading = heading and not text.endswith(("。", "：", "；"))
    if size != figures.SIZE_3:
        yield Hit(_small(size_words(size), habit), size_words(figures.SIZE_3), paragraph, kind=Kind.HABIT)


def _sentences(paragraph: Paragraph) -> Iterator[tuple[str, Run]]:
    for text, run in paragraph.pieces:
        for part in re.findall(r"[^。：；]*[。：；]|[^。：；]+", text):
            yield part, run


@rule("table-text", "", marked("Text in tables"))
def table_text(of: Paper) -> Iterator[Hit]:
    """The standard has no figure for it; houses set it smaller."""
    imprint = {id(p) for p in (*of.roles.copies, *of.roles.printed)}
    cells = [p for p in of.text.paragraphs if p.table and p.text and id(p) not in imprint]
    for paragraph in cells[:1]:
        sizes = sorted({p.run.size for p in cells}, reverse=True)
        if sizes != [figures.SIZE_3]:
            found = say(", ").join(map(size_words, sizes))
            yield Hit(found, say("no figure in the standard"), paragraph, kind=Kind.HABIT)


@rule("annex-note", "7.3.4", marked("Note on annexes"))
def annex_note(of: Paper) -> Iterator[Hit]:
    """One blank line below the text, two characters in, numbered, without an end mark."""
    notes = of.roles.annex_note
    for n, paragraph in enumerate(notes):
        for found in looks(paragraph, figures.SIZE_3, figures.FANGSONG):
            yield Hit(found, wanted_look(figures.SIZE_3, figures.FANGSONG), paragraph)
        if paragraph.text[-1] in "。；，;,.":
            yield Hit(paragraph.text[-1], say("no mark behind the name of an annex"), paragraph)
        if len(notes) > 1 and not re.search(r"(^|[：:])\s*\d+\.", paragraph.text):
            yield Hit(paragraph.text[:12], say("numbered 1. 2. where there are several"), paragraph)
        if not n:
            yield from _first_note(of, paragraph)


def _first_note(of: Paper, paragraph: Paragraph) -> Iterator[Hit]:
    if "：" not in paragraph.text:
        yield Hit(":", say("a full-width colon (：)"), paragraph)
    if not near(paragraph.left + paragraph.first, 2):
        found = say("{n:.2g} characters in", n=paragraph.left + paragraph.first)
        yield Hit(found, say("two characters in"), paragraph)
    above = [p for p in of.text.own if p.text and p.number < paragraph.number]
    if above and of.gap(above[-1], paragraph) < 0.6:
        yield Hit(say("right below the text"), say("one blank line below the text"), paragraph)


@rule("annex", "7.3.7", marked("Annex"))
def annex(of: Paper) -> Iterator[Hit]:
    """On a new page; 附件 and its number in 3号 黑体 flush left, its title centred on the third line."""
    for mark, named in of.roles.annexes:
        if not mark.new_page:
            yield Hit(say("on the page of the text before it"), say("on a new page"), mark)
        for found in looks(mark, figures.SIZE_3, figures.HEITI):
            yield Hit(found, wanted_look(figures.SIZE_3, figures.HEITI), mark)
        if mark.align in {"center", "right"} or not near(mark.left + mark.first, 0):
            yield Hit(align_words(mark.align), say("flush left"), mark)
        if mark.text[-1] in "：:":
            yield Hit(mark.text, say("附件 and its number alone"), mark)
        if named is not None and named.align != "center":
            yield Hit(align_words(named.align), say("the annex's title centred"), named)
        if named is not None and not near(of.gap(mark, named), 1, 0.5):
            yield Hit(say("{n:.1f} blank lines above", n=of.gap(mark, named)), say("on the third line"), named)
    listed, there = len(of.roles.annex_note), len(of.roles.annexes)
    if there > 1 and listed and listed != there and "某某" not in of.roles.annex_note[0].text:
        yield Hit(say("{listed} named, {there} there", listed=listed, there=there), say("the same annexes"),
                  of.roles.annex_note[0])  # fmt: skip
