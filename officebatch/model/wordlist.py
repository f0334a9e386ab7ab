"""Words a person wrote one after another into one cell: 秘书、副主任."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[、，,;；／/\s]+")


def parted(text: str) -> tuple[str, ...]:
    """The words of a text, in their order, none of them empty."""
    return tuple(filter(None, _BETWEEN.split(text)))
