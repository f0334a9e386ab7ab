"""Full-width operators, digits and quotes as a keyboard with Chinese input leaves them, made what SQL reads."""

from __future__ import annotations

import re

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20, 0x200B: 0x20}
_SIGNS = str.maketrans({"≥": ">=", "≤": "<=", "≠": "<>", "、": ",", "−": "-", "×": "*", "÷": "/", "。": " "})
# a text in quotes: straight ones as SQL has them, any pair a keyboard gives, and names in straight double quotes
_QUOTED = re.compile(
    r"""(?P<sql>'(?:[^']|'')*')|(?P<name>"(?:[^"]|"")*")"""
    r"""|[‘’＇](?P<single>[^‘’＇']*)[‘’＇']|[“”＂](?P<double>[^“”＂"]*)[“”＂"]|[「『](?P<corner>[^「」『』]*)[」』]"""
)


def fold_width(text: str) -> str:
    """Full-width letters, digits and marks made half-width; as long as it was."""
    return text.translate(_WIDTH)


def fold(text: str) -> str:
    """An expression as SQL: everything outside quotes half-width, `“办结”` and `‘办结’` as `'办结'`."""
    pieces, at = [], 0
    for found in _QUOTED.finditer(text):
        pieces += [_plain(text[at : found.start()]), _literal(found)]
        at = found.end()
    return "".join([*pieces, _plain(text[at:])]).strip()


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _plain(text: str) -> str:
    return fold_width(text).translate(_SIGNS)


def _literal(found: re.Match[str]) -> str:
    if found["sql"] is not None or found["name"] is not None:
        return found[0]
    return literal(next(t for t in (found["single"], found["double"], found["corner"]) if t is not None))
