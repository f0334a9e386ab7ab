"""A workbook of the clerk's comes back marked: its package patched, never loaded and saved.

Rewritten are only the sheets with marks, styles, notes, the workbook's list of sheets, relations and content types;
every other part keeps its bytes. Marks of an earlier copy are taken out first. What cannot be patched for sure is
Refused with its reason. `order` says what is to be marked, `copying` does it.
"""

from __future__ import annotations

from officebatch.outputs.marking.copying import Copy, mark
from officebatch.outputs.marking.order import BadRows, Listing, Mark, Order

__all__ = ["BadRows", "Copy", "Listing", "Mark", "Order", "mark"]
