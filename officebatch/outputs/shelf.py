"""Where a template is found: the department's own, the workspace's, the shipped one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officebatch.outputs.apart import Apart, TooMuch
from officebatch.outputs.naming import folder_name
from officebatch.outputs.press import Plate
from officebatch.outputs.refusal import Refused
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from officebatch.outputs.press import Plain


@dataclass(frozen=True)
class Shelf:
    """Folders in look-up order, the shipped one last; each template is read once, however many papers it prints."""

    folders: tuple[Path, ...]
    plates: dict[Path, Plate] = field(default_factory=dict)
    given_up: dict[Path, TooMuch] = field(default_factory=dict)
    apart: Apart = field(default_factory=Apart)

    def press(self, name: str, department: str, context: Mapping[str, Plain], title: str) -> bytes:
        """A paper from the template called `name` for a department: the shipped one here, an office's own apart.

        Raises Refused where there is no such template or it cannot be used.
        """
        path = self.find(name, department)
        if path is None:
            raise Refused(
                marked(
                    "there is no template {template}.docx; put it into the templates folder "
                    "or mend its name in sheet 输出 of the rule book"
                ),
                template=name,
            )
        if path not in self.plates:
            self.plates[path] = Plate.read(path)
        if path.parent == self.folders[-1]:
            return self.plates[path].press(context, title)
        return self._press_own(path, context, title)

    def _press_own(self, path: Path, context: Mapping[str, Plain], title: str) -> bytes:
        if path in self.given_up:
            raise self.given_up[path]
        try:
            return self.apart.press(self.plates[path], context, title)
        except TooMuch as refusal:
            self.given_up[path] = refusal
            raise

    def find(self, name: str, department: str) -> Path | None:
        """The file a paper of a department is made from, None where there is none."""
        safe = folder_name(name)
        for folder in self.folders:
            own: tuple[Path, ...] = (folder / folder_name(department) / f"{safe}.docx",) if department else ()
            for path in (*own, folder / f"{safe}.docx"):
                if path.is_file():
                    return path
        return None
