"""officebatch: registers in, papers out.

A run from start to finish: `batch.examine` asks the ledger for the past, has the registers read (`reading`), checked
(`checks`) and timed (`deadlines`) and lays all of it into one `model.Docket`; `batch.issue` has it measured
(`evaluation`) and the papers written (`outputs`) into a folder aside and puts it in place whole. No stage calls
another: batch alone knows their order. What the office decided stands in its rule book (`rulebook`), where things are
in `workspace`.
Importing this package loads nothing, so that the command line answers at once.

For other programs there are `examine`, `issue`, `approve` and `send` (see `officebatch.api`), loaded on use.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from officebatch.api import RuleBookFaults, WorkspaceFault, approve, examine, issue, send

__version__ = "0.5.0"
__all__ = ["RuleBookFaults", "WorkspaceFault", "approve", "examine", "issue", "send"]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from officebatch import api

    return getattr(api, name)
