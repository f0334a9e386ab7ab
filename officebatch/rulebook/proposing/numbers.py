"""Forms of numbers as they occur: 临电办〔2026〕12号 is one of 临电办〔{年}〕{序号}号; the last number of each."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officebatch.model.survey import Survey
    from officebatch.rulebook.proposing.question import Draft, Line

FORM = marked("The numbers of {register} mostly look like {form} (last: {last}). Other ways of writing them will be "
              "reported; add those that are right too.")
SHARE, LEAST = 0.1, 3
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Form:
    """A form of numbers, how many are of it, and the last one of its latest year."""

    template: str
    n: int
    last: str


def propose(draft: Draft, survey: Survey) -> dict[str, tuple[Form, ...]]:
    """Fill column 式样 of the fields that number a register's own records; gives register → its forms."""
    found: dict[str, tuple[Form, ...]] = {}
    for register in survey.registers:
        for line in draft.lines("字段", 台账=register, 用途="编号", 类型="文号"):
            forms = forms_of(survey.words(register, line["字段"]))
            if forms:
                found[register] = forms
                _fill(draft, register, line, forms)
    return found


def _fill(draft: Draft, register: str, line: Line, forms: tuple[Form, ...]) -> None:
    line["式样"] = "、".join(form.template for form in forms)
    draft.ask("字段", line, "式样", FORM, register=register, form=line["式样"], last="、".join(f.last for f in forms))


def forms_of(texts: Mapping[str, int]) -> tuple[Form, ...]:
    """The forms most numbers have, most frequent first; padded ones only where all are padded alike."""
    read = [(number, n) for text, n in texts.items() if (number := _read(re.sub(r"\s", "", text)))]
    counts: Counter[str] = Counter()
    for (template, _, _, _), n in read:
        counts[template] += n
    found = []
    for template, n in counts.most_common():
        if n < max(LEAST, SHARE * counts.total()):
            continue
        mine = [number for number, _ in read if number[0] == template]
        last = max(mine, key=lambda number: number[1:3])
        width = _width([digits for _, _, _, digits in mine])
        padded = template.replace("{序号}", f"{{序号:{width}}}") if width else template
        found.append(Form(padded, n, template.replace("{年}", str(last[1])).replace("{序号}", last[3])))
    return tuple(found)


def _width(numbers: Sequence[str]) -> int:
    """To how many digits most short numbers are padded, 0 where they are not."""
    widths = Counter(len(digits) for digits in numbers if digits.startswith("0"))
    width = widths.most_common(1)[0][0] if widths else 0
    short = [digits for digits in numbers if len(digits.lstrip("0")) < width]
    return width if 1 < width < 10 and widths[width] > 0.5 * len(short) else 0


def _read(text: str) -> tuple[str, int, int, str] | None:
    """Template, year, number and its digits; None where a text has no number."""
    year = _YEAR.search(text)
    numbers = [m for m in _DIGITS.finditer(text) if year is None or m.span() != year.span()]
    if not numbers or "、" in text or "{" in text or "}" in text:
        return None
    number = numbers[-1]
    spans = sorted([(number.span(), "{序号}"), *([(year.span(), "{年}")] if year else [])], reverse=True)
    template = text
    for (start, end), place in spans:
        template = template[:start] + place + template[end:]
    return template, int(year[0]) if year else 0, int(number[0]), number[0]


