"""The frozen state of a period's evaluation: copies of registers and rule book, by which every edition comes out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from officebatch import batch, manifest
from officebatch.batch import editions, folder, scoring
from officebatch.batch.scoring import BOOK
from officebatch.model.docket import Docket, Past
from officebatch.model.evaluation import Amended, Lost, Stage, lost_lines
from officebatch.model.office import Office
from officebatch.model.origin import Origin
from officebatch.model.report import TroubleKind
from officebatch.rulebook.published import as_published
from officebatch.wording import aside, marked, say, spoken
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from officebatch.batch.course import Course
    from officebatch.model.deadline import Deadlines
    from officebatch.model.evaluation import Evaluation, Review
    from officebatch.model.notice import Correspondence
    from officebatch.model.score import Period, Scores
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

    Tell = Callable[[str], None]

RULES, FROZEN = "细则", "冻结（办公室留存）"
PUBLISHED = f"{RULES}/规则.xlsx"
OWN = "own"  # identity of a fact that an expression of the office's own gave
AGAIN = marked("The registers or rulings, the rule book or the program are not those of the freeze: the scores do not "
               "come out the same (program then {program}). Use that program and put back the frozen files; or take "
               "the freeze anew: officebatch evaluation freeze --period {period} --again")


@dataclass(frozen=True)
class Ground:
    """The frozen state: by what the scores of every edition come out."""

    docket: Docket
    book: RuleBook
    period: Period
    first: Scores
    post: Correspondence

    def scores(self, amended: Amended) -> Scores:
        """The scores as appeals amended them."""
        from officebatch import evaluation

        on = self.docket
        with spoken(self.book.settings.language):
            return evaluation.score(
                on.office, self.book, self.period, on.deadlines, on.findings, as_of=self.period.last, post=self.post,
                amended=amended,
            )


def scored(
    of: Workspace, book: RuleBook, period: Period, tell: Tell
) -> tuple[Docket, Correspondence, Scores]:
    """The office of the period's last day, and its scores. In the language of its papers, whoever asks: a value of a
    finding may be a word of that language, and equal states must be equal."""
    from officebatch import evaluation

    with spoken(book.settings.language):
        docket = batch.examine(of, book, period.last, tell)
        tell(aside("Scoring"))
        post = scoring.post(of, docket.past, period.last)
        scores = evaluation.score(
            docket.office, book, period, docket.deadlines, docket.findings, as_of=period.last, post=post
        )
    return docket, post, scores


def ground_of(of: Workspace, held: Course, period: Period, tell: Tell) -> Ground:
    """The frozen office, scored. Raises WorkspaceFault where it does not come out as it was frozen."""
    place = held.folder / FROZEN
    frozen = replace(of, registers=place / "台账", rule_book=place / of.rule_book.name)
    book = as_published(batch.rule_book(frozen.rule_book), published(held))
    docket, post, scores = scored(frozen, book, period, tell)
    if manifest.digest(scores) != held.fact("scores"):
        done = held.last(Stage.FREEZE)
        raise WorkspaceFault(say(AGAIN, program=done.program if done is not None else "", period=period.name))
    return Ground(docket, book, period, scores, post)


def standing(held: Course, ground: Ground) -> tuple[Scores, tuple[Review, ...]]:
    """The scores as the decisions on record amended them, and those decisions. Raises WorkspaceFault where they do not
    come out as they are on record."""
    reviews = editions.reviews(held.fact("reviews"))
    scores = ground.scores(Amended.by(reviews)) if reviews else ground.first
    if manifest.digest(scores) != (held.fact("now") or held.fact("scores")):
        raise WorkspaceFault(say(AGAIN, program=held.steps[-1].program, period=ground.period.name))
    return scores, reviews


def published(held: Course) -> RuleBook:
    return batch.rule_book(held.folder / PUBLISHED)


def blank_docket(book: RuleBook, day: date) -> Docket:
    """A docket of no register, for what follows from the rule book alone."""
    from officebatch import deadlines

    nothing = Office({}, {})
    lines: Deadlines = deadlines.reckon(nothing, book, day)
    return Docket(deadlines.days(book, day, day), nothing, (), lines, (), Past())


def papers(of: Workspace, book: RuleBook, docket: Docket, kind: str) -> dict[str, bytes]:
    from officebatch import outputs
    from officebatch.outputs.refusal import Refused

    with spoken(book.settings.language):
        try:
            return outputs.compose_asked(docket, book, folder.templates(of), kind)
        except Refused as refusal:
            raise WorkspaceFault(say(refusal.because, **dict(refusal.values))) from refusal


def days_of(held: Course) -> dict[str, date]:
    """The days of the course so far by what they are called in papers."""
    days = {done.stage.value: done.day for done in held.steps}
    return days | {name: date.fromisoformat(text) for name in ("申诉", "答复") if (text := held.fact(name))}


def docket_of(ground: Ground, made: Evaluation, day: date) -> Docket:
    return replace(ground.docket, days=replace(ground.docket.days, issue=day), evaluation=made)


def within(edition: int, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"第{edition}版/{path}": content for path, content in files.items()}


def edition_files(of: Workspace, ground: Ground, made: Evaluation, day: date) -> dict[str, bytes]:
    """The files of one edition: its score book and feedback sheets."""
    from officebatch import outputs

    files = papers(of, ground.book, docket_of(ground, made, day), "考核结果反馈单")
    with spoken(ground.book.settings.language):
        files[BOOK] = outputs.score_book(made.scores, ground.book.settings, f"../{FROZEN}/台账")
    return within(made.edition, files)


def classified(office: Office) -> list[str]:
    """Where a mark of secrecy stands, in a row or on a workbook as a whole: such a workbook is never copied."""
    marked_ = [t.origin for t in office.troubles if t.kind in (TroubleKind.CLASSIFIED, TroubleKind.STOPPED)]
    told = {(origin.workbook, origin.sheet, origin.row) for origin in marked_}
    rows = [Origin(r.workbook, r.sheet, row) for r in office.reports for row in r.quarantined
            if (r.workbook, r.sheet, row) not in told]  # fmt: skip
    return list(dict.fromkeys(map(str, (*rows, *marked_))))


def shown_lines(ground: Ground) -> list[Lost]:
    """The lines that stand on feedback sheets: those of inner matters are told at the office alone."""
    at = {
        (register.parts[part].workbook, register.parts[part].sheet, line): register.inner(row, levels)
        for register in ground.docket.office.registers.values()
        for levels in (ground.book.settings.inner_levels,)
        for row, (part, line) in enumerate(zip(register.part.tolist(), register.sheet_row.tolist(), strict=True))
    }
    rules = {indicator.code: indicator.rule for indicator in ground.book.indicators}
    with spoken(ground.book.settings.language):
        lines = [
            replace(one, said=rules.get(one.code, one.said)) if one.identity[0] == OWN else one
            for one in lost_lines(ground.first)
        ]
    return [one for one in lines if not at.get((one.origin.workbook, one.origin.sheet, one.origin.row), False)]
