"""Page numbers of the books' contents, as LibreOffice lays the books out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.outputs import printing
from officebatch.outputs.contents import WORD, number_contents
from officebatch.outputs.printing.links import linked_pages

if TYPE_CHECKING:
    from collections.abc import Mapping


def paginate(papers: Mapping[str, bytes], *, lay_out: bool) -> tuple[dict[str, bytes], dict[str, int]]:
    """The books (name → bytes) with the page numbers of their contents, and how many pages each has where that is
    known. A book LibreOffice cannot lay out asks Word to reckon them; so do all with lay_out False or without it."""
    laid: Mapping[str, bytes] = {}
    if lay_out and papers:
        try:
            laid = printing.convert(papers).made
        except printing.NoOffice:
            laid = {}
    made, pages = {}, {}
    for name, content in papers.items():
        found = linked_pages(laid[name], WORD) if name in laid else {}
        first = min(found.values(), default=1)  # the first heading begins page 1, cover and contents stand before
        made[name] = number_contents(content, {mark: str(page - first + 1) for mark, page in found.items()})
        if name in laid:
            pages[name] = printing.pages(laid[name])
    return made, pages
