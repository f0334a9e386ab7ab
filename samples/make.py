"""Makes the sample office: `python samples/make.py` writes county-office/ beside this file, always the same bytes."""

from __future__ import annotations

import shutil
from pathlib import Path

from officebatch.package import write_whole
from samples import office, registers, regulations

FOLDER = Path(__file__).parent / "county-office"


def files() -> dict[str, bytes]:
    """Path within the office's folder → content, of every file of the sample."""
    made = {f"registers/{name}": content for name, content in registers.all_registers().items()}
    return {"规则.xlsx": office.rule_book(), **made, **regulations.texts()}


def main() -> None:
    """Write all files anew; what is no longer made goes."""
    made = files()
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name, content in made.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)


if __name__ == "__main__":
    main()
