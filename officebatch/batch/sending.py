"""The story of sending: the signed run as it was signed → who gets what → words → frozen bytes → outbox → the server.

`prepare` writes nothing; `preview` writes the mails and the table of who gets what; `send` alone touches the world.
Whoever sends again goes on where it ended: what stands in the outbox is recognised by what it is about (its thread).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from officebatch import ledger, manifest
from officebatch.batch import folder
from officebatch.model.dispatch import Attachment, DispatchState, Letter
from officebatch.model.paper import AudienceKind
from officebatch.outbox import SqliteOutbox
from officebatch.package import write_whole
from officebatch.wording import marked, say, spoken
from officebatch.workspace import WorkspaceFault, is_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from officebatch.delivery import Clock, MailServer, Summary
    from officebatch.delivery.bounces import Bounce
    from officebatch.delivery.freezing import Fence, Frozen, Sender
    from officebatch.delivery.letters import ByHand, Paper, Plan, Planned
    from officebatch.ledger import RunLine
    from officebatch.manifest import Standing
    from officebatch.model.dispatch import Dispatch, Outbox
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Mail, Workspace

    Tell = Callable[[str], None]

OVERVIEW = "分发一览.xlsx"
HINT = "领导待办提示"
OPEN = (DispatchState.FROZEN, DispatchState.DEFERRED)
BEGUN = (DispatchState.DOT, DispatchState.SENT, DispatchState.UNKNOWN)
STATES = {
    DispatchState.FROZEN: marked("goes out"),
    DispatchState.DOT: marked("going out"),
    DispatchState.SENT: marked("sent"),
    DispatchState.DEFERRED: marked("put off"),
    DispatchState.FAILED: marked("refused"),
    DispatchState.UNKNOWN: marked("perhaps sent"),
    DispatchState.HELD: marked("held"),
    DispatchState.CANCELLED: marked("cancelled"),
}


@dataclass(frozen=True)
class Prepared:
    """What sending a run would do. dispatches: as they stand or would stand, in the order of the plan, earlier
    revisions left out; new: those not in the outbox yet; withdrawn: those in it that are replaced or not planned any
    more. content: bytes by key, of every mail that has any. papers: names of what each goes with, by key.
    """

    as_of: date
    issued: date
    dispatches: tuple[Dispatch, ...]
    new: tuple[Dispatch, ...]
    withdrawn: tuple[Dispatch, ...]
    content: Mapping[str, bytes]
    papers: Mapping[str, tuple[str, ...]]
    by_hand: tuple[ByHand, ...]


def latest_signed(of: Workspace) -> date:
    """The day of the latest signed run. Raises WorkspaceFault where there is none."""
    signed = [line.as_of for line in ledger.runs(of.ledger) if line.issued is not None]
    if not signed:
        raise WorkspaceFault(
            say("No run is signed yet, so there is nothing to send. Sign one first: officebatch approve")
        )
    return max(signed)


def prepare(
    of: Workspace, book: RuleBook, as_of: date, outbox: Outbox, *, most: int = 0, to: str = "", trial: str = ""
) -> Prepared:
    """What would go to whom, with its bytes. most: bytes the server takes, 0 where that is not known.

    to, trial: everything to one address, under Message-IDs of its own that `trial` makes. Raises WorkspaceFault where
    the run is not signed or not as it was signed.
    """
    from officebatch.delivery import freezing, letters

    mail = settings(of)
    line, standing = _signed(of, as_of)
    if trial and (not is_address(to) or to.rpartition("@")[2].lower() not in mail.allowed_domains):
        raise WorkspaceFault(
            say("A trial cannot go to {address}: it must be one mail address in one of the allowed_domains of "
                "officebatch.toml.", address=to)
        )
    issued = line.issued or as_of
    with spoken(book.settings.language):  # reasons are kept, and words of ours stand in subjects
        plan = letters.plan(_papers(of, as_of, standing), book, issued, mail.allowed_domains)
    files = _as_signed(standing, plan)
    name, largest = mail.sender_name or book.settings.office_name, min(mail.max_size, most or mail.max_size)
    sender = freezing.Sender(name, mail.sender, mail.reply_to, largest)
    fence = freezing.Fence(book.settings.secret_words, book.settings.inner_levels)
    work = _Preparing(as_of, issued, files, sender, fence, outbox, trial)
    with spoken(book.settings.language):
        for letter in _letters(of, book, as_of, issued, plan):
            work.add(replace(letter, address=to) if trial else letter)
    return work.done(plan.by_hand)


def settings(of: Workspace) -> Mail:
    """How this machine sends mail. Raises WorkspaceFault where officebatch.toml does not say."""
    if of.mail is None:
        raise WorkspaceFault(
            say("officebatch.toml has no [mail], so nothing can be sent by mail; print and hand over, or add it "
                "(README, “Sending by mail”). Nothing was written.")
        )
    return of.mail


def server(of: Workspace) -> MailServer:
    """The mail server of a workspace. Raises WorkspaceFault where it is not told or its password is nowhere."""
    from officebatch.delivery import MailServer
    from officebatch.delivery.password import password

    mail = settings(of)
    secret = password(mail) if mail.user else ""
    return MailServer.of(mail, lambda: secret)


def outbox(of: Workspace, *, trial: bool = False) -> SqliteOutbox:
    """The outbox of a workspace, to be closed; of a trial one that is forgotten."""
    return SqliteOutbox(None if trial else of.ledger)


def preview(of: Workspace, prepared: Prepared) -> tuple[str, ...]:
    """Write the mails that are not there yet and the table of who gets what; the names of what was written.

    Raises OSError.
    """
    place = of.mails(prepared.as_of.isoformat())
    place.mkdir(parents=True, exist_ok=True)
    written = []
    for dispatch in prepared.dispatches:
        content = prepared.content.get(dispatch.key)
        if content is not None and not _stands(of, dispatch):
            write_whole(place / dispatch.file, content)
            written.append(dispatch.file)
    write_whole(place / OVERVIEW, _overview(prepared))
    return (*written, OVERVIEW)


def send(
    of: Workspace,
    prepared: Prepared,
    outbox: Outbox,
    server: MailServer,
    clock: Clock,
    *,
    tell: Tell,
    trial: bool = False,
) -> Summary:
    """Freeze what is new into the outbox and send what is open. The workspace must be `opened`.

    Raises OSError where disk or outbox refuse; nothing is lost or doubled by that.
    """
    from officebatch import delivery

    if not trial:
        preview(of, prepared)
    withdraw(prepared, outbox, clock.now())
    outbox.put(prepared.new, clock.now())
    keys = {d.key for d in prepared.dispatches}
    standing = [d for d in outbox.of_day(prepared.as_of) if d.key in keys]

    def content(dispatch: Dispatch) -> bytes:
        if trial:
            return prepared.content[dispatch.key]
        return (of.mails(prepared.as_of.isoformat()) / dispatch.file).read_bytes()

    summary = delivery.send(standing, content, outbox, server, clock, tell=tell)
    if not trial:
        write_whole(
            of.mails(prepared.as_of.isoformat()) / OVERVIEW, _overview(replace(prepared, dispatches=summary.dispatches))
        )
    return summary


def withdraw(prepared: Prepared, outbox: Outbox, at: datetime) -> None:
    """Cancel what is replaced by a later revision or not planned any more."""
    for dispatch in prepared.withdrawn:
        said = say("replaced: the papers, the address or the words of this mail changed before it was sent")
        outbox.become(dispatch.key, DispatchState.CANCELLED, at, said=said)


def rows(prepared: Prepared) -> Iterator[tuple[Dispatch | None, str, str, tuple[str, ...], str]]:
    """Line by line for people: the dispatch (None: by hand), to whom, by which way, its papers, why."""
    for dispatch in prepared.dispatches:
        why = dispatch.reason or dispatch.reply
        yield dispatch, dispatch.addressee, say(STATES[dispatch.state]), prepared.papers.get(dispatch.key, ()), why
    for hand in prepared.by_hand:
        yield None, hand.audience, say("by hand"), tuple(p.path for p in hand.papers), hand.way


@dataclass
class _Preparing:
    """Letters become dispatches, beside what the outbox has of the run already."""

    as_of: date
    issued: date
    files: Mapping[str, bytes]
    sender: Sender
    fence: Fence
    outbox: Outbox
    trial: str
    dispatches: list[Dispatch] = field(default_factory=list)
    new: list[Dispatch] = field(default_factory=list)
    withdrawn: list[Dispatch] = field(default_factory=list)
    content: dict[str, bytes] = field(default_factory=dict)
    papers: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._standing: dict[str, list[Dispatch]] = {}
        for dispatch in self.outbox.of_day(self.as_of):
            self._standing.setdefault(dispatch.thread, []).append(dispatch)

    def add(self, letter: Letter) -> None:
        before = self._standing.pop(letter.thread, [])
        revision = max((d.revision for d in before), default=1)
        current = [d for d in before if d.revision == revision]
        frozen = self._frozen(letter, revision)
        if not current:
            self._take(letter, frozen)
        elif _keeps(letter, current, [f.dispatch for f in frozen]):
            same = {f.dispatch.key: f for f in frozen}
            for dispatch in current:
                twin = same.get(dispatch.key)
                if twin is not None and twin.dispatch.sha256 == dispatch.sha256 and twin.content:
                    self.content[dispatch.key] = twin.content
                self.papers[dispatch.key] = tuple(a.name for a in letter.attachments)
            self.dispatches += current
        else:
            self.withdrawn += [d for d in current if d.state is not DispatchState.CANCELLED]
            self._take(letter, self._frozen(letter, revision + 1))

    def _frozen(self, letter: Letter, revision: int) -> tuple[Frozen, ...]:
        from officebatch.delivery.freezing import freeze

        earlier = self.outbox.thread(letter.thread, letter.as_of)
        return freeze(
            letter, self.files, self.sender, self.issued, revision=revision, earlier=earlier, fence=self.fence,
            trial=self.trial,
        )

    def _take(self, letter: Letter, frozen: Sequence[Frozen]) -> None:
        for one in frozen:
            self.dispatches.append(one.dispatch)
            self.new.append(one.dispatch)
            self.papers[one.dispatch.key] = tuple(a.name for a in letter.attachments)
            if one.content:
                self.content[one.dispatch.key] = one.content

    def done(self, by_hand: tuple[ByHand, ...]) -> Prepared:
        """What is not planned any more and was not begun is withdrawn."""
        gone = [d for held in self._standing.values() for d in held if d.state is not DispatchState.CANCELLED]
        self.dispatches += [d for d in gone if d.state in BEGUN]
        withdrawn = (*self.withdrawn, *(d for d in gone if d.state not in BEGUN))
        return Prepared(
            self.as_of, self.issued, tuple(self.dispatches), tuple(self.new), withdrawn, self.content,
            self.papers, by_hand,
        )


def _keeps(letter: Letter, current: Sequence[Dispatch], again: Sequence[Dispatch]) -> bool:
    """Whether what stands in the outbox stays as it is: sent once, decided by a person, or still the same."""
    from officebatch.delivery.freezing import digest_of_papers, papers_of

    if [(d.key, d.sha256) for d in current] == [(d.key, d.sha256) for d in again]:
        return any(d.sha256 for d in again) or [d.reason for d in current] == [d.reason for d in again]
    states = {d.state for d in current}
    if states & {*BEGUN}:
        return True
    same = all(digest_of_papers(d.message_id) == papers_of(letter) for d in current)
    if states == {DispatchState.CANCELLED}:
        return same
    by_a_person = states <= {DispatchState.FAILED, DispatchState.HELD} and all(d.sha256 for d in current)
    return by_a_person and same and all(d.address == letter.address for d in current)


def _signed(of: Workspace, as_of: date) -> tuple[RunLine, Standing]:
    """The run of a day as it was signed. Raises WorkspaceFault where it is not."""
    line = next((line for line in ledger.runs(of.ledger) if line.as_of == as_of), None)
    if line is None or line.issued is None:
        raise WorkspaceFault(
            say("The run of {day} is not signed, so nothing of it is sent. Sign it first: officebatch approve --as-of "
                "{day}", day=as_of)
        )
    standing = manifest.standing(of.run_folder(as_of.isoformat()))
    if standing is None or standing.digest != line.digest:
        raise WorkspaceFault(
            say("{file} is not the one that was signed, so nothing is sent. Put the run's folder back as it was.",
                file=of.run_folder(as_of.isoformat()) / "manifest.json")
        )
    return line, standing


def _papers(of: Workspace, as_of: date, standing: Standing) -> Iterator[Paper]:
    from officebatch.delivery.letters import Paper

    asked: dict[tuple[str, str, str], date] = {}
    for notice in ledger.notices(of.ledger):
        key = (notice.kind, notice.audience, notice.number)
        if notice.as_of == as_of and notice.told.answer_by is not None:
            asked[key] = min(notice.told.answer_by, asked.get(key, notice.told.answer_by))
    for path, line in standing.files.items():
        kind, audience, number = (str(line[name]) for name in ("kind", "audience", "number"))
        yield Paper(
            path=path,
            kind=kind,
            audience_kind=AudienceKind(str(line["audience_kind"])),
            audience=audience,
            sha256=str(line["sha256"]),
            item=str(line["item"]),
            number=number,
            matters=int(str(line["matters"])),
            answer_by=asked.get((kind, audience, number)),
        )


def _as_signed(standing: Standing, plan: Plan) -> dict[str, bytes]:
    """The content of every paper that is mailed. Raises WorkspaceFault naming each that is not as it was signed."""
    files, changed = {}, []
    for paper in dict.fromkeys(paper for letter in plan.letters for paper in letter.papers):
        path = standing.folder / paper.path
        try:
            files[paper.path] = path.read_bytes()
        except OSError:
            changed.append(say("{file} is not there any more.", file=path))
            continue
        if hashlib.sha256(files[paper.path]).hexdigest() != paper.sha256:
            changed.append(say("{file} was changed after it was signed.", file=path))
    if changed:
        raise WorkspaceFault(
            *changed,
            say("Nothing was sent. Put these papers back as they were signed; what somebody wrote into a list belongs "
                "into the next run."),
        )
    return files


def _letters(of: Workspace, book: RuleBook, as_of: date, issued: date, plan: Plan) -> Iterator[Letter]:
    """The planned letters with their words; one whose template cannot be used is held."""
    from officebatch.outputs import mails

    requests = [
        mails.Request(planned.template or planned.kind.value, planned.of, _context(book, as_of, issued, planned))
        for planned in plan.letters
    ]
    written = mails.write_mails(requests, folder.templates(of))
    for planned, words in zip(plan.letters, written, strict=True):
        attachments = tuple(Attachment(p.path.rpartition("/")[2], p.path, p.sha256) for p in planned.papers)
        letter = Letter(
            as_of, planned.addressee, planned.of, planned.address, "", "", "", attachments, planned.thread, planned.held
        )
        if isinstance(words, mails.Words):
            yield replace(letter, subject=words.subject, text=words.text, html=words.html)
        else:
            yield replace(letter, subject=planned.of or planned.addressee, held=planned.held or words.because)


def _context(book: RuleBook, as_of: date, issued: date, planned: Planned) -> Mapping[str, Plain]:
    """What a mail template may use."""
    from officebatch.outputs import mails

    told = book.settings
    return {
        "单位": told.full_name,
        "署名": told.office_name,
        "联系人": told.contact,
        "电话": told.telephone,
        "称谓": told.address,
        **mails.days_said(as_of),
        "印发日期": mails.issued_said(issued),
        "收件人": planned.name,
        "职务姓名": f"{planned.post}{planned.name}",
        "部门": planned.of,
        "抄送": int(planned.copy),
        "代收": planned.instead_of,
        "文书": [_paper_said(n, paper) for n, paper in enumerate(planned.papers, 1)],
        "份数": len(planned.papers),
        "回复期限": mails.asked_by(min((p.answer_by for p in planned.papers if p.answer_by), default=None)),
        "请批": int(any(paper.kind == HINT for paper in planned.papers)),
        "分管": [{"部门": name, "内容": text} for name, text in _tallies(planned)],
    }


def _paper_said(n: int, paper: Paper) -> Mapping[str, Plain]:
    return {
        "序号": n,
        "名称": paper.kind,
        "编号": paper.number,
        "事项": paper.item,
        "件数": paper.matters,
        "部门": paper.audience if paper.audience_kind is AudienceKind.DEPARTMENT else "",
    }


def _tallies(planned: Planned) -> Iterator[tuple[str, str]]:
    said: dict[str, list[str]] = {}
    for tally in planned.tallies:
        words = marked("{kind} {papers} papers, {matters} matters")
        text = say(words, kind=tally.kind, papers=tally.papers, matters=tally.matters)
        said.setdefault(tally.department, []).append(text)
    for department, texts in said.items():
        yield department, say("; ").join(texts)


def _stands(of: Workspace, dispatch: Dispatch) -> bool:
    try:
        content = (of.mails(dispatch.as_of.isoformat()) / dispatch.file).read_bytes()
    except OSError:
        return False
    return hashlib.sha256(content).hexdigest() == dispatch.sha256


def _overview(prepared: Prepared) -> bytes:
    from officebatch.outputs import mails

    lines: list[tuple[str | int | None, ...]] = []
    for dispatch, name, way, papers, why in rows(prepared):
        listed = "\n".join(papers)
        if dispatch is None:
            lines.append((name, "", "", way, why, "", listed, None, ""))
        else:
            size = dispatch.size // 1000 + 1 if dispatch.size else None
            lines.append(
                (name, dispatch.of, dispatch.address, way, why, dispatch.subject, listed, size, dispatch.file)
            )
    return mails.overview(prepared.as_of, lines)


def found(outbox: SqliteOutbox, key: str) -> Dispatch:
    """The dispatch of a key, or of the one key that begins so. Raises WorkspaceFault for none or several."""
    of = [d for day in outbox.days() for d in outbox.of_day(day) if d.key.startswith(key)] if key else []
    if len(of) != 1:
        raise WorkspaceFault(
            say("{n} mails have a key that begins with {key}. The keys are listed by: officebatch outbox", n=len(of),
                key=key)
        )
    return of[0]


def settle_interrupted(outbox: SqliteOutbox, clock: Clock) -> None:
    """What an interrupted sending left at the final dot is perhaps delivered. The workspace must be locked."""
    from officebatch import delivery

    for day in outbox.days():
        delivery.settle(outbox.of_day(day), outbox, clock)


def decide(
    outbox: SqliteOutbox, dispatch: Dispatch, state: DispatchState, at: datetime, *, by: str, reason: str
) -> Dispatch:
    """A person's word on a mail. Raises WorkspaceFault where it cannot become that."""
    if not by:
        raise WorkspaceFault(say("Say who decides: --by NAME"))
    if state is DispatchState.FROZEN and not dispatch.sha256:
        raise WorkspaceFault(
            say("There is nothing to release: {why}. Mend that; the next officebatch send makes the mail anew.",
                why=dispatch.reason)
        )
    try:
        return outbox.become(dispatch.key, state, at, said=reason, by=by)
    except ValueError:
        raise WorkspaceFault(
            say("{key} to {name} is “{state}”, so that cannot be decided any more.", key=dispatch.key,
                name=dispatch.addressee, state=say(STATES[dispatch.state]))
        ) from None


