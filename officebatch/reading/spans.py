"""Merged cells of an OpenDocument spreadsheet, which calamine does not tell. Runs in the worker."""

from __future__ import annotations

import html
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Range = tuple[tuple[int, int], tuple[int, int]]  # (row, column) to (row, column), from 0
_TOKEN = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(\s[^>]*?)?(/?)>|<(/)table:table>")
_COUNT = re.compile(rb'\stable:number-(rows|columns)-(repeated|spanned)="(\d+)"')
_NAME = re.compile(rb'\stable:name="([^"]*)"')


def merged(package: zipfile.ZipFile) -> dict[str, list[Range]]:
    """Sheet name → its ranges of cells merged over several rows."""
    if "content.xml" not in package.NameToInfo:
        return {}
    content = package.read("content.xml")
    if b"number-rows-spanned=" not in content:
        return {}
    found: dict[str, list[Range]] = {}
    for name, span in _spans(content):
        found.setdefault(name, []).append(span)
    return found


def _spans(content: bytes) -> Iterator[tuple[str, Range]]:
    name, row, column, step = "", 0, 0, 0
    depth = 0  # a sheet may hold tables of its own inside a cell
    for kind, attributes, alone, end in _TOKEN.findall(content):
        if end:
            depth -= 1
            continue
        counts = {(what, how): int(number) for what, how, number in _COUNT.findall(attributes)}
        if kind == b"table":
            depth += not alone
            if depth == 1:
                named = _NAME.search(attributes)
                name, row, step = html.unescape(named[1].decode("utf-8", "replace")) if named else "", 0, 0
        elif depth > 1:
            continue
        elif kind == b"table-row":
            row, column, step = row + step, 0, counts.get((b"rows", b"repeated"), 1)
        else:
            rows, columns = counts.get((b"rows", b"spanned"), 1), counts.get((b"columns", b"spanned"), 1)
            if rows > 1:
                yield name, ((row, column), (row + rows - 1, column + columns - 1))
            column += counts.get((b"columns", b"repeated"), 1)
