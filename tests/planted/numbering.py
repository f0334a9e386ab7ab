"""Document numbers, in order of the cases, with the gaps, doubles and bad forms that clerks make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.planted.office import OUTGOING
from tests.planted.records import KEYS

if TYPE_CHECKING:
    from random import Random

    from tests.planted.records import Record


def number(lines: list[Record], rng: Random, wide: bool) -> None:
    """Writes 序号 and the document numbers; the first two cases get sound ones.

    wide  gaps of several numbers, doubles from far back, other bad forms
    """
    pattern = "临电办〔2026〕{}号" if lines[0].register == OUTGOING else "收〔2026〕{}号"
    key, at = KEYS[lines[0].register], 0
    for place, line in enumerate(lines):
        draw = rng.random() if place > 1 else 1.0
        line.values["序号"] = place + 1
        known = [x for x in lines[max(0, place - (40 if wide else 3)) : place] if not x.faults]
        if draw < 0.02 and known:
            first = rng.choice(known)
            first.doubled = True
            line.plant("duplicate-number", key, first.values[key])
            continue
        gap = rng.choice((1, 1, 2, 4)) if wide else 1
        at += 1 + (gap if draw < 0.04 else 0)
        line.values[key] = pattern.format(at)
        if draw < 0.04:
            line.faults.append(("number-gap", key, ""))
        elif draw < 0.06:
            _misform(line, key, at, rng, wide)


def _misform(line: Record, key: str, at: int, rng: Random, wide: bool) -> None:
    """A number whose form is wrong and whose place in the row of numbers is still plain."""
    prefix = "临电办" if line.register == OUTGOING else "收"
    forms = [f"{prefix}〔2026〕{at}", f"{prefix}[2026]{at}号"]
    if wide:
        forms += [f"{prefix}（2026）{at}号", f"{prefix}〔2026〕第{at}号", f"{prefix}【2026】{at}号"]
        forms += [f"{prefix}〔2026〕0{at}号"]
    form = rng.choice(forms)
    line.plant("bad-number", key, form, form)
