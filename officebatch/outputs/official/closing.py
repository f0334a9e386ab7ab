"""The end of a paper: who signs it and when, who was there, the imprint. Clauses 7.3.5, 7.3.6, 7.4, 10.1, 10.3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.outputs.official import figures
from officebatch.outputs.official.figures import millimetres
from officebatch.outputs.official.roles import DATE
from officebatch.outputs.official.rules import Hit, Kind, is_face, look, looks, near, rule, wanted_look, width
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.outputs.official.rules import Paper
    from officebatch.outputs.official.text import Line, Paragraph

_NEAR = 0.75  # of a character: a date has six to eight digits, half as wide as a character
_LETTERS = {"编号"}  # the style a private letter is signed in, at the right like its number


@rule("signature", "7.3.5", marked("Signature"))
def signature(of: Paper) -> Iterator[Hit]:
    """Sealed: the date 4 characters from the right, the name centred above it. Not sealed: the name 2 from the right
    and one blank line below the text, the date 2 behind the name's beginning."""
    dated = any(DATE.search(p.text) for p in of.text.own)
    if not of.roles.date:
        if of.roles.body and not of.profile.minutes and not dated:
            yield Hit(say("no date"), say("the name of the office, and below it the day"))
        return
    date = of.roles.date[0]
    for paragraph in (*of.roles.signature, date):
        for found in looks(paragraph, figures.SIZE_3, figures.FANGSONG):
            yield Hit(found, wanted_look(figures.SIZE_3, figures.FANGSONG), paragraph)
    if not of.roles.signature:
        if not of.profile.minutes:
            yield Hit(say("a date alone"), say("the name of the office above the date"), date)
        return
    if date.style in _LETTERS:
        yield Hit(say("signed at the right, like a letter to one person"), _places(), date, kind=Kind.HABIT)
    elif any("\t" in text for p in (date, of.roles.signature[0]) for text, _ in p.pieces):
        yield Hit(say("set with tabs"), _places(), date, kind=Kind.UNSEEN)
    else:
        yield from _placed(of, of.roles.signature[0], date)


def _places() -> str:
    return say(
        "sealed: the date 4 characters from the right, the name centred above it; not sealed: the name 2 from the "
        "right, the date 2 behind its beginning"
    )


def _placed(of: Paper, name: Paragraph, date: Paragraph) -> Iterator[Hit]:
    area = of.text.sections[date.section].area[0]
    (start, end), (name_start, name_end) = _span(date, area), _span(name, area)
    sealed = near(end, 4, _NEAR) and near(start - end, name_start - name_end, 2 * _NEAR)
    open_ = near(start - name_start, 2, _NEAR) and (near(name_end, 2, _NEAR) or near(end, 2, _NEAR))
    if not sealed and not open_:
        found = say("the name {name:.1f}, the date {date:.1f} characters from the right", name=name_end, date=end)
        yield Hit(found, _places(), date)
    above = [p for p in of.text.own if p.text and p.number < name.number]
    if open_ and not sealed and above and of.gap(above[-1], name) < 0.6:
        wanted = say("one blank line below the text")
        yield Hit(say("right below the text"), wanted, name, clause="7.3.5.2")
    if sealed:
        yield Hit("", say("the seal covers name and date, its top within one line of the text"), date,
                  kind=Kind.UNSEEN, clause="7.3.5.1")  # fmt: skip


def _span(paragraph: Paragraph, area: int) -> tuple[float, float]:
    """How far a line of one run begins from the left and ends from the right, in its characters."""
    whole = area / (10 * paragraph.run.size)
    inside = width(paragraph.text) * (1 + paragraph.run.spacing / (10 * paragraph.run.size))
    room = whole - paragraph.left - paragraph.right - paragraph.first - inside
    before = {"right": room, "center": room / 2}.get(paragraph.align, 0)
    return paragraph.left + paragraph.first + before, paragraph.right + room - before


@rule("date", "7.3.5.4", marked("Date"))
def date(of: Paper) -> Iterator[Hit]:
    """Arabic digits, no leading zeros."""
    for paragraph in of.roles.date:
        found = DATE.search(paragraph.text)
        if found is None or found["month"].startswith("0") or found["day"].startswith("0"):
            yield Hit(paragraph.text, say("Arabic digits without leading zeros: 2026年7月1日"), paragraph)


@rule("note", "7.3.6", marked("Note below the date"))
def note(of: Paper) -> Iterator[Hit]:
    """3号 仿宋 in round brackets, two characters in."""
    for paragraph in of.roles.note:
        for found in looks(paragraph, figures.SIZE_3, figures.FANGSONG):
            yield Hit(found, wanted_look(figures.SIZE_3, figures.FANGSONG), paragraph)
        if not near(paragraph.left + paragraph.first, 2):
            found = say("{n:.2g} characters in", n=paragraph.left + paragraph.first)
            yield Hit(found, say("two characters in"), paragraph)


