"""The course of a period's evaluation, step by step: rules, freeze, feedback, appeals; `concluding` has the rest.

Each step is recorded (`course`) with what it was made from and what it left; the next one stands on that and on
nothing else. Scores always come from the frozen registers by the published rules.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from officebatch import manifest
from officebatch.batch import editions
from officebatch.batch.appealing import ALIKE, FORMS, ask_alike, form_files, write_forms
from officebatch.batch.course import ASIDE, Course, Done, Taken, sha256
from officebatch.batch.frozen import (
    FROZEN,
    PUBLISHED,
    RULES,
    blank_docket,
    classified,
    days_of,
    edition_files,
    ground_of,
    papers,
    published,
    scored,
    shown_lines,
)
from officebatch.batch.scoring import EVALUATIONS
from officebatch.model.evaluation import Amended, Evaluation, Review, Stage
from officebatch.model.form import APPEALS
from officebatch.model.score import Scores
from officebatch.rulebook.published import as_published, differences
from officebatch.wording import marked, say
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from officebatch.model.score import Period
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

    Tell = Callable[[str], None]

CLASSIFIED = marked("{place}: the row bears a mark of secrecy, so the workbook cannot be copied. Take what is "
                    "classified out of it, as sheet 设置 says, then freeze.")
REST_DAY = marked("{day} is no working day. Give the papers out on a working day: --as-of DAY")

def course(of: Workspace, period: Period) -> Course:
    """The course of a period as it stands."""
    return Course.read(of.root / EVALUATIONS / period.name, period.name)


@contextmanager
def anew(of: Workspace, period: Period, stage: Stage) -> Iterator[None]:
    """Take a step anew: it and all behind it stand aside, the forms of appeals with the feedback; where the step is
    refused, all of it is back."""
    held = course(of, period)
    if held.last(stage) is None:
        yield
        return
    forms = held.folder / FORMS
    kept = held.without(stage)
    if forms.is_dir() and kept.last(Stage.FEEDBACK) is None:
        newest = max((held.folder / ASIDE).iterdir(), key=lambda place: int(place.name))
        forms.replace(newest / FORMS)
    try:
        yield
    except BaseException:
        held.back()
        raise


def changed_rules(of: Workspace, book: RuleBook, period: Period) -> tuple[str, ...]:
    """What of the rule book differs from the rules published for the period, ready sentences; none where none are."""
    held = course(of, period)
    return differences(published(held), book) if held.last(Stage.RULES) is not None else ()


def publish_rules(of: Workspace, book: RuleBook, period: Period, day: date) -> Taken:
    """考核细则 of the period from the rule book as it stands, and that rule book beside it."""
    held = course(of, period)
    held.ready(Stage.RULES, day)
    content = of.rule_book.read_bytes()
    empty = Scores(period, day, ())
    docket = replace(blank_docket(book, day), evaluation=Evaluation(empty, empty))
    files = {f"{RULES}/{path}": made for path, made in papers(of, book, docket, "考核细则").items()}
    done = Done(Stage.RULES, day, {"规则簿": sha256(content)}, {})
    taken = held.take(done, files | {PUBLISHED: content})
    late = (say("The period began on {day} already: say so where the rules are made known.",
                day=period.first.isoformat()),) if day > period.first else ()  # fmt: skip
    return Taken(held.folder, taken, taken is not held, late)


def freeze(of: Workspace, book: RuleBook, period: Period, day: date, tell: Tell) -> Taken:
    """Copies of registers and rule book with their digests, and the digest of the scores that come of them."""
    held = course(of, period)
    held.ready(Stage.FREEZE, day, period.last + timedelta(days=1))
    ruled = as_published(book, published(held))
    docket, _, scores = scored(of, ruled, period, tell)
    if secret := classified(docket.office):
        raise WorkspaceFault(*(say(CLASSIFIED, place=place) for place in secret))
    files = {f"{FROZEN}/台账/{name}": (of.registers / name).read_bytes() for name in docket.office.inputs}
    files[f"{FROZEN}/{of.rule_book.name}"] = of.rule_book.read_bytes()
    inputs = {**docket.office.inputs, "规则簿": book.digest}
    done = Done(Stage.FREEZE, day, inputs, {}, {"scores": manifest.digest(scores)})
    taken = held.take(done, files)
    other = changed_rules(of, book, period)
    remarks = [say("The rule book changed since the rules were published; it applies from the next period on:"),
               *other] if other else []  # fmt: skip
    return Taken(held.folder, taken, taken is not held, tuple(remarks))


def feedback(of: Workspace, period: Period, day: date, tell: Tell) -> Taken:
    """Edition 1: the score book, a feedback sheet a department, and forms for its appeals."""
    from officebatch import outputs

    held = course(of, period)
    held.ready(Stage.FEEDBACK, day)
    ground = ground_of(of, held, period, tell)
    if not outputs.working(ground.book, day):
        raise WorkspaceFault(say(REST_DAY, day=day.isoformat()))
    days = outputs.terms(ground.book, day)
    files = edition_files(of, ground, Evaluation(ground.first, ground.first, days=days_of(held) | days), day)
    facts = {name: on.isoformat() for name, on in days.items()}
    done = Done(Stage.FEEDBACK, day, {}, {}, {**facts, "edition": "1", "now": held.fact("scores")})
    taken = held.take(done, files)
    write_forms(held, ground, days)
    remark = say("Appeals until {last}: each department fills in its form in {folder}; put what comes back there.",
                 last=days["申诉"].isoformat(), folder=held.folder / FORMS)  # fmt: skip
    return Taken(held.folder, taken, taken is not held, (remark,))


def appeals(of: Workspace, period: Period, day: date, tell: Tell) -> Taken:
    """Read the forms; what is upheld falls away, or costs less, in every score it touches, and a new edition says so.

    Raises WorkspaceFault with every place that is unclear, and then nothing was written."""
    from officebatch import approval, reading

    held = course(of, period)
    held.ready(Stage.APPEALS, day)
    ground = ground_of(of, held, period, tell)
    lost = shown_lines(ground)
    paths = form_files(held)
    forms = [(reading.read_returned(path, APPEALS, ground.book), path.name.startswith(ALIKE[:6])) for path in paths]
    last = date.fromisoformat(held.fact("申诉"))
    found = approval.reviewed(forms, approval.Terms(period.name, lost, last, day, ground.book))
    if found.complaints:
        raise WorkspaceFault(*(c.said for c in found.complaints),
                             say("Nothing was changed. Put these places right, save, and start again."))
    decided = {review.identity for review in found.reviews}
    open_ = [one for one in lost if one.kind in found.alike and one.identity not in decided]
    asked = ask_alike(held, ground, open_, paths)
    waiting = len(found.waiting) + len(open_)
    scores = ground.scores(Amended.by(found.reviews))
    now, edition = manifest.digest(scores), int(held.fact("edition"))
    files: dict[str, bytes] = {}
    if now != held.fact("now"):
        edition += 1
        made = Evaluation(scores, ground.first, edition, found.reviews, days_of(held))
        files = edition_files(of, ground, made, day)
    decided_ = editions.reviews_text(found.reviews)
    facts = {"edition": str(edition), "now": now, "waiting": str(waiting), "reviews": decided_}
    inputs = {path.name: sha256(path.read_bytes()) for path in form_files(held)}
    taken = held.take(Done(Stage.APPEALS, day, inputs, {}, facts), files, repeated=True)
    return Taken(held.folder, taken, taken is not held, (*asked, *_told(found.reviews, waiting, edition, files)))


def _told(
    reviews: Sequence[Review], waiting: int, edition: int, files: Mapping[str, bytes]
) -> tuple[str, ...]:
    upheld = sum(review.upheld for review in reviews)
    said = [say("Decided: {n}, of these changed: {upheld}; not decided yet: {waiting}.", n=len(reviews),
                upheld=upheld, waiting=waiting)]  # fmt: skip
    if files:
        said.append(say("The scores changed: edition {edition} was made; the earlier ones are kept.", edition=edition))
    return tuple(said)
