"""One part of a template (its text, a header, the footnotes) judged tag by tag, as the press will read it."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jinja2 import nodes

from officebatch.outputs.tailoring import tags
from officebatch.outputs.tailoring.names import LOOP, Judge, asked, nearest, targets, wrong
from officebatch.outputs.tailoring.problems import Problem, around
from officebatch.outputs.tailoring.surroundings import emptied, lost, of_tag, plain
from officebatch.outputs.tailoring.wordml import name_of
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping

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
            self.problems += plain(paragraph, found, self.known)
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
        self.problems += emptied(paragraphs, [(paragraph, tag) for _, paragraph, tag in met])
        return _once(self.problems, paragraphs)

    def _tell(
        self, paragraph: Paragraph, tag: Tag, kind: str, message: str, *, nearest: str = "", **values: str
    ) -> None:
        self.problems.append(of_tag(paragraph, tag, kind, message, nearest=nearest, **values))

    def _tag(self, paragraph: Paragraph, tag: Tag) -> None:
        if self.open and self.open[-1].word == "raw" and tag.word != "endraw":
            return
        struck = any(piece.text and tag.word and tag.mark in piece.text for piece in paragraph.deleted)
        if not struck:
            for fault in tag.faults:
                self._tell(paragraph, tag, fault.kind, fault.message, **fault.values)
            self._placed(paragraph, tag)
        if tag.mark == "{%":
            self._statement(paragraph, tag)
        elif tag.mark == "{{" and tag.inner is not None:
            tree = self._judge(paragraph, tag).parse(f"{{{{{tag.inner}}}}}")
            for output in tree.find_all(nodes.Output) if tree is not None else ():
                for node in output.nodes:
                    if not isinstance(node, nodes.TemplateData):
                        self._judge(paragraph, tag).printed(node, self._names())

    def _placed(self, paragraph: Paragraph, tag: Tag) -> None:
        """What is wrong with where a tag stands."""
        self.problems += lost(paragraph, tag, self.told)

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

def _handed(target: nodes.Node, element: Variable | None) -> dict[str, Variable | None]:
    """What a loop's names stand for: its one name for the element, by that name."""
    if isinstance(target, nodes.Name) and element is not None:
        return {target.name: replace(element, name=target.name)}
    return dict.fromkeys(targets(target))


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


def _once(problems: list[Problem], paragraphs: list[Paragraph]) -> list[Problem]:
    """In the order of the text; what stands in a box's twin for older programs too is told once."""
    order = {paragraph.place: n for n, paragraph in enumerate(paragraphs)}
    return sorted(dict.fromkeys(problems), key=lambda one: order.get(one.place, 0))
