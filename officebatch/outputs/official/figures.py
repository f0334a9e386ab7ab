"""The figures of GB/T 9704-2012 党政机关公文格式, in one place: the shipped templates are set by them, the check
measures by them.

Lengths are millimetres where a name ends in MM, else twips (1/20 pt); sizes of type are half points. Clause numbers
stand beside the rules that use them.
"""

from __future__ import annotations

from dataclasses import dataclass

from officebatch.wording import marked

FANGSONG, XIAOBIAOSONG, HEITI, KAITI, SONGTI = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"

SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL_4, SIZE_5 = 44, 32, 28, 24, 21
SIZES = {
    84: "初号", 72: "小初", 52: "一号", 48: "小一", SIZE_2: "2号", 36: "小2号", SIZE_3: "3号", 30: "小3号",
    SIZE_4: "4号", SIZE_SMALL_4: "小4号", SIZE_5: "5号", 18: "小5号",
}  # fmt: skip

PAPER_MM = (210.0, 297.0)
TOP_MM, BINDING_MM = 37.0, 28.0
AREA_MM = (156.0, 225.0)
PAGE = (11906, 16838)
TOP, RIGHT, BOTTOM, LEFT = 2098, 1474, 1984, 1587

LINES, CHARACTERS = 22, 28
LINE = 579  # 28.95 pt: 22 lines on a page and the type area filled; 580 leaves room for 21
CLOSER = 5  # a character of 3号 set 0.25 pt closer, for 28 × 16 pt are wider than 156 mm
CHARACTER = 320  # 3号, one Han character

FOOTER = 1405  # from the paper's edge to the foot of the page number, whose dash then stands 7 mm below the type area
NUMBER_BELOW_MM = 7.0
THICK, THIN = 8, 6  # rules of the imprint in eighths of a point: 0.35 and 0.25 mm
RED = "FF0000"

MARK_BELOW_MM = 35.0  # upper edge of the mark below the type area's
LETTER_MARK_MM, LETTER_RULE_MM, LETTER_RULE_FOOT_MM = 30.0, 170.0, 20.0  # a letter's, from the paper's edges
RULE_BELOW_MM = 4.0


def twips(millimetres: float) -> int:
    """Millimetres in twips, rounded."""
    return round(millimetres * 1440 / 25.4)


def millimetres(of: float) -> float:
    """Twips in millimetres."""
    return of * 25.4 / 1440


@dataclass(frozen=True)
class Profile:
    """One of the forms of paper: what it is called, what the standard asks of its head and its imprint.

    mark_clause: where the standard speaks of its mark. number_place: where its document number stands (`middle`,
    `left`, `right`). upward: signed by a leader whose name stands in the head. letter: rules of its own at head and
    foot, no number on the first page, an imprint without rules.
    """

    name: str
    title: str
    mark_clause: str = "7.2.4"
    number_place: str = "middle"
    upward: bool = False
    letter: bool = False
    minutes: bool = False


PROFILES = {
    profile.name: profile
    for profile in (
        Profile("letter", marked("letter (notices)"), "10.1", number_place="right", letter=True),
        Profile("bulletin", marked("bulletin")),
        Profile("report", marked("report"), number_place="left", upward=True),
        Profile("minutes", marked("minutes"), "10.3", minutes=True),
    )
}
