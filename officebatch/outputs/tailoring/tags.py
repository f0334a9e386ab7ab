"""Tags in a paragraph's words: where they begin and end, also where a hand or an input method got them wrong.

A broken tag is mended as it was meant, so that what follows it is judged as if it were right and one slip of the
keyboard is told once.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

LEVELS = {"p": marked("paragraph"), "tr": marked("row"), "tc": marked("cell")}
MOST = 5000  # tags of a part that are judged
LONGEST = 2000  # characters of a tag
_BLANK = "[ \\u3000\\xa0]?"
_OPENER = re.compile(rf"[{{｛﹛]{_BLANK}([{{｛﹛%％﹪])|[{{｛﹛]([#＃])")
_LITERAL = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_END = {"{{": "}}", "{%": "%}", "{#": "#}"}
_LIKE_END = {
    "{{": re.compile(rf"[}}｝﹜]{_BLANK}[}}｝﹜]"),
    "{%": re.compile(rf"[%％﹪]{_BLANK}[}}｝﹜]"),
    "{#": re.compile("[#＃][}｝﹜]"),
}
_HALF_END = {"{{": re.compile("[}｝﹜]"), "{%": re.compile("[%％}｝﹜]"), "{#": re.compile("[#＃}｝﹜]")}
_STRAY = re.compile("[}｝﹜]{2}|%}|％｝")
_OTHER_END = re.compile("[}｝﹜]{2}|[%％﹪][}｝﹜]")
_HALF_START = re.compile("[{｛﹛][%％]?")
_SINGLE = re.compile(r"[{｛]\s*([^{}｛｝%％\s]{1,30})\s*[}｝]")
_LEVEL = re.compile(r"([-+]?)(\s*)(tr|tc|p|r)(\s|$)", re.IGNORECASE)
_GLUED = re.compile(r"[-+]?\s*(tr|tc|p)(?=(?:for|endfor|if|elif|else|endif|set)\b)")
_WORD = re.compile(r"\s*[-+]?\s*([^\W\d]\w*)")
_CURLED = str.maketrans("“”‘’", "\"\"''")
_MEANT = {
    "。": ".", "、": ",", "【": "[", "】": "]", "〔": "[", "〕": "]", "《": "<", "》": ">", "〈": "<", "〉": ">",
    "「": '"', "」": '"', "『": '"', "』": '"', "„": '"', "‟": '"', "″": '"', "〝": '"', "〞": '"', "′": "'", "´": "'",
    "`": "'", "–": "-", "—": "-", "−": "-", "×": "*", "÷": "/", "≥": ">=", "≤": "<=", "≠": "!=", "…": "...", "·": ".",
} | {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}  # fmt: skip
_QUOTES = set("「」『』„‟″〝〞′´`＂＇")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one tag by itself. kind: a word for programs. message: a message id."""

    kind: str
    message: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag from `start` to `end` of the words. mark: how it begins. level: "" or p, tr, tc, r.

    inner: what it says, mended as far as it can be; None where it has no end.
    """

    start: int
    end: int
    mark: str
    level: str
    inner: str | None
    word: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Found:
    """What a paragraph holds. strays: ends without a beginning. singles: names in single braces, with their places."""

    tags: list[Tag]
    strays: list[tuple[int, int]]
    singles: list[tuple[int, int, str]]


def find(text: str) -> Found:
    """All tags of a paragraph's words; not much more than MOST."""
    found, place = Found([], [], []), 0
    while place <= len(text) and len(found.tags) <= MOST:
        opener = _OPENER.search(text, place)
        start = opener.start() if opener else len(text)
        _between(text, place, start, found)
        if opener is None:
            break
        tag = _tag(text, opener)
        found.tags.append(tag)
        place = max(tag.end, opener.end())
    return found


