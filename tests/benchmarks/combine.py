"""python tests/benchmarks/combine.py [N]: N notices (500) in one Word file, against reading and writing them once.

Made from the sample's final papers, each notice with a text of its own. The yardstick unpacks every notice, parses its
body and packs the bodies' bytes again: what any combining has to do. The combined file is checked by the validators the
tests use; where docxcompose is installed, its time for the first 50 is told too.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.measuring import Clock, Sample, report  # noqa: E402  run alone, its own folder comes first

ROUNDS = 5
DAY = "2026-11-20"


def notices(count: int) -> dict[str, bytes]:
    """Notices of the sample's departments, made `count` by telling their numbers apart."""
    with tempfile.TemporaryDirectory() as held:
        office = Path(held) / "office"
        for words in (["init", "--sample", office], ["run", "--as-of", DAY, "--approve", office]):
            subprocess.run([sys.executable, "-m", "officebatch", *map(str, words)], cwd=ROOT, capture_output=True,
                           check=False)
        made = [path.read_bytes() for path in sorted((office / "runs" / DAY / "催办通知单").glob("*.docx"))]
    return {f"{n:04}": _numbered(made[n % len(made)], n) for n in range(count)}


def _numbered(content: bytes, number: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = re.sub("〕\\d+号".encode(), f"〕{number}号".encode(), part, count=1)
            target.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def combine(papers: dict[str, bytes]) -> Clock:
    from officebatch.outputs import printing

    clock = Clock()
    bound = printing.bind(papers, "x")
    clock.look("bind")
    assert len(bound.papers) == len(papers)
    return clock


def once(papers: dict[str, bytes]) -> Clock:
    from lxml import etree

    clock = Clock()
    bodies = []
    for content in papers.values():
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        bodies.append(etree.tostring(etree.fromstring(parts["word/document.xml"])))
    with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("bodies", b"".join(bodies))
    clock.look("unpack, parse, pack")
    return clock


def composed(papers: dict[str, bytes]) -> Clock:
    from docx import Document
    from docxcompose.composer import Composer  # type: ignore[import-not-found,unused-ignore]

    clock = Clock()
    documents = [Document(io.BytesIO(content)) for content in papers.values()]
    composer = Composer(documents[0])
    for document in documents[1:]:
        composer.append(document)
    composer.save(io.BytesIO())
    clock.look("docxcompose")
    return clock


SIDES = {"combine": combine, "once": once, "composed": composed}


def _side(name: str, folder: Path, count: int) -> Sample:
    command = [sys.executable, __file__, "--side", name, str(folder), str(count)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return Sample(**json.loads(done.stdout.splitlines()[-1]))


def main(count: int) -> None:
    """Measure, validate, report."""
    from officebatch.outputs import printing
    from tests.outputs.soundness import faults

    papers = notices(count)
    with tempfile.TemporaryDirectory() as held:
        for name, content in papers.items():
            (Path(held) / name).write_bytes(content)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(_side("combine", Path(held), count))
            theirs.append(_side("once", Path(held), count))
        speed = count / sorted(s.cpu for s in ours)[ROUNDS // 2]
        content = printing.bind(papers, "x").content
        print(f"{count} notices, {len(content) / 1e6:.1f} MB combined: {speed:.0f} a second of CPU")
        print("valid" if not (found := faults(content)) else f"NOT VALID: {found[:5]}")
        try:
            slow = _side("composed", Path(held), 50)
            print(f"docxcompose: {50 / slow.cpu:.0f} a second, 50 notices, one section")
        except subprocess.CalledProcessError:
            print("docxcompose is not installed")
    report("combine", {"bind": ours, "unpack, parse, pack once": theirs}, "2.0")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--side"]:
        folder, wanted = Path(sys.argv[3]), int(sys.argv[4])
        SIDES[sys.argv[2]]({p.name: p.read_bytes() for p in sorted(folder.iterdir())[:wanted]}).print()
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
