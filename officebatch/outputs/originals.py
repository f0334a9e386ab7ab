"""The clerk's own workbooks as they were read: what changed since is not taken for them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from officebatch.outputs.refusal import Refused
from officebatch.wording import marked

if TYPE_CHECKING:
    from pathlib import Path

GONE = marked("the workbook was moved, or another program holds it; close it there and run again")
CHANGED = marked("the workbook was changed while the run was under way; run again")
OLD_KIND = marked("only .xlsx and .xlsm can be marked, this is {kind}; its findings stand in the lists. Save it as "
                  ".xlsx to have it marked")  # fmt: skip
KINDS = (".xlsx", ".xlsm")


def workbook_in(folder: Path, name: str, digest: str) -> bytes:
    """The bytes of a workbook with this sha256. Raises Refused."""
    path = folder / name
    if path.suffix.lower() not in KINDS:
        raise Refused(OLD_KIND, kind=path.suffix)
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise Refused(GONE) from fault
    if hashlib.sha256(content).hexdigest() != digest:
        raise Refused(CHANGED)
    return content