@dataclass(frozen=True)
class Back:
    """What a folder of delivery failures told. failed: mails now marked as refused; unclear: files whose failure is of
    no mail that can be named."""

    failed: tuple[Dispatch, ...]
    unclear: tuple[str, ...]


def take_back(outbox: SqliteOutbox, mails: Path, clock: Clock) -> Back:
    """Mark what the mails in a folder say was not delivered. The workspace must be locked. Raises OSError."""
    from officebatch.delivery import bounces

    failed, unclear = [], []
    for path in sorted(path for path in mails.iterdir() if path.suffix.lower() == ".eml" and path.is_file()):
        bounce = bounces.read(path.read_bytes())
        if bounce is None:
            continue
        known = [d for day in outbox.days() for d in outbox.of_day(day)]
        found = bounces.meant(bounce, known)
        for dispatch in found:
            said = bounce.said or say("it came back")
            by = bounce.reporter
            failed.append(outbox.become(dispatch.key, DispatchState.FAILED, clock.now(), said=said, by=by))
        before = any(d.state is DispatchState.FAILED and _told_of(bounce, d) for d in known)
        if not found and not before:
            unclear.append(path.name)
    return Back(tuple(failed), tuple(unclear))


def _told_of(bounce: Bounce, dispatch: Dispatch) -> bool:
    return dispatch.message_id in bounce.ours or (not bounce.ours and dispatch.address.lower() in bounce.addresses)


def undelivered(of: Workspace, as_of: date) -> tuple[Dispatch, ...]:
    """Of the last run before a day that was mailed, what did not arrive and nobody has mended since."""
    with SqliteOutbox(of.ledger) as held:
        day = next((day for day in held.days() if day < as_of), None)
        return tuple(d for d in held.of_day(day) if d.state is DispatchState.FAILED) if day is not None else ()
