"""The other side of `peers`, run by an interpreter that has frictionless: PYTHON peer_frictionless.py WORKBOOK RULES.

RULES: JSON with the fields (name, type, constraints) and the formulas each row must fulfil. Prints a sample as
`measuring` reads it, with what was found.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import Counter


def main(workbook: str, rules: str) -> None:
    from frictionless import (  # type: ignore[import-not-found]  # of the caller's interpreter, never of this project
        Checklist,
        Resource,
        Schema,
        checks,
        system,
    )

    told = json.loads(rules)
    schema = Schema.from_descriptor({"fields": told["fields"]})
    each = [checks.row_constraint(formula=formula) for formula in told["formulas"]]
    start = time.process_time()
    with system.use_context(trusted=True):
        report = Resource(path=workbook, schema=schema).validate(Checklist(checks=each), limit_errors=10**6)
    seconds = time.process_time() - start
    found = Counter(kind for (kind,) in report.flatten(["type"]))
    parts = {f"frictionless ({sum(found.values())} errors)": seconds}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": seconds, "peak": peak, "parts": parts}))
    print(found, file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
