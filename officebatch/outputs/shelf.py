"""Where a template is found: the department's own, the workspace's, the shipped one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officebatch.outputs.naming import folder_name
from officebatch.outputs.press import Plate
from officebatch.outputs.refusal import Refused
from officebatch.wording import marked

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Shelf:
    """Folders in look-up order; each template is read and set once, however many papers it prints."""

    folders: tuple[Path, ...]
    plates: dict[Path, Plate] = field(default_factory=dict)

    def plate(self, name: str, department: str = "") -> Plate:
        """The template called `name` for a department. Raises Refused where there is none or it cannot be used."""
        path = self._find(name, department)
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
        return self.plates[path]

    def _find(self, name: str, department: str) -> Path | None:
        safe = folder_name(name)
        for folder in self.folders:
            own: tuple[Path, ...] = (folder / folder_name(department) / f"{safe}.docx",) if department else ()
            for path in (*own, folder / f"{safe}.docx"):
                if path.is_file():
                    return path
        return None
