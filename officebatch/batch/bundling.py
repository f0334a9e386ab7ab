"""The offline bundle: one zip that installs officebatch where there is no network and no administrator.

Wheels for each kind of machine, a script for Windows and one for Linux, a checksum of every file, a sheet to read
first in both languages. Messages of the installer are made here, in both languages, since it runs before officebatch
is there.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from officebatch import package
from officebatch.batch import wheels
from officebatch.batch.bundled_words import INSTALLER, LEAFLET, NO_PYTHON
from officebatch.wording import LANGUAGES, say, spoken
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from officebatch.model.targets import Target

_OWN = Path(__file__).with_name("bundled")
_ROOM = 100  # MB beside what the wheels unpack to: the environment itself, compiled files
_OLD_LINUX = {"manylinux1": 5, "manylinux2010": 12, "manylinux2014": 17}
_FITS = """import struct, sys
sys.exit(0 if "%d.%d" % sys.version_info[:2] in {pythons!r} and struct.calcsize("P") == 8 else 1)
"""


@dataclass(frozen=True)
class Part:
    """What one kind of machine takes from a bundle: its name as shown, how many wheels, their bytes."""

    name: str
    wheels: int
    size: int


@dataclass(frozen=True)
class Bundle:
    """A bundle as it was written. size: bytes of the zip (wheels that several machines share are in it once)."""

    file: Path
    size: int
    parts: tuple[Part, ...]


def bundle(
    out: Path, targets: Sequence[Target], tell: Callable[[str], None], program: Path | None = None
) -> Bundle:
    """Write the zip for `targets`. program: the wheel of officebatch, this very program when None.

    Raises WorkspaceFault where a wheel is missing, and then nothing was written.
    """
    if out.suffix.lower() != ".zip" or not out.absolute().parent.is_dir():
        raise WorkspaceFault(
            say("{file}: name a zip file in a folder that exists, as D:\\officebatch.zip.", file=out)
        )
    with tempfile.TemporaryDirectory() as aside:
        work = Path(aside)
        own = _checked(program) if program else wheels.own_wheel(work)
        sets: dict[Target, tuple[Path, ...]] = {}
        for target in targets:
            tell(say("Fetching packages for {system}", system=target.shown))
            (folder := work / target.name).mkdir()
            sets[target] = wheels.fetched(target, own, folder)
        tell(say("Writing {file}", file=out.name))
        top = "-".join(("officebatch", wheels.named(own)[1]))
        _write(out, top, _members(sets, wheels.named(own)[1]))
        parts = tuple(Part(t.shown, len(held), sum(p.stat().st_size for p in held)) for t, held in sets.items())
    return Bundle(out, out.stat().st_size, parts)


def _checked(program: Path) -> Path:
    if not program.is_file() or not re.fullmatch(r"officebatch-[^-]+-py3-none-any\.whl", program.name):
        raise WorkspaceFault(say("{file} is no wheel of officebatch (officebatch-…-py3-none-any.whl).", file=program))
    return program


def _members(sets: Mapping[Target, Sequence[Path]], version: str) -> Iterator[tuple[str, Path | bytes]]:
    """Everything in the zip but the list of checksums: name → content, small files first."""
    pythons = sorted({t.python for t in sets}, key=lambda text: [*map(int, text.split("."))], reverse=True)
    shown = {t.name: t.shown for t in sets}
    places = {"pythons": " ".join(pythons), "digits": " ".join(p.replace(".", "") for p in pythons),
              "commands": " ".join(f"python{p}" for p in pythons)}  # fmt: skip
    yield "安装.bat", _crlf((_OWN / "安装.bat").read_text(encoding="ascii").format(**places), "ascii")
    yield "安装.sh", (_OWN / "安装.sh").read_text(encoding="ascii").format(**places).encode()
    for language, name in zip(LANGUAGES, ("请先读我.txt", "README.txt"), strict=True):
        with spoken(language):
            text = "\n\n".join(say(part) for part in LEAFLET)
            listed = "\n".join(f"- {machine}" for machine in shown.values())
            told = text.format(version=version, pythons=" / ".join(pythons), newest=pythons[0], machines=listed)
        yield name, _crlf(told + "\n", "utf-8-sig")
    missing = []
    words = {}
    for language in LANGUAGES:
        with spoken(language):
            missing.append(say(NO_PYTHON, pythons=" / ".join(pythons), newest=pythons[0]))
            words[language] = {key: say(text) for key, text in INSTALLER.items()}
    yield "setup/no-python.txt", _crlf("\n\n".join(missing) + "\n", "utf-8")
    yield "setup/fits.py", _FITS.format(pythons=pythons).encode()
    yield "setup/install.py", (_OWN / "install.py").read_bytes()
    yield "setup/words.json", json.dumps(words, ensure_ascii=False, indent=1).encode()
    facts = {"version": version, "targets": shown, "glibc": _glibc(sets), "room": max(map(_room, sets.values()))}
    yield "setup/bundle.json", json.dumps(facts, ensure_ascii=False, indent=1).encode()
    for target, held in sets.items():
        lines = (f"{name}=={version} --hash=sha256:{wheels.digest(path)}" for path in held
                 for name, version in [wheels.named(path)] if name != "pip")  # fmt: skip
        yield f"setup/{target.name}.txt", "\n".join((*lines, "")).encode()
    unlike = {path.name: path for held in sets.values() for path in held}
    for name in sorted(unlike):
        yield f"wheels/{name}", unlike[name]


def _write(out: Path, top: str, members: Iterator[tuple[str, Path | bytes]]) -> None:
    """The zip, whole or not at all: written beside, then moved into place. Wheels are stored as they are."""
    aside = out.with_name(f".{out.name}.part")
    sums = []
    try:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members:
                _add(archive, f"{top}/{name}", content)
                sums.append(f"{wheels.digest(content)}  {name}")
            _add(archive, f"{top}/SHA256SUMS", "\n".join((*sums, "")).encode())
        aside.replace(out)
    finally:
        aside.unlink(missing_ok=True)


def _add(archive: zipfile.ZipFile, name: str, content: Path | bytes) -> None:
    entry = zipfile.ZipInfo(name, package.STAMP)
    entry.create_system = 3
    entry.external_attr = (0o100755 if name.endswith((".sh", ".bat")) else 0o100644) << 16
    if isinstance(content, bytes):
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, content)
        return
    entry.file_size = content.stat().st_size
    with content.open("rb") as source, archive.open(entry, "w") as target:
        shutil.copyfileobj(source, target)


def _glibc(sets: Mapping[Target, Sequence[Path]]) -> Mapping[str, str]:
    """The oldest C library of Linux each system's wheels all run on, as 2.28."""
    needed: dict[str, int] = {}
    for target, held in sets.items():
        for path in held:
            newer = re.findall(r"manylinux_2_(\d+)_", path.name)
            older = [n for word, n in _OLD_LINUX.items() if word in path.name]
            if newer or older:
                needed[target.system] = max(needed.get(target.system, 0), min([*map(int, newer), *older]))
    return {system: f"2.{n}" for system, n in needed.items()}


def _room(held: Sequence[Path]) -> int:
    """MB the wheels take up once installed."""
    size = 0
    for path in held:
        with zipfile.ZipFile(path) as opened:
            size += sum(entry.file_size for entry in opened.infolist())
    return (size >> 20) + _ROOM


def _crlf(text: str, encoding: str) -> bytes:
    return text.replace("\n", "\r\n").encode(encoding)
