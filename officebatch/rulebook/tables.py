"""The shipped rule book as tables, and the lines that come from what the program itself knows.

`shipped/` holds one csv a sheet, its first line the Chinese headings. Texts only: reading them is the same as
reading a workbook's cells.
"""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING

from officebatch.model.origin import letter
from officebatch.rulebook.schema import SHEETS, headings
from officebatch.rulebook.schema.words import MENDS, SEVERITIES
from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from officebatch.model.vocabulary import Vocabulary
    from officebatch.rulebook.schema import Column, Word
    from officebatch.rulebook.workbook import Page

    Tables = Mapping[str, Sequence[Mapping[str, str]]]


def shipped() -> dict[str, list[dict[str, str]]]:
    """Sheet → lines (heading → text) of the rule book that comes with the program, without people."""
    return {sheet.zh: _lines(sheet.zh) for sheet in SHEETS}


def complete(tables: Tables, vocabulary: Vocabulary) -> dict[str, list[dict[str, str]]]:
    """The tables with a line for every check of the program, so that nothing it does is hidden; a level of the ladder,
    a paper or a measure this version does not have is switched off or left empty; papers without a line get one."""
    whole = {name: [dict(line) for line in lines] for name, lines in tables.items()}
    whole["检查"] = _with_checks(whole.get("检查", []), vocabulary)
    for line in (*whole.get("催办阶梯", []), *whole.get("输出", [])):
        if line.get("文书", "") not in vocabulary.papers:
            line["启用"] = "否"
    for line in whole.get("指标", []):
        if line.get("算法", "") not in vocabulary.measures:
            line["算法"] = ""
    present = {line["文书"] for line in whole.get("输出", [])}
    whole.setdefault("输出", []).extend(
        _paper(kind) for kind in sorted(vocabulary.papers) if kind not in present
    )
    return whole


def choice_values(tables: Tables) -> dict[str, tuple[str, ...]]:
    """Choice list → its values in order."""
    found: dict[str, list[str]] = {}
    for line in tables.get("选项", ()):
        found.setdefault(line["列表"], []).append(line["值"])
    return {name: tuple(dict.fromkeys(values)) for name, values in found.items()}


def pages(tables: Tables) -> tuple[Page, ...]:
    """The tables as the sheets of a workbook that was never written."""
    from officebatch.rulebook.workbook import Page

    each = choice_values(tables)
    return tuple(Page(sheet.zh, *_cells(headings(sheet, each), tables.get(sheet.zh, ()))) for sheet in SHEETS)


def _cells(
    columns: Sequence[tuple[str, Column]], lines: Sequence[Mapping[str, str]]
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[int, dict[str, str]], ...]]:
    letters = [letter(place) for place in range(len(columns))]
    named = tuple(zip(letters, (heading for heading, _ in columns), strict=True))
    written = ({at: text for at, name in named if (text := line.get(name, ""))} for line in lines)
    return named, tuple((row, texts) for row, texts in enumerate(written, 2) if texts)


def _lines(sheet: str) -> list[dict[str, str]]:
    text = (files("officebatch.rulebook") / "shipped" / f"{sheet}.csv").read_text(encoding="utf-8-sig")
    return [{k: v for k, v in line.items() if v} for line in csv.DictReader(text.splitlines())]


def _with_checks(lines: Iterable[dict[str, str]], vocabulary: Vocabulary) -> list[dict[str, str]]:
    written = {line["代码"]: line for line in lines}
    return [
        {
            "代码": code,
            "检查内容": say(facts.title),
            "启用": "是" if facts.on else "否",
            "级别": _zh(SEVERITIES, facts.severity),
            "归谁改": _zh(MENDS, facts.mends),
            "参数": _parameters(facts.parameters),
            "依据": facts.basis,
            **written.get(code, {}),
        }
        for code, facts in sorted(vocabulary.checks.items())
    ]


def _parameters(of: Mapping[str, str]) -> str:
    """As one cell; each on a line of its own where one holds several words."""
    between = "\n" if any("、" in value for value in of.values()) else "、"
    return between.join(f"{name}={value}" for name, value in of.items())


def _paper(kind: str) -> dict[str, str]:
    return {"名称": kind, "文书": kind, "给谁": "办公室", "文件名": f"{kind}.docx", "启用": "否"}


def _zh(words: Sequence[Word], value: str) -> str:
    return next(word.zh for word in words if word.value == value)
