"""Where the records stand in a workbook: from the folder's layout.json, or else by usual headings."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

USUAL = {
    "发文文号": "发文字号", "秘密等级": "密级", "缓急": "紧急程度", "主送": "主送机关", "说明": "备注",
    "收文时间": "收文日期", "文件名称": "文件标题",
    "事项内容": "督办事项", "要求完成时间": "完成时限", "责任部门": "牵头部门",
}  # fmt: skip
NUMBERS = ("序号", "编号", "职责编号")
Shelf = tuple[str, dict[str, str], list[int]]


def shelve(folder: Path, file: str, book: Any) -> Iterator[Shelf]:
    """Sheet, column letter by field, rows with records; in the order of the sheets."""
    layout = folder / "truth/layout.json"
    if layout.exists():
        for sheet, place in json.loads(layout.read_text(encoding="utf-8"))[file].items():
            yield sheet, place["columns"], place["rows"]
        return
    for page in book:
        yield _by_headings(page, "拟稿部门" if file.startswith("发文") else "牵头部门")


def _by_headings(page: Any, owner: str) -> Shelf:
    rows = [[re.sub(r"\s", "", str(c.value or "")) for c in row] for row in page.iter_rows()]
    head = next(at for at, row in enumerate(rows) if any(x in NUMBERS for x in row))
    names = [owner if x == "主办部门" else USUAL.get(x, x) for x in rows[head]]
    under = rows[head + 1]
    for at, word in enumerate(under):
        if word == "经办人":
            names[at], names[at + 1] = f"{names[at]}人", f"{names[at]}日期"
    start = head + 1 + ("经办人" in under)
    letters = {name: get_column_letter(at) for at, name in enumerate(names, 1) if name}
    wanted = [at + 1 for at in range(start, len(rows)) if sum(map(bool, rows[at])) > 3]
    return page.title, letters, wanted
