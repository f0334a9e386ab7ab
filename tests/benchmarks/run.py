"""python tests/benchmarks/run.py NAME: make the data, run both sides interleaved, print a table and a closing line.

Names: check, own, peers PYTHON (an interpreter that has frictionless), checks (what each costs), list, help, grow,
press, press-list, mark. Ratios of CPU time against a named yardstick in one run; quote ratios, not seconds.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.data import workspace
from tests.benchmarks.marking import mark
from tests.benchmarks.measuring import process, report, side
from tests.benchmarks.peers import peers
from tests.benchmarks.press import press, press_list

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
DATA = Path(tempfile.gettempdir()) / "officebatch-benchmarks"


def check() -> None:
    """100,000 rows × 20 fields read, checked and timed, against python-calamine returning Python rows."""
    folder = str(workspace(100_000, DATA))
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(side("examine", folder))
        theirs.append(side("rows", folder))
    memory = statistics.median(s.peak for s in ours) / statistics.median(s.peak for s in theirs)
    print(f"memory ratio={memory:.2f} bar=2.5")
    report("check", {"read, check and time": ours, "python-calamine rows": theirs}, "2.0")


def own() -> None:
    """The same work with ten checks of the office's own, against it without."""
    folder = str(workspace(100_000, DATA))
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(side("own", folder))
        theirs.append(side("examine", folder))
    report("own", {"with ten own checks": ours, "without": theirs}, "—")


def grow() -> None:
    """Ten times the rows: time and memory of the same work."""
    large, small = str(workspace(100_000, DATA)), str(workspace(10_000, DATA))
    ten, one = [], []
    for _ in range(ROUNDS):
        ten.append(side("examine", large))
        one.append(side("examine", small))
    memory = max(s.peak for s in ten) / max(s.peak for s in one)
    print(f"memory ratio={memory:.2f} bar=12")
    report("grow", {"100,000 rows": ten, "10,000 rows": one}, "10.5")


def checks() -> None:
    """What each check costs on the benchmark's register, the dearest first; no ratio."""
    folder = str(workspace(100_000, DATA))
    rounds = [side("each", folder).parts for _ in range(3)]
    costs = {name: statistics.median(one[name] for one in rounds) * 1000 for name in rounds[0]}
    for name, cost in sorted(costs.items(), key=lambda item: -item[1]):
        print(f"{name:28} {cost:8.2f} ms")
    print(f"checks total={sum(costs.values()):.0f} ms")


def help_() -> None:
    """`officebatch --help` as a whole process, against importing click."""
    command = str(Path(sys.executable).with_name("officebatch"))
    ours, theirs = [], []
    for _ in range(ROUNDS * 4):
        ours.append(process(command, "--help"))
        theirs.append(process(sys.executable, "-c", "import click"))
    report("help", {"officebatch --help": ours, "import click": theirs}, "1.5")


def list_() -> None:
    """100,000 rows to one coloured sheet with filter and links, against XlsxWriter's bare values."""
    ours, theirs = [], []
    for _ in range(3):
        ours.append(side("coloured-list", "100000"))
        theirs.append(side("bare-list", "100000"))
    report("list", {"coloured list": ours, "bare values": theirs}, "1.5")


NAMES: dict[str, Callable[..., None]] = {
    "check": check,
    "peers": lambda python: peers(python, DATA),
    "checks": checks,
    "list": list_,
    "grow": grow,
    "own": own,
    "help": help_,
    "press": lambda: press(DATA),
    "press-list": lambda: press_list(DATA),
    "mark": lambda: mark(DATA),
}

if __name__ == "__main__":
    if len(sys.argv) != 2 + ("peers" in sys.argv) or sys.argv[1] not in NAMES:
        sys.exit(f"{__doc__}")
    NAMES[sys.argv[1]](*sys.argv[2:])
