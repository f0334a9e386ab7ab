"""Who is proposed for which title of sheet 名目: every subject looked at, with each condition, its figures and facts.

A proposal is for people to decide. Places go to the best by figures; a tie at the last place, and who had the title as
often in a row as sheet 名目 allows, are left to people.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officebatch.evaluation.conditions_registry import Asked, Found, all_conditions, ground_of
from officebatch.evaluation.editions import before
from officebatch.model.evaluation import Amended
from officebatch.model.notice import Correspondence
from officebatch.model.proposal import TIED, Proposal, ProposalKind, Proposals
from officebatch.model.score import Said
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.model.docket import Docket
    from officebatch.model.proposal import Edition
    from officebatch.model.score import Period, Scores
    from officebatch.model.work import PersonWork
    from officebatch.rulebook.judging import Title
    from officebatch.rulebook.rules import RuleBook

NOTHING_SENT, AS_GIVEN_OUT = Correspondence(), Amended()
SAME = 9  # decimals up to which two figures are the same
MONTHS = {"季": 3, "半年": 6, "年": 12}
NOT_NOW = marked("it is looked at for another length of period ({rhythm})")
UNMET = marked("not all conditions hold")
RUNNING = marked("had it {n} periods running already")
BEYOND = marked("beyond the {places} places")
UNKNOWN = marked("what the data do not tell must be looked at by a person")


def propose(
    docket: Docket,
    rules: RuleBook,
    scores: Scores,
    people: Sequence[PersonWork],
    editions: Sequence[Edition],
    *,
    post: Correspondence = NOTHING_SENT,
    amended: Amended = AS_GIVEN_OUT,
) -> Proposals:
    """The proposals of a period. docket: of the scores' day, as appeals amended it. people: what each did. editions:
    earlier periods' results, one of each. post: the notices that went out up to then, and their answers. amended: what
    appeals changed."""
    on = ground_of(docket, rules, scores)
    earlier = before(scores.period, editions)
    looked: list[Proposal] = []
    left: list[tuple[str, Said]] = []
    for title in rules.titles:
        if not title.on:
            continue
        if _months(scores.period) != MONTHS[title.rhythm]:
            left.append((title.name, Said(NOT_NOW, (("rhythm", title.rhythm),))))
            continue
        found = all_conditions()[title.rule](
            Asked(title, rules, docket, scores, tuple(people), earlier, on, post, amended)
        )
        if isinstance(found, Said):
            left.append((title.name, found))
        else:
            looked += placed(title, list(found), scores.period, editions)
    return Proposals(scores.period, scores.as_of, tuple(looked), tuple(left))


def _months(period: Period) -> int:
    return (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1


def placed(title: Title, found: Sequence[Found], period: Period, editions: Sequence[Edition]) -> list[Proposal]:
    """All looked at in their order, with why one is not proposed."""
    given = [_running(title, one, period, editions) for one in found]
    able = [n for n, one in enumerate(given) if one.proposed]
    if title.places is not None and len(able) > title.places:
        ranked = sorted(able, key=lambda n: -round(found[n].better or 0.0, SAME))
        cut = round(found[ranked[title.places]].better or 0.0, SAME)
        inside = {n for n in ranked[: title.places] if round(found[n].better or 0.0, SAME) > cut}
        tied = {n for n in able if round(found[n].better or 0.0, SAME) == cut} if len(inside) < title.places else set()
        for n in able:
            if n not in inside:
                said = Said(TIED if n in tied else BEYOND, (("places", str(title.places)),))
                given[n] = replace(given[n], proposed=False, because=(*given[n].because, said))
    return given


def _running(title: Title, one: Found, period: Period, editions: Sequence[Edition]) -> Proposal:
    """A proposal where all conditions hold and it was not given too often in a row."""
    made = one.proposal(title)
    repeated = 0
    mine = (title.name, one.subject_kind, one.subject, one.department)
    while (edition := before(period, editions, repeated + 1)) is not None and any(
        (kept.title, kept.subject_kind, kept.subject, kept.department) == mine for kept in edition.proposals
    ):
        repeated += 1
    because: list[Said] = []
    too_often = made.kind is ProposalKind.AWARD and title.running is not None and repeated >= title.running
    if not made.met:
        because.append(Said(UNMET))
    elif too_often:
        because.append(Said(RUNNING, (("n", str(repeated)),)))
    elif any(criterion.met is None for criterion in one.criteria):
        because.append(Said(UNKNOWN))
    return replace(made, proposed=made.met and not too_often, because=tuple(because), repeated=repeated)
