"""The head: copy number, secrecy, urgency, mark, document number, signer, red rule. Clauses 7.2, 10.1, 10.3.

A paper without a mark has no head: the office's own notices go without, which is its habit and no fault.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from officebatch.outputs.official import figures
from officebatch.outputs.official.page import align_words
from officebatch.outputs.official.roles import DOCUMENT_NUMBER, SIGNER, is_red
from officebatch.outputs.official.rules import Hit, Kind, is_face, look, looks, near, rule, wanted_look
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.outputs.official.rules import Paper
    from officebatch.outputs.official.text import Paragraph


@rule("copy-number", "7.2.1", marked("Copy number"))
def copy_number(of: Paper) -> Iterator[Hit]:
    """Six digits of 3号, flush left."""
    for paragraph in of.roles.copy_number:
        if len(paragraph.text) != 6:
            yield Hit(paragraph.text, say("six digits"), paragraph)
        if paragraph.run.size != figures.SIZE_3:
            yield Hit(look(paragraph.run), say("3号 digits"), paragraph)
        yield from _flush(paragraph)


@rule("secrecy-mark", "7.2.2", marked("Secrecy mark"))
def secrecy_mark(of: Paper) -> Iterator[Hit]:
    """3号 黑体, flush left."""
    for paragraph in of.roles.secrecy:
        yield from _black(paragraph)


@rule("urgency", "7.2.3", marked("Urgency"))
def urgency(of: Paper) -> Iterator[Hit]:
    """3号 黑体, flush left."""
    for paragraph in of.roles.urgency:
        yield from _black(paragraph)


def _black(paragraph: Paragraph) -> Iterator[Hit]:
    for found in looks(paragraph, figures.SIZE_3, figures.HEITI):
        yield Hit(found, wanted_look(figures.SIZE_3, figures.HEITI), paragraph)
    yield from _flush(paragraph)


def _flush(paragraph: Paragraph) -> Iterator[Hit]:
    inset = paragraph.left + paragraph.first
    if paragraph.align in {"center", "right"} or not near(inset, 0):
        yield Hit(say("{align}, {n:.2g} in", align=align_words(paragraph.align), n=inset), say("flush left"), paragraph)


@rule("mark", "7.2.4", marked("Mark of the office"))
def mark(of: Paper) -> Iterator[Hit]:
    """Red, centred, 小标宋 recommended."""
    clause = of.profile.mark_clause
    if not of.headed:
        habit = say("without a head, as papers of the office's own business are")
        yield Hit(habit, say("a mark in red"), kind=Kind.HABIT, clause=clause)
        return
    for paragraph in of.roles.mark:
        if not is_red(paragraph):
            yield Hit(say("not red"), say("red"), paragraph, clause=clause)
        if not is_face(paragraph.run.east_asian, figures.XIAOBIAOSONG):
            yield Hit(look(paragraph.run), say("小标宋 is recommended"), paragraph, kind=Kind.HABIT, clause=clause)
        if paragraph.align != "center" and not paragraph.place:
            yield Hit(align_words(paragraph.align), say("centred"), paragraph, clause=clause)
    below = marked("its upper edge stands 35 mm below that of the type area")
    place = marked("its upper edge stands 30 mm below that of the paper") if of.profile.letter else below
    yield Hit("", say(place), of.roles.mark[0], kind=Kind.UNSEEN, clause=clause)


@rule("number", "7.2.5", marked("Document number"))
def number(of: Paper) -> Iterator[Hit]:
    """Name〔year〕n号: whole year, hexagonal brackets, no 第, no leading zero."""
    under_title = [p for p in of.roles.under_title if DOCUMENT_NUMBER.match(p.text)]
    for paragraph in (*of.roles.number, *under_title):
        found = DOCUMENT_NUMBER.match(paragraph.text)
        if found is not None and not _well_written(found):
            yield Hit(found[0], say("{name}〔{year}〕{n}号", name=found["name"], year=found["year"].rjust(4, "2"),
                                    n=int(found["n"])), paragraph)  # fmt: skip
        if SIGNER.search(paragraph.text) is None:
            for seen in looks(paragraph, figures.SIZE_3, figures.FANGSONG):
                yield Hit(seen, wanted_look(figures.SIZE_3, figures.FANGSONG), paragraph)
    for paragraph in under_title:
        yield Hit(say("under the title"), say("in the head, under the mark"), paragraph, kind=Kind.HABIT)
    for paragraph in of.roles.number if of.headed else ():
        yield from _number_place(of, paragraph)


def _well_written(found: re.Match[str]) -> bool:
    return (
        found["open"] == "〔" and len(found["year"]) == 4 and not found["ordinal"] and found["n"][0] != "0"
        and found[0].endswith("号")
    )  # fmt: skip


def _number_place(of: Paper, paragraph: Paragraph) -> Iterator[Hit]:
    inset = paragraph.left + paragraph.first
    match of.profile.number_place:
        case "right":
            holds = paragraph.align == "right" and near(paragraph.right, 0)
            wanted, clause = say("flush right under the first red rule"), "10.1"
        case "left":
            holds = paragraph.align in {"left", "both"} and near(inset, 1)
            wanted, clause = say("one character in at the left, beside the signer"), "7.2.5"
        case _:
            holds, wanted, clause = paragraph.align == "center" and near(inset, 0), say("centred"), "7.2.5"
    if not holds:
        yield Hit(align_words(paragraph.align), wanted, paragraph, clause=clause)


@rule("signer", "7.2.6", marked("Signer"))
def signer(of: Paper) -> Iterator[Hit]:
    """签发人 in 仿宋, the name in 楷体; in papers to superiors only."""
    if of.profile.upward and of.headed and not of.roles.signer:
        yield Hit(say("none"), say("签发人：and the name, one character in at the right, beside the number"))
    for paragraph in of.roles.signer:
        if ":" in paragraph.text:
            yield Hit(":", say("a full-width colon (：)"), paragraph)
        at, name_from = 0, paragraph.text.find("：") + 1
        for text, run in paragraph.pieces:
            face = figures.KAITI if at >= name_from else figures.FANGSONG
            if text.strip(" 　\t") and not (run.size == figures.SIZE_3 and is_face(run.east_asian, face)):
                yield Hit(look(run), wanted_look(figures.SIZE_3, face), paragraph)
            at += len(text.lstrip()) if not at else len(text)


@rule("red-rule", "7.2.7", marked("Red rule"))
def red_rule(of: Paper) -> Iterator[Hit]:
    """As wide as the type area, 4 mm below the number; a letter has two double ones, minutes need none."""
    if not of.headed or of.profile.minutes:
        return
    ruled = [p for p in _around_head(of) if any(_red_line(line.colour) for line in p.lines.values())]
    if any(p.drawn for p in _around_head(of)):
        yield Hit(say("drawn"), say("a red rule 4 mm below"), kind=Kind.UNSEEN, clause=_clause(of))
    elif of.profile.letter:
        yield from _letter_rules(ruled)
    elif not ruled:
        yield Hit(say("none"), say("a red rule as wide as the type area below the number"))
    else:
        for paragraph in ruled:
            if not near(paragraph.left, 0) or not near(paragraph.right, 0):
                yield Hit(say("narrower or wider than the text"), say("as wide as the type area"), paragraph)
        yield Hit("", say("it stands 4 mm below the number"), ruled[0], kind=Kind.UNSEEN)


def _clause(of: Paper) -> str:
    return "10.1" if of.profile.letter else "7.2.7"


def _letter_rules(ruled: list[Paragraph]) -> Iterator[Hit]:
    strokes = sum(2 if _double(line.kind) else 1 for p in ruled for line in p.lines.values())
    if strokes < 4:
        wanted = say("two double red rules of 170 mm: below the mark thick above thin, at the foot thin above thick")
        yield Hit(say("{n} double red rules", n=strokes // 2), wanted, clause="10.1")
    else:
        wanted = say("170 mm wide; 4 mm below the mark, and 20 mm above the paper's lower edge")
        yield Hit("", wanted, ruled[0], kind=Kind.UNSEEN, clause="10.1")


def _double(kind: str) -> bool:
    return "thick" in kind.casefold() and "thin" in kind.casefold()


def _around_head(of: Paper) -> list[Paragraph]:
    """The paragraphs where a rule of the head may be: those before the title, those of the first page's margins."""
    title = of.roles.title[0].number if of.roles.title else 1
    first = of.text.sections[0]
    margins = [held.get(kind, ()) for held in (first.headers, first.footers) for kind in ("first", "default")]
    return [p for p in of.text.own if p.number < title] + [p for held in margins for p in held]


def _red_line(colour: str) -> bool:
    return len(colour) == 6 and colour[:2] >= "B0" and max(colour[2:4], colour[4:]) <= "60"
