"""From the docket to the papers: every file of a run, complete in bytes. Nothing is written to disk here.

`registry` knows the kinds of paper, `papers/` holds one file a kind, `desk` is what each of them gets. Word papers
go through `press` with a template found by `shelf`; Excel lists through `sheet`. `composing` walks the rule book's
sheet 输出. What cannot be made becomes a `Skipped` and holds only itself.

Only here XlsxWriter, docxtpl and jinja2 are imported.
"""

from __future__ import annotations

from officebatch.outputs.appeal_form import alike_form, appeal_form
from officebatch.outputs.balance import in_hand
from officebatch.outputs.ballot_sheets import ballot_register, ballot_sheets, void_list
from officebatch.outputs.composing import compose, compose_asked, compose_one
from officebatch.outputs.empty_book import empty_notice_book
from officebatch.outputs.evaluated import display_until, terms, working
from officebatch.outputs.file_index import file_index
from officebatch.outputs.naming import folder_name
from officebatch.outputs.originals import Originals
from officebatch.outputs.pagination import paginate
from officebatch.outputs.proposal_book import proposal_book
from officebatch.outputs.registry import OVERVIEW, kinds, printable, shows_processes, urging
from officebatch.outputs.revision_tasks import revision_tasks
from officebatch.outputs.score_book import score_book
from officebatch.outputs.trend_book import trend_book
from officebatch.outputs.work_book import work_book

__all__ = [
    "OVERVIEW", "Originals", "alike_form", "appeal_form", "ballot_register", "ballot_sheets", "compose",
    "compose_asked", "compose_one", "display_until", "empty_notice_book", "file_index",
    "folder_name", "in_hand", "kinds", "paginate", "printable", "proposal_book", "revision_tasks", "score_book",
    "shows_processes", "terms", "trend_book", "urging", "void_list", "work_book", "working",
]  # fmt: skip
