"""What this machine and workspace lack, and what that costs: fonts, LibreOffice, time zone, holiday notice, rule book,
room on the disk, mail server. Nothing is written; the mail server is greeted, nothing is sent.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from officebatch import workspace
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from officebatch.workspace import Workspace

FACES = ("方正小标宋", "仿宋", "楷体", "黑体", "宋体")
_ALSO = {  # what a face is called where it is installed
    "方正小标宋": ("方正小标宋", "fzxiaobiaosong", "fzxbs"),
    "仿宋": ("仿宋", "fangsong", "simfang"),
    "楷体": ("楷体", "kaiti", "simkai"),
    "黑体": ("黑体", "simhei", "heiti"),
    "宋体": ("宋体", "simsun", "songti"),
}
_BEIJING = timedelta(hours=8)
_AHEAD = 60  # days within which due dates usually fall
_ROOM = 500  # MB: a year of runs of a county office

FONTS, OFFICE, ZONE = marked("Chinese fonts"), marked("LibreOffice"), marked("Time zone")
NOTICE, BOOK, DISK = marked("Holiday notice"), marked("Rule book"), marked("Room on the disk")
MAIL, WORKSPACE = marked("Mail server"), marked("Workspace")


@dataclass(frozen=True)
class Condition:
    """One thing looked at: what (a message id), whether it is well, what was found, and what a lack costs and mends
    (both ready sentences; costs is "" where it is well)."""

    what: str
    well: bool
    found: str
    costs: str = ""


def look(folder: Path, today: date) -> tuple[Condition, ...]:
    """The condition of this machine, and of the workspace in `folder`."""
    return (_fonts(), _libre_office(), _zone(), _notice(today), *_workspace(folder))


def _fonts() -> Condition:
    names = _families()
    lacking = [face for face in FACES if not any(word in name for name in names for word in _ALSO[face])]
    if not lacking:
        return Condition(FONTS, True, say("all five of the standard are there"))
    costs = say("Word files name the right fonts all the same, but PDFs made on this machine have other faces, so that "
                "lines may break elsewhere. Print from a machine that has them.")  # fmt: skip
    return Condition(FONTS, False, say("lacking: {faces}", faces="、".join(lacking)), costs)


def _libre_office() -> Condition:
    from officebatch.outputs.libreoffice import find_office

    if program := find_office():
        return Condition(OFFICE, True, program)
    costs = say("No PDF can be made (print --pdf), contents of handbooks have no page numbers until Word reckons "
                "them, and registers in .xls, .et, .ods and .xlsb come back without marks. Word papers are not "
                "affected.")  # fmt: skip
    return Condition(OFFICE, False, say("not found"), costs)


def _zone() -> Condition:
    here = datetime.now().astimezone()
    found = here.strftime("UTC%z")
    if here.utcoffset() == _BEIJING:
        return Condition(ZONE, True, found)
    costs = say("The clock of this machine is not Beijing time: “today” may be another day, and mails show another "
                "hour. Set the time zone, or always give --as-of.")  # fmt: skip
    return Condition(ZONE, False, found, costs)


def _notice(today: date) -> Condition:
    from officebatch.model.workdays import Workdays

    known = Workdays.of().published_to
    found = say("known up to {day}", day=known)
    if today + timedelta(days=_AHEAD) <= known:
        return Condition(NOTICE, True, found)
    costs = say("Due days after {day} are provisional (Monday to Friday without the statutory days). When the notice "
                "for {year} is out, update officebatch, or enter its days into sheet 日历 of the rule book.",
                day=known, year=known.year + 1)  # fmt: skip
    return Condition(NOTICE, False, found, costs)


def _workspace(folder: Path) -> Iterator[Condition]:
    try:
        opened = workspace.open_workspace(folder)
    except workspace.WorkspaceFault as fault:
        yield Condition(WORKSPACE, False, str(folder), " ".join(fault.lines))
        return
    yield from (_rule_book(opened), _disk(opened), _mail(opened))


def _rule_book(of: Workspace) -> Condition:
    from officebatch import batch
    from officebatch.rulebook import RuleBookFaults

    try:
        batch.rules(of)
    except RuleBookFaults as faults:
        told = count("{n} fault", "{n} faults", len(faults.faults))
        return Condition(BOOK, False, told, say("No run before they are mended. List them: officebatch rules check"))
    return Condition(BOOK, True, say("in order"))


def _disk(of: Workspace) -> Condition:
    free = shutil.disk_usage(of.root).free >> 20
    short = free < _ROOM
    costs = say("A run may break off for want of room (the last one stands then). Make room: {n} MB at least.", n=_ROOM)
    return Condition(DISK, not short, say("{n} MB free", n=free), costs if short else "")


def _mail(of: Workspace) -> Condition:
    from officebatch.batch.sending import server
    from officebatch.delivery import Refused, Timeouts
    from officebatch.delivery.smtp import Line

    if of.mail is None:
        return Condition(MAIL, True, say("none named: papers go by hand or OA"))
    try:
        line = Line(replace(server(of), timeouts=Timeouts(connect=10, answer=15)))
    except (workspace.WorkspaceFault, Refused) as fault:
        return Condition(MAIL, False, of.mail.server, say("Nothing can be sent: {why}", why=fault))
    line.close()
    return Condition(MAIL, True, of.mail.server)


def _families() -> frozenset[str]:
    """The fonts of this machine: their names, on Windows and macOS the names of their files, in small letters."""
    folders = {"win32": _windows(), "darwin": [Path("/Library/Fonts"), Path("/System/Library/Fonts")]}
    if sys.platform in folders:
        return frozenset(path.name.lower() for place in folders[sys.platform] for path in place.rglob("*"))
    if (program := shutil.which("fc-list")) is None:
        return frozenset()
    listed = subprocess.run([program, ":", "family"], capture_output=True, text=True, check=False).stdout
    return frozenset(line.lower() for line in listed.splitlines())


def _windows() -> list[Path]:
    own = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
    return [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", own]