def _between(text: str, start: int, end: int, found: Found) -> None:
    """What stands between two tags: ends that lack a beginning, names in single braces."""
    place, before = start, len(found.tags)
    for stray in islice(_STRAY.finditer(text, start, end), MOST):
        mark = "{%" if stray.group()[0] in "%％﹪" else "{{"
        half = None
        for half in _HALF_START.finditer(text, place, stray.start()):  # noqa: B007  the last one counts
            pass
        if half is None or any(brace in text[half.end() : stray.start()] for brace in "}｝"):
            found.strays.append(stray.span())
        else:
            tag, inner = text[half.start() : stray.end()], text[half.end() : stray.start()]
            found.tags.append(_made((half.start(), stray.end()), mark, inner, [_half(tag)]))
        place = stray.end()
    taken = [(tag.start, tag.end) for tag in found.tags[before:]]
    for single in _SINGLE.finditer(text, start, end):
        if not any(a <= single.start() < b for a, b in taken):
            found.singles.append((*single.span(), single.group(1)))


def _tag(text: str, opener: re.Match[str]) -> Tag:
    second = opener.group(1) or opener.group(2)
    mark = "{" + ("%" if second in "%％﹪" else "#" if second in "#＃" else "{")
    faults = [] if opener.group() == mark else [_braces(opener.group(), mark)]
    if mark == "{#" and (remark := text.find("#}", opener.end())) >= 0:
        return Tag(opener.start(), remark + 2, mark, "", "", "", tuple(faults))
    body = opener.end()
    limit = _limit(text[: body + LONGEST], body)
    end = _proper_end(text[: body + LONGEST], body, mark)
    if end is None or end > limit:
        end = next((at for at in [text.find(_END[mark], body, limit)] if at >= 0), None)
    if end is not None:
        inner = text[body:end]
        if mark == "{{" and inner[:1] == "{" and inner.count("{") > inner.count("}"):
            faults.append(_braces("{{{", mark))
            inner = inner[1:]
        return _made((opener.start(), end + 2), mark, inner, faults)
    like = _LIKE_END[mark].search(text, body, limit)
    if like is not None:
        faults = faults or [_braces(like.group(), _END[mark])]
        return _made((opener.start(), like.end()), mark, text[body : like.start()], faults)
    return _halved(text, opener.start(), (body, limit), mark, faults)


def _halved(text: str, start: int, within: tuple[int, int], mark: str, faults: list[Fault]) -> Tag:
    """A tag with another mark's end, with half an end, or with none."""
    other = _OTHER_END.search(text, *within)
    if other is not None:
        said = Fault("braces", marked("what begins with {start} must end with {end}"), _pair(mark))
        return _made((start, other.end()), mark, text[within[0] : other.start()], [*faults, said])
    half = _HALF_END[mark].search(text, *within)
    if half is not None:
        tag = text[start : half.end()]
        return _made((start, half.end()), mark, text[within[0] : half.start()], [*faults, _half(tag)])
    said = Fault("unclosed-tag", marked("this tag has no end {end} in its paragraph"), _pair(mark))
    word = _WORD.match(_LEVEL.sub("", text[within[0] : within[1]], count=1))
    return Tag(start, within[1], mark, "", None, word.group(1) if word else "", (*faults, said))


def _pair(mark: str) -> dict[str, str]:
    return {"start": mark, "end": _END[mark]}


def _half(written: str) -> Fault:
    said = marked("half a brace is missing: a tag is written {{{{ … }}}} or {{% … %}}")
    return Fault("half-braces", said, {"written": written})


def _braces(written: str, wanted: str) -> Fault:
    said = marked("“{written}” makes no tag and would be printed as it is; type {wanted} half-width, without blanks")
    return Fault("braces", said, {"written": written, "wanted": wanted})


def _limit(text: str, body: int) -> int:
    """Where the next tag begins, beyond which this one cannot end."""
    following = _OPENER.search(text, body)
    while following is not None and any(a.start() < following.start() < a.end() for a in _LITERAL.finditer(text, body)):
        following = _OPENER.search(text, following.end())
    return following.start() if following is not None else len(text)


def _proper_end(text: str, body: int, mark: str) -> int | None:
    """The place of the end, past quoted texts that hold one."""
    skipping = re.compile(f"{_LITERAL.pattern}|({re.escape(_END[mark])})")
    return next((m.start() for m in skipping.finditer(text, body) if m.group(1)), None)


