"""The house itself: floors and doors as contracts, and a catalogue without holes."""

from __future__ import annotations

import re
import string
import subprocess
import sys
from pathlib import Path

from tests import catalogue

ROOT = Path(__file__).parents[1]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = str(Path(sys.executable).with_name("lint-imports"))
    command = [program, "--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_floors_and_doors_are_kept() -> None:
    result = lint_imports(ROOT)

    assert result.returncode == 0, result.stdout


def test_catalogue_has_no_holes() -> None:
    translated, wanted = set(catalogue.fragments()), set(catalogue.messages())

    assert sorted(wanted - translated) == []
    assert sorted(translated - wanted) == []


def test_compiled_catalogue_is_fresh() -> None:
    fresh = catalogue.COMPILED.read_bytes() == catalogue.compiled(catalogue.fragments())

    assert fresh, "run python tests/catalogue.py and commit what it wrote"


def test_translations_keep_the_places() -> None:
    forms = [
        (identity, form)
        for identity, said in catalogue.fragments().items()
        for form in (said if isinstance(said, tuple) else (said,))
    ]
    unknown = {form: lost for identity, form in forms if (lost := _places(form) - _places(identity) - {"n"})}

    assert unknown == {}


def _places(text: str) -> set[str]:
    """The places of a message; of one about templates, which has none, the tags it speaks of."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}
    except ValueError:
        return set(re.findall(r"\{[%{]\w*", text))
