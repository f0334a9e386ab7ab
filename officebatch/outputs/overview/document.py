"""The page as one HTML file: style, data and scripts inside it, nothing else may be loaded.

The policy in its head names the scripts by their digests, so that nothing a cell holds could ever run, and forbids
every request. The data stands as JSON in which `<`, `>` and `&` are written as escapes: no text can end its element.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officebatch.outputs.overview.columns import Json

_ESCAPES = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def document(data: Mapping[str, Json], *, title: str, language: str, without_script: str) -> bytes:
    """The whole file in UTF-8. without_script: what a browser says that runs no scripts."""
    style, scripts = assets()
    held = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _ESCAPES.items():
        held = held.replace(sign, escaped)
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_digest, scripts))}",
            "style-src 'unsafe-inline'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    lines = (
        "<!DOCTYPE html>",
        f'<html lang="{escape(language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{escape(title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        f"<noscript>{escape(without_script)}</noscript>",
        f'<script type="application/json" id="data">{held}</script>',
        *(f"<script>{script}</script>" for script in scripts),
        "</body>",
        "</html>",
        "",
    )
    return "\n".join(lines).encode("utf-8", "replace")


@cache
def assets() -> tuple[str, tuple[str, ...]]:
    """The style sheet, and the scripts in the order they run: the chart library first."""
    folder = resources.files(__package__) / "assets"
    own = sorted(path.name for path in folder.iterdir() if path.name.endswith(".js"))
    library = (folder / "vendor" / "echarts.js").read_text("utf-8")
    return (folder / "page.css").read_text("utf-8"), (library, *((folder / name).read_text("utf-8") for name in own))


def _digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
