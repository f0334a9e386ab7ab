"""The clerk's own workbooks as they were read: what changed since is not taken for them."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officebatch.outputs.refusal import NotMeant, Refused
from officebatch.outputs.turning import kind_of, turned
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from officebatch.outputs.turning import Compare

GONE = marked("the workbook was moved, or another program holds it; close it there and run again")
CHANGED = marked("the workbook was changed while the run was under way; run again")
TEXT = marked("a .csv has no place for colours and notes; its findings stand in the lists. Save it as .xlsx to have it "
              "marked")  # fmt: skip


@dataclass(frozen=True)
class Originals:
    """folder: where they lie. inputs: file name → sha256 as read. compare: holds a second workbook against a
    first."""

    folder: Path
    inputs: Mapping[str, str]
    compare: Compare
    _made: dict[str, bytes | Refused] = field(default_factory=dict)

    def prepare(self, names: Iterable[str]) -> None:
        """Turn those that are of another kind into .xlsx, all in one go."""
        old: dict[str, bytes] = {}
        for name in names:
            if name.lower().endswith(".csv"):
                self._made[name] = NotMeant(TEXT)
                continue
            with suppress(Refused):  # `package` says why
                content = self._bytes(name)
                if kind_of(content) not in (".xlsx", ""):
                    old[name] = content
        self._made.update(turned(old, self.compare))

    def turned(self, name: str) -> bool:
        """Whether LibreOffice made the package of this workbook."""
        return isinstance(self._made.get(name), bytes)

    def lacking(self, name: str) -> NotMeant | None:
        """Why this workbook, of another kind, has no package; None where it has one, or nobody asked for it."""
        found = self._made.get(name)
        return found if isinstance(found, NotMeant) else None

    def package(self, name: str) -> bytes:
        """The .xlsx or .xlsm of a workbook. Raises Refused."""
        if (found := self._made.get(name)) is None:
            return self._bytes(name)
        if isinstance(found, Refused):
            raise found
        return found

    def _bytes(self, name: str) -> bytes:
        try:
            content = (self.folder / name).read_bytes()
        except OSError as fault:
            raise Refused(GONE) from fault
        if hashlib.sha256(content).hexdigest() != self.inputs[name]:
            raise Refused(CHANGED)
        return content
