"""How a period's evaluation is concluded: the report with its proposals, what was decided, display, filing.

What stands in each is what the decisions on record say of the frozen registers; who was commended is kept with the
decision, so that the display and the next period go by it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from officebatch import ledger
from officebatch.batch import handbook, proposing
from officebatch.batch.appealing import FORMS, refuse_open
from officebatch.batch.course import Course, Done, Taken, sha256
from officebatch.batch.evaluating import REST_DAY, course
from officebatch.batch.frozen import FROZEN, Ground, days_of, docket_of, ground_of, papers, standing, within
from officebatch.model.evaluation import STAGE_TITLES, Evaluation, Stage
from officebatch.model.measure import Subject
from officebatch.model.proposal import KeptProposal, ProposalKind
from officebatch.wording import marked, say, spoken
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from officebatch.model.proposal import Proposals
    from officebatch.model.score import Period
    from officebatch.workspace import Workspace

    Tell = Callable[[str], None]

ARCHIVE = "归档"
INDEX = "卷内目录.xlsx"
NOBODY = "无"
UNAPPROVED = marked("Edition {edition} of the result is not decided by the leading group yet. Enter its decision: "
                    "officebatch evaluation report --period {period} --approved NUMBER")
DISPLAYED = marked("Edition {edition} was not on display (edition {shown} was). Put it on display first: officebatch "
                   "evaluation publish --period {period}")
TOO_SOON = marked("Who is commended is for the leading group: give --commend together with --approved NUMBER")
NO_SUCH = marked("“{text}” is none of those looked at. Write it as TITLE=NAME with a title of sheet 名目, or "
                 "“{nobody}” for nobody: {known}")


def report(
    of: Workspace, period: Period, day: date, tell: Tell, *, approved: str = "", number: str = "",
    commend: Sequence[str] = (),
) -> Taken:  # fmt: skip
    """考核情况报告 of the edition that stands, people apart, and the proposals with their facts: 送审稿, 审定稿 once
    the leading group decided. commend: whom it commended, as 名目=对象, where it decided otherwise than proposed."""
    from officebatch import outputs

    held = course(of, period)
    last = date.fromisoformat(held.fact("申诉")) + timedelta(days=1) if held.fact("申诉") else None
    held.ready(Stage.REPORT, day, last)
    refuse_open(held, period)
    ground = ground_of(of, held, period, tell)
    again = held.fact("reported") == held.fact("edition")
    if again:
        approved, number = approved or held.fact("approved"), number or held.fact("number")
    if commend and not approved:
        raise WorkspaceFault(say(TOO_SOON))
    made = _standing(of, held, ground, approved=approved, number=number)
    proposals = proposing.of_ground(of, ground, made.scores, made.reviews)
    kept = again and held.fact("approved") and not commend
    commended = _kept(held) if kept else _commended(proposals, commend)
    revisions = handbook.revised(ground.docket, ground.book, period)
    made = replace(made, proposals=proposals, commended=commended, revisions=revisions)
    suffix = "（审定稿）" if approved else "（送审稿）"
    docket = docket_of(ground, made, day)
    files = {
        path.replace(".docx", f"{suffix}.docx"): content
        for kind in ("考核情况报告", "人员考核情况附件")
        for path, content in papers(of, ground.book, docket, kind).items()
    }
    with spoken(ground.book.settings.language):
        files[proposing.BOOK] = outputs.proposal_book(proposals, f"../{FROZEN}/台账")
    facts = {"approved": approved, "number": number, "reported": str(made.edition)}
    if approved:
        facts["commended"] = _text(commended)
    done = Done(Stage.REPORT, day, {}, {}, facts)
    taken = held.take(done, within(made.edition, files), repeated=True)
    if approved:
        _keep(of, made, proposals)
    return Taken(held.folder, taken, taken is not held)


def _commended(proposals: Proposals, named: Sequence[str]) -> tuple[KeptProposal, ...]:
    """The awards as proposed, or those that were named instead."""
    looked = {f"{one.title}={one.subject}": one for one in proposals.looked_at if one.kind is ProposalKind.AWARD}
    if not named:
        chosen = [one for one in looked.values() if one.proposed]
    else:
        asked = [text.strip() for text in named if text.strip() != NOBODY]
        for text in asked:
            if text not in looked:
                raise WorkspaceFault(say(NO_SUCH, text=text, nobody=NOBODY, known="；".join(looked)))
        chosen = [one for name, one in looked.items() if name in asked]
    return tuple(KeptProposal(p.kind, p.title, p.subject_kind, p.subject, p.department) for p in chosen)


def _keep(of: Workspace, made: Evaluation, proposals: Proposals) -> None:
    """The edition as it was decided: what the next period is held against."""
    from officebatch import evaluation

    kept = evaluation.edition(made.scores, made.edition, proposals)
    others = tuple(one for one in kept.proposals if one.kind is not ProposalKind.AWARD)
    ledger.keep(of.ledger, replace(kept, proposals=(*made.commended, *others)))


def _text(commended: Sequence[KeptProposal]) -> str:
    return json.dumps([[p.title, p.subject_kind, p.subject, p.department] for p in commended], ensure_ascii=False)


def _kept(held: Course) -> tuple[KeptProposal, ...]:
    return tuple(
        KeptProposal(ProposalKind.AWARD, title, Subject(kind), subject, department)
        for title, kind, subject, department in json.loads(held.fact("commended") or "[]")
    )


def display(of: Workspace, period: Period, day: date, tell: Tell) -> Taken:
    """考核结果公示: grades alone, for the working days set."""
    from officebatch import outputs

    held = course(of, period)
    held.ready(Stage.PUBLISH, day)
    refuse_open(held, period)
    _refuse_undecided(held, period)
    ground = ground_of(of, held, period, tell)
    if not outputs.working(ground.book, day):
        raise WorkspaceFault(say(REST_DAY, day=day.isoformat()))
    until = outputs.display_until(ground.book, day)
    made = _standing(of, held, ground)
    made = replace(made, days={**made.days, "公示": day, "公示止": until})
    files = within(made.edition, papers(of, ground.book, docket_of(ground, made, day), "考核结果公示"))
    facts = {"公示": day.isoformat(), "公示止": until.isoformat(), "shown": str(made.edition)}
    repeated = held.fact("shown") != str(made.edition)
    taken = held.take(Done(Stage.PUBLISH, day, {}, {}, facts), files, repeated=repeated)
    return Taken(held.folder, taken, taken is not held, (say("On display until {day}.", day=until.isoformat()),))


def close(of: Workspace, period: Period, day: date, tell: Tell) -> Taken:
    """The announcement, and the index of the volume: every file of the course with its digest."""
    from officebatch import outputs

    held = course(of, period)
    until = held.fact("公示止")
    held.ready(Stage.CLOSE, day, date.fromisoformat(until) + timedelta(days=1) if until else None)
    refuse_open(held, period)
    _refuse_undecided(held, period)
    if held.fact("shown") != held.fact("edition"):
        raise WorkspaceFault(say(DISPLAYED, edition=held.fact("edition"), shown=held.fact("shown"), period=period.name))
    ground = ground_of(of, held, period, tell)
    made = _standing(of, held, ground)
    shown = {name: date.fromisoformat(held.fact(name)) for name in ("公示", "公示止")}
    made = replace(made, settled=True, days={**made.days, **shown})
    files = {
        f"第{made.edition}版/{path.replace('公示', '公布')}": content
        for path, content in papers(of, ground.book, docket_of(ground, made, day), "考核结果公示").items()
    }
    with spoken(ground.book.settings.language):
        lines = [
            *_index(held),
            *((say(STAGE_TITLES[Stage.CLOSE]), day.isoformat(), path, sha256(made_)) for path, made_ in files.items()),
        ]
        files[f"{ARCHIVE}/{INDEX}"] = outputs.file_index(period, made.approved, lines)
    taken = held.take(Done(Stage.CLOSE, day, {}, {}), files)
    return Taken(held.folder, taken, taken is not held)


def _index(held: Course) -> list[tuple[str, str, str, str]]:
    """Step, day, path, digest of what every step left, and of the forms that came back."""
    lines = [
        (say(STAGE_TITLES[done.stage]), done.day.isoformat(), path, digest)
        for done in held.steps
        for path, digest in (
            *done.files.items(),
            *((f"{FORMS}/{name}", d) for name, d in done.made_from.items() if done.stage is Stage.APPEALS),
        )
    ]
    return list({path: (step, day, path, digest) for step, day, path, digest in lines}.values())


def _refuse_undecided(held: Course, period: Period) -> None:
    if not held.fact("approved") or held.fact("reported") != held.fact("edition"):
        raise WorkspaceFault(say(UNAPPROVED, edition=held.fact("edition"), period=period.name))


def _standing(
    of: Workspace, held: Course, ground: Ground, *, approved: str | None = None, number: str | None = None
) -> Evaluation:
    """The edition that stands, as the decisions on record have it."""
    from officebatch import evaluation

    scores, reviews = standing(held, ground)
    return Evaluation(
        scores=scores,
        first=ground.first,
        edition=int(held.fact("edition")),
        reviews=reviews,
        days=days_of(held),
        earlier=evaluation.before(ground.period, ledger.editions(of.ledger, ground.period.first)),
        commended=_kept(held),
        approved=held.fact("approved") if approved is None else approved,
        number=held.fact("number") if number is None else number,
    )
