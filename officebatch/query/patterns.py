"""Patterns without a regular expression: `{数字:11}`, `临电办〔{年}〕{序号}号`. Matched by RE2, in linear time."""

from __future__ import annotations

import re

from officebatch.query import faults
from officebatch.query.asked import QueryFault

_PLACE = re.compile(r"\{([^{}:：]*)(?:[:：]([0-9]{1,3})(?:-([0-9]{1,3}))?)?\}")
PLACES = {
    "数字": "[0-9]", "字母": "[A-Za-z]", "汉字": r"\p{Han}", "任意": ".",
    "年": "(?:19|20)[0-9]{2}", "月": "(?:0?[1-9]|1[0-2])", "日": "(?:0?[1-9]|[12][0-9]|3[01])", "序号": "[1-9][0-9]*",
}  # fmt: skip
_COUNTED = ("数字", "字母", "汉字", "任意")  # these may say how many: {数字:11}, {数字:7-8}; one or more without


def expression(template: str) -> str:
    """The regular expression of a template. Raises QueryFault for a place that is not known."""
    pieces, at = [], 0
    for place in _PLACE.finditer(template):
        pieces += [_letters(template[at : place.start()]), _place(place)]
        at = place.end()
    return "".join([*pieces, _letters(template[at:])])


def _letters(text: str) -> str:
    if "{" in text or "}" in text:
        raise _unknown(text)
    return re.escape(text)


def _place(place: re.Match[str]) -> str:
    name, least, most = place.groups()
    if name not in PLACES or (least and name not in _COUNTED):
        raise _unknown(place[0])
    if name not in _COUNTED:
        return PLACES[name]
    counted = f"{{{least},{most}}}" if most else f"{{{least}}}"
    return PLACES[name] + (counted if least else "+")


def _unknown(text: str) -> QueryFault:
    known = [f"{{{name}}}" for name in PLACES]
    return QueryFault(faults.REFUSED, known, text=text, known="、".join(known))