def _made(span: tuple[int, int], mark: str, inner: str, faults: list[Fault]) -> Tag:
    """The tag of what stands between its braces, with what is wrong in it told and mended."""
    if mark == "{#":
        return Tag(*span, mark, "", "", "", tuple(faults))
    found = list(faults)
    level, rest = _level(mark, inner, found)
    said = _mended(rest, found)
    if level and mark == "{%" and re.search("[%}]", said):
        limits = marked("a tag with {{%{level} may hold no % and no }}; set the value by a tag before it")
        found.append(Fault("level", limits, {"level": level}))
    word = _WORD.match(said)
    return Tag(*span, mark, level, said, word.group(1) if word and mark == "{%" else "", tuple(found))


def _level(mark: str, inner: str, faults: list[Fault]) -> tuple[str, str]:
    """The level a tag is written for (p, tr, tc, r) and what it says behind it."""
    if mark == "{{":
        rich = re.match(r"(tr|tc|p|r)\s+(?=[^\W\d])", inner)
        if rich is None or re.match(r"(if|is|in|and|or|not)\b", inner[rich.end() :]):
            return "", inner
        said = marked("{{{{{level} is for formatted text; what papers hold is plain: write {{{{ without it")
        faults.append(Fault("level", said, {"level": rich.group(1)}))
        return "", inner[rich.end() :]
    glued, found = _GLUED.match(inner), _LEVEL.match(inner)
    if found is None and glued is None:
        return "", inner
    if found is None and glued is not None:
        level, rest = glued.group(1), inner[glued.end() :]
        faults.append(Fault("level", marked("behind {{%{level} there must be a blank"), {"level": level}))
        return level, rest
    assert found is not None
    level, rest = found.group(3).lower(), inner[found.end() :]
    if found.group(1) or found.group(2) or found.group(3) != level:
        said = marked("write {{%{level} small, without a blank or a sign before {level}")
        faults.append(Fault("level", said, {"level": level}))
    elif found.group(4) != " ":
        faults.append(Fault("level", marked("behind {{%{level} there must be a plain blank"), {"level": level}))
    return level, rest


def _mended(inner: str, faults: list[Fault]) -> str:
    """What a tag says in the marks it is read by: curled quotes straight, as the press does, full-width ones plain."""
    for literal in _LITERAL.finditer(inner):
        if any(quote in literal.group() for quote in "“”‘’"):
            said = marked("curled quotes within a quoted text become straight ones; write that text outside the tag")
            faults.append(Fault("quotes", said))
            break
    straight = inner.translate(_CURLED)
    if all(ord(c) < 128 for c in straight):
        return straight
    wide: dict[str, str] = {}
    unseen: list[str] = []
    pieces = [_plain(text, wide, unseen) if outside else text for outside, text in _parts(straight)]
    if wide:
        quotes = all(c in _QUOTES for c in wide)
        faults.append(
            Fault(
                "quotes" if quotes else "punctuation",
                marked("“{written}” in a tag must be typed half-width: {wanted}"),
                {"written": "".join(wide), "wanted": " ".join(wide.values())},
            )
        )
    if unseen:
        codes = ", ".join(f"U+{ord(c):04X}" for c in unseen)
        said = marked("the tag holds a character nobody sees ({codes}); type the tag anew")
        faults.append(Fault("invisible", said, {"codes": codes}))
    return "".join(pieces)


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """The text cut at quoted texts; whether each part stands outside of them."""
    place = 0
    for literal in _LITERAL.finditer(text):
        yield True, text[place : literal.start()]
        yield False, literal.group()
        place = literal.end()
    yield True, text[place:]


def _plain(text: str, wide: dict[str, str], unseen: list[str]) -> str:
    read = []
    for c in text:
        meant = _MEANT.get(c, c)
        if meant != c:
            wide[c] = meant
        elif unicodedata.category(c) in {"Cf", "Cc", "Co"} and c not in "\n\t":
            unseen.append(c)
            meant = ""
        read.append(meant)
    return "".join(read)
