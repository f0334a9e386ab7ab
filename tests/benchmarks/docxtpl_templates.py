"""docxtpl's own test templates, rendered by docxtpl and by the press, compared part by part.

    python tests/benchmarks/docxtpl_templates.py FOLDER     FOLDER: a checkout of docxtpl's project, its `tests` folder

Nothing of that project is kept: its scripts run in a copy that is deleted, and are asked what they render with what.
Both sides escape, know no undefined names and print values alike; what differs is told with its reason.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

sys.path.insert(0, str(Path(__file__).parents[2]))

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_COMPARED = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_NOTES = "word/footnotes.xml"
_PLAIN = (str, int, float, type(None), list, tuple, dict)


def main(folder: Path) -> None:
    """Every script of the folder, a line each, and how many came out how."""
    told: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as aside:
        copy = Path(shutil.copytree(folder, Path(aside) / "tests"))
        (copy / "output").mkdir(exist_ok=True)
        for script in sorted(copy.glob("*.py")):
            if script.stem in {"runtests", "__init__"}:
                continue
            command = [sys.executable, __file__, "--script", str(script)]
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=copy)
            lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
            for one in map(json.loads, lines):
                told[one["what"]] += 1
                print(f"{script.stem:28} {one['what']:24} {one['why']}")
            if done.returncode or not lines:
                raise RuntimeError(f"{script.stem}: {done.stderr}")
    print(", ".join(f"{count} {what}" for what, count in told.most_common()))


def script(path: Path) -> None:
    """Runs one script of theirs, and says of each rendering how the press does."""
    import docxtpl

    rendered: list[tuple[bytes, Mapping[str, Any], bool]] = []
    render = docxtpl.DocxTemplate.render

    def noted(self: Any, context: Mapping[str, Any], environment: Any = None, autoescape: bool = False) -> None:
        rendered.append((Path(self.template_file).read_bytes(), dict(context), environment is not None))
        render(self, context, environment, autoescape)

    docxtpl.DocxTemplate.render = noted
    why = "it renders no template"
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            runpy.run_path(str(path), run_name="__main__")
        except (Exception, SystemExit) as fault:  # it is told
            why = f"its script stops: {type(fault).__name__}: {fault}"
    docxtpl.DocxTemplate.render = render
    if not rendered:
        print(json.dumps({"what": "nothing to compare", "why": why}))
    for content, context, filters in rendered:
        what, why = judged(content, context, filters=filters)
        print(json.dumps({"what": what, "why": why}, ensure_ascii=False))


def judged(content: bytes, context: Mapping[str, Any], *, filters: bool) -> tuple[str, str]:
    """How a rendering compares, and why it is not equal."""
    from docxtpl import DocxTemplate

    from officebatch.outputs.press import Plate
    from officebatch.outputs.refusal import Refused
    from officebatch.wording import say

    if objects := sorted({type(value).__name__ for value in _values(context) if not isinstance(value, _PLAIN)}):
        return "not of the dialect", f"given {', '.join(objects)}, which no register holds"
    if filters:
        return "not of the dialect", "asks for filters written in Python"
    theirs, held = DocxTemplate(io.BytesIO(content)), io.BytesIO()
    try:
        theirs.render(dict(context), _environment())
        theirs.save(held)
    except Exception as fault:  # whatever it is, it is told
        return "refused by both ways", f"docxtpl with the guards: {type(fault).__name__}: {fault}"[:150]
    try:
        plate = Plate("theirs.docx", content)
        ours = plate.press(context, "x")
    except Refused as refusal:
        return "refused by the press", say(refusal.because, **dict(refusal.values))[:200]
    one, two = _parts(ours), _parts(held.getvalue())
    differing = [name for name in two if one.get(name) != two[name]]
    if not differing:
        settled = plate.forme.parts[0].settled
        way = (
            "settled once"
            if settled.known and not settled.tree
            else "its tree mended"
            if settled.known
            else "docxtpl's way"
        )
        return "equal part by part", f"{len(two)} parts; {way}"
    name = differing[0]
    return "different", f"{name}: {_difference(one.get(name, b'').decode(), two[name].decode())}"


def _values(held: object) -> Iterator[object]:
    yield held
    if isinstance(held, dict):
        for value in held.values():
            yield from _values(value)
    elif isinstance(held, list | tuple):
        for value in held:
            yield from _values(value)


def _environment() -> Any:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    from officebatch.outputs.environment import printable

    def finalize(value: object) -> str:
        return value if isinstance(value, Markup) else printable(value)

    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=finalize)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist() if _COMPARED.fullmatch(name)}
    notes = parts.get(_NOTES)  # docxtpl writes them as Jinja left them, entities and line ends too
    return parts if notes is None else parts | {_NOTES: etree.tostring(etree.fromstring(notes), method="c14n")}


def _difference(ours: str, theirs: str) -> str:
    at = len(os.path.commonprefix((ours, theirs)))  # noqa: RUF071  texts, no paths
    same = unescape(re.sub(r"<[^>]*>", "", ours)) == unescape(re.sub(r"<[^>]*>", "", theirs))
    return f"{'the same text; ' if same else ''}…{ours[at - 30 : at + 50]}… for …{theirs[at - 30 : at + 50]}…"


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--script":
        script(Path(sys.argv[2]))
    elif len(sys.argv) == 2 and (Path(sys.argv[1]) / "templates").is_dir():
        main(Path(sys.argv[1]))
    else:
        sys.exit(f"{__doc__}")
