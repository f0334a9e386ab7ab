"""Printing a run: one combined file, a zip by addressee, PDF. All of it stands outside the run folder, which must come
out the same again; only what is as the manifest has it is printed."""

from __future__ import annotations

import hashlib
import posixpath
import shutil
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from officebatch import ledger, manifest
from officebatch.model.paper import AudienceKind
from officebatch.package import write_whole
from officebatch.wording import marked, say
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

    Tell = Callable[[str], None]

FOLDER, DRAFTS, PDF = "prints", "核对稿", "PDF"
COMBINED, ARCHIVE = "打印合订（办公室用）.docx", "分送文书（办公室用）.zip"
# in the order in which a pile is handed out
_FOLDERS = {
    AudienceKind.DEPARTMENT: "",
    AudienceKind.PERSON: "人员",
    AudienceKind.LEADERS: "领导",
    AudienceKind.ALL: "各部门",
    AudienceKind.OFFICE: "办公室",
}
CHANGED = marked("it is not as the run made it; print it by itself if the change is meant")
MISSING = marked("it is missing from the run folder")
FAILED = marked("LibreOffice made no PDF of it; open it in Word and save it as PDF there")


@dataclass(frozen=True)
class Wanted:
    """What to print. kinds, departments: empty for all; to: the combined file, None for its usual place."""

    kinds: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    to: Path | None = None
    two_sided: bool = False
    pdf: bool = False
    zip: bool = False


@dataclass(frozen=True)
class Printed:
    """What was made. combined, archive, pdf: where, None where it was not. papers: kind → how many are combined.
    left_out: path → why it is in none or not all of them, ready to be shown. otherwise: papers whose lines may fall
    otherwise in the combined file. no_office: PDF was wanted and LibreOffice is not installed."""

    as_of: date
    draft: bool
    papers: Mapping[str, int]
    combined: Path | None
    archive: Path | None = None
    packed: int = 0
    pdf: Path | None = None
    pdfs: int = 0
    left_out: tuple[tuple[str, str], ...] = ()
    otherwise: tuple[str, ...] = ()
    no_office: bool = False


@dataclass(frozen=True)
class _File:
    path: str
    kind: str
    audience_kind: AudienceKind
    audience: str
    content: bytes = field(repr=False)

    @property
    def word(self) -> bool:
        """Whether it is a Word paper: those are combined and made into PDF; lists are not."""
        return self.path.endswith(".docx")


def print_run(of: Workspace, book: RuleBook, as_of: date | None, wanted: Wanted, tell: Tell) -> Printed:
    """Make the combined file of a run (the latest where no day is named), and zip and PDF where wanted. The
    workspace must be `opened`.

    Raises WorkspaceFault, and then nothing was written: no whole run, no such kind or department, nothing to print."""
    from officebatch.outputs import printing

    line, files, left_out = _read(of, as_of, wanted, book)
    draft = line.issued is None
    target = wanted.to or of.root / FOLDER / line.as_of.isoformat() / (DRAFTS if draft else "") / COMBINED
    words = {f.path: f.content for f in files if f.word}
    tell(say("Combining the papers"))
    title = f"{Path(COMBINED).stem} {line.as_of.isoformat()}"
    bound = printing.bind(words, title, two_sided=wanted.two_sided)
    left_out |= {path: say(fault.because, **dict(fault.values)) for path, fault in bound.refused.items()}
    target.parent.mkdir(parents=True, exist_ok=True)
    if bound.papers:
        write_whole(target, bound.content)
    packed = _packed(files, wanted) if wanted.zip else {}
    if packed:
        write_whole(target.with_name(ARCHIVE), printing.archive(packed))
    made, no_office = None, False
    if wanted.pdf:
        tell(say("LibreOffice makes the PDF"))
        whole = {target.name: bound.content} if bound.papers else {}
        if wanted.two_sided and bound.papers:  # it leaves the blank backs itself, and stumbles over odd-page sections
            whole = {target.name: printing.bind(words, title).content}
        try:
            made = printing.convert(whole | words, blank_backs=wanted.two_sided)
        except printing.NoOffice:
            no_office = True
        else:
            _put(target, made.made, own=wanted.to is None)
            left_out |= {path: say(FAILED) for path in made.failed}
    combined = Counter(f.kind for f in files if f.path in set(bound.papers))
    return Printed(
        as_of=line.as_of,
        draft=draft,
        papers=combined,
        combined=target if bound.papers else None,
        archive=target.with_name(ARCHIVE) if packed else None,
        packed=len(packed),
        pdf=target.with_name(PDF) if made is not None and made.made else None,
        pdfs=len(made.made) if made is not None else 0,
        left_out=tuple(sorted(left_out.items())),
        otherwise=bound.otherwise,
        no_office=no_office,
    )


