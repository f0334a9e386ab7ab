"""The course of a period's evaluation, step by step: rules, freeze, feedback, appeals, report, display, filing.

Each step is recorded (`course`) with what it was made from and what it left; the next one stands on that and on
nothing else. Scores always come from the frozen registers by the published rules.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from officebatch import batch, ledger, manifest
from officebatch.batch import editions, folder
from officebatch.batch.course import Course, Done, sha256
from officebatch.batch.scoring import BOOK, EVALUATIONS
from officebatch.model.deadline import Deadlines
from officebatch.model.docket import Docket, Past
from officebatch.model.evaluation import STAGE_TITLES, Evaluation, Review, Stage, Word, lost_lines
from officebatch.model.form import APPEALS
from officebatch.model.measure import Subject
from officebatch.model.office import Office
from officebatch.model.score import Scores
from officebatch.package import write_whole
from officebatch.rulebook.published import as_published, differences
from officebatch.wording import count, marked, say, spoken
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from officebatch.model.evaluation import Lost
    from officebatch.model.score import Period
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

    Tell = Callable[[str], None]

RULES, FROZEN, FORMS, ARCHIVE = "细则", "冻结（办公室留存）", "申诉", "归档"
FORM, ALIKE, INDEX = "申诉复核申请表（{0}）.xlsx", "同类事项复核表（{0}）.xlsx", "卷内目录.xlsx"
PUBLISHED = f"{RULES}/规则.xlsx"
AGAIN = marked("The registers or rulings, the rule book or the program are not those of the freeze: the scores do not "
               "come out the same (program then {program}). Use that program and put back the frozen files; or take "
               "the freeze anew: officebatch evaluation freeze --period {period} --again")
CLASSIFIED = marked("{place}: the row bears a mark of secrecy, so the workbook cannot be copied. Take what is "
                    "classified out of it, as sheet 设置 says, then freeze.")
REST_DAY = marked("{day} is no working day. Give the papers out on a working day: --as-of DAY")
TWO = marked("{n} lines are appealed against and not decided yet. Have them decided in the forms, then: officebatch "
             "evaluation appeals --period {period}")
FORMS_CHANGED = marked("{file} was changed or added after the appeals were read. Read them again: officebatch "
                       "evaluation appeals --period {period}")
UNAPPROVED = marked("Edition {edition} of the result is not decided by the leading group yet. Enter its decision: "
                    "officebatch evaluation report --period {period} --approved NUMBER")
DISPLAYED = marked("Edition {edition} was not on display (edition {shown} was). Put it on display first: officebatch "
                   "evaluation publish --period {period}")


@dataclass(frozen=True)
class Taken:
    """What a step came to. changed: whether anything was written. remarks: what a person must know or do, ready
    sentences. folder: where all of it stands."""

    folder: Path
    course: Course
    changed: bool
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Ground:
    """The frozen state: by what the scores of every edition come out."""

    docket: Docket
    book: RuleBook
    period: Period
    first: Scores

    def scores(self, waived: frozenset[tuple[str, ...]]) -> Scores:
        """The scores where these facts do not stand."""
        from officebatch import evaluation

        on = self.docket
        return evaluation.score(
            on.office, self.book, self.period, on.deadlines, on.findings, as_of=self.period.last, waived=waived
        )


def course(of: Workspace, period: Period) -> Course:
    """The course of a period as it stands."""
    return Course.read(of.root / EVALUATIONS / period.name, period.name)


def withdraw(of: Workspace, period: Period, stage: Stage) -> None:
    """Put a step and all behind it aside, so that it can be taken anew; the forms of appeals with the feedback."""
    held = course(of, period)
    if held.last(stage) is None:
        return
    forms = held.folder / FORMS
    held = held.without(stage)
    if forms.is_dir() and held.last(Stage.FEEDBACK) is None:
        newest = max((held.folder / "作废").iterdir(), key=lambda place: int(place.name))
        forms.replace(newest / FORMS)


def changed_rules(of: Workspace, book: RuleBook, period: Period) -> tuple[str, ...]:
    """What of the rule book differs from the rules published for the period, ready sentences; none where none are."""
    held = course(of, period)
    return differences(_published(held), book) if held.last(Stage.RULES) is not None else ()


def publish_rules(of: Workspace, book: RuleBook, period: Period, day: date) -> Taken:
    """考核细则 of the period from the rule book as it stands, and that rule book beside it."""
    held = course(of, period)
    held.ready(Stage.RULES, day)
    content = of.rule_book.read_bytes()
    empty = Scores(period, day, ())
    files = {f"{RULES}/{path}": made for path, made in
             _papers(of, book, replace(_blank(book, day), evaluation=Evaluation(empty, empty)), "考核细则").items()}
    done = Done(Stage.RULES, day, {"规则簿": sha256(content)}, {})
    taken = held.take(done, files | {PUBLISHED: content})
    late = (say("The period began on {day} already: say so where the rules are made known.",
                day=period.first.isoformat()),) if day > period.first else ()  # fmt: skip
    return Taken(held.folder, taken, taken is not held, late)


def freeze(of: Workspace, book: RuleBook, period: Period, day: date, tell: Tell) -> Taken:
    """Copies of registers and rule book with their digests, and the digest of the scores that come of them."""
    from officebatch import evaluation

    held = course(of, period)
    held.ready(Stage.FREEZE, day, period.last + timedelta(days=1))
    ruled = as_published(book, _published(held))
    docket = batch.examine(of, ruled, period.last, tell)
    secret = [(r.workbook, r.sheet, row) for r in docket.office.reports for row in r.quarantined]
    if secret:
        raise WorkspaceFault(*(say(CLASSIFIED, place=f"{book_} {sheet} {row}") for book_, sheet, row in secret))
    tell(say("Scoring"))
    scores = evaluation.score(docket.office, ruled, period, docket.deadlines, docket.findings, as_of=period.last)
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
    ground = _ground(of, held, period, tell)
    if not outputs.working(ground.book, day):
        raise WorkspaceFault(say(REST_DAY, day=day.isoformat()))
    days = outputs.terms(ground.book, day)
    files = _edition(of, ground, Evaluation(ground.first, ground.first, days=_days(held) | days), day)
    facts = {name: on.isoformat() for name, on in days.items()}
    done = Done(Stage.FEEDBACK, day, {}, {}, {**facts, "edition": "1", "now": held.fact("scores")})
    taken = held.take(done, files)
    _write_forms(held, ground, days, lost_lines(ground.first))
    remark = say("Appeals until {last}: each department fills in its form in {folder}; put what comes back there.",
                 last=days["申诉"].isoformat(), folder=held.folder / FORMS)  # fmt: skip
    return Taken(held.folder, taken, taken is not held, (remark,))


def appeals(of: Workspace, period: Period, day: date, tell: Tell) -> Taken:
    """Read the forms; what is upheld falls away in every score it touches, and a new edition says so.

    Raises WorkspaceFault with every place that is unclear, and then nothing was written."""
    from officebatch import approval, reading

    held = course(of, period)
    held.ready(Stage.APPEALS, day)
    ground = _ground(of, held, period, tell)
    lost = _shown(ground)
    paths = _form_files(held)
    forms = [(reading.read_returned(path, APPEALS, ground.book), path.name.startswith(ALIKE[:6])) for path in paths]
    last = date.fromisoformat(held.fact("申诉"))
    found = approval.reviewed(forms, approval.Terms(period.name, lost, last, day, ground.book))
    if found.complaints:
        raise WorkspaceFault(*(c.said for c in found.complaints),
                             say("Nothing was changed. Put these places right, save, and start again."))
    decided = {review.identity for review in found.reviews}
    open_ = [one for one in lost if one.kind in found.alike and one.identity not in decided]
    asked = _ask_alike(of, held, ground, open_, paths)
    waiting = len(found.waiting) + len(open_)
    scores = ground.scores(frozenset(review.identity for review in found.reviews if review.upheld))
    now, edition = manifest.digest(scores), int(held.fact("edition"))
    files: dict[str, bytes] = {}
    if now != held.fact("now"):
        edition += 1
        made = Evaluation(scores, ground.first, edition, found.reviews, _days(held))
        files = _edition(of, ground, made, day)
    facts = {"edition": str(edition), "now": now, "waiting": str(waiting), "reviews": _text(found.reviews)}
    inputs = {path.name: sha256(path.read_bytes()) for path in _form_files(held)}
    taken = held.take(Done(Stage.APPEALS, day, inputs, {}, facts), files, repeated=True)
    return Taken(held.folder, taken, taken is not held, (*asked, *_told(found, waiting, edition, files)))


def report(of: Workspace, period: Period, day: date, tell: Tell, *, approved: str = "", number: str = "") -> Taken:
    """考核情况报告 of the edition that stands, and people apart: 送审稿, 审定稿 once the leading group decided."""
    held = course(of, period)
    last = date.fromisoformat(held.fact("申诉")) + timedelta(days=1) if held.fact("申诉") else None
    held.ready(Stage.REPORT, day, last)
    _refuse_open(held, period)
    ground = _ground(of, held, period, tell)
    made = _standing(of, held, ground, approved=approved, number=number)
    suffix = "（审定稿）" if approved else "（送审稿）"
    docket = _on(ground, made, day)
    files = {
        f"第{made.edition}版/{path.replace('.docx', f'{suffix}.docx')}": content
        for kind in ("考核情况报告", "人员考核情况附件")
        for path, content in _papers(of, ground.book, docket, kind).items()
    }
    facts = {"approved": approved, "number": number, "reported": str(made.edition)}
    taken = held.take(Done(Stage.REPORT, day, {}, {}, facts), files, repeated=True)
    if approved:
        ledger.keep(of.ledger, editions.kept(period, made.edition, made.scores))
    return Taken(held.folder, taken, taken is not held)


def display(of: Workspace, period: Period, day: date, tell: Tell) -> Taken:
    """考核结果公示: grades alone, for the working days set."""
    from officebatch import outputs

    held = course(of, period)
    held.ready(Stage.PUBLISH, day)
    _refuse_open(held, period)
    _refuse_undecided(held, period)
    ground = _ground(of, held, period, tell)
    if not outputs.working(ground.book, day):
        raise WorkspaceFault(say(REST_DAY, day=day.isoformat()))
    until = outputs.display_until(ground.book, day)
    made = _standing(of, held, ground)
    made = replace(made, days={**made.days, "公示": day, "公示止": until})
    files = _within(made.edition, _papers(of, ground.book, _on(ground, made, day), "考核结果公示"))
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
    _refuse_open(held, period)
    _refuse_undecided(held, period)
    if held.fact("shown") != held.fact("edition"):
        raise WorkspaceFault(say(DISPLAYED, edition=held.fact("edition"), shown=held.fact("shown"), period=period.name))
    ground = _ground(of, held, period, tell)
    made = _standing(of, held, ground)
    shown = {name: date.fromisoformat(held.fact(name)) for name in ("公示", "公示止")}
    made = replace(made, settled=True, days={**made.days, **shown})
    files = {
        f"第{made.edition}版/{path.replace('公示', '公布')}": content
        for path, content in _papers(of, ground.book, _on(ground, made, day), "考核结果公示").items()
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


def _published(held: Course) -> RuleBook:
    from officebatch import rulebook

    return rulebook.read(held.folder / PUBLISHED, batch.vocabulary())


def _blank(book: RuleBook, day: date) -> Docket:
    """A docket of no register, for what follows from the rule book alone."""
    from officebatch import deadlines

    nothing = Office({}, {})
    lines: Deadlines = deadlines.reckon(nothing, book, day)
    return Docket(deadlines.days(book, day, day), nothing, (), lines, (), (), Past())


def _papers(of: Workspace, book: RuleBook, docket: Docket, kind: str) -> dict[str, bytes]:
    from officebatch import outputs
    from officebatch.outputs.refusal import Refused

    with spoken(book.settings.language):
        try:
            return outputs.compose_asked(docket, book, folder.templates(of), kind)
        except Refused as refusal:
            raise WorkspaceFault(say(refusal.because, **dict(refusal.values))) from refusal


def _ground(of: Workspace, held: Course, period: Period, tell: Tell) -> _Ground:
    """The frozen office, scored. Raises WorkspaceFault where it does not come out as it was frozen."""
    from officebatch import evaluation, rulebook

    place = held.folder / FROZEN
    frozen = replace(of, registers=place / "台账", rule_book=place / of.rule_book.name)
    book = as_published(rulebook.read(frozen.rule_book, batch.vocabulary()), _published(held))
    docket = batch.examine(frozen, book, period.last, tell)
    tell(say("Scoring"))
    scores = evaluation.score(docket.office, book, period, docket.deadlines, docket.findings, as_of=period.last)
    if manifest.digest(scores) != held.fact("scores"):
        done = held.last(Stage.FREEZE)
        raise WorkspaceFault(say(AGAIN, program=done.program if done is not None else "", period=period.name))
    return _Ground(docket, book, period, scores)


def _days(held: Course) -> dict[str, date]:
    """The days of the course so far by what they are called in papers."""
    days = {done.stage.value: done.day for done in held.steps}
    return days | {name: date.fromisoformat(text) for name in ("申诉", "答复") if (text := held.fact(name))}


def _on(ground: _Ground, made: Evaluation, day: date) -> Docket:
    return replace(ground.docket, days=replace(ground.docket.days, issue=day), evaluation=made)


def _within(edition: int, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"第{edition}版/{path}": content for path, content in files.items()}


def _edition(of: Workspace, ground: _Ground, made: Evaluation, day: date) -> dict[str, bytes]:
    """The files of one edition: its score book and feedback sheets."""
    from officebatch import outputs

    files = _papers(of, ground.book, _on(ground, made, day), "考核结果反馈单")
    with spoken(ground.book.settings.language):
        files[BOOK] = outputs.score_book(made.scores, ground.book.settings, f"../{FROZEN}/台账")
    return _within(made.edition, files)


def _shown(ground: _Ground) -> list[Lost]:
    """The lines that stand on feedback sheets: those of inner matters are told at the office alone."""
    at = {
        (register.parts[part].workbook, register.parts[part].sheet, line): register.inner(row, levels)
        for register in ground.docket.office.registers.values()
        for levels in (ground.book.settings.inner_levels,)
        for row, (part, line) in enumerate(zip(register.part.tolist(), register.sheet_row.tolist(), strict=True))
    }
    lines = lost_lines(ground.first)
    return [one for one in lines if not at.get((one.origin.workbook, one.origin.sheet, one.origin.row), False)]


def _write_forms(held: Course, ground: _Ground, days: Mapping[str, date], lost: Sequence[Lost]) -> None:
    """The empty forms, those that are not there yet: what somebody wrote stays."""
    from officebatch import outputs

    shown = _shown(ground)
    (held.folder / FORMS).mkdir(exist_ok=True)
    for total in ground.first.totals:
        path = held.folder / FORMS / FORM.format(total.subject)
        if total.subject_kind is not Subject.PERSON and not path.exists():
            with spoken(ground.book.settings.language):
                own = [one for one in shown if one.subject == total.subject]
                form = outputs.appeal_form(ground.period, total.subject, own, days["申诉"], days["答复"])
            write_whole(path, form)


def _form_files(held: Course) -> list[Path]:
    found = (held.folder / FORMS).glob("*.xlsx")
    return sorted(path for path in found if not path.name.startswith(("~", ".")))


def _ask_alike(
    of: Workspace, held: Course, ground: _Ground, open_: Sequence[Lost], paths: Sequence[Path]
) -> tuple[str, ...]:
    """A form for the lines of a kind of error that no form lists yet."""
    from officebatch import outputs, reading
    from officebatch.model.form import read_mark

    lists = [path for path in paths if path.name.startswith(ALIKE[:6])]
    listed = {
        tuple(read_mark(row.text("标识"))[2:])
        for path in lists
        for row in reading.read_returned(path, APPEALS, ground.book).rows
    }
    new = [one for one in open_ if (one.subject, *one.identity) not in listed]
    if not new:
        return ()
    path = held.folder / FORMS / ALIKE.format(len(lists) + 1)
    with spoken(ground.book.settings.language):
        write_whole(path, outputs.alike_form(ground.period, new))
    return (count("{n} line of the same kind of error is listed in {file}: decide it there.",
                  "{n} lines of the same kind of error are listed in {file}: decide them there.", len(new),
                  file=path),)  # fmt: skip


def _told(found: object, waiting: int, edition: int, files: Mapping[str, bytes]) -> tuple[str, ...]:
    reviews: Sequence[Review] = getattr(found, "reviews", ())
    upheld = sum(review.upheld for review in reviews)
    said = [say("Decided: {n}, of these not to be deducted: {upheld}; not decided yet: {waiting}.", n=len(reviews),
                upheld=upheld, waiting=waiting)]  # fmt: skip
    if files:
        said.append(say("The scores changed: edition {edition} was made; the earlier ones are kept.", edition=edition))
    return tuple(said)


def _refuse_open(held: Course, period: Period) -> None:
    """Refuse while an appeal is not decided, or a form is not as it was read."""
    done = held.last(Stage.APPEALS)
    read = done.made_from if done is not None else {}
    now = {path.name: sha256(path.read_bytes()) for path in _form_files(held)}
    for name in sorted(now.keys() | read.keys()):
        if now.get(name) != read.get(name):
            raise WorkspaceFault(say(FORMS_CHANGED, file=held.folder / FORMS / name, period=period.name))
    if int(held.fact("waiting") or 0):
        raise WorkspaceFault(say(TWO, n=held.fact("waiting"), period=period.name))


def _refuse_undecided(held: Course, period: Period) -> None:
    if not held.fact("approved") or held.fact("reported") != held.fact("edition"):
        raise WorkspaceFault(say(UNAPPROVED, edition=held.fact("edition"), period=period.name))


def _standing(
    of: Workspace, held: Course, ground: _Ground, *, approved: str | None = None, number: str | None = None
) -> Evaluation:
    """The edition that stands, as the decisions on record have it."""
    reviews = _reviews(held.fact("reviews"))
    scores = ground.scores(frozenset(review.identity for review in reviews if review.upheld))
    if manifest.digest(scores) != held.fact("now"):
        raise WorkspaceFault(say(AGAIN, program=held.steps[-1].program, period=ground.period.name))
    return Evaluation(
        scores=scores,
        first=ground.first,
        edition=int(held.fact("edition")),
        reviews=reviews,
        days=_days(held),
        earlier=editions.before(ledger.editions(of.ledger, ground.period.first), ground.period),
        approved=held.fact("approved") if approved is None else approved,
        number=held.fact("number") if number is None else number,
        remarks=(),
    )


def _text(reviews: Sequence[Review]) -> str:
    from dataclasses import asdict

    return json.dumps([asdict(one) | {"day": one.day.isoformat()} for one in reviews], ensure_ascii=False)


def _reviews(text: str) -> tuple[Review, ...]:
    return tuple(
        Review(**line | {
            "identity": tuple(line["identity"]), "reviewers": tuple(line["reviewers"]), "word": Word(line["word"]),
            "day": date.fromisoformat(line["day"]),
        })
        for line in json.loads(text or "[]")
    )  # fmt: skip
