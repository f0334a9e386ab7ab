"""`officebatch approve`: the head of office has signed the batch. Numbers are given, the final papers pressed."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, session
from officebatch.model.approval import Verdict
from officebatch.model.register import shown_key
from officebatch.wording import count, marked, say
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from officebatch.batch import Run
    from officebatch.model.approval import Number
    from officebatch.rulebook.rules import RuleBook

_HELP = marked(
    "Sign a run: read back what was written into its lists and the batch sheet, give the numbers, press the final "
    "papers, and enter them into the notice book. The registers are never written to."
)
_DAY = marked("The run to sign, by its day; the latest when left out.")
_ISSUED = marked("The day the papers bear, when they are signed on another day than they were drafted for.")


@click.command("approve", cls=SpokenCommand, help=_HELP)
@session.day_option("--as-of", _DAY)
@session.day_option("--issued", _ISSUED)
@session.workspace_argument
@session.guarded
def command(folder: Path, as_of: date | None, issued: date | None) -> int:
    """Parse, sign, print."""
    from officebatch import batch

    workspace, rules = session.open_office(folder)
    for line in undecided(rules):
        click.echo(line)
    with session.opened(workspace), session.progress() as tell:
        runs = batch.history(workspace)
        day = as_of or next((run.as_of for run in runs), None)
        if day is None:
            raise WorkspaceFault(say("There is no run to sign yet. Draft one first: officebatch run"))
        run = batch.approve(workspace, rules, day, tell, issued)
    if as_of is None:
        session.complain(*session.ahead(day))
    for line in lines(run):
        click.echo(line)
    return session.FOUND if run.complaints or any(not (s.exempt or s.lacking) for s in run.skipped) else session.OK


def undecided(rules: RuleBook) -> list[str]:
    """That something is signed by limits and names nobody has looked at, told before it is. Nobody is asked: whoever
    answers for the papers reads it on the batch sheet, and that is what he signs."""
    if not rules.undecided:
        return []
    return [
        count("Signing although {n} question in sheet _待定 of the rule book is undecided (the batch sheet points it "
              "out). Decide it before the next run. Which: officebatch rules check",
              "Signing although {n} questions in sheet _待定 of the rule book are undecided (the batch sheet points "
              "them out). Decide them before the next run. Which: officebatch rules check",
              rules.undecided) + session.here()
    ]


def lines(run: Run) -> list[str]:
    """What a signed run says of itself."""
    kinds = Counter(a.kind for a in run.artifacts)
    papers = say(", ").join(say("{name} {n}", name=kind, n=n) for kind, n in kinds.items())
    void = [n for n in run.numbers if n.void]
    told = [
        say("Signed. Papers: {papers}.", papers=papers),
        *(say("  left out – {what}: {because}", what=what, because=because)
          for what, because in (s.text() for s in run.skipped if not (s.exempt or s.lacking))),
    ]
    if given := list(_spans(run.numbers)):
        told.append(say("Numbers: {numbers}.", numbers=say(", ").join(given)))
    told += [say("  void – {number}: {reason}", number=n.text, reason=n.void) for n in void]
    if run.held:
        told.append(count("{n} paper was kept back and comes again next time:",
                          "{n} papers were kept back and come again next time:", len(run.held)))
        told += [say("  {kind} {audience} – {word}: {reason}", kind=key.kind, audience=key.audience,
                     word=say(_WORDS[word.verdict]), reason=word.reason) for key, word in run.held.items()]
    if run.rulings:
        told.append(count("{n} ruling was taken from the lists:", "{n} rulings were taken from the lists:",
                          len(run.rulings)))
        told += [say("  {register} {record}: {decision} {reason}", register=r.register, record=shown_key(r.record),
                     decision=r.decision.value, reason=r.reason) for r in run.rulings]
    told += [c.said for c in run.complaints]
    told.append(say("The papers are in: {folder}", folder=run.folder))
    if run.changed:
        told.append(say("Next: print and hand over, or send; enter delivery and answers into the notice book."))
    else:
        told.append(say("They are the same as before; nothing was touched."))
    return told


_WORDS = {Verdict.HOLD: marked("hold"), Verdict.DROP: marked("do not send")}


def _spans(numbers: tuple[Number, ...]) -> Iterator[str]:
    """The numbers that hold, kind by kind: the first and the last where there are several."""
    for kind, given in groupby((n for n in numbers if not n.void), key=lambda n: n.key.kind):
        texts = [number.text for number in given]
        if len(texts) == 1:
            yield say("{kind} {number}", kind=kind, number=texts[0])
        else:
            yield say("{kind} {first} to {last} ({n} in all)", kind=kind, first=texts[0], last=texts[-1], n=len(texts))
