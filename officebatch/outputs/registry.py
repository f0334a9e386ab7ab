"""The kinds of paper: each is one function in `papers/`, registered under the name the rule book's sheet 输出 uses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from officebatch.model.approval import PaperKey
from officebatch.model.paper import AudienceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from officebatch.model.approval import Judgement
    from officebatch.model.notice import Told
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.variables import Variable
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import OutputRule

    Drafting = Callable[[Desk, OutputRule], Iterator["Draft"]]

OVERVIEW = "总览"


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper to be made for one audience; `make` gets its number ("" while it has none), gives its bytes or raises
    Refused.

    item: the matter of a paper that speaks of one alone. series: whose number it bears when it is signed. told: the
    matters that are urged by it. longest: working days its worst matter is overdue. suffix: the ending of its file,
    where not the rule book decides it.
    """

    audience_kind: AudienceKind
    audience: str
    matters: int
    make: Callable[[str], bytes]
    item: str = ""
    series: str = ""
    told: tuple[Told, ...] = ()
    longest: int = 0
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What became of a draft: the head's word on it, and its number where it has one."""

    name: str
    kind: str
    draft: Draft
    judgement: Judgement
    number: str

    @property
    def key(self) -> PaperKey:
        """What the paper is known by within its run."""
        return PaperKey(self.kind, self.draft.audience, self.draft.item)


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A registered kind: its name in the rule book, a message id that titles it, and who drafts it.

    last: 1 is drafted after all others, because it tells what became of them, 2 after those. on_demand: made where
    somebody asks for it, never with a run. variables: what its template may use besides
    what every paper says, () for workbooks. by_department: a department may have a template of its own. urges: for the
    ladder; whether one may speak of one matter alone (True), of several (False). paced: it knows by itself when it is
    due, whatever rhythm sheet 输出 names.
    """

    name: str
    title: str
    drafting: Drafting
    last: int = 0
    variables: tuple[Variable, ...] = ()
    by_department: bool = False
    urges: tuple[bool, ...] = ()
    on_demand: bool = False
    paced: bool = False


_registered: dict[str, PaperKind] = {}


def paper(
    name: str,
    title: str,
    *,
    last: int = 0,
    variables: tuple[Variable, ...] = (),
    by_department: bool = False,
    urges: tuple[bool, ...] = (),
    on_demand: bool = False,
    paced: bool = False,
) -> Callable[[Drafting], Drafting]:
    """Register the function below as the one that drafts papers of this kind."""

    def register(drafting: Drafting) -> Drafting:
        if name in _registered:
            raise ValueError(f"two kinds of paper are called {name}")
        _registered[name] = PaperKind(name, title, drafting, last, variables, by_department, urges, on_demand, paced)
        return drafting

    return register


def kinds() -> Mapping[str, str]:
    """Paper kind as sheet 输出 names it → message id of its title, by name."""
    return {name: kind.title for name, kind in sorted(registered().items())}


def urging() -> Mapping[str, tuple[bool, ...]]:
    """The kinds the ladder may use → whether one may speak of one matter alone (True), of several (False)."""
    return {name: kind.urges for name, kind in sorted(registered().items()) if kind.urges}


def shows_processes(rules: RuleBook) -> bool:
    """Whether some paper that goes with a run tells how the processes ran."""
    return any(rule.on and rule.kind == OVERVIEW for rule in rules.outputs)


def printable() -> Mapping[str, tuple[Variable, ...]]:
    """The kinds made from a template → what that may print besides what every paper says, by name."""
    return {name: kind.variables for name, kind in sorted(registered().items()) if kind.variables}


@cache
def registered() -> Mapping[str, PaperKind]:
    """All kinds, with the modules of `papers/` loaded."""
    papers = import_module(f"{__package__}.papers")
    for module in iter_modules(papers.__path__):
        import_module(f"{papers.__name__}.{module.name}")
    return _registered
