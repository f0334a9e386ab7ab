"""One part of a template (its text, a header, the footnotes) judged tag by tag, as the press will read it."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jinja2 import nodes

from officebatch.outputs.tailoring import tags
from officebatch.outputs.tailoring.names import LOOP, Judge, asked, nearest, targets, wrong
from officebatch.outputs.tailoring.problems import Problem, around
from officebatch.outputs.tailoring.wordml import FOREIGN, name_of
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from officebatch.outputs.environment import Environment
    from officebatch.outputs.tailoring.names import Wrong
    from officebatch.outputs.tailoring.tags import Tag
    from officebatch.outputs.tailoring.wordml import Paragraph
    from officebatch.outputs.variables import Variable

    Level = tuple[object, ...]

_ENDS = {
    "end" + word: word for word in ("if", "for", "set", "with", "macro", "call", "filter", "block", "raw", "autoescape")
}
_ALONE = {"else", "elif", "vm", "hm", "cellbg", "colspan"}
_OUTSIDE = {"include", "import", "from", "extends"}
WORDS = {*_ENDS, *_ENDS.values(), *_ALONE, *_OUTSIDE}
_CELL_ONLY = {"vm", "hm", "cellbg", "colspan"}


@dataclass
class Open:
    """A block that has begun: its word, its tag, where its end must stand, and the names it gives."""

    word: str
    tag: Tag
    paragraph: Paragraph
    level: Level
    names: dict[str, Variable | None]
    other: bool = False
    crossed: Problem | None = None


@dataclass
class PartJudge:
    """Judges the tags of one part in the order the press meets them.

    known: names outside of loops; elsewhere: those of other kinds made from the same template. loops: names of loops
    met so far, also in parts before. sure: whether all names are known; else names are not judged.
    """

    environment: Environment
    known: Mapping[str, Variable | None]
    elsewhere: frozenset[str]
    loops: set[str]
    sure: bool = True
    problems: list[Problem] = field(default_factory=list)
    open: list[Open] = field(default_factory=list)
    told: set[tuple[str, int]] = field(default_factory=set)

    def judge(self, paragraphs: list[Paragraph]) -> list[Problem]:
        """All problems of a part, in the order of its text."""
        met: list[tuple[tuple[int, int], Paragraph, Tag]] = []
        for paragraph in paragraphs:
            found = tags.find(paragraph.text)
            self._plain(paragraph, found)
            met += [(_order(paragraph, tag), paragraph, tag) for tag in found.tags]
            struck = tags.find("".join(piece.text for piece in paragraph.deleted)).tags
            met += [((paragraph.deleted[0].order, tag.start), paragraph, tag) for tag in struck]
            if len(met) > tags.MOST:
                said = marked("there are too many tags to judge them")
                return [*self.problems, Problem("damaged", said, (), paragraph.place)]
        met.sort(key=lambda one: one[0])
        for _, paragraph, tag in met:
            self._tag(paragraph, tag)
        for left in self.open:
            self._tell(
                left.paragraph,
                left.tag,
                "unclosed",
                marked("this {word} is never closed; there is no end{word} behind it"),
                word=left.word,
            )
        self._empty_containers(paragraphs, [(paragraph, tag) for _, paragraph, tag in met])
        return _once(self.problems, paragraphs)

    def _tell(
        self, paragraph: Paragraph, tag: Tag | None, kind: str, message: str, *, nearest: str = "", **values: str
    ) -> None:
        text = around(paragraph.text, tag.start, tag.end) if tag is not None else around(paragraph.text, 0, 0)
        self.problems.append(Problem(kind, message, tuple(values.items()), paragraph.place, text, nearest))

    def _plain(self, paragraph: Paragraph, found: tags.Found) -> None:
        """What is wrong in a paragraph besides its tags."""
        text = paragraph.text
        if paragraph.tracked:
            said = marked("a tracked change would stand in every paper; accept or reject it in Word")
            tag = next(iter(found.tags), None)
            shown = (
                around(text, tag.start, tag.end)
                if tag
                else text[:30] or "".join(p.text for p in paragraph.deleted)[:30]
            )
            self.problems.append(Problem("tracked", said, (), paragraph.place, shown))
        for start, end in found.strays:
            said = marked("an end of a tag without its beginning")
            self.problems.append(Problem("stray", said, (), paragraph.place, around(text, start, end)))
        for start, end, name in found.singles:
            if name in self.known:
                said = marked("a variable is written in two braces: {{{{ {name} }}}}")
                self.problems.append(
                    Problem("half-braces", said, (("name", name),), paragraph.place, around(text, start, end))
                )
        for place, code in paragraph.codes:
            self._code(paragraph, place, code)
        for odd in paragraph.odd:
            said = marked("a tag works in plain words only, not in a formula or a drawing")
            self.problems.append(Problem("not-text", said, (), paragraph.place, odd[:60]))

    def _code(self, paragraph: Paragraph, place: int, code: str) -> None:
        if "{{" in code or "{%" in code:
            said = marked("a tag within a field's code is lost when Word updates the field; write it as plain text")
            self.problems.append(Problem("field-code", said, (), paragraph.place, code.strip()))
        elif code.split()[:1] == ["MERGEFIELD"]:
            said = marked("a field of Word's mail merge is not filled in; write a tag {{{{ … }}}} instead")
            self.problems.append(
                Problem(
                    "merge-field",
                    said,
                    (("code", code.strip()),),
                    paragraph.place,
                    around(paragraph.text, place, place),
                )
            )

    def _tag(self, paragraph: Paragraph, tag: Tag) -> None:
        if self.open and self.open[-1].word == "raw" and tag.word != "endraw":
            return
        struck = any(piece.text and tag.word and tag.mark in piece.text for piece in paragraph.deleted)
        if not struck:
            for fault in tag.faults:
                self._tell(paragraph, tag, fault.kind, fault.message, **fault.values)
            self._split(paragraph, tag)
            self._beside(paragraph, tag)
            self._joined(paragraph, tag)
        if tag.mark == "{%":
            self._statement(paragraph, tag)
        elif tag.mark == "{{" and tag.inner is not None:
            tree = self._judge(paragraph, tag).parse(f"{{{{{tag.inner}}}}}")
            for output in tree.find_all(nodes.Output) if tree is not None else ():
                for node in output.nodes:
                    if not isinstance(node, nodes.TemplateData):
                        self._judge(paragraph, tag).printed(node, self._names())

    def _split(self, paragraph: Paragraph, tag: Tag) -> None:
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
            self._tell(paragraph, tag, "split", said, things=things)

    def _beside(self, paragraph: Paragraph, tag: Tag) -> None:
        """A tag for a paragraph, row or cell takes that away with all it holds."""
        if tag.level in {"", "r"}:
            return
        element: Element | None = paragraph.element
        if tag.level != "p":
            held = paragraph.row if tag.level == "tr" else paragraph.cell
            if held is None or paragraph.place.box:
                said = marked("{{%{level} stands outside a table; write {{%p or {{% instead")
                self._tell(paragraph, tag, "level", said, level=tag.level)
                return
            element = held[0]
        assert element is not None
        if (tag.level, id(element)) in self.told:
            return
        words = "".join(_words(element)).replace(paragraph.text[tag.start : tag.end], "", 1).strip()
        things = dict.fromkeys(say(FOREIGN[name]) for name in _things(element))
        if not words and not things:
            return
        self.told.add((tag.level, id(element)))
        lost = say(", ").join(
            filter(None, (f"“{words[:20]}{'…' if len(words) > 20 else ''}”" if words else "", *things))
        )
        said = marked("{{%{level} takes away its whole {what}, also {lost}; give the tag a {what} of its own")
        self._tell(paragraph, tag, "lost-text", said, level=tag.level, what=say(tags.LEVELS[tag.level]), lost=lost)

    def _joined(self, paragraph: Paragraph, tag: Tag) -> None:
        """A minus joins a tag to the paragraph before or behind it, without the words that stand between."""
        pieces = paragraph.holding(tag.start, tag.end)
        if tag.mark != "{%" or tag.level or not pieces:
            return
        before = paragraph.text[pieces[0].start : tag.start]
        behind = paragraph.text[tag.end : pieces[-1].start + len(pieces[-1].text)]
        written = paragraph.text[tag.start : tag.end]
        for minus, lost in (("{%-", before), ("-%}", "" if "{{" in behind or "{%" in behind else behind)):
            if minus in written and lost.strip():
                said = marked("{minus} takes away the words beside it, “{lost}”; write it without the minus")
                self._tell(paragraph, tag, "lost-text", said, minus=minus, lost=lost[:20])

    def _names(self) -> ChainMap[str, Variable | None]:
        return ChainMap(*(block.names for block in reversed(self.open)), dict(self.known))

    def _judge(self, paragraph: Paragraph, tag: Tag) -> Judge:
        def tell(found: Wrong) -> None:
            if not self.sure and found.kind in {"name", "field"}:
                return
            self._tell(paragraph, tag, found.kind, found.message, nearest=found.nearest, **dict(found.values))

        return Judge(tell, self.environment, self.elsewhere, frozenset(self.loops))

    def _statement(self, paragraph: Paragraph, tag: Tag) -> None:
        judge, word = self._judge(paragraph, tag), tag.word
        inner = (tag.inner or "").strip().lstrip("+-").rstrip("+-").strip()
        if word and word not in WORDS and word in self._names():
            judge.tell(wrong("statement", marked("a value is printed by two braces: {{{{ {name} }}}}"), name=inner))
            return
        if word and word not in WORDS:
            known = nearest("end" + inner[3:].strip() if word == "end" else word, WORDS)
            judge.tell(wrong("statement", marked("there is no tag “{word}”"), nearest=known, word=word))
            inner, word = inner.replace(word, known, 1) if word != "end" else known, known
        if word in {*_ENDS, "else"} - {"endblock"} and inner not in {word, ""}:
            judge.tell(wrong("syntax", marked("behind {word} nothing may stand in this tag"), word=word))
        if word in _OUTSIDE:
            judge.tell(wrong("forbidden", marked("a template cannot take in another file; put its text here")))
        elif word in _CELL_ONLY:
            self._cell(paragraph, tag, inner)
        elif word in _ENDS:
            self._close(paragraph, tag, _ENDS[word])
        elif word in {"else", "elif"}:
            self._other(paragraph, tag, inner, word)
        elif word:
            self._begin(paragraph, tag, inner, word)
        elif tag.inner is not None:
            judge.tell(wrong("syntax", marked("this tag says nothing the press knows")))

    def _cell(self, paragraph: Paragraph, tag: Tag, inner: str) -> None:
        judge, (word, _, rest) = self._judge(paragraph, tag), inner.partition(" ")
        if paragraph.cell is None:
            judge.tell(wrong("level", marked("“{word}” works in a table's cell only"), word=word))
        if word in {"vm", "hm"} and "loop" not in self._names():
            judge.tell(wrong("level", marked("“{word}” works within a loop only"), word=word))
        if rest:
            tree = judge.parse(f"{{{{{rest}}}}}")
            for node in tree.body if tree is not None else ():
                judge.look(node, self._names())

    def _begin(self, paragraph: Paragraph, tag: Tag, inner: str, word: str) -> None:
        judge, names = self._judge(paragraph, tag), self._names()
        given: dict[str, Variable | None] = {}
        alone = word == "set" and "=" in inner.replace("==", "")
        end = "" if alone else f"{{% end{word} %}}"
        tree = judge.parse(f"{{% {inner} %}}{end}") if tag.inner is not None and word != "raw" else None
        for node in tree.body if tree is not None else ():
            match node:
                case nodes.For(target=target, iter=of, test=test):
                    element = judge.element(of, names)
                    given |= _handed(target, element)
                    given["loop"] = LOOP
                    self.loops |= set(given) - {"loop"}
                    if test is not None:
                        judge.look(test, names.new_child(given))
                case nodes.If(test=test):
                    judge.look(test, names)
                    given |= {name: names.get(name) for name in asked(test)}
                case nodes.Assign(target=target, node=value):
                    found = judge.look(value, names)
                    self._give(dict.fromkeys(targets(target), found if isinstance(target, nodes.Name) else None))
                case nodes.AssignBlock(target=target):
                    self._give(dict.fromkeys(targets(target)))
                case nodes.Macro(name=name, args=args):
                    self._give({name: None})
                    given |= dict.fromkeys([arg.name for arg in args] + ["varargs", "kwargs", "caller"])
                case nodes.With(targets=names_given, values=values):
                    given |= {
                        name: judge.look(value, names)
                        for one, value in zip(names_given, values, strict=True)
                        for name in targets(one)
                    }
                case nodes.FilterBlock(filter=used):
                    judge.look(used, names)
                case nodes.CallBlock(call=call, args=args):
                    judge.look(call, names)
                    given |= dict.fromkeys(arg.name for arg in args)
        if not alone:
            self.open.append(Open(word, tag, paragraph, _level(paragraph, tag), given))

    def _give(self, names: dict[str, Variable | None]) -> None:
        """Names an assignment gives: to the loop it stands in, or to all that follows."""
        holder = next((block.names for block in reversed(self.open) if block.word not in {"if", "set"}), None)
        if holder is None:
            self.known = dict(self.known) | names
        else:
            holder |= names

    def _other(self, paragraph: Paragraph, tag: Tag, inner: str, word: str) -> None:
        judge = self._judge(paragraph, tag)
        block = self.open[-1] if self.open else None
        if block is None or block.word not in {"if", "for"} or (word == "elif" and block.word != "if"):
            judge.tell(wrong("unopened", marked("this {word} belongs to no if"), word=word))
            return
        if block.other:
            judge.tell(wrong("unopened", marked("this {word} stands behind the else of the same if"), word=word))
        block.other = block.other or word == "else"
        if block.word == "if":
            block.names.clear()
        if word == "elif" and tag.inner is not None:
            tree = judge.parse(f"{{% if 1 %}}{{% {inner} %}}{{% endif %}}")
            for branch in tree.find_all(nodes.If) if tree is not None else ():
                judge.look(branch.test, self._names())
                block.names |= {name: self._names().get(name) for name in asked(branch.test)}
        self._same_level(block, paragraph, tag)

    def _close(self, paragraph: Paragraph, tag: Tag, word: str) -> None:
        place = next((n for n in reversed(range(len(self.open))) if self.open[n].word == word), None)
        if place is None:
            said = marked("this end{word} closes nothing; there is no open {word} before it")
            self._tell(paragraph, tag, "unopened", said, word=word)
            return
        block = self.open.pop(place)
        for left in self.open[place:]:
            said = marked("end{word} comes before the {inner} within it is closed: “{text}”")
            shown = around(left.paragraph.text, left.tag.start, left.tag.end)
            values = (("word", word), ("inner", left.word), ("text", shown))
            text = around(paragraph.text, tag.start, tag.end)
            left.crossed = left.crossed or Problem("crossed", said, values, paragraph.place, text)
        if block.crossed is not None:
            self.problems.append(block.crossed)
        else:
            self._same_level(block, paragraph, tag)

    def _same_level(self, block: Open, paragraph: Paragraph, tag: Tag) -> None:
        level = _level(paragraph, tag)
        if level == block.level or not level or not block.level:
            return
        begun, here = (f"{{%{one.level} {one.word} %}}" for one in (block.tag, tag))
        if block.tag.level != tag.level:
            said = marked("a block that begins with {begun} cannot go on with {here}: write both alike")
        else:
            said = marked("{begun} and {here} must stand in the same cell, table, box or link")
        self._tell(paragraph, tag, "mixed-levels", said, begun=begun, here=here)

    def _empty_containers(self, paragraphs: list[Paragraph], met: list[tuple[Paragraph, Tag]]) -> None:
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
                self._tell(first, tags_of[id(first.element)][0], "empty-cell", said)


def _handed(target: nodes.Node, element: Variable | None) -> dict[str, Variable | None]:
    """What a loop's names stand for: its one name for the element, by that name."""
    if isinstance(target, nodes.Name) and element is not None:
        return {target.name: replace(element, name=target.name)}
    return dict.fromkeys(targets(target))


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


def _level(paragraph: Paragraph, tag: Tag) -> Level:
    """What must be the same at a block's begin and end, or the paper is torn there; () for a tag out of its place."""
    match tag.level:
        case "tr" if paragraph.row is not None:
            return "tr", id(paragraph.row[1])
        case "tc" if paragraph.cell is not None:
            return "tc", id(paragraph.cell[1])
        case "tr" | "tc":
            return ()
        case "p":
            return "p", id(paragraph.container), paragraph.path
        case _:
            pieces = paragraph.holding(tag.start, tag.end)
            held = tuple(map(name_of, pieces[0].holders)) if pieces else ()
            return tag.level, id(paragraph.container), paragraph.path, held


def _order(paragraph: Paragraph, tag: Tag) -> tuple[int, int]:
    pieces = paragraph.holding(tag.start, tag.end)
    return (pieces[0].order if pieces else paragraph.order), tag.start


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


def _once(problems: list[Problem], paragraphs: list[Paragraph]) -> list[Problem]:
    """In the order of the text; what stands in a box's twin for older programs too is told once."""
    order = {paragraph.place: n for n, paragraph in enumerate(paragraphs)}
    return sorted(dict.fromkeys(problems), key=lambda one: order.get(one.place, 0))
