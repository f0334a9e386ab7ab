"""A zip of papers, each under the folder of its addressee; the same papers give the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from officebatch.package import STAMP

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNIX, _READABLE = 3, 0o100644 << 16


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files (path within the zip → bytes) in the order of their paths, as they are: they are packed already.

    Names other than ASCII are marked as UTF-8; as if made on Unix, for unzip reads those of DOS as code page 850."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, STAMP)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            package.writestr(entry, content)
    return held.getvalue()