@rule("attendance", "10.3", marked("Who was there"))
def attendance(of: Paper) -> Iterator[Hit]:
    """出席, 请假, 列席 in 3号 黑体 and a full-width colon, names in 3号 仿宋, two characters in, below a blank line."""
    for n, paragraph in enumerate(of.roles.attendance if of.profile.minutes else ()):
        at, names_from = 0, min((paragraph.text.find(c) for c in "：:" if c in paragraph.text), default=0)
        for text, run in paragraph.pieces:
            face = figures.HEITI if at < names_from else figures.FANGSONG
            if text.strip() and not (run.size == figures.SIZE_3 and is_face(run.east_asian, face)):
                yield Hit(look(run), wanted_look(figures.SIZE_3, face), paragraph)
            at += len(text.lstrip()) if not at else len(text)
        if paragraph.text[names_from] == ":":
            yield Hit(":", say("a full-width colon (：)"), paragraph)
        if not near(paragraph.left + paragraph.first, 2):
            inset = say("{n:.2g} characters in", n=paragraph.left + paragraph.first)
            yield Hit(inset, say("two characters in"), paragraph)
        above = [p for p in of.text.own if p.text and p.number < paragraph.number]
        if not n and above and of.gap(above[-1], paragraph) < 0.6:
            yield Hit(say("right below the text"), say("one blank line below the text"), paragraph)


@rule("copies", "7.4.2", marked("Copies to"))
def copies(of: Paper) -> Iterator[Hit]:
    """抄送： in 4号 仿宋, one character in on both sides, a full stop at the end."""
    for paragraph in of.roles.copies:
        if paragraph.text.replace(" ", "").startswith("抄报"):
            yield Hit("抄报", "抄送", paragraph)
        if "：" not in paragraph.text[:6]:
            yield Hit(paragraph.text[:3], say("a full-width colon (：)"), paragraph)
        if not paragraph.text.endswith("。"):
            yield Hit(paragraph.text[-1], say("a full stop (。) at the end"), paragraph)
        yield from _imprinted(paragraph)


@rule("printed", "7.4.3", marked("Printed by"))
def printed(of: Paper) -> Iterator[Hit]:
    """Who printed it and when, in 4号 仿宋, one character in on both sides."""
    for paragraph in of.roles.printed:
        if of.profile.letter and of.headed:
            yield Hit(paragraph.text[-12:], say("no line of who printed it in a letter"), paragraph, clause="10.1")
            continue
        found = DATE.search(paragraph.text)
        if found is None or found["month"].startswith("0") or found["day"].startswith("0"):
            yield Hit(paragraph.text[-12:], say("Arabic digits without leading zeros: 2026年7月1日"), paragraph)
        yield from _imprinted(paragraph)


def _imprinted(paragraph: Paragraph) -> Iterator[Hit]:
    for found in looks(paragraph, figures.SIZE_4, figures.FANGSONG):
        yield Hit(found, wanted_look(figures.SIZE_4, figures.FANGSONG), paragraph)
    left, right = paragraph.left + max(paragraph.first, 0), paragraph.right
    hangs = paragraph.first < 0 and near(paragraph.left + paragraph.first, 1, 0.6)
    if not (hangs or near(left, 1, 0.6)) or not near(right, 1, 0.6):
        found = say("{left:.2g} and {right:.2g} characters in", left=left, right=right)
        yield Hit(found, say("one character in on both sides"), paragraph)


@rule("imprint-rules", "7.4.1", marked("Rules of the imprint"))
def imprint_rules(of: Paper) -> Iterator[Hit]:
    """As wide as the type area: the first and the last 0.35 mm, the ones between 0.25 mm. None in a letter."""
    lines = [*of.roles.copies, *of.roles.printed]
    if not lines or (of.profile.letter and not of.headed):
        return
    table = next((p.table for p in lines if p.table), 0)
    rules, wide = of.text.tables[table] if table else _paragraph_rules(lines)
    drawn = {side for side in ("top", "bottom") if rules.get(side) and rules[side].kind not in {"", "nil", "none"}}
    if of.profile.letter:
        if drawn:
            yield Hit(say("with rules"), say("an imprint without rules"), lines[0], clause="10.1")
        return
    if drawn != {"top", "bottom"}:
        if any(p.drawn for p in of.text.own):
            yield Hit(say("drawn"), _thickness(), lines[0], kind=Kind.UNSEEN)
        else:
            yield Hit(say("no rule above or below"), _thickness(), lines[0])
        return
    sizes = {rules[side].size for side in drawn}
    inner = rules["insideH"].size if "insideH" in rules else figures.THIN
    if sizes != {figures.THICK} or inner != figures.THIN:
        thick = say(", ").join(f"{size / 8 * 25.4 / 72:.2f} mm" for size in sorted({*sizes, inner}, reverse=True))
        yield Hit(thick, _thickness(), lines[0], kind=Kind.HABIT if max(sizes) > inner else Kind.STANDARD)
    area = of.text.sections[lines[0].section].area[0]
    if wide and abs(millimetres(wide - area)) > 1:
        found = f"{millimetres(wide):.0f} mm"
        yield Hit(found, say("as wide as the type area"), lines[0])
    yield Hit("", say("the last rule stands on the lower edge of the type area of the last page"), lines[0],
              kind=Kind.UNSEEN)  # fmt: skip


def _thickness() -> str:
    return say("the first and the last rule 0.35 mm, the ones between 0.25 mm")


def _paragraph_rules(lines: list[Paragraph]) -> tuple[dict[str, Line], int]:
    first, last = lines[0].lines, lines[-1].lines
    found = {"top": first.get("top"), "bottom": last.get("bottom"), "insideH": first.get("bottom") or last.get("top")}
    if len(lines) == 1:
        del found["insideH"]
    return {side: line for side, line in found.items() if line is not None}, 0

