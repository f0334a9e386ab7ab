"""Every sentence a person reads passes here: gettext, English in the source, Chinese in the catalogue.

This is the lowest floor: it imports nothing of the project. `marked` marks a message where it is written down
(a table, a decorator) so that it is collected; `say` turns it into the reader's language when it is shown.
Values are put in by name; the catalogue may order them as its language wants.
"""

from __future__ import annotations

import gettext
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ("zh_CN", "en")
_LOCALE = Path(__file__).parent / "locale"
_DOMAIN = "officebatch"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_reader: gettext.NullTranslations = _catalogue


def use(language: str) -> None:
    """Speak `language` from now on (`zh_CN` or `en`; anything that is not known is English)."""
    global _catalogue, _reader  # noqa: PLW0603  one process speaks one language at a time
    _catalogue = _reader = _of(language)


def _of(language: str) -> gettext.NullTranslations:
    return gettext.translation(_DOMAIN, _LOCALE, [language], fallback=True)


def use_everywhere(language: str) -> None:
    """`use`, and libraries that ask gettext themselves (click) speak it too."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(_DOMAIN, str(_LOCALE))
    gettext.textdomain(_DOMAIN)
    use(language)


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Speak `language` within the block: papers have a language of their own."""
    global _catalogue  # noqa: PLW0603
    before = _catalogue
    _catalogue = _of(language)
    try:
        yield
    finally:
        _catalogue = before


def marked(message: str) -> str:
    """The message as it is, marked for the catalogue; `say` translates it later."""
    return message


def say(message: str, **values: object) -> str:
    """The message in the reader's language with `{name}` places filled. Raises KeyError when a value is missing."""
    text = _catalogue.gettext(message) if message else ""
    return text.format_map(values) if values else text


def aside(message: str, **values: object) -> str:
    """`say` to whoever waits at the terminal: not in the language of the paper that is being written."""
    return _reader.gettext(message).format_map(values)


def count(singular: str, plural: str, n: int, **values: object) -> str:
    """`say` for a message that depends on a number, offered to it as {n}."""
    return _catalogue.ngettext(singular, plural, n).format_map({"n": n, **values})
