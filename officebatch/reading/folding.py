"""Writing folded to one form: widths, blanks, simplified characters, heading trimmings. Pure text, no meaning."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# full-width letters, digits and marks to half width; the brackets of document numbers 〔〕【】「」 stay as they are
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# signs of category Cf, variation selectors and fillers: nobody sees them, and text out of web pages is full of them
_NEAR = (
    "\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
)
_FAR = (
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"
    "\U000e0020-\U000e007f\U000e0100-\U000e01ef"
)
_INVISIBLE = _NEAR + _FAR
GAP = rf"[\s{_INVISIBLE}]*"  # what may stand between the letters of a word without parting it
_UNSEEN = {
    code: None
    for first, last in re.findall(r"(.)(?:-(.))?", _INVISIBLE)
    for code in range(ord(first), ord(last or first) + 1)
}
_BLANKS = _UNSEEN | dict.fromkeys(map(ord, " \t\r\n\v\f\u00a0\u3000\u2002\u2003\u2009"))
_CONTROL = _UNSEEN | dict.fromkeys([*range(9), 11, 12, *range(14, 32)])
# the traditional characters that headings and values of registers are made of
_TRADITIONAL = str.maketrans(
    "號時間單位來發簽擬領導辦數頁備註機關題檔歸稱類別級緊標責牽協進況態結實際編錄經閱傳議匯報參審決內種處處"
    "屬規頒佈廢評對象項權滿見期絕祕係門長員務財監產營黨資調電話層聯紀開會緩於轉",
    "号时间单位来发签拟领导办数页备注机关题档归称类别级紧标责牵协进况态结实际编录经阅传议汇报参审决内种处处"
    "属规颁布废评对象项权满见期绝秘系门长员务财监产营党资调电话层联纪开会缓于转",
)
_SIMPLIFIED = _UNSEEN | _TRADITIONAL
_ALL = _BLANKS | _WIDTH
_HEADING = _ALL | _TRADITIONAL
# one range for all far signs, though it holds others too: looking for each would take three times as long
_FOLDABLE = re.compile(rf"[ \t-\r\u00a0\u2002\u2003\u2009\u3000\uff01-\uff5e{_NEAR}{_FAR[0]}-{_FAR[-1]}]")
_UNIT = re.compile(r"[(（\[【〔](?!要求|实际|计划)[^()（）\[\]【】〔〕]{0,30}[)）\]】〕]")
_NUMBERING = re.compile(r"^(?:\d{1,2}[.、．)]|[一二三四五六七八九十]{1,2}、|[①-⑳])")
_TRIM = re.compile(r"^(?:请?填写)|(?:栏|填写|[:：*＊,，。;；、])+$")


def fold_number(text: str) -> str:
    """A document number: half width, no blanks; brackets as they are."""
    if not _FOLDABLE.search(text):
        return text
    brackets = text.replace("（", "\ue001").replace("）", "\ue002").replace("［", "\ue003").replace("］", "\ue004")
    folded = brackets.translate(_ALL)
    return folded.translate({0xE001: "（", 0xE002: "）", 0xE003: "［", 0xE004: "］"})


def fold_numbers(texts: Sequence[str]) -> Sequence[str]:
    """`fold_number` of each; where nothing is to fold, seen at one look, the texts themselves."""
    return list(map(fold_number, texts)) if _FOLDABLE.search("|".join(texts)) else texts


def fold_word(text: str) -> str:
    """A name or a choice: no blanks at all, half width."""
    return text.translate(_ALL) if _FOLDABLE.search(text) else text


def fold_texts(texts: Sequence[str]) -> Sequence[str]:
    """Running texts without control characters and outer blanks; the texts themselves where all are so."""
    if "|".join(texts).isprintable():
        return texts
    return [text if text.isprintable() else text.translate(_CONTROL).strip() for text in texts]


@lru_cache(maxsize=4096)
def fold_heading(text: str) -> str:
    """A heading: no blanks, line breaks, units in brackets, numbering, trailing marks or 栏/填写; simplified."""
    folded = unicodedata.normalize("NFKC", text).translate(_HEADING)
    bare = _UNIT.sub("", folded) or folded.strip("()（）[]【】〔〕")
    bare = _NUMBERING.sub("", bare) or bare
    trimmed = _TRIM.sub("", bare)
    return (trimmed or bare).upper()


def simplified(text: str) -> str:
    """Half width, simplified characters, nothing invisible, blanks kept."""
    return unicodedata.normalize("NFKC", text.translate(_UNSEEN)).translate(_SIMPLIFIED)


def also_written(word: str) -> list[str]:
    """A simplified word in all its forms with traditional characters, itself first."""
    forms = [sign + "".join(chr(c) for c, to in _TRADITIONAL.items() if chr(to) == sign) for sign in word]
    return ["".join(signs) for signs in product(*forms)]
