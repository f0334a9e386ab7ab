"""The story of a run, and the only place that knows the order of the stages.

`examine` writes nothing; `issue` writes only the run folder (and one line of the ledger, which is when a run counts);
`approve` numbers and presses the final papers, then enters them into the notice book.
"""

from __future__ import annotations

import hashlib
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from officebatch import ledger, manifest, rulebook, workspace
from officebatch.batch import folder, forms
from officebatch.batch.uncollected import uncollected
from officebatch.lock import locked
from officebatch.model.approval import Verdict
from officebatch.model.docket import Docket
from officebatch.model.vocabulary import Vocabulary
from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from officebatch.model.approval import Judgement, Number, PaperKey
    from officebatch.model.finding import Skipped
    from officebatch.model.paper import Artifact
    from officebatch.model.returned import Complaint
    from officebatch.model.ruling import Ruling
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

    Tell = Callable[[str], None]


@dataclass(frozen=True)
class Run:
    """A run as it was put down. changed: whether the standing run was another one (or none). numbers: those of a
    signed run, void ones too. rulings: what its lists ruled. held: what was kept back. complaints: what of lists and
    notice book needs a hand."""

    folder: Path
    artifacts: tuple[Artifact, ...]
    skipped: tuple[Skipped, ...]
    changed: bool
    complaints: tuple[Complaint, ...]
    numbers: tuple[Number, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    held: Mapping[PaperKey, Judgement] = field(default_factory=dict)


_AT_HAND: list[tuple[tuple[str, Vocabulary], RuleBook]] = []


def vocabulary() -> Vocabulary:
    """What the stages registered, for the rule book."""
    from officebatch import checks, evaluation, outputs

    return Vocabulary(checks.facts(), evaluation.method_titles(), outputs.kinds(), outputs.urging())


def rules(of: Workspace) -> RuleBook:
    """The office's rule book. Raises rulebook.RuleBookFaults with every fault at once."""
    return rule_book(of.rule_book)


def rule_book(path: Path) -> RuleBook:
    """A rule book, the office's or one kept with an evaluation: mostly the same, and reading takes its time, so the
    last one is kept at hand. Raises rulebook.RuleBookFaults."""
    known = (hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "", vocabulary())
    if not _AT_HAND or _AT_HAND[0][0] != known:
        _AT_HAND[:] = [(known, rulebook.read(path, known[1]))]
    return _AT_HAND[0][1]


def explain(code: str) -> str | None:
    """The manual page of a check in the reader's language, None for an unknown code."""
    from officebatch import checks

    return checks.explain(code) if code in checks.facts() else None


def families() -> Mapping[str, tuple[str, ...]]:
    """The families of the built-in checks in the reader's language, each with its codes."""
    from officebatch import checks

    return checks.families(checks.facts())


def history(of: Workspace) -> tuple[ledger.RunLine, ...]:
    """All runs, the latest first."""
    return ledger.runs(of.ledger)


def numbers(of: Workspace) -> tuple[Number, ...]:
    """Every number ever given, void ones too, by series, year and number."""
    return ledger.numbers(of.ledger)


def sample(root: Path, language: str) -> Workspace:
    """The sample office as a new workspace. Raises WorkspaceFault."""
    made = workspace.create(root, language)
    shutil.copytree(workspace.shipped("samples") / "county-office", root, dirs_exist_ok=True)
    return made


@contextmanager
def opened(of: Workspace, by: str) -> Iterator[Workspace]:
    """The workspace for one that writes: locked, and whatever an interrupted run left finished or undone. by: the
    command, to be told to whoever wants to write meanwhile."""
    with locked(of, by):
        workspace.finish_swaps(of, lambda day: ledger.digest(of.ledger, day))
        folder.refuse_foreign(of)
        yield of


@uncollected()
def examine(
    of: Workspace,
    book: RuleBook,
    as_of: date,
    tell: Tell,
    *,
    rulings: Sequence[Ruling] = (),
    issued: date | None = None,
) -> Docket:
    """Read, check and time the office on one day, as people ruled: before (the past, the rule book) and now
    (`rulings`). Writes nothing."""
    from officebatch import approval, checks, deadlines, reading

    office = reading.read(of.registers, book, tell)
    notices, unclear = forms.answered(of, book, as_of)
    past = replace(ledger.past(of.ledger, as_of), notices=tuple(n for n in notices if n.as_of < as_of))
    in_force = approval.in_force(past, book.rulings, rulings, as_of)
    tell(say("Checking the records"))
    findings, skipped = checks.examine(office, book, as_of, in_force)
    tell(say("Reckoning the deadlines"))
    days = deadlines.days(book, as_of, issued)
    due = deadlines.ruled(office, deadlines.reckon(office, book, as_of), book, as_of, in_force)
    urgings = deadlines.urge(office, due, book, days, past)
    results = checks.results(office, book, findings, skipped)
    return Docket(days, office, findings, due, skipped, past, urgings, in_force, unclear, results)


@uncollected()
def measured(docket: Docket, book: RuleBook) -> Docket:
    """The docket with the measures of the week: its papers show them, nothing else needs them."""
    from officebatch import evaluation

    found = evaluation.measure(docket.office, book, docket.as_of, docket.deadlines, docket.findings)
    return replace(docket, measures=found)


def overview(run: Run) -> Path:
    """The overview of a run, its folder where the office has none made."""
    from officebatch import outputs

    made = [run.folder / a.path for a in run.artifacts if a.kind == outputs.OVERVIEW]
    return made[0] if made else run.folder


def issue(of: Workspace, book: RuleBook, docket: Docket, tell: Tell) -> Run:
    """Write the drafts of a run aside and put the folder in place, whole; what people wrote into the lists of the run
    it replaces is taken over. The workspace must be `opened`. Raises WorkspaceFault where the run is closed."""
    day = docket.as_of.isoformat()
    standing, known = manifest.standing(of.run_folder(day)), ledger.digest(of.ledger, day)
    made = manifest.made_from(book, docket, folder.templates(of))
    same = standing is not None and standing.complete and (standing.made_from, standing.digest) == (made, known)
    if not same:
        folder.refuse_closed(of, book, docket.as_of)
    words = forms.words(of, book, docket.as_of, standing)
    if not same:
        folder.refuse_losing(words.complaints)
    pressed = folder.press(of, book, measured(docket, book), words, tell, made=made, signing=None)
    if same:
        shutil.rmtree(of.building(day))
    else:
        folder.record(of, docket, pressed)
        workspace.put_in_place(of, day)
    unclear = (*docket.unclear, *words.complaints, *forms.enter(of, book))
    return Run(of.run_folder(day), pressed.artifacts, pressed.skipped, not same, unclear)


def approve(of: Workspace, book: RuleBook, as_of: date, tell: Tell, issued: date | None = None) -> Run:
    """Sign a run: take the words of its lists and batch sheet as rulings, give numbers, press the final papers, enter
    them into the notice book. The workspace must be `opened`. Raises WorkspaceFault, and then nothing was written."""
    from officebatch import approval

    standing, line = folder.to_be_signed(of, as_of)
    words = forms.words(of, book, as_of, standing)
    folder.refuse_unclear(words.complaints)
    issue_day = folder.issue_day(book, line, issued)
    docket = examine(of, book, as_of, tell, rulings=words.rulings, issued=issue_day)
    if manifest.made_from(book, docket, folder.templates(of)) != standing.made_from:
        folder.refuse_closed(of, book, as_of)
        raise workspace.WorkspaceFault(
            say("Registers, rule book, notice book, templates or program changed since the papers of {day} were "
                "drafted. Draft them again and look at them, then sign; what was written into the lists is taken over: "
                "officebatch run --as-of {day}", day=as_of)
        )
    folder.refuse_unclear(approval.blocking(docket.unclear))
    known = ledger.numbers(of.ledger)
    withdrawn = say("no longer needed when the papers were signed again")
    signing = approval.Signing(as_of, docket.days.issue, book.settings, known, words.judgements, withdrawn)
    shown = measured(docket, book)
    pressed = folder.press(of, book, shown, words, tell, made=standing.made_from, signing=signing)
    if hashlib.sha256(pressed.content).hexdigest() != standing.digest:
        folder.refuse_mailed(of, as_of)
    rulings = tuple(approval.deciding(words.rulings))
    signed = ledger.Approval(
        issued=docket.days.issue,
        papers={a.key: signing.judgement(a.key) for a in pressed.artifacts} | dict(words.judgements),
        numbers=(*signing.numbers(), *approval.voided(known, approval.void(docket.past.notices))),
        notices=tuple(dict.fromkeys(forms.told(book, docket, pressed.artifacts))),
        rulings=rulings,
        words=words.written,
    )
    digest = folder.record(of, docket, pressed, signed)
    if digest == standing.digest:
        shutil.rmtree(of.building(as_of.isoformat()))
    else:
        workspace.put_in_place(of, as_of.isoformat())
    unclear = [*docket.unclear, *forms.enter(of, book)]
    place, changed = of.run_folder(as_of.isoformat()), digest != standing.digest
    held = {key: word for key, word in words.judgements.items() if word.verdict is not Verdict.SEND}
    return Run(place, pressed.artifacts, pressed.skipped, changed, tuple(unclear), signing.numbers(), rulings, held)
