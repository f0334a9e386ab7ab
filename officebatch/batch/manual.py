"""The manual in the reader's language: written chapters, and what rule book, checks and templates say themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch import manual
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from officebatch.manual import Chapter
    from officebatch.outputs.variables import Variable
    from officebatch.rulebook.rules import RuleBook

TITLE, CHECKS = marked("officebatch: the manual"), marked("Manual of the checks")
_VARIABLES = (marked("To be written"), marked("Meaning"), marked("Example"))
_CHINESE = "zh_CN"


def chapters(language: str, commands: str) -> tuple[Chapter, ...]:
    """Every chapter. commands: Markdown of the command line's own help."""
    from officebatch import checks, rulebook
    from officebatch.rulebook.reference import reference

    made = {
        "rules": reference(rulebook.shipped(), chinese=language == _CHINESE),
        "checks": checks.pages(),
        "variables": "\n\n".join(_papers()),
        "commands": commands,
    }
    return manual.chapters(language, made)


def of_checks(language: str, rules: RuleBook | None, *, html: bool) -> str:
    """The manual of all checks alone, as built in or as a rule book has them: Markdown, or a page."""
    from officebatch import checks

    text = f"# {say(CHECKS)}\n\n{checks.pages(rules)}"
    return manual.page(say(CHECKS), language, [("checks", text)]) if html else text


def whole(language: str, of: Sequence[Chapter]) -> str:
    """The manual as a page for the browser."""
    return manual.page(say(TITLE), language, [(chapter.topic, chapter.text) for chapter in of])


def _papers() -> Iterator[str]:
    """A section for what every paper may print, for each kind of paper with a template, and for mails."""
    from officebatch import outputs
    from officebatch.outputs import mail_variables
    from officebatch.outputs.variables import COMMON

    yield "## " + say("Every paper")
    yield _table(COMMON, "{%tr")
    for name, variables in outputs.printable().items():
        yield f"## {name}"
        yield _table(variables, "{%tr")
    yield f"## {mail_variables.KIND}"
    yield _table(mail_variables.VARIABLES, "{%")


def _table(variables: Sequence[Variable], loop: str) -> str:
    from officebatch.outputs.variables import written

    rows = [(f"`{how.strip()}`", meaning.strip(), example) for how, meaning, example in written(variables, loop=loop)]
    lines = [[say(h) for h in _VARIABLES], ["---"] * 3, *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
