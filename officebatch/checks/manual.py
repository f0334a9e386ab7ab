"""The manual page of a check: what `officebatch explain DOC103` shows."""

from __future__ import annotations

import inspect

from officebatch.checks.shelf import all_checks
from officebatch.model.vocabulary import MENDS_TITLES, SEVERITY_TITLES
from officebatch.wording import marked, say

_HEAD = marked("{code}  {title}")
_FACTS = marked("Gravity: {severity}. Mended by: {mends}. Basis: {basis}.")
_PARAMETERS = marked("Parameters (sheet 检查): {parameters}.")
_OFF = marked("Not run unless sheet 检查 switches it on.")
_BREAKS = marked("This breaks it:")
_HOLDS = marked("This does not:")


def page(code: str) -> str:
    """Title, gravity, who mends it, basis, manual, and both examples. KeyError for a code that is no check's."""
    one = next((c for c in all_checks() if c.code == code.strip().upper()), None)
    if one is None:
        raise KeyError(code)
    facts = say(
        _FACTS, severity=say(SEVERITY_TITLES[one.severity]), mends=say(MENDS_TITLES[one.mends]), basis=one.basis
    )
    parts = [say(_HEAD, code=one.code, title=say(one.title)), facts]
    if not one.on:
        parts.append(say(_OFF))
    if one.parameters:
        parts.append(say(_PARAMETERS, parameters="；".join(f"{k}={v}" for k, v in one.parameters.items())))
    parts.append(say(one.manual))
    examples = [f"{say(head)}\n{_indented(table)}" for head, table in ((_BREAKS, one.breaks), (_HOLDS, one.holds))]
    return "\n\n".join([*parts, *examples]) + "\n"


def _indented(table: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in inspect.cleandoc(table).splitlines())
