"""Which element of an official paper each paragraph is, told by what it says and where it stands, not by how it looks:
what looks wrong must still be known for what it is meant to be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.outputs.official.figures import Profile
    from officebatch.outputs.official.text import Paragraph, Text

_COPY_NUMBER = re.compile(r"\d{1,8}")
_SECRECY = re.compile(r"(绝密|机密|秘密)([★☆].*)?")
_URGENCY = re.compile(r"(特急|加急|特提|急件|平急)")
DOCUMENT_NUMBER = re.compile(
    r"(?P<name>[^\s\d〔〕\[\]【】()（）]{1,20})(?P<open>[〔\[【(（])(?P<year>\d{2,4})[〕\]】)）](?P<ordinal>第)?(?P<n>\d+)号?"
)
SIGNER = re.compile(r"签发人\s*[:：]\s*(?P<name>.*)")
DATE = re.compile(r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日")
_HAN = "一二三四五六七八九十"
_HAN_DATE = re.compile(rf"[二一][〇○零Oo{_HAN}]{{3}}年[{_HAN}]{{1,3}}月[{_HAN}]{{1,3}}日")
_ANNEX_NOTE = re.compile(r"附\s*件\s*[:：]")
_ANNEX_NOTE_MORE = re.compile(r"\d+\s*[.．、]")
_ANNEX = re.compile(r"附\s*件\s*(\d*|[一二三四五六七八九十]+\s*[:：]?|\d+\s*[:：])")
_CHART = re.compile("⟦图:[^⟧]*⟧")  # the mark of a chart, which takes its place
_COPIES = re.compile(r"(抄\s*送|抄\s*报|主\s*送)\s*[:：]")
_PRINTED = re.compile(r".*\d+\s*年\s*\d+\s*月\s*\d+\s*日\s*(印发|印)?")
_ATTENDANCE = re.compile(r"(?P<label>出席|请假|缺席|列席|参加|主持|记录)(人员|人)?\s*[:：]")
LEVELS = (
    re.compile(r"[一二三四五六七八九十]{1,3}\s*[、.．,，]"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\d{1,2}\s*[.．、](?!\d)"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)


@dataclass
class Roles:
    """The elements found, in the order of the paper. `levels` is (level from 1, paragraph); `annexes` is (mark, title
    or None); what belongs to a table (captions, notes) is in `beside`."""

    mark: list[Paragraph] = field(default_factory=list)
    copy_number: list[Paragraph] = field(default_factory=list)
    secrecy: list[Paragraph] = field(default_factory=list)
    urgency: list[Paragraph] = field(default_factory=list)
    number: list[Paragraph] = field(default_factory=list)
    signer: list[Paragraph] = field(default_factory=list)
    title: list[Paragraph] = field(default_factory=list)
    under_title: list[Paragraph] = field(default_factory=list)
    addressee: list[Paragraph] = field(default_factory=list)
    body: list[Paragraph] = field(default_factory=list)
    levels: list[tuple[int, Paragraph]] = field(default_factory=list)
    annex_note: list[Paragraph] = field(default_factory=list)
    signature: list[Paragraph] = field(default_factory=list)
    date: list[Paragraph] = field(default_factory=list)
    note: list[Paragraph] = field(default_factory=list)
    attendance: list[Paragraph] = field(default_factory=list)
    annexes: list[tuple[Paragraph, Paragraph | None]] = field(default_factory=list)
    copies: list[Paragraph] = field(default_factory=list)
    printed: list[Paragraph] = field(default_factory=list)
    beside: list[Paragraph] = field(default_factory=list)

    @property
    def prose(self) -> list[Paragraph]:
        """All that is text of the paper proper: whom it goes to, what it says, its levels."""
        return [*self.addressee, *self.body, *(p for _, p in self.levels), *self.annex_note]


def is_date(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a date and nothing else."""
    text = "".join(paragraph.text.split())
    return bool(DATE.fullmatch(text) or _HAN_DATE.fullmatch(text))


def is_red(paragraph: Paragraph) -> bool:
    """Whether a paragraph is printed in red."""
    colour = paragraph.run.colour
    if len(colour) != 6 or not all(c in "0123456789ABCDEF" for c in colour):
        return False
    red, green, blue = (int(colour[n : n + 2], 16) for n in (0, 2, 4))
    return red >= 0xB0 and max(green, blue) <= 0x60


def assign(text: Text, profile: Profile) -> Roles:
    """The role of each paragraph of a paper in this form."""
    found = Roles()
    boxed = [p for p in text.paragraphs if p.place.endswith("/box") and p.text]
    first = text.sections[0]
    heads = [p for p in first.headers.get("first" if first.first_apart else "default", ()) if p.text]
    for paragraph in [*heads, *boxed]:
        _head(found, paragraph, profile)
    lines = [p for p in text.own if p.text and not _CHART.fullmatch(p.text)]
    start = next((n for n, p in enumerate(lines) if _ANNEX.fullmatch(p.text) or (n and _enclosed(p))), len(lines))
    _main(found, lines[:start], text, profile)
    _annexes(found, lines[start:], text)
    _imprint(found, [p for p in text.paragraphs if p.table and p.text])
    return found


