"""Which files and sheets belong to which register, and in which order: months follow the calendar."""

from __future__ import annotations

import re
import unicodedata
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from officebatch.model.origin import position
from officebatch.reading.folding import simplified
from officebatch.reading.guard import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from officebatch.rulebook.sheets import RegisterRule

_OWNER, _WPS, _LOCK = "~$", ".~", ".~lock."
_IGNORED = ("thumbs.db", "desktop.ini")
_COPY = re.compile(r"^(复件|副本|copy of)\s*|(\s*[-_]?\s*(副本|复件|备份|拷贝|批注|copy)|\s*\(\d+\))+$", re.IGNORECASE)
_MONTHS = {name: n for n, name in enumerate((*"一二三四五六七八九十", "十一", "十二"), 1)} | {"元": 1, "正": 1}
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*月|(十[一二]|[一二三四五六七八九十元正])\s*月")
_YEAR_MONTH = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[年.\-_/]?\s*(1[0-2]|0?[1-9])(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


def files_in(folder: Path) -> list[Path]:
    """The files a person put there, by name; owner files and hidden ones are none."""
    found = [p for p in folder.iterdir() if p.is_file()]
    kept = [p for p in found if not p.name.startswith((_OWNER, ".")) and p.name.lower() not in _IGNORED]
    return sorted(kept, key=lambda p: natural(p.name))


def copies(paths: Sequence[Path]) -> dict[Path, Path]:
    """Files whose name says they are a copy of another one here (`台账 - 副本.xlsx`, `台账(1).xlsx`) → that one."""
    originals = {simplified(path.stem): path for path in reversed(paths)}
    found = {path: originals.get(_COPY.sub("", simplified(path.stem))) for path in paths}
    return {path: of for path, of in found.items() if of is not None and of != path}


def others_in(folder: Path) -> list[Path]:
    """What is no file: folders, which are not looked into, and links that lead nowhere."""
    found = [p for p in folder.iterdir() if not p.is_file() and not p.name.startswith(".")]
    return sorted(found, key=lambda p: natural(p.name))


def opened_elsewhere(folder: Path) -> frozenset[str]:
    """Names of files that somebody has open, as owner files tell: ~$ and the name (Excel), the first two letters of a
    long one left out; .~ and the name (WPS); .~lock.name# (LibreOffice)."""
    names = [p.name for p in folder.iterdir()]
    return frozenset(
        name.removeprefix(_LOCK).removesuffix("#") if name.startswith(_LOCK) else name[len(_OWNER) :]
        for name in names
        if name.startswith((_OWNER, _WPS))
    )


def is_open(path: Path, opened: frozenset[str]) -> bool:
    """Excel puts ~$ before a short name and over the first letters of a long one."""
    return path.name in opened or path.name[2:] in opened


def is_workbook(path: Path) -> bool:
    """Whether a file is of a kind that is read at all."""
    return path.suffix.lower() in SUFFIXES


def claims_file(rule: RegisterRule, name: str) -> bool:
    """Whether a register's file pattern fits a file name, with or without its ending."""
    return _fits(rule.files or f"*{rule.name}*", name) or _fits(rule.files, name.rpartition(".")[0])


def claims_sheet(rule: RegisterRule, name: str) -> bool:
    """Whether a register's sheet pattern fits a sheet name."""
    return _fits(rule.sheets or "*", name)


def column_range(rule: RegisterRule) -> tuple[int, int] | None:
    """The first and last column a register claims, None for all. ValueError when the rule book's text is no range."""
    if not rule.columns.strip():
        return None
    first, _, last = simplified(rule.columns).replace(" ", "").replace("-", ":").partition(":")
    return position(first), position(last or first)


def in_order(names: Sequence[str]) -> list[int]:
    """The places of names as they should be read: months by the calendar where all are months, else as they come."""
    months = [_month(name) for name in names]
    if any(month is None for month in months) or len(set(months)) != len(months):
        return list(range(len(names)))
    return sorted(range(len(names)), key=lambda i: months[i] or (0, 0))


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """A sort key that puts 2 before 10."""
    return tuple((int(p), "") if p.isdecimal() else (-1, p) for p in re.split(r"(\d+)", name) if p)


def _month(name: str) -> tuple[int, int] | None:
    plain = simplified(name)
    if found := _YEAR_MONTH.search(plain):
        return int(found[1]), int(found[2])
    if found := _MONTH.search(plain):
        year = _YEAR.search(plain)
        return int(year[1]) if year else 0, int(found[1]) if found[1] else _MONTHS[found[2]]
    return None


def _fits(patterns: str, name: str) -> bool:
    plain = unicodedata.normalize("NFC", name).casefold()
    return any(fnmatchcase(plain, p.strip().casefold()) for p in re.split(r"[、;；,，|\n]", patterns) if p.strip())
