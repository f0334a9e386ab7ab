"""The shelf: every module of this folder is walked, so that adding a check is adding a function in a file."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from officebatch import checks
from officebatch.checks.check import registered

if TYPE_CHECKING:
    from officebatch.checks.check import Check
    from officebatch.checks.scope import OfficeScope, ProcessScope, RegisterScope


@cache
def all_checks() -> tuple[Check[OfficeScope] | Check[RegisterScope] | Check[ProcessScope], ...]:
    """All checks in the order of their codes."""
    for module in pkgutil.iter_modules(checks.__path__):
        importlib.import_module(f"{checks.__name__}.{module.name}")
    return tuple(found for _, found in sorted(registered().items()))
