"""python tests/benchmarks/receipt.py LOG [PYTHON]: the process checks on a real log, held against a plain loop.

LOG is an event log in XES (.xes or .xes.gz), as the "receipt" log of the process-mining field: 1,434 permits, 8,577
events. It becomes a workbook with one line an event and a rule book; read and checked as any register is. The counts of
each kind of deviation stand beside those of plain loops over the same lines. With PYTHON, an interpreter that has
pm4py, its Declare check of the same rules is timed in the same run.
"""

from __future__ import annotations

import gzip
import json
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).parents[2]))

from officebatch import batch, checks, reading
from officebatch.batch.uncollected import uncollected
from officebatch.workspace import open_workspace
from tests.benchmarks.measuring import cpu
from tests.checks.plainloop import Event, Rules, counted
from tests.eventlist import pair, workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from officebatch.model.finding import Finding

T = TypeVar("T")
ROUNDS = 5
READ, DECLARE = "read: workbook, worker and transfer", "pm4py: Declare check"
THREE = "check: missing, before, repeated"
AS_OF = date(2012, 12, 31)
FIRST_ROW = 3  # below title and headings
START, T02, T04, T05, T06, T10 = (
    "Confirmation of receipt",
    "T02 Check confirmation of receipt",
    "T04 Determine confirmation of receipt",
    "T05 Print and send confirmation of receipt",
    "T06 Determine necessity of stop advice",
    "T10 Determine necessity to stop indication",
)
T11, T12, T14, T15 = (
    "T11 Create document X request unlicensed",
    "T12 Check document X request unlicensed",
    "T14 Determine document X request unlicensed",
    "T15 Print document X request unlicensed",
)
RULES = Rules(
    steps=(START, T02, T04, T05, T06, T10, T11, T12, T14, T15),
    must=(START, T02, T04, T05, T06, T10),
    before=(
        *((START, T02), (START, T06), (T02, T04), (T04, T05), (T06, T10)),
        *((T05, T06), (T11, T12), (T12, T14), (T14, T15)),  # the first of these two lines' pairs is too strict a rule
    ),
    apart=((T02, T04), (T11, T14)),
    once=(START, T02, T04, T05),
)
DECLARED = ("DOC101", "DOC102", "DOC151")  # what Declare has templates for
KINDS = {"DOC102": "missing", "DOC101": "before", "DOC151": "repeated", "DOC104": "same person"}


def main(log: Path, other: str = "") -> None:
    """Print the counts of both, and the times."""
    events = list(read_log(log))
    print(f"{len({e.case for e in events})} cases, {len(events)} events, {len(RULES.steps)} steps in the rule book")
    with tempfile.TemporaryDirectory() as folder:
        ours, times = _ours(Path(folder), events)
    _table(ours, counted(events, RULES))
    if other:
        theirs, broken = _theirs(log, other)
        times |= theirs
        mine = len({events[row - FIRST_ROW].case for row in _without(ours)})
        print(f"cases with a step before the one it needs: officebatch {mine}, pm4py {broken['precedence']}")
    print(f"CPU seconds, median of {ROUNDS}")
    for name, seconds in times.items():
        print(f"    {name:44} {seconds:8.3f}")
    if other:
        print(f"receipt ratio={theirs[DECLARE] / times[THREE]:.2f} (pm4py's Declare check over ours of the same rules)")


def _without(found: Counter[tuple[str, str, int]]) -> Iterator[int]:
    """The rows of steps done before, or without, one that must come before them."""
    needed = {step for pair in RULES.before for step in pair[:1]}
    return (row for code, step, row in found if code == "DOC101" or (code == "DOC102" and step in needed))


def read_log(path: Path) -> Iterator[Event]:
    """The events of a XES file in its order, to the second, as they will stand in the sheet."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        root = ElementTree.parse(file).getroot()
    row = FIRST_ROW
    for trace in (node for node in root if node.tag.endswith("trace")):
        case = _said(trace)["concept:name"]
        for node in (node for node in trace if node.tag.endswith("event")):
            said = _said(node)
            moment = datetime.fromisoformat(said["time:timestamp"]).astimezone(UTC).replace(tzinfo=None, microsecond=0)
            yield Event(case, said["concept:name"], said.get("org:resource", ""), moment, row)
            row += 1


def _said(node: ElementTree.Element) -> dict[str, str]:
    return {child.get("key", ""): child.get("value", "") for child in node}


def _ours(folder: Path, events: list[Event]) -> tuple[Counter[tuple[str, str, int]], dict[str, float]]:
    made = workspace(
        folder / "office",
        ("文号", "环节", "经办人", "办理时间"),
        {"log": [[e.case, e.step, e.person, e.moment] for e in events]},
        [{"环节": step, "必经": "是" if step in RULES.must else "否"} for step in RULES.steps],
        relations=[
            *(pair(*names) for names in RULES.before),
            *(pair(*names, "不得同人") for names in RULES.apart),
            *(pair(name, "", "至多一次") for name in RULES.once),
        ],
        people=dict.fromkeys(sorted({e.person for e in events}), "办公室"),
    )
    of = open_workspace(made)
    book = batch.rules(of)
    three = replace(book, checks={code: replace(rule, on=code in DECLARED) for code, rule in book.checks.items()})
    with uncollected():
        office, read = _timed(lambda: reading.read(of.registers, book))
        (findings, _), every = _timed(lambda: checks.examine(office, book, AS_OF))
        _, same = _timed(lambda: checks.examine(office, three, AS_OF))
    return _found(findings), {READ: read, "check: all checks": every, THREE: same}


def _found(findings: Iterable[Finding]) -> Counter[tuple[str, str, int]]:
    """How often each (code, step, row)."""
    found: Counter[tuple[str, str, int]] = Counter()
    for finding in findings:
        values = dict(finding.values)
        if finding.code in KINDS:
            step = values["later" if finding.code in ("DOC101", "DOC104") else "step"]
            found[finding.code, step, finding.origin.row] += 1
    return found


def _theirs(log: Path, other: str) -> tuple[dict[str, float], dict[str, int]]:
    """pm4py's times, and the cases it finds broken by each template."""
    rules = {
        "existence": {name: {"support": 1, "confidence": 1} for name in RULES.must},
        "precedence": [list(names) for names in RULES.before],
        "exactly_one": list(RULES.once),
    }
    command = [other, str(Path(__file__).with_name("receipt_declare.py")), str(log), str(ROUNDS)]
    done = subprocess.run(command, input=json.dumps(rules), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    answer = json.loads(done.stdout.splitlines()[-1])
    return answer["times"], answer["broken"]


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    """What a piece of work answers, and the median of its CPU seconds, those of its children counted."""
    times = []
    for _ in range(ROUNDS):
        start = cpu()
        answer = work()
        times.append(cpu() - start)
    return answer, statistics.median(times)


def _table(ours: Counter[tuple[str, str, int]], plain: Counter[tuple[str, str, int]]) -> None:
    print(f"{'deviation':14} {'officebatch':>12} {'plain loop':>11}  same rows")
    for code, name in KINDS.items():
        mine, other = ({found for found in of if found[0] == code} for of in (ours, plain))
        print(f"{name:14} {len(mine):12} {len(other):11}  {'yes' if mine == other else 'NO'}")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(Path(sys.argv[1]), *sys.argv[2:])
