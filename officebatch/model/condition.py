"""A condition of the rule book on a record: `[会签部门]`, the field is filled in; `[文种]=请示、报告`, it says one of
these words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.model.wordlist import parted

if TYPE_CHECKING:
    import numpy as np

    from officebatch.model.register import Register

_NOTHING = frozenset({"", "无", "/", "-", "—", "——", "\\", "否", "不涉及"})


@dataclass(frozen=True)
class Condition:
    """field: a field id. words: one of which the field must say; empty: anything but 无, 否 or a dash."""

    field: str
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"[{self.field}]" + ("=" + "、".join(self.words) if self.words else "")

    def holds(self, register: Register) -> np.ndarray:
        """Per row; in an event list, wherever it holds on one line of the case. Nowhere without the column."""
        import numpy as np

        found = np.zeros(len(register), dtype=np.bool_)
        cells = register.shown.get(self.field)
        if cells is None:
            return found
        codes, texts = cells.codes, [text.strip() for text in cells.texts]
        column = register.frame[self.field].array
        if self.words and hasattr(column, "categories"):  # the canonical words, whatever the cells write
            codes, texts = column.codes, [str(word) for word in column.categories]
        found = np.array([*map(self._meant, texts), False], dtype=np.bool_)[codes]
        return np.isin(register.heads, register.heads[found & (register.heads >= 0)]) if register.listed else found

    def _meant(self, text: str) -> bool:
        if not self.words:
            return text not in _NOTHING
        return text in self.words or not set(parted(text)).isdisjoint(self.words)
