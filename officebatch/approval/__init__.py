"""Approval: what people wrote into the forms that came back, the numbers, and the notice book.

`words` turns the word columns of lists and the batch sheet into rulings and judgements; `rulings` says which are in
force; `numbering` gives the numbers; `book` reads the clerk's half of the notice book and adds to the program's half.
What is unclear is asked with its cell, never guessed.
"""

from officebatch.approval.appeals import Reviewed, Terms, reviewed
from officebatch.approval.book import BookRefused, deliver, missing_lines, undelivered_lines, update, with_answers
from officebatch.approval.numbering import Signing, voided
from officebatch.approval.rulings import blocking, deciding, in_force, void
from officebatch.approval.words import losing, understood

__all__ = [
    "BookRefused", "Reviewed", "Signing", "Terms", "blocking", "deciding", "deliver", "in_force", "losing",
    "missing_lines", "reviewed", "undelivered_lines", "understood", "update", "void", "voided", "with_answers",
]  # fmt: skip
