"""One side of the press's benchmark, in this process: import, then work under the clock, then print the sample.

    python -m tests.benchmarks.press_sides ENGINE FOLDER PAPERS      milliseconds of CPU for a paper written to a file
    python -m tests.benchmarks.press_sides ENGINE-list FOLDER ROWS   seconds for one paper with so many rows
    python -m tests.benchmarks.press_sides equal FOLDER PAPERS       fails unless both give the same document

    python -m tests.benchmarks.press_sides stages FOLDER PAPERS      the press, one stage after the other
    python -m tests.benchmarks.press_sides ready FOLDER TIMES        making the template ready, done once

ENGINE: press, docxtpl, mailmerge.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.measuring import Clock
from tests.benchmarks.notice import records

if TYPE_CHECKING:
    from collections.abc import Callable

RAM = Path("/dev/shm")


def press(folder: Path) -> Callable[[dict[str, Any]], bytes]:
    """Our press with all guards."""
    from officebatch.outputs.press import Plate

    plate = Plate.read(folder / "docxtpl.docx")
    return lambda record: plate.press(record, record["name"])


def docxtpl(folder: Path) -> Callable[[dict[str, Any]], bytes]:
    """docxtpl, a new object for each paper as its manual says, one environment for all, escaping on."""
    import docxtpl as theirs
    import jinja2

    environment, path = jinja2.Environment(autoescape=True), folder / "docxtpl.docx"

    def made(record: dict[str, Any]) -> bytes:
        template, held = theirs.DocxTemplate(path), io.BytesIO()
        template.render(record, environment)
        template.save(held)
        return held.getvalue()

    return made


def mailmerge(folder: Path) -> Callable[[dict[str, Any]], bytes]:
    """docx-mailmerge2, a new object for each paper."""
    sys.path.insert(0, str(folder / "python"))
    from mailmerge import MailMerge  # type: ignore[import-not-found]  # installed for this run alone

    path = folder / "mailmerge.docx"

    def made(record: dict[str, Any]) -> bytes:
        held = io.BytesIO()
        with MailMerge(path) as document:
            document.merge(**{name: value for name, value in record.items() if name != "rows"})
            document.merge_rows("no", record["rows"])
            document.write(held)
        return held.getvalue()

    first: dict[str, Any] = json.loads((folder / "records.json").read_text(encoding="utf-8"))[0]
    (folder / "docx-mailmerge2.out.docx").write_bytes(made(first))
    return made


def many(made: Callable[[dict[str, Any]], bytes], folder: Path, papers: int) -> None:
    """So many papers, each written to a file of its own."""
    told = json.loads((folder / "records.json").read_text(encoding="utf-8"))
    made(told[0])
    with tempfile.TemporaryDirectory(dir=RAM if RAM.exists() else None) as out:
        clock = Clock()
        for n in range(papers):
            (Path(out) / f"{n}.docx").write_bytes(made(told[n % len(told)]))
        clock.look("a paper")
    clock.print(1000 / papers)


def stages(folder: Path, papers: int) -> None:
    """The press's own stages, each for all papers before the next: which share each has."""
    from officebatch.outputs.press import LEVEL, Plate
    from officebatch.package import pack_on

    told = json.loads((folder / "records.json").read_text(encoding="utf-8"))
    forme = Plate.read(folder / "docxtpl.docx").forme
    wanted = [told[n % len(told)] for n in range(papers)]
    with tempfile.TemporaryDirectory(dir=RAM if RAM.exists() else None) as out:
        clock = Clock()
        written = [[(part, part.write(record)) for part in forme.parts] for record in wanted]
        clock.look("jinja: sandbox, escaping")
        proved = [[(part.name, part.prove(*text)) for part, text in paper] for paper in written]
        clock.look("proof")
        titled = [forme.titled(record["name"]) for record in wanted]
        packed = [pack_on(forme.base, (*paper, core), LEVEL) for paper, core in zip(proved, titled, strict=True)]
        clock.look("deflate, zip records")
        for n, content in enumerate(packed):
            (Path(out) / f"{n}.docx").write_bytes(content)
        clock.look("writing the file")
    clock.print(1000 / papers)


def ready(folder: Path, times: int) -> None:
    """Making the template ready, which is done once."""
    from officebatch.outputs.press import Plate

    assert Plate.read(folder / "docxtpl.docx").forme.parts
    clock = Clock()
    for _ in range(times):
        assert Plate.read(folder / "docxtpl.docx").forme.parts
    clock.look("a template")
    clock.print(1000 / times)


def equal(folder: Path, papers: int) -> None:
    """Presses so many notices both ways. Raises ValueError for the first that is not docxtpl's byte for byte."""
    told = json.loads((folder / "records.json").read_text(encoding="utf-8"))[:papers]
    ours, theirs = press(folder), docxtpl(folder)
    clock = Clock()
    for record in told:
        one, two = (zipfile.ZipFile(io.BytesIO(made(record))) for made in (ours, theirs))
        for part in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
            if one.read(part) != two.read(part):
                raise ValueError(f"{part} differs for {record['name']}")
    clock.print()


def one(made: Callable[[dict[str, Any]], bytes], rows: int) -> None:
    """One paper with so many rows."""
    (told,) = records(count=1, rows=rows)
    with tempfile.TemporaryDirectory(dir=RAM if RAM.exists() else None) as out:
        clock = Clock()
        (Path(out) / "x.docx").write_bytes(made(told))
        clock.look("one paper")
    clock.print()


ENGINES = {"press": press, "docxtpl": docxtpl, "mailmerge": mailmerge}
STAGES = {"stages": stages, "ready": ready, "equal": equal}

if __name__ == "__main__":
    name, where, number = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    if name in STAGES:
        STAGES[name](where, number)
    elif name.endswith("-list"):
        one(ENGINES[name.removesuffix("-list")](where), number)
    else:
        many(ENGINES[name](where), where, number)
