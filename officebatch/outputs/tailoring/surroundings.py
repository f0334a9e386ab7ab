"""What a tag is lost with, or loses: where it stands in a part's paragraphs, not what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.outputs.tailoring import tags
from officebatch.outputs.tailoring.problems import Problem, around
from officebatch.outputs.tailoring.wordml import FOREIGN, name_of
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from xml.etree.ElementTree import Element

    from officebatch.outputs.tailoring.tags import Tag
    from officebatch.outputs.tailoring.wordml import Paragraph


def of_tag(paragraph: Paragraph, tag: Tag, kind: str, message: str, *, nearest: str = "", **values: str) -> Problem:
    """A problem of a tag, with the words around it."""
    text = around(paragraph.text, tag.start, tag.end)
    return Problem(kind, message, tuple(values.items()), paragraph.place, text, nearest)


def plain(paragraph: Paragraph, found: tags.Found, known: Container[str]) -> Iterator[Problem]:
    """What is wrong in a paragraph besides its tags. known: names a tag may print."""
    text = paragraph.text
    if paragraph.tracked:
        said = marked("a tracked change would stand in every paper; accept or reject it in Word")
        tag = next(iter(found.tags), None)
        shown = (
            around(text, tag.start, tag.end)
            if tag
            else text[:30] or "".join(p.text for p in paragraph.deleted)[:30]
        )
        yield Problem("tracked", said, (), paragraph.place, shown)
    for start, end in found.strays:
        said = marked("an end of a tag without its beginning")
        yield Problem("stray", said, (), paragraph.place, around(text, start, end))
    for start, end, name in found.singles:
        if name in known:
            said = marked("a variable is written in two braces: {{{{ {name} }}}}")
            yield Problem("half-braces", said, (("name", name),), paragraph.place, around(text, start, end))
    for place, code in paragraph.codes:
        yield from _code(paragraph, place, code)
    for odd in paragraph.odd:
        said = marked("a tag works in plain words only, not in a formula or a drawing")
        yield Problem("not-text", said, (), paragraph.place, odd[:60])


def _code(paragraph: Paragraph, place: int, code: str) -> Iterator[Problem]:
    if "{{" in code or "{%" in code:
        said = marked("a tag within a field's code is lost when Word updates the field; write it as plain text")
        yield Problem("field-code", said, (), paragraph.place, code.strip())
    elif code.split()[:1] == ["MERGEFIELD"]:
        said = marked("a field of Word's mail merge is not filled in; write a tag {{{{ … }}}} instead")
        shown = around(paragraph.text, place, place)
        yield Problem("merge-field", said, (("code", code.strip()),), paragraph.place, shown)


def lost(paragraph: Paragraph, tag: Tag, told: set[tuple[str, int]]) -> Iterator[Problem]:
    """What is lost within, beside or by a tag. told: elements whose loss was told already, of each level; added to."""
    yield from _split(paragraph, tag)
    yield from _beside(paragraph, tag, told)
    yield from _joined(paragraph, tag)


def _split(paragraph: Paragraph, tag: Tag) -> Iterator[Problem]:
    """A tag whose letters Word keeps in several things loses what is between them."""
    pieces = paragraph.holding(tag.start, tag.end)
    holders = {piece.holders for piece in pieces}
    within = [name for place, name in paragraph.foreign if tag.start < place < tag.end]
    if len(holders) > 1:
        within += [name_of(holder[-1]) for holder in holders if holder]
    if within:
        things = say(", ").join(dict.fromkeys(say(FOREIGN[name]) for name in within))
        said = marked(
            "within this tag stands {things}, or it begins and ends in different ones; type it anew in one go"
        )
        yield of_tag(paragraph, tag, "split", said, things=things)


def _beside(paragraph: Paragraph, tag: Tag, told: set[tuple[str, int]]) -> Iterator[Problem]:
    """A tag for a paragraph, row or cell takes that away with all it holds."""
    if tag.level in {"", "r"}:
        return
    element: Element | None = paragraph.element
    if tag.level != "p":
        held = paragraph.row if tag.level == "tr" else paragraph.cell
        if held is None or paragraph.place.box:
            said = marked("{{%{level} stands outside a table; write {{%p or {{% instead")
            yield of_tag(paragraph, tag, "level", said, level=tag.level)
            return
        element = held[0]
    assert element is not None
    if (tag.level, id(element)) in told:
        return
    words = "".join(_words(element)).replace(paragraph.text[tag.start : tag.end], "", 1).strip()
    things = dict.fromkeys(say(FOREIGN[name]) for name in _things(element))
    if not words and not things:
        return
    told.add((tag.level, id(element)))
    shown = f"“{words[:20]}{'…' if len(words) > 20 else ''}”" if words else ""
    gone = say(", ").join(filter(None, (shown, *things)))
    said = marked("{{%{level} takes away its whole {what}, also {lost}; give the tag a {what} of its own")
    yield of_tag(paragraph, tag, "lost-text", said, level=tag.level, what=say(tags.LEVELS[tag.level]), lost=gone)


def _joined(paragraph: Paragraph, tag: Tag) -> Iterator[Problem]:
    """A minus joins a tag to the paragraph before or behind it, without the words that stand between."""
    pieces = paragraph.holding(tag.start, tag.end)
    if tag.mark != "{%" or tag.level or not pieces:
        return
    before = paragraph.text[pieces[0].start : tag.start]
    behind = paragraph.text[tag.end : pieces[-1].start + len(pieces[-1].text)]
    written = paragraph.text[tag.start : tag.end]
    for minus, gone in (("{%-", before), ("-%}", "" if "{{" in behind or "{%" in behind else behind)):
        if minus in written and gone.strip():
            said = marked("{minus} takes away the words beside it, “{lost}”; write it without the minus")
            yield of_tag(paragraph, tag, "lost-text", said, minus=minus, lost=gone[:20])


def emptied(paragraphs: Iterable[Paragraph], met: Iterable[tuple[Paragraph, Tag]]) -> Iterator[Problem]:
    """A cell or box whose paragraphs may all go away makes a file that Word refuses to open."""
    of: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        of.setdefault(id(paragraph.container), []).append(paragraph)
    tags_of: dict[int, list[Tag]] = {}
    for paragraph, tag in met:
        if tag.level == "p" and tag.mark == "{%":
            tags_of.setdefault(id(paragraph.element), []).append(tag)
    for held in of.values():
        within = [(paragraph, tags_of.get(id(paragraph.element), [])) for paragraph in held]
        first = next((paragraph for paragraph, found in within if found), None)
        bounded = name_of(held[0].container) in {"tc", "txbxContent", "hdr", "ftr"}
        if first is not None and bounded and not held[0].path and not _stays(within):
            said = marked(
                "when this does not hold, nothing is left here and Word cannot open the file; "
                "add an empty paragraph below"
            )
            yield of_tag(first, tags_of[id(first.element)][0], "empty-cell", said)


def _stays(held: list[tuple[Paragraph, list[Tag]]]) -> bool:
    """Whether a paragraph is left whatever the values are."""
    stack: list[tuple[bool, list[bool], bool]] = []
    stays = False
    for _, found in held:
        if not found:
            stays = True
        for tag in found:
            if tag.word in {"if", "for"}:
                stack.append((stays, [], False))
                stays = False
            elif tag.word in {"else", "elif"} and stack:
                before, branches, other = stack.pop()
                stack.append((before, [*branches, stays], other or tag.word == "else"))
                stays = False
            elif tag.word in {"endif", "endfor"} and stack:
                before, branches, other = stack.pop()
                stays = before or (other and all((*branches, stays)))
    return stays


def _words(element: Element) -> Iterator[str]:
    for inner in element.iter():
        if name_of(inner) in {"t", "instrText"}:
            yield inner.text or ""


def _things(element: Element) -> Iterator[str]:
    """What would go away with an element besides words."""
    for inner in element.iter():
        name = name_of(inner)
        if name == "br" and "page" in inner.attrib.values():
            name = "page"
        if name in FOREIGN and name not in {
            "fldChar",
            "smartTag",
            "customXml",
            "sdt",
            "sdtContent",
            "dir",
            "bdo",
            "hyperlink",
        }:
            yield name


