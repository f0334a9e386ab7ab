"""The Chinese catalogue: merges the rooms' fragments into one .mo, and tells what is untranslated or stale.

    python tests/catalogue.py        writes officebatch/locale/zh_CN/LC_MESSAGES/officebatch.mo, lists what is missing

Fragments stand at officebatch/locale/zh_CN/<room>.po. Messages are collected from `say`, `aside`, `marked` and `count`
in the source; the manual pages of checks and the help of commands are messages too.
"""

from __future__ import annotations

import ast
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "officebatch" / "locale" / "zh_CN"
COMPILED = LOCALE / "LC_MESSAGES" / "officebatch.mo"
# What click itself says; it asks gettext as we do.
CLICK = (
    "Usage:",
    "Options",
    "Error: {message}",
    "Try '{command} {option}' for help.",
    "Show this message and exit.",
    "No such command {name!r}.",
    "Missing argument",
    "Missing option",
    "Missing command.",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "No such option {name!r}.",
    "Did you mean {possibility}?",
    "Got unexpected extra argument ({args})",
    "{value!r} is not one of {choices}.",
)
KEYWORDS = ("say", "aside", "marked", "count")


def main() -> int:
    """Write the compiled catalogue; 1 when something is untranslated or stale."""
    translated = fragments()
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    COMPILED.write_bytes(compiled(translated))
    wanted = set(messages())
    for message in sorted(wanted - set(translated)):
        print(f"untranslated: {message!r}")  # noqa: T201  a command of the workshop
    for message in sorted(set(translated) - wanted):
        print(f"stale: {message!r}")  # noqa: T201
    return int(wanted != set(translated))


def messages() -> list[str]:
    """Every message id of the project."""
    found = [text for path in sorted((ROOT / "officebatch").rglob("*.py")) for text in _written(path)]
    return sorted({*found, *CLICK, *_manuals(), *_helps()} - {""})


def fragments() -> dict[str, str | tuple[str, ...]]:
    """Message id → its Chinese, of all rooms. Raises ValueError when two rooms disagree."""
    found: dict[str, str | tuple[str, ...]] = {}
    for path in sorted(LOCALE.glob("*.po")):
        for message in _read(path):
            identity, said = _identity(message), message.string
            if not identity or not said or "fuzzy" in message.flags:
                continue
            if found.setdefault(identity, said if isinstance(said, str) else tuple(said)) != said:
                raise ValueError(f"{path.name}: {identity!r} is translated otherwise in another room")
    return found


def compiled(translated: dict[str, str | tuple[str, ...]]) -> bytes:
    """The catalogue as gettext reads it; the same fragments give the same bytes."""
    catalogue = Catalog(locale="zh_CN", fuzzy=False)
    catalogue.creation_date = catalogue.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    for path in sorted(LOCALE.glob("*.po")):
        for message in _read(path):
            if _identity(message) in translated and message.id not in catalogue:
                catalogue.add(message.id, message.string)
    held = BytesIO()
    write_mo(held, catalogue)
    return held.getvalue()


def _written(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *_]) if name in KEYWORDS:
                yield text


def _identity(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[0])


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="zh_CN", abort_invalid=True)


def _manuals() -> list[str]:
    from officebatch import checks

    return [text for facts in checks.facts().values() for text in (facts.title, facts.manual)]


def _helps() -> list[str]:
    from officebatch.cli import helps

    return helps()


if __name__ == "__main__":
    sys.exit(main())
