"""Every broken line of an example is found, not only one of them."""

import pytest

from officebatch.checks.shelf import all_checks
from tests.checks.found import found

BROKEN = {
    "MTG101": 1, "MTG102": 2, "MTG103": 2, "MTG104": 2, "MTG105": 3, "MTG106": 1, "MTG107": 1, "MTG108": 1,
    "MTG109": 1, "MTG110": 1,
    "REG101": 2, "REG102": 1, "REG103": 1, "REG104": 1, "REG105": 1, "REG106": 1, "REG107": 1, "REG108": 1,
    "REG109": 2, "REG110": 1, "REG111": 1, "REG112": 2,
    "ACT101": 1, "ACT102": 1, "ACT103": 1, "ACT104": 2, "ACT201": 1, "ACT202": 1, "ACT203": 1,
    "BAL101": 1, "BAL102": 1, "BAL103": 1, "BAL104": 2, "BAL105": 1, "BAL106": 1, "BAL107": 1, "BAL108": 1,
    "RD206": 2,
}  # fmt: skip


@pytest.mark.parametrize("code", BROKEN)
def test_every_broken_line_is_found(code: str) -> None:
    one = next(check for check in all_checks() if check.code == code)

    assert len(found(code, one.breaks)) == BROKEN[code]
