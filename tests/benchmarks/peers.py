"""The same checks in Frictionless: its schema and row constraints for what ours finds in the benchmark's register.

Fields required, unique, of a form, of a list; persons of the step's post; days up to as-of; steps in order; required
steps not left out; two steps not by one person. It has no place for what lies behind: second passes, stand-ins, gaps in
a series, the deadlines. Frictionless runs in an interpreter the caller names and is no part of this project.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.data import DEPARTMENTS, GROUPS, POSTS, SEPARATE, STEPS, people, workspace
from tests.benchmarks.measuring import report, side, told

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS, ROUNDS = 10_000, 3
_AS_OF = "2026-11-20"


def peers(python: str, data: Path) -> None:
    """Ours on 10,000 rows, against Frictionless on the same workbook."""
    folder = workspace(ROWS, data)
    workbook = str(folder / "registers" / "发文登记簿.xlsx")
    script = str(Path(__file__).with_name("peer_frictionless.py"))
    rules = json.dumps({"fields": list(_fields()), "formulas": list(_formulas())}, ensure_ascii=False)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(told(python, script, workbook, rules))
        ours.append(side("examine", str(folder)))
    report("peers", {"frictionless": theirs, "officebatch": ours}, "10")


def _fields() -> Iterator[dict[str, object]]:
    form = "临电办〔20[0-9]{2}〕[1-9][0-9]*号"
    yield {"name": "发文字号", "type": "string", "constraints": {"required": True, "unique": True, "pattern": form}}
    yield {"name": "标题", "type": "string", "constraints": {"required": True}}
    for name, words in (
        ("文种", ("通知", "通报", "意见", "报告")),
        ("密级", ("公开",)),
        ("紧急程度", ("平件", "加急")),
        ("拟稿部门", DEPARTMENTS),
    ):
        yield {"name": name, "type": "string", "constraints": {"enum": list(words)}}
    for step, group in zip(STEPS, POSTS, strict=True):
        may = [p["name"] for p in people() if group is None or GROUPS[p["post"]] == group]
        yield {"name": f"{step}人", "type": "string", "constraints": {"enum": may}}
        yield {"name": f"{step}日期", "type": "date", "format": "any", "constraints": {"maximum": _AS_OF}}


def _formulas() -> Iterator[str]:
    required = [step for step in STEPS if step != "会商"]
    for first, second in (*pairwise(STEPS), *pairwise(required)):
        yield f"not ({first}日期 and {second}日期) or {second}日期 >= {first}日期"
    for first, second in pairwise(required):
        yield f"{first}日期 or not {second}日期"
    for step in STEPS:
        yield f"{step}人 or not {step}日期"
    for first, second in SEPARATE:
        yield f"not {first}人 or {first}人 != {second}人"
