"""The manifest of a run: every file with its digest and audience, what the run was made from, what was left out.

`made_from` tells whether a run would come out the same: registers, rule book, templates, program and the past in one
digest. What people write into the lists of a run is no part of it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from officebatch import __version__
from officebatch.workspace import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from officebatch.model.docket import Docket
    from officebatch.model.finding import Skipped
    from officebatch.model.paper import Artifact
    from officebatch.rulebook.rules import RuleBook

_PROGRAM = Path(__file__).parent


@dataclass(frozen=True)
class Standing:
    """A run as its folder has it. files: path → the manifest's line of it. words: how many words of people it took
    over from the run it replaced."""

    folder: Path
    digest: str
    made_from: str
    files: Mapping[str, Mapping[str, object]]
    words: int

    @property
    def complete(self) -> bool:
        """Whether every file of it is there."""
        return all((self.folder / path).is_file() for path in self.files)

    def edited(self, kinds: Iterable[str]) -> list[tuple[str, Path]]:
        """Kind and path of the files of these kinds in which people may have written something."""
        wanted = set(kinds)
        of = [(str(line["kind"]), self.folder / path, line["sha256"]) for path, line in sorted(self.files.items())]
        return [
            (kind, path)
            for kind, path, digest in of
            if kind in wanted and path.is_file() and (self.words or _sha256(path.read_bytes()) != digest)
        ]


def standing(folder: Path) -> Standing | None:
    """The run in a folder, None where there is no whole one."""
    try:
        content = (folder / MANIFEST).read_bytes()
        held = json.loads(content)
        files = {str(line["path"]): line for line in held["files"]}
        return Standing(folder, _sha256(content), str(held["made_from"]), files, int(held["words"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def made_from(book: RuleBook, docket: Docket, templates: Iterable[Path]) -> str:
    """One digest of all that a run of a day follows from."""
    parts = (
        docket.as_of,
        book.digest,
        docket.office.inputs,
        docket.past,
        {str(path.name): _below(path, "*.docx") for path in templates},
        *(_below(_PROGRAM, pattern) for pattern in ("*.py", "*.mo", "*.js", "*.css")),
    )
    return digest(parts)


def digest(value: object) -> str:
    """One digest of a frozen value, the same for equal values."""
    return _sha256(json.dumps(_plain(value), ensure_ascii=False, sort_keys=True).encode())


def write(
    made: str, book: RuleBook, docket: Docket, artifacts: Sequence[Artifact], skipped: Sequence[Skipped], *, words: int
) -> bytes:
    """The manifest of a run."""
    content = {
        "as_of": docket.as_of.isoformat(),
        "issue_day": docket.days.issue.isoformat(),
        "program": __version__,
        "rule_book": book.digest,
        "made_from": made,
        "words": words,
        "inputs": dict(sorted(docket.office.inputs.items())),
        "counts": counts(docket, artifacts),
        "checks": dict(sorted(Counter(result.state.value for result in docket.results).items())),
        "changes": _changes(docket),
        "files": [_line(a) for a in sorted(artifacts, key=lambda a: a.path)],
        "skipped": [dict(zip(("what", "because"), s.text(), strict=True)) for s in skipped],
        "provisional_from": docket.days.provisional_from.isoformat(),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def counts(docket: Docket, artifacts: Sequence[Artifact]) -> dict[str, int]:
    """The figures of a run for the ledger and the manifest."""
    return docket.figures() | {"papers": len(artifacts)}


def _changes(docket: Docket) -> dict[str, int] | None:
    """How the findings stand against the last run; None before the first."""
    if (of := docket.changes) is None:
        return None
    return {"new": len(of.new), "still": len(of.still), "resolved": len(of.resolved), "unseen": of.unseen}


def _line(artifact: Artifact) -> dict[str, object]:
    return {
        "path": artifact.path,
        "sha256": _sha256(artifact.content),
        "bytes": len(artifact.content),
        "kind": artifact.kind,
        "audience_kind": artifact.audience_kind.value,
        "audience": artifact.audience,
        "item": artifact.item,
        "number": artifact.number,
        "matters": artifact.matters,
    }


def _below(folder: Path, pattern: str) -> dict[str, str]:
    """Relative path → digest of every file of a pattern."""
    found = sorted(folder.rglob(pattern)) if folder.is_dir() else []
    return {path.relative_to(folder).as_posix(): _sha256(path.read_bytes()) for path in found}


def _plain(value: object) -> object:
    """A frozen value as json takes it, the same for equal values."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return sorted(([_plain(key), _plain(held)] for key, held in value.items()), key=str)
    if isinstance(value, frozenset):
        return sorted((_plain(held) for held in value), key=str)
    if isinstance(value, tuple | list):
        return [_plain(held) for held in value]
    if is_dataclass(value):
        return [_plain(getattr(value, of.name)) for of in fields(value)]
    return value.isoformat() if isinstance(value, date) else value


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
