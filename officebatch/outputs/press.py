"""Prints Word papers from a template in docxtpl's dialect, and proves that every value arrived.

Why so strict: a template comes from an office or a department. The sandbox lets no template reach beyond the plain
values handed to it, an unknown name is an error and no blank, what a register holds is escaped always, and the text
is read back from what goes into the package, because a lost value raises nothing anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from officebatch.outputs.environment import Environment
from officebatch.outputs.fence import refuse_dangers
from officebatch.outputs.refusal import Refused
from officebatch.package import pack_on
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from officebatch.outputs.forme import Forme

    Plain = str | int | float | date | None | Sequence["Plain"] | Mapping[str, "Plain"]

LEVEL = 1  # of deflate: a third of the time of 6 for a document of 30 kB, and 3 % more of the whole paper


@dataclass(frozen=True)
class Plate:
    """One template, read once. Press it as often as wanted; nothing of one paper stays for the next."""

    name: str
    content: bytes
    environment: Environment = field(default_factory=Environment)

    @classmethod
    def read(cls, path: Path) -> Plate:
        """The template at `path`. Raises Refused where it is no Word file or holds what no template may hold."""
        try:
            content = path.read_bytes()
        except OSError as fault:
            raise Refused(
                marked("the template {template} cannot be read: {reason}"), template=path.name, reason=fault.strerror
            ) from fault
        refuse_dangers(path.name, content)
        return cls(path.name, content)

    def press(self, context: Mapping[str, Plain], title: str) -> bytes:
        """The finished paper. Raises Refused: the template's fault with its place, or a value that did not arrive."""
        try:
            return pack_on(self.forme.base, self.forme.press(context, title), LEVEL)
        except (Refused, MemoryError):
            raise
        except Exception as fault:
            raise self._refusal(fault) from fault

    @cached_property
    def forme(self) -> Forme:
        """The template made ready: patched and compiled. Raises what is wrong with it."""
        from officebatch.outputs.forme import forme

        return forme(self.content, self.environment)

    def _refusal(self, fault: Exception) -> Refused:
        part, near = getattr(fault, "part", ""), getattr(fault, "near", "")
        return Refused(
            marked(
                "the template {template} cannot be used ({place} {reason}); mend it, or delete the office's own "
                "so that the shipped one is used"
            ),
            template=self.name,
            place=f"{part}: {near}" if part else "",
            reason=getattr(fault, "reason", "") or str(fault) or type(fault).__name__,
        )
