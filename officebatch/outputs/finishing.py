"""What docxtpl does to every finished paper, done once to the template's own text."""

from __future__ import annotations

import re

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

_HOLLOW = re.compile(r"""<([\w:.-]+)((?:\s(?:[^<>"'/]|"[^"]*"|'[^']*')*)?)></\1>""")
_PARAGRAPH = re.compile(r"\n<w:p([ >])")
_PICTURE = re.compile(r"(<wp:docPr\b[^<>]*? id=\")[^\"]*")
_BRACES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))  # docxtpl's way to write a tag that is none
FIRST_PICTURE = 1001


def finish(tree: nodes.Template) -> None:
    """Finish the text that stands in the template itself, and leave escaping on."""
    _Plain().visit(tree)
    for data in tree.find_all(nodes.TemplateData):
        data.data = _once(data.data)


def numbered(tree: nodes.Template, wanted: int) -> bool:
    """Numbers the pictures as docxtpl does; False where the template's own text does not hold them all."""
    pieces = [data for data in tree.find_all(nodes.TemplateData) if "<wp:docPr" in data.data]
    if sum(len(_PICTURE.findall(data.data)) for data in pieces) != wanted:
        return False
    numbers = iter(range(FIRST_PICTURE, FIRST_PICTURE + wanted))
    for data in pieces:
        data.data = _PICTURE.sub(lambda found: f"{found[1]}{next(numbers)}", data.data)
    return True


class _Plain(NodeTransformer):
    """Takes out what would turn escaping off: it is not the template's to say."""

    def visit_ScopedEvalContextModifier(self, node: nodes.ScopedEvalContextModifier) -> list[nodes.Node]:  # noqa: N802
        return [self.visit(inner) for inner in node.body]


def _once(data: str) -> str:
    """What docxtpl does to the finished text, done to the template's own."""
    data = _PARAGRAPH.sub(r"<w:p\1", data)
    for written, meant in _BRACES:
        data = data.replace(written, meant)
    return _HOLLOW.sub(r"<\1\2/>", data)