def _head(found: Roles, paragraph: Paragraph, profile: Profile) -> bool:
    """Whether a paragraph is an element of the head; it is put where it belongs."""
    text = "".join(paragraph.text.split())
    signer, number = SIGNER.search(paragraph.text), DOCUMENT_NUMBER.match(text)
    if is_red(paragraph) or text.endswith("文件") or (profile.minutes and text.endswith("纪要") and not found.mark):
        found.mark.append(paragraph)
    elif _COPY_NUMBER.fullmatch(text):
        found.copy_number.append(paragraph)
    elif _SECRECY.fullmatch(text):
        found.secrecy.append(paragraph)
    elif _URGENCY.fullmatch(text):
        found.urgency.append(paragraph)
    elif number is not None and (number.end() == len(text) or signer is not None):
        found.number.append(paragraph)
        found.signer += [paragraph] if signer is not None else []
    elif signer is not None:
        found.signer.append(paragraph)
    else:
        return False
    return True


def _main(found: Roles, lines: Sequence[Paragraph], text: Text, profile: Profile) -> None:
    at = 0
    while at < len(lines) and _head(found, lines[at], profile):
        at += 1
    at = _title(found, lines, at)
    while at < len(lines) and _under_title(lines[at]):
        found.under_title.append(lines[at])
        at += 1
    if at < len(lines) and lines[at].text[-1] in "：:" and len(lines[at].text) <= 120 and not _level(lines[at]):
        found.addressee.append(lines[at])
        at += 1
    _rest(found, lines[at:], _beside_tables(text))


def _title(found: Roles, lines: Sequence[Paragraph], at: int) -> int:
    """The title: what stands first behind the head, and the lines set like it."""
    first = lines[at] if at < len(lines) else None
    if first is None or first.text[-1] in "：:。；" or _level(first) or len(first.text) > 80:
        return at
    found.title.append(first)
    before = first
    for n in range(at + 1, len(lines)):
        line = lines[n]
        alike = (line.run.size, line.align) == (first.run.size, "center") and line.number == before.number + 1
        if not alike or line.text[-1] in "：:" or _under_title(line, first.run.size):
            return n
        found.title.append(line)
        before = line
    return len(lines)


def _under_title(line: Paragraph, larger: int = 0) -> bool:
    """Whether a line stands under the title as its number, its issue, its day do."""
    short = line.align in {"center", "right"} and len(line.text) <= 40 and line.run.size != larger
    return (short or bool(DOCUMENT_NUMBER.fullmatch(line.text))) and line.text[-1] not in "：:。；"


def _rest(found: Roles, lines: Sequence[Paragraph], beside: set[int]) -> None:
    signed = next((n for n in range(len(lines) - 1, -1, -1) if is_date(lines[n])), None)
    listing = False
    for n, line in enumerate(lines):
        if listing := bool(_ANNEX_NOTE.match(line.text) or (listing and _ANNEX_NOTE_MORE.match(line.text))):
            found.annex_note.append(line)
        elif n == signed:
            found.date.append(line)
        elif signed is not None and n == signed - 1 and len(line.text) <= 40 and line.text[-1] not in "。；：":
            found.signature.append(line)
        elif signed is not None and n == signed + 1 and line.text[0] in "（(" and not _level(line):
            found.note.append(line)
        elif _ATTENDANCE.match(line.text):
            found.attendance.append(line)
        elif not _foot(found, line):
            _prose(found, line, beside)


def _foot(found: Roles, line: Paragraph) -> bool:
    if _COPIES.match(line.text):
        found.copies.append(line)
    elif line.text.endswith("印发") and _PRINTED.fullmatch("".join(line.text.split())):
        found.printed.append(line)
    else:
        return False
    return True


def _prose(found: Roles, line: Paragraph, beside: set[int]) -> None:
    if level := _level(line):
        found.levels.append((level, line))
    elif line.number in beside and (line.align == "center" or line.run.size < 32):
        found.beside.append(line)
    else:
        found.body.append(line)


def _level(line: Paragraph) -> int:
    """Which level a paragraph's ordinal is of, 0 for none."""
    return next((n for n, ordinal in enumerate(LEVELS, 1) if ordinal.match(line.text)), 0)


def _beside_tables(text: Text) -> set[int]:
    """The numbers of the paragraphs next to a table, blank lines left aside, above and below."""
    found: set[int] = set()
    for one, other in pairwise(p for p in text.paragraphs if not p.empty and not p.place.endswith("/box")):
        if bool(one.table) is not bool(other.table):
            found |= {p.number for p in (one, other) if not p.table}
    run = [p for p in text.own if p.text]
    for one, other in (*pairwise(run), *pairwise(run[::-1])):  # a note of two paragraphs is one note
        if one.number in found and one.run.size == other.run.size < 32:
            found.add(other.number)
    return found


def _annexes(found: Roles, lines: Sequence[Paragraph], text: Text) -> None:
    beside = _beside_tables(text)
    for n, line in enumerate(lines):
        if _ANNEX.fullmatch(line.text):
            after = lines[n + 1] if n + 1 < len(lines) else None
            found.annexes.append((line, after))
        elif not found.annexes or line is not found.annexes[-1][1]:
            _prose_of_annex(found, line, beside)


def _enclosed(line: Paragraph) -> bool:
    """Whether a line is the title of a sheet that goes with the paper, such as one to be sent back."""
    return line.new_page and line.align == "center" and line.run.size >= 36


def _prose_of_annex(found: Roles, line: Paragraph, beside: set[int]) -> None:
    if not _foot(found, line) and not is_date(line):
        apart = line.number in beside or line.align in {"center", "right"} or line.text[-1] in "：:"
        (found.beside if apart else found.body).append(line)


def _imprint(found: Roles, cells: Sequence[Paragraph]) -> None:
    for cell in cells:
        _foot(found, cell)
