"""The rule book of the sample office: the shipped one, its front sheets filled in by `written/`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from officebatch import batch, rulebook, wording
from samples.tables import table

if TYPE_CHECKING:
    from officebatch.rulebook.tables import Tables

FILLED = ("部门", "人员", "外出", "豁免")


def rule_book() -> bytes:
    """The workbook 规则.xlsx; headings and comments are Chinese whatever this process speaks."""
    with wording.spoken("zh_CN"), tempfile.TemporaryDirectory() as folder:
        tables = rulebook.complete(_office(rulebook.shipped()), batch.vocabulary())
        path = Path(folder) / "规则.xlsx"
        rulebook.write(tables, path)
        return path.read_bytes()


def _office(shipped: dict[str, list[dict[str, str]]]) -> Tables:
    """Whole sheets by `FILLED`, single cells by table 改动. Raises ValueError for a change that finds no line, or
    several."""
    filled = {name: [dict(line) for line in table(name)] for name in FILLED}
    made = {**shipped, **filled, "设置": _settings(shipped)}
    for change in table("改动"):
        where = dict(pair.split("=") for pair in change["哪一行"].split("；"))
        lines = [line for line in made[change["工作表"]] if where.items() <= line.items()]
        if len(lines) != 1:
            raise ValueError(f"{len(lines)} lines for {change}")
        lines[0][change["列"]] = change["内容"]
    return made


def _settings(shipped: Tables) -> list[dict[str, str]]:
    """The shipped settings with this office's own. Raises ValueError for one that is not shipped."""
    own = {line["项目"]: line["内容"] for line in table("设置")}
    if unknown := own.keys() - {line["项目"] for line in shipped["设置"]}:
        raise ValueError(f"no such settings: {sorted(unknown)}")
    return [{**line, "内容": own.get(line["项目"], line.get("内容", ""))} for line in shipped["设置"]]