def _read(
    of: Workspace, as_of: date | None, wanted: Wanted, book: RuleBook
) -> tuple[ledger.RunLine, list[_File], dict[str, str]]:
    """The run, its files that are wanted in the order they are handed out, and why some of them are not there."""
    lines = ledger.runs(of.ledger)
    line = next((line for line in lines if as_of in (None, line.as_of)), None)
    standing = manifest.standing(of.run_folder(line.as_of.isoformat())) if line is not None else None
    if line is None or standing is None or standing.digest != line.digest:
        raise WorkspaceFault(
            say("There is no whole run of {day} to print. Draft it first: officebatch run --as-of {day}",
                day=as_of or date.today())
            if as_of or line
            else say("There is no run to print yet. Draft one first: officebatch run")
        )
    _refuse_place(of, wanted.to)
    chosen = list(_chosen(list(standing.files.values()), wanted, book))
    files, left_out = [], {}
    for held in chosen:
        path = str(held["path"])
        try:
            content = (standing.folder / path).read_bytes()
        except FileNotFoundError:
            left_out[path] = say(MISSING)
            continue
        if hashlib.sha256(content).hexdigest() != held["sha256"]:
            left_out[path] = say(CHANGED)
            continue
        files.append(
            _File(path, str(held["kind"]), AudienceKind(str(held["audience_kind"])), str(held["audience"]), content)
        )
    return line, sorted(files, key=_order(book)), left_out


def _chosen(
    held: Sequence[Mapping[str, object]], wanted: Wanted, book: RuleBook
) -> Iterator[Mapping[str, object]]:
    """The manifest's lines that are wanted. Raises WorkspaceFault for a kind or department nobody knows, or where
    nothing is left."""
    kinds = sorted({str(line["kind"]) for line in held})
    unknown = [kind for kind in wanted.kinds if kind not in kinds]
    faults = [
        say("This run has no paper of the kind {kind}. It has: {kinds}.", kind=kind, kinds=say(", ").join(kinds))
        for kind in unknown
    ]
    names = [book.department_names.get(name, "") for name in wanted.departments]
    faults += [
        say("{name} is no department. Sheet 部门 of the rule book has: {names}.", name=given,
            names=say(", ").join(d.name for d in book.departments))
        for given, name in zip(wanted.departments, names, strict=True)
        if not name
    ]
    if faults:
        raise WorkspaceFault(*faults)
    # what goes to every department goes to those too
    found = [
        line for line in held
        if (not wanted.kinds or line["kind"] in wanted.kinds)
        and (not names or line["audience"] in names or line["audience_kind"] == AudienceKind.ALL)
    ]
    wordy = [line for line in found if str(line["path"]).endswith(".docx")]
    if not wordy and not (wanted.zip and found):
        raise WorkspaceFault(say("No Word paper of this run is what you named. Lists are printed from Excel."))
    yield from found


def _refuse_place(of: Workspace, to: Path | None) -> None:
    """Refuse a combined file among what must not be touched."""
    if to is None:
        return
    inside = any(to.resolve().is_relative_to(kept.resolve()) for kept in (of.runs, of.registers, of.templates))
    if to.suffix.lower() != ".docx" or to.is_dir() or inside:
        raise WorkspaceFault(
            say("{file} cannot be the combined file: name a .docx outside the folders of runs, registers and "
                "templates.", file=to)
        )


def _order(book: RuleBook) -> Callable[[_File], tuple[object, ...]]:
    """By addressee: departments in 建制序, then persons, leaders, all, the office; by kind as sheet 输出 has them."""
    departments = {d.name: d.order for d in book.departments}
    kinds = {rule.name: n for n, rule in enumerate(book.outputs)}
    places = list(_FOLDERS)

    def place(file: _File) -> tuple[object, ...]:
        return (
            places.index(file.audience_kind),
            departments.get(file.audience, len(departments)),
            file.audience,
            kinds.get(file.kind, len(kinds)),
            file.path,
        )

    return place


def _packed(files: Sequence[_File], wanted: Wanted) -> dict[str, bytes]:
    """Path within the zip → bytes: a folder for each addressee. The office's own only where their kind was named."""
    found: dict[str, bytes] = {}
    for file in files:
        if file.audience_kind is AudienceKind.OFFICE and file.kind not in wanted.kinds:
            continue
        folder = posixpath.join(_FOLDERS[file.audience_kind], file.audience)
        name = posixpath.join(folder, posixpath.basename(file.path))
        found[name if name not in found else posixpath.join(folder, file.path)] = file.content
    return found


def _put(target: Path, made: Mapping[str, bytes], *, own: bool) -> None:
    """The PDF of papers as the run folder has them, that of the combined file beside it. own: the folder is ours, and
    what an earlier printing left there goes."""
    folder = target.with_name(PDF)
    if own:
        shutil.rmtree(folder, ignore_errors=True)
    for name, content in made.items():
        path = (target if name == target.name else folder / name).with_suffix(".pdf")
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
