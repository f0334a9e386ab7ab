"""What an office changes about its papers: templates to start from, what they may print, and what is wrong in them.

`tags` finds tags in words, `wordml` words in a Word file with their places, `names` judges what a tag says, `part` puts
the three together for each part, `template` judges a file whole, `mail` the text files of mails and `office` all files
of an office.
"""

from __future__ import annotations

from officebatch.outputs.tailoring.office import Unknown, check, copy, kind_of, kinds, preview
from officebatch.outputs.tailoring.problems import Judged, Place, Problem

__all__ = ["Judged", "Place", "Problem", "Unknown", "check", "copy", "kind_of", "kinds", "preview"]
