"""`officebatch bundle`: a zip that installs officebatch on a machine without internet."""

from __future__ import annotations

from pathlib import Path

import click

from officebatch.cli import SpokenCommand, SpokenOption, printing, session
from officebatch.model.targets import PYTHONS, SYSTEMS, Target
from officebatch.wording import marked, say

_HELP = marked("Make a zip file that installs officebatch on machines without internet and without an administrator: "
               "Windows x64, Linux x86_64 and aarch64. This machine needs internet, the others only the zip file. For "
               "all three systems and versions of Python it has about 500 MB.")
_SYSTEM = marked("Only for this system; may be given more than once. All three when left out.")
_PYTHON = marked("Only for this version of Python; may be given more than once. All three when left out. Each "
                 "costs about 50 MB a system.")
_WHEEL = marked("This wheel of officebatch instead of the program that is running.")


@click.command("bundle", cls=SpokenCommand, help=_HELP)
@click.option("--system", "systems", multiple=True, type=click.Choice(list(SYSTEMS)), default=list(SYSTEMS),
              cls=SpokenOption, help=_SYSTEM)
@click.option("--python", "pythons", multiple=True, type=click.Choice(PYTHONS), default=PYTHONS, cls=SpokenOption,
              help=_PYTHON)
@click.option("--wheel", type=click.Path(path_type=Path), cls=SpokenOption, help=_WHEEL)
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT.zip")
@session.guarded
def command(out: Path, systems: tuple[str, ...], pythons: tuple[str, ...], wheel: Path | None) -> int:
    """Parse, bundle, print sizes."""
    from officebatch.batch import bundling

    targets = [Target(system, python) for system in systems for python in pythons]
    with session.progress() as tell:
        made = bundling.bundle(out, targets, tell, wheel)
    heading = [say("For"), say("Packages"), say("MB")]
    printing.table(heading, [(part.name, str(part.wheels), _mb(part.size)) for part in made.parts])
    click.echo(say("{file}: {n} MB. Take it to the other machine, unpack it whole and start 安装.bat (Windows) or "
                   "安装.sh (Linux) in it.", file=made.file, n=_mb(made.size)))  # fmt: skip
    return session.OK


def _mb(size: int) -> str:
    return f"{size / 1_000_000:.0f}"
