"""The story of `rules update`: an older rule book gets what this version's has, and the older file stays beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch import batch, rulebook
from officebatch.package import write_whole
from officebatch.wording import say
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from pathlib import Path

    from officebatch.rulebook.completing import Addition
    from officebatch.workspace import Workspace

OLDER = "更新前"  # 规则（更新前）.xlsx, 规则（更新前2）.xlsx


@dataclass(frozen=True)
class Update:
    """What was added; kept: the older file, None where nothing was written; lost: what could not be carried over."""

    additions: tuple[Addition, ...]
    kept: Path | None
    lost: str


def update(of: Workspace) -> Update:
    """Complete the rule book. Raises RuleBookFaults or WorkspaceFault, and then nothing was written."""
    tables = rulebook.complete(rulebook.shipped(), batch.vocabulary())
    made = rulebook.completed(of.rule_book, tables)
    if not made.additions:
        return Update((), None, "")
    kept = _free(of.rule_book)
    try:
        write_whole(kept, of.rule_book.read_bytes())
        write_whole(of.rule_book, made.content)
    except OSError as fault:
        raise WorkspaceFault(
            say("{file} cannot be written: {reason}. Close it in the other program, then start again.",
                file=of.rule_book.name, reason=fault.strerror or fault)
        ) from None
    return Update(made.additions, kept, made.lost)


def _free(path: Path) -> Path:
    """A name beside a file that nothing has yet."""
    n = 1
    while (place := path.with_name(f"{path.stem}（{OLDER}{n if n > 1 else ''}）{path.suffix}")).exists():
        n += 1
    return place
