"""The other side of `receipt`, run by an interpreter that has pm4py: PYTHON receipt_declare.py LOG ROUNDS < RULES.

RULES: JSON, template of Declare → steps or pairs of steps. Prints, as JSON, CPU seconds and the cases broken by each.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
import warnings
from collections import Counter
from typing import Any


def main(log: str, rounds: int) -> None:
    import pm4py  # type: ignore[import-not-found]  # of the caller's interpreter, never of this project

    warnings.simplefilter("ignore")
    one = {"support": 1, "confidence": 1.0}
    rules: dict[str, list[Any]] = json.load(sys.stdin)
    model = {
        template: {tuple(of) if isinstance(of, list) else of: one for of in names} for template, names in rules.items()
    }
    reading, checking = [], []
    for _ in range(rounds):
        start = time.process_time()
        frame = pm4py.read_xes(log, show_progress_bar=False)
        read = time.process_time()
        told = pm4py.conformance_declare(frame, model)
        checking.append(time.process_time() - read)
        reading.append(read - start)
    broken = Counter(template for case in told for template in {deviation[0] for deviation in case["deviations"]})
    times = {
        "pm4py: read the log": statistics.median(reading),
        "pm4py: Declare check": statistics.median(checking),
    }
    print(json.dumps({"times": times, "broken": broken}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
