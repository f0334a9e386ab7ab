"""How clerks write what is the same: days as text, short names of departments, other words for a state or an urgency.

A few cells of a hundred, always the same ones: what a line means does not change, so no finding may come of it.
"""

from __future__ import annotations

from datetime import date
from zlib import crc32

from tests.everycheck import people

OF_100 = 3
_DAYS = ("{0.year}.{0.month}.{0.day}", "{0.year}年{0.month}月{0.day}日", "{0.year}/{0.month:02}/{0.day:02}")
_WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "状态": {"办结": ("已办结", "√", "完成"), "在办": ("推进中", "正在办理"), "现行": ("有效",)},
    "紧急程度": {"平件": ("一般", "普通件"), "加急": ("急件",), "特急": ("特急件",)},
    "评议人类别": {"同级": ("部门互评",), "基层": ("供电所",)},
}
_SHORT: dict[str, tuple[str, ...]] = {name: (short,) for name, short, *_ in people.DEPARTMENTS}
_DEPARTMENTS = ("承办部门", "拟稿部门", "牵头部门", "提报部门", "归口部门", "部门")


def as_written(register: str, row: int, field: str, value: object) -> object:
    """What stands in the cell of a register's row (by its place) and field for a value."""
    chance = crc32(f"{register} {row} {field}".encode())
    if chance % 100 >= OF_100:
        return value
    if isinstance(value, date):
        return _DAYS[chance // 100 % len(_DAYS)].format(value)
    words = _SHORT if field in _DEPARTMENTS else _WORDS.get(field, {})
    others = words.get(value, ()) if isinstance(value, str) else ()
    return others[chance // 100 % len(others)] if others else value
