"""Papers made ready to be printed or handed over: one combined Word file, a zip, PDF. Nothing of a run is touched.

`binding` makes one file of many papers; what papers may call the same and mean differently is put right by `styles`,
`themes`, `numbering`, `notes`, `fields` and `sections` while `volume` grows. `archive` packs files by addressee, `pdf`
asks LibreOffice.

Written here and not taken from docxcompose, which puts everything into the first file's section: heads and feet of
the others are dropped by design, and it slows down as the file grows.
"""

from __future__ import annotations

from officebatch.outputs.libreoffice import NoOffice
from officebatch.outputs.printing.archive import archive
from officebatch.outputs.printing.binding import Book, Bound, bind
from officebatch.outputs.printing.pdf import Converted, convert, pages

__all__ = ["Book", "Bound", "Converted", "NoOffice", "archive", "bind", "convert", "pages"]
