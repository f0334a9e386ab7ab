"""Which cells carry a secrecy mark. The rule, in full, because nothing of such a row may be shown:

A cell carries a mark when one of the office's secret words (绝密 机密 秘密; also with blanks or invisible signs inside
or in traditional characters) stands in it
  1. in the cell of the field with the role secrecy: anywhere. Any other word there that is no public word, no inner
     level and no known choice is not understood and counts as a mark, as does a cell that has lost its value;
  2. elsewhere as the whole cell; with 级, 件 or 文件 behind it anywhere; with 密级, 属, 定为, 按, 此件 before it;
  3. anywhere followed by a star of any kind or by a term (机密5年, 秘密·1年, 秘密长期);
  4. anywhere in brackets or quotes of its own (（秘密）, 【机密★1年】, “机密”);
  5. at the beginning or the end, parted from the rest by a blank, a line break or a mark of punctuation, at the
     beginning also straight before 关于 转发 印发 or a kind of document, at the end straight behind one.
A tick under a heading that is one of the words marks its row. In the name of a file or a sheet, in a page header, in
a line above the headings or across the table the word alone is enough. A text box speaks for its workbook.
Ordinary words pass: 秘书, 机密性, 保密检查, 国家秘密 and 商业秘密 inside running text, 秘密等级 as a heading; a
list of all the words (绝密、机密、秘密) outside the secrecy field is a legend, 机密件不得登记 a warning. In doubt it
is a mark: a row too many is set aside, none too few. The patterns are in `marking`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.vocabulary import SECRET_LEVELS, is_secret
from officebatch.reading import marking
from officebatch.reading.folding import GAP, also_written, fold_word, simplified
from officebatch.reading.sheet import Lost, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officebatch.reading.sheet import Column, Rows
    from officebatch.rulebook.settings import Settings

    Places = np.ndarray[tuple[int], np.dtype[np.int32]]

_UNTICKED = {"", "否", "无", "×", "✗", "0", "-", "/", "—", "N", "NO", "FALSE", "不涉密", "非密"}
_NO_LEVEL = {"", "/", "-", "—", "——", "\\", "无"}
_TICKED = {"涉密", "是否涉密", "涉密与否", "涉密件", "涉密文件"}
_ALWAYS = "涉密"
_INNER = "\ufffc"  # stands for the name of an inner level


class Marks:
    """Finds secrecy marks by the words of one office's settings."""

    def __init__(self, settings: Settings) -> None:
        own = (simplified(w).strip() for w in settings.secret_words if w.strip())
        self._words = tuple(dict.fromkeys((*SECRET_LEVELS, *own)))
        inner = [w for w in map(simplified, settings.inner_levels) if not is_secret(w)]
        self._inner = [w.strip() for w in inner if any(secret in w for secret in self._words)]
        self._open = {fold_word(simplified(w)).upper() for w in (*inner, *settings.public_words) if not is_secret(w)}
        loose = "|".join(r"\s*".join(map(re.escape, word)) for word in self._words) or r"(?!)"
        forms = [form for word in (*self._words, _ALWAYS) for form in also_written(word)]
        self._ends = {form[-1] for form in forms}
        self._raw = re.compile("|".join(GAP.join(map(re.escape, form)) for form in forms))
        self._word = re.compile(loose)
        self._mark, self._name = marking.mark(loose), marking.name(loose)

    def carried(self, text: str, *, level: bool = False) -> bool:
        """Whether a cell carries a mark; `level`: it stands in the column of the secrecy field."""
        plain = self._plain(text)
        if level and self._word.search(plain):
            return True
        return not self._harmless(plain) and self._mark.search(plain) is not None

    def named(self, text: str) -> bool:
        """Whether a name or a title, of a file, a sheet or a table, says that what it names is classified."""
        plain = self._plain(text)
        return not self._harmless(plain) and (self._name.search(plain) or self._mark.search(plain)) is not None

    def levels(self, column: Column, choices: Mapping[str, str]) -> tuple[Rows, Rows]:
        """The rows of the secrecy column with a secret level, and those whose word nobody knows or whose value is lost.

        choices: folded word → value of the field's list. In doubt a row is as good as marked.
        """
        closed = [
            (i, v) for i, v in enumerate(column.values) if isinstance(v, Lost) or not self._clear(shown(v), choices)
        ]
        secret = [i for i, v in closed if isinstance(v, str) and self.carried(v, level=True)]
        return column.having(secret), column.having([i for i, _ in closed if i not in secret])

    def _clear(self, text: str, choices: Mapping[str, str]) -> bool:
        word = fold_word(simplified(text)).upper()
        if word in self._open or word in _NO_LEVEL:
            return True
        return word in choices and choices[word] not in self._words

    def _plain(self, text: str) -> str:
        plain = simplified(text).strip()
        for word in self._inner:
            plain = re.sub(r"\s*".join(map(re.escape, word)), _INNER, plain)
        return plain

    def _harmless(self, plain: str) -> bool:
        """A legend of all the words, or a warning that such things may not be entered."""
        found = {re.sub(r"\s", "", word) for word in self._word.findall(plain)}
        legend = found.issuperset(SECRET_LEVELS) and not marking.starred(plain)
        return legend or marking.forbidden(plain)

    def headed(self, column: Column, heading: str) -> Rows | None:
        """The rows ticked under a heading that is itself one of the words, None where it is none."""
        if not self.bare(heading):
            return None
        unticked = [i for i, v in enumerate(column.values) if fold_word(shown(v)).upper() in _UNTICKED]
        return ~column.having(unticked)

    def bare(self, heading: str) -> bool:
        """Whether a heading is one of the words and nothing else, to be ticked below."""
        word = re.sub(r"\s", "", simplified(heading))
        return word in self._words or word in _TICKED

    def public(self, word: str) -> bool:
        """Whether a word is one of the levels that are no secret ones: 公开, 内部."""
        return fold_word(simplified(word)).upper() in self._open

    def offers(self, text: str) -> bool:
        """Whether a text names levels to choose from, one that is no secret among them: 密级填公开、秘密."""
        return any(map(self.public, re.split(r"[\s、,，;；:：/()（）或]+|填写?", text)))

    def lists_choices(self, column: Column) -> bool:
        """Whether a column outside any register is a list to choose from: several of the words, each by itself once."""
        alone = [v for v in column.values if isinstance(v, str) and re.sub(r"\s", "", simplified(v)) in self._words]
        return len(alone) > 1 and len(column.values) >= int(np.count_nonzero(~column.empty))

    def rows(self, column: Column, *, name: bool = False) -> Rows | None:
        """The rows of a column that carry a mark, None where there is none.

        name: its cells are titles, where the word alone is enough.
        """
        if not any(end in column.joined for end in self._ends) or not self._raw.search(column.joined):
            return None
        may_be = [(i, v) for i, v in enumerate(column.values) if isinstance(v, str) and self._raw.search(v)]
        found = [i for i, text in may_be if (self.named(text) if name else self.carried(text))]
        return column.having(found) if found else None


def marked_rows(marks: Marks, height: int, columns: Sequence[Column]) -> tuple[Rows, Places]:
    """The rows that carry a mark, and for each the first column that does, -1 for the others.

    `columns`: those of a sheet of `height` rows, with merged cells filled down.
    """
    rows = np.zeros(height, dtype=np.bool_)
    where = np.full(height, -1, dtype=np.int32)
    for place, column in enumerate(columns):
        found = marks.rows(column)
        if found is not None:
            where[found & ~rows] = place
            rows |= found
    return rows, where
