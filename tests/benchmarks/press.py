"""The press against docxtpl, and beside it the engines others use, where they can be installed.

The others are put into the benchmark's own folder for this run and are no dependency of anything.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

from tests.benchmarks.measuring import ROOT, Sample, report, side, told
from tests.benchmarks.notice import prepare

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROUNDS = 5
OURS, THEIRS, PEERS = 1000, 60, 100  # papers in a round: about a second each
ROWS = 20_000
_SIDES = "tests.benchmarks.press_sides"
_ENGINES = str(ROOT / "tests" / "benchmarks" / "engines.cjs")
_PACKAGES = ("easy-template-x@7.2.8", "docxtemplater@3.71.0", "pizzip@3.2.0")


def press(data: Path) -> None:
    """A one-page notice, its 8 rows of 6 columns, in a template as Word saves one; all guards on."""
    folder = prepare(data / "press")
    side("equal", str(folder), "60", module=_SIDES)
    print("60 notices: document, header and footer are docxtpl's own bytes")
    runs: dict[str, Callable[[], Sample]] = {
        "docxtpl": lambda: side("docxtpl", str(folder), str(THEIRS), module=_SIDES),
        "the press": lambda: side("press", str(folder), str(OURS), module=_SIDES),
        "  its stages": lambda: side("stages", str(folder), str(OURS), module=_SIDES),
        "  made ready, once": lambda: side("ready", str(folder), "20", module=_SIDES),
        **_peers(folder),
    }
    taken: dict[str, list[Sample]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            taken[name].append(run())
    report("press", taken, "40", "ms")


def press_list(data: Path) -> None:
    """One paper with a table of 20,000 rows."""
    folder = prepare(data / "press")
    taken: dict[str, list[Sample]] = {"docxtpl": [], "the press": []}
    for _ in range(3):
        taken["docxtpl"].append(side("docxtpl-list", str(folder), str(ROWS), module=_SIDES))
        taken["the press"].append(side("press-list", str(folder), str(ROWS), module=_SIDES))
    memory = max(s.peak for s in taken["the press"]) / max(s.peak for s in taken["docxtpl"])
    print(f"memory ratio={memory:.2f} of docxtpl's")
    report("press-list", taken, "4")


def _peers(folder: Path) -> dict[str, Callable[[], Sample]]:
    found: dict[str, Callable[[], Sample]] = {}
    if _installed(sys.executable, "-m", "pip", "install", "-q", "--target", str(folder / "python"), "docx-mailmerge2"):
        found["docx-mailmerge2"] = lambda: side("mailmerge", str(folder), str(PEERS), module=_SIDES)
    (folder / "javascript").mkdir(exist_ok=True)
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _installed(npm, "install", "--prefix", str(folder / "javascript"), *_PACKAGES):
        for name in ("easy-template-x", "docxtemplater"):
            found[name] = _in_javascript(node, name, folder)
    elif not npm:
        print("easy-template-x, docxtemplater: left out, there is no npm here")
    return {name: run for name, run in found.items() if _right(name, run, folder)}


def _in_javascript(node: str, name: str, folder: Path) -> Callable[[], Sample]:
    return lambda: told(node, _ENGINES, name, str(folder), str(PEERS))


def _installed(*command: str) -> bool:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"left out, could not be installed: {' '.join(command[-3:])}: {done.stderr.strip()[-200:]}")
    return not done.returncode


def _right(name: str, run: Callable[[], Sample], folder: Path) -> bool:
    """Whether a peer's first notice holds every value: a quick engine that loses some is no yardstick."""
    run()
    with zipfile.ZipFile(folder / f"{name}.out.docx") as package:
        text = html.unescape(re.sub(r"<[^>]*>", "", package.read("word/document.xml").decode()))
    record = json.loads((folder / "records.json").read_text(encoding="utf-8"))[0]
    values = [v for k, v in record.items() if k not in {"rows", "draft"}] + [
        v for row in record["rows"] for v in row.values()
    ]
    if lost := [value for value in values if value not in text]:
        print(f"{name}: left out, it lost {lost[:3]}")
    return not lost
