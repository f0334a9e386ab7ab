"""`officebatch print`: the papers of a run as one file to print, as a zip to hand out, as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from officebatch.cli import SpokenCommand, SpokenOption, session
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from officebatch.batch.printing import Printed

_HELP = marked(
    "Make one Word file of a run's papers for the office's own printer: each begins on a new page with its own heads "
    "and page numbers. It goes to prints/DAY; the run folder is not touched."
)
_DAY = marked("The run to print, by its day; the latest when left out.")
_KIND = marked("Only papers of this kind, as 催办通知单; may be given several times.")
_DEPARTMENT = marked("Only what goes to this department; may be given several times.")
_TO = marked("Where the combined file goes; zip and PDF go beside it.")
_TWO_SIDED = marked("For printing on both sides: every paper begins on the front of a sheet.")
_PDF = marked("PDF of every Word paper and of the combined file too, by LibreOffice.")
_ZIP = marked(
    "A zip too, with a folder for each addressee, lists included; the office's own papers only where --kind names them."
)


@click.command("print", cls=SpokenCommand, help=_HELP)
@session.day_option("--as-of", _DAY)
@click.option("--kind", "kinds", multiple=True, cls=SpokenOption, help=_KIND)
@click.option("--department", "departments", multiple=True, cls=SpokenOption, help=_DEPARTMENT)
@click.option("--to", type=click.Path(path_type=Path), cls=SpokenOption, help=_TO)
@click.option("--two-sided", is_flag=True, cls=SpokenOption, help=_TWO_SIDED)
@click.option("--pdf", is_flag=True, cls=SpokenOption, help=_PDF)
@click.option("--zip", "zipped", is_flag=True, cls=SpokenOption, help=_ZIP)
@session.workspace_argument
@session.guarded
def command(
    folder: Path,
    as_of: date | None,
    kinds: tuple[str, ...],
    departments: tuple[str, ...],
    to: Path | None,
    *,
    two_sided: bool,
    pdf: bool,
    zipped: bool,
) -> int:
    """Parse, print, tell."""
    from officebatch.batch import printing

    workspace, rules = session.open_office(folder)
    wanted = printing.Wanted(kinds, departments, to, two_sided, pdf, zipped)
    with session.opened(workspace), session.progress() as tell:
        made = printing.print_run(workspace, rules, as_of, wanted, tell)
    for line in _lines(made, two_sided=two_sided):
        click.echo(line)
    return session.FOUND if made.left_out or made.no_office else session.OK


def _lines(made: Printed, *, two_sided: bool) -> Iterator[str]:
    """What was made and what was not."""
    if made.draft:
        yield say("These are drafts, marked 核对稿 in their heads: to be looked through, not to be handed out.")
    if made.combined is not None:
        papers = say(", ").join(say("{name} {n}", name=kind, n=n) for kind, n in made.papers.items())
        yield say("Combined to be printed: {papers}.", papers=papers)
        yield say("  {file}", file=made.combined)
        yield say("  It holds the papers of several addressees: for the office's own printer, not to be passed on.")
        if not two_sided and sum(made.papers.values()) > 1:
            yield say("  It is to be printed on one side. For both sides: --two-sided, or two papers share a sheet.")
    for name in made.otherwise:
        yield say("  {paper} was laid out under other settings of Word; look at its pages before you print.",
                  paper=name)
    if made.archive is not None:
        yield count("{n} file in a zip, a folder for each addressee:",
                    "{n} files in a zip, a folder for each addressee:", made.packed)
        yield say("  {file}", file=made.archive)
    if made.pdf is not None:
        yield count("{n} PDF:", "{n} PDFs:", made.pdfs)
        yield say("  {file}", file=made.pdf)
    for name, because in made.left_out:
        yield say("  left out – {what}: {because}", what=name, because=because)
    if made.no_office:
        yield say("No PDF was made: LibreOffice is not installed, or is not found. Install it, or open the combined "
                  "file and save it as PDF.")
