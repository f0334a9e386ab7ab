"""Which cells carry a secrecy mark. The rule, in full, because nothing of such a row may be shown:

A cell carries a mark when one of the office's secret words (绝密 机密 秘密; also written with blanks inside or in
traditional characters) stands in it
  1. in the cell of the field with the role secrecy: anywhere, unless as part of an inner level (工作秘密);
  2. elsewhere as the whole cell, also with 级 件 文件 or 密级 about it;
  3. anywhere followed by ★ ☆ * or by a term (机密5年, 秘密长期), or after 密级 (密级：机密);
  4. anywhere in brackets of its own (（秘密）, 【机密★1年】);
  5. at the beginning or the end, parted from the rest by a blank, a line break or a mark of punctuation, at the
     beginning also straight before 关于 转发 印发, at the end straight behind the kind of document (…通知机密).
A tick under a heading that is one of the words marks its row, a sheet named by one is not taken.
Ordinary words pass: 秘书, 机密性, 保密检查, 国家秘密 and 商业秘密 inside running text, 秘密等级 as a heading; a
list of all the words (绝密、机密、秘密) outside the secrecy field is a legend. In doubt it is a mark: a row too many
is set aside, none too few.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from officebatch.reading.folding import also_written, simplified
from officebatch.reading.sheet import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.reading.sheet import Column, Rows, Sheet
    from officebatch.rulebook.rules import Settings

    Places = np.ndarray[tuple[int], np.dtype[np.int32]]

_KINDS = "通知|通报|报告|请示|批复|意见|函|纪要|决定|决议|公告|通告|方案|办法|规定"
_OPEN, _SHUT = "(\\[【〔〈《「『<{", ")\\]】〕〉》」』>}"
_UNTICKED = {"否", "无", "×", "✗", "0", "-", "/", "—"}
_PARTING = "\\s:,，、;；.。/|\\-—–_·~"


class Marks:
    """Finds secrecy marks by the words of one office's settings."""

    def __init__(self, settings: Settings) -> None:
        self._words = tuple(dict.fromkeys(simplified(w).strip() for w in settings.secret_words if w.strip()))
        inner = [simplified(w).strip() for w in settings.inner_levels]
        self._inner = [w for w in inner if any(secret in w for secret in self._words) and w not in self._words]
        loose = "|".join(r"\s*".join(map(re.escape, word)) for word in self._words) or r"(?!)"
        forms = [form for word in self._words for form in also_written(word)]
        self._ends = {form[-1] for form in forms}
        self._raw = re.compile("|".join(r"\s*".join(map(re.escape, form)) for form in forms) or r"(?!)")
        self._word = re.compile(loose)
        self._mark = _mark(loose)

    def carried(self, text: str, *, level: bool = False) -> bool:
        """Whether a cell carries a mark; `level`: it stands in the column of the secrecy field."""
        plain = simplified(text)
        if not self._word.search(plain):
            return False
        for word in self._inner:
            plain = re.sub(r"\s*".join(map(re.escape, word)), "□", plain)
        found = {re.sub(r"\s", "", word) for word in self._word.findall(plain)}
        if level or not found:
            return bool(found)
        legend = len(found) > 1 and len(found) == len(self._words) and not re.search("[★☆*]", plain)
        return not legend and self._mark.search(plain.strip()) is not None

    def headed(self, column: Column, heading: str) -> Rows | None:
        """The rows ticked under a heading that is itself one of the words, None where it is none."""
        if re.sub(r"\s", "", simplified(heading)) not in self._words:
            return None
        unticked = [i for i, v in enumerate(column.values) if shown(v) in _UNTICKED]
        return ~column.empty & ~column.having(unticked)

    def lists_choices(self, column: Column) -> bool:
        """Whether a column outside any register is a list to choose from: several of the words, each by itself once."""
        alone = [v for v in column.values if isinstance(v, str) and re.sub(r"\s", "", simplified(v)) in self._words]
        return len(alone) > 1 and len(column.values) >= int(np.count_nonzero(~column.empty))

    def rows(self, column: Column, *, level: bool = False) -> Rows | None:
        """The rows of a column that carry a mark, None where there is none."""
        if not any(end in column.joined for end in self._ends) or not self._raw.search(column.joined):
            return None
        may_be = [(i, v) for i, v in enumerate(column.values) if isinstance(v, str) and self._raw.search(v)]
        found = [i for i, text in may_be if self.carried(text, level=level)]
        return column.having(found) if found else None


def marked_rows(marks: Marks, sheet: Sheet, columns: Sequence[Column]) -> tuple[Rows, Places]:
    """The rows of a sheet that carry a mark, and for each the first column that does, -1 for the others.

    `columns`: the sheet's columns with merged cells filled down.
    """
    rows = np.zeros(sheet.height, dtype=np.bool_)
    where = np.full(sheet.height, -1, dtype=np.int32)
    for place, column in enumerate(columns):
        found = marks.rows(column)
        if found is not None:
            where[found & ~rows] = place
            rows |= found
    return rows, where


@lru_cache(maxsize=16)
def _mark(word: str) -> re.Pattern[str]:
    word = f"(?:{word})"
    term = r"\s*(?:\d+|[一二三四五六七八九十]+)\s*(?:年|个?月|[日天])|\s*长期"
    return re.compile(
        rf"^(?:密\s*级\s*[:：]?\s*)?{word}\s*(?:级|件|文\s*件|电\s*报)?$"
        rf"|{word}\s*级?\s*(?:[★☆✩⭐*※]|{term})"
        rf"|密\s*级\s*[:：为是]?\s*{word}"
        rf"|[{_OPEN}]\s*{word}\s*(?:级|件)?\s*[{_SHUT}]"
        rf"|^{word}\s*(?:级|件)?(?:[{_PARTING}]|[{_OPEN}]|关于|转发|印发)"
        rf"|(?:[{_PARTING}{_SHUT}]|{_KINDS}){word}\s*(?:级|件)?$"
    )
