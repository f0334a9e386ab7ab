"""python tests/benchmarks/page.py [ROWS]: the overview of a register of 100,000 rows, each of which breaks a check.

Tells what making it costs, how large it is, and, in headless Chromium from the file, when the first screen stands and
how long a search, a filter, a sort and a scroll take, each until the new lines are drawn. Wall-clock milliseconds,
medians of five rounds.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.data import workspace
from tests.benchmarks.measuring import Clock
from tests.browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROUNDS = 5
DATA = Path(tempfile.gettempdir()) / "officebatch-benchmarks"
DRAWN = "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
ACTIONS = {
    "first search": "grids.findings.input.value = '通知 2026'; grids.findings.change(() => "
                    "(grids.findings.state.words = '通知 2026'))",
    "another search": "grids.findings.change(() => (grids.findings.state.words = '核稿 03'))",
    "filter": "grids.findings.show({ gravity: PAGE.findings.gravity.v[3] })",
    "sort by matter": "grids.findings.order('matter')",
    "scroll to the end": "grids.findings.scroller.scrollTop = 1e9",
}  # fmt: skip


def make(rows: int) -> bytes:
    """The page, by the way a run takes."""
    from officebatch import batch, evaluation, outputs
    from officebatch.model.vocabulary import Mends, Severity
    from officebatch.rulebook.judging import OwnCheck
    from officebatch.wording import spoken
    from officebatch.workspace import open_workspace

    of = open_workspace(workspace(rows, DATA))
    broken = OwnCheck(
        "OWN101", "发文登记簿", "", "标题 不超过 1 字", Severity.HINT, Mends.KEEPER, "{标题}：{发文字号}"
    )
    book = replace(batch.rules(of), own_checks=(broken,))
    docket = batch.measured(batch.examine(of, book, date(2026, 11, 20), lambda _: None), book)
    clock = Clock()
    study = evaluation.study(docket.office, docket.deadlines, book, evaluation.quarter(book, docket.as_of))
    clock.look("processes")
    with spoken("zh_CN"):
        made = outputs.compose_one(replace(docket, processes=study), book, (), outputs.OVERVIEW)
    clock.look("page")
    still = int(docket.deadlines.frame["open"].sum())
    print(f"{len(docket.findings):,} findings, {still:,} open deadlines; CPU seconds:", end=" ")
    print(", ".join(f"{part} {seconds:.2f}" for part, seconds in clock.parts.items()))
    print(f"{len(made) / 1e6:.1f} MB, {len(gzip.compress(made)) / 1e6:.1f} MB zipped")
    return made


def measured(page: Page, url: str) -> dict[str, float]:
    page.goto(url)
    found = {"first screen": float(page.evaluate(f"{DRAWN}.then(() => performance.now())"))}
    for name, action in ACTIONS.items():
        took = f"{DRAWN}.then(() => performance.now() - start)"
        found[name] = float(page.evaluate(f"() => {{ const start = performance.now(); {action}; return {took}; }}"))
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        path = Path(folder) / "总览.html"
        path.write_bytes(make(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
        rounds = []
        for _ in range(ROUNDS):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            rounds.append(measured(page, path.as_uri()))
            page.close()
    for name in rounds[0]:
        print(f"{name:18} {statistics.median(one[name] for one in rounds):8.0f} ms")


if __name__ == "__main__":
    main()
