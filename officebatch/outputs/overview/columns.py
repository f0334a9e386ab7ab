"""Long tables as columns for the page: each distinct text once and a code a row, so that 100,000 rows stay small."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officebatch.model.finding import Finding

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


def coded(texts: Iterable[str], first: Iterable[str] = ()) -> dict[str, Json]:
    """{"v": distinct texts, "c": their places, a row each, or 0 where there is but one}. first: texts that come first,
    in an order that means something."""
    places = {text: n for n, text in enumerate(dict.fromkeys(first))}
    codes = [places.setdefault(text, len(places)) for text in texts]
    return {"v": list(places), "c": codes if len(places) > 1 else 0}


def numbers(of: Iterable[int]) -> dict[str, Json]:
    """{"n": a number a row}."""
    return {"n": list(of)}


def messages(findings: Iterable[Finding | None]) -> dict[str, Json]:
    """The message of each finding, "" for None: {"t": sentences in the reader's language with \\u0001n\\u0002 where
    the n-th value goes, "c": which one, a row each; "p": distinct values, "a": their places, row after row}."""
    sentences: dict[tuple[str, tuple[str, ...]], int] = {}
    pool: dict[str, int] = {}
    codes: list[int] = []
    values: list[int] = []
    for finding in findings:
        held = finding.values if finding is not None else ()
        key = (finding.message if finding is not None else "", tuple(name for name, _ in held))
        codes.append(sentences.setdefault(key, len(sentences)))
        values += [pool.setdefault(text, len(pool)) for _, text in held]
    said = [say(text, **{name: f"\x01{n}\x02" for n, name in enumerate(names)}) for text, names in sentences]
    return {"t": said, "w": [len(names) for _, names in sentences], "c": codes, "p": list(pool), "a": values}
