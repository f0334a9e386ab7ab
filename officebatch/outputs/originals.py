"""The clerk's own workbooks as they were read: what changed since is not taken for them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from officebatch.outputs.refusal import NotMeant, Refused
from officebatch.wording import marked

if TYPE_CHECKING:
    from pathlib import Path

GONE = marked("the workbook was moved, or another program holds it; close it there and run again")
CHANGED = marked("the workbook was changed while the run was under way; run again")
OLD_KIND = marked("only .xlsx and .xlsm can be marked, this is {kind}; its findings stand in the lists. Save it as "
                  ".xlsx to have it marked")  # fmt: skip
KINDS = (".xlsx", ".xlsm")


def can_be_marked(name: str) -> bool:
    """Whether a workbook of this name is of a kind that marks can be put into."""
    return name.lower().endswith(KINDS)


def workbook_in(folder: Path, name: str, digest: str) -> bytes:
    """The bytes of a workbook with this sha256. Raises Refused."""
    path = folder / name
    if not can_be_marked(name):
        raise NotMeant(OLD_KIND, kind=path.suffix)
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise Refused(GONE) from fault
    if hashlib.sha256(content).hexdigest() != digest:
        raise Refused(CHANGED)
    return content
