"""The document part of the volume: the bodies of the papers one behind the other, under one declaration of names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from officebatch.outputs.printing.wordml import DECLARED, MC, R, W, w
from officebatch.outputs.refusal import Refused
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterable

_IGNORABLE = f"{{{MC}}}Ignorable"
_UNUSUAL = marked("it is no Word document in the usual format; save it as .docx in Word")
# what cannot stand beside other papers, by element
_ALONE = {
    "endnoteReference": marked("it has endnotes, which cannot be told apart in a combined file; print it by itself"),
    "altChunk": marked("it holds another file as a whole; open and save it in Word first"),
    "subDoc": marked("it is a master document; print it by itself"),
}


class Document:
    """What the bodies taken so far declare: prefixes, and which of them an older Word may pass over."""

    def __init__(self) -> None:
        self._prefixes: dict[str | None, str] = {"w": W, "r": R}
        self._ignorable: set[str] = set()

    def body(self, root: Any) -> Any:
        """The body of a paper's document. Raises Refused for what cannot stand beside other papers."""
        body = root.find(w("body"))
        if body is None:
            raise Refused(_UNUSUAL)
        for name, because in _ALONE.items():
            if next(body.iter(w(name)), None) is not None:
                raise Refused(because)
        for prefix, address in root.nsmap.items() | body.nsmap.items():
            if self._prefixes.setdefault(prefix, address) != address:
                raise Refused(_UNUSUAL)
        if words := set(root.get(_IGNORABLE, "").split()):
            self._prefixes.setdefault("mc", MC)
            self._ignorable |= words
        return body

    def content(self, bodies: Iterable[bytes]) -> bytes:
        """The part that holds what stands in these bodies."""
        declared = "".join(
            f' xmlns{":" if prefix else ""}{prefix or ""}="{address}"' for prefix, address in self._prefixes.items()
        )
        ignorable = f' mc:Ignorable="{" ".join(sorted(self._ignorable))}"' if self._ignorable else ""
        begun = f"<w:document{declared}{ignorable}><w:body>".encode()
        return b"".join((DECLARED, begun, *bodies, b"</w:body></w:document>"))


def inside(body: Any) -> bytes:
    """What stands in a body, as bytes; the prefixes it uses are declared by the document."""
    whole: bytes = etree.tostring(body, encoding="UTF-8", xml_declaration=False)
    return whole[whole.index(b">") + 1 : whole.rindex(b"</")]
