"""Sending what the outbox holds: one mail after the other over one connection, each step on disk before the next.

MAIL, RCPT, DATA and the text without the final dot; `DOT` is committed; the dot; the answer is committed. A yes does
not wait for the disk while the next mail follows at once, whose `DOT` takes it along: one wait for the disk a mail.
Should the power fail in between, that one is `UNKNOWN`, as it would be a moment earlier. What breaks
before the dot is safe and tried again, what breaks behind it is `UNKNOWN` and never sent again by itself: the server
may have it. A later (4xx) waits 1, 5, 15, 60 minutes while the send window is open, a no (5xx) stops that mail.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from officebatch.delivery.patience import BACK_OFF, MANY, PATIENCE, SPAM_WAIT, back_off
from officebatch.delivery.queue import Queue, settle
from officebatch.delivery.replies import Advice, Phase, Reply, advice
from officebatch.delivery.smtp import Line, Lost, Refused, faultless, smaller
from officebatch.delivery.summary import Summary
from officebatch.mail import is_address
from officebatch.model.dispatch import DispatchState
from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from officebatch.delivery.server import Clock, MailServer
    from officebatch.model.dispatch import Dispatch, Outbox

_LOST = -1
_OTHER_LINE = (Advice.RECONNECT, Advice.BROKEN)  # worth another connection, at once, where this one was used before


def send(
    dispatches: Sequence[Dispatch],
    content: Callable[[Dispatch], bytes],
    outbox: Outbox,
    server: MailServer,
    clock: Clock,
    *,
    tell: Callable[[str], None] = lambda _message: None,
) -> Summary:
    """Send what is open among `dispatches` (as `outbox.of_day` has them); only one at a time may do so.

    content: the frozen bytes of a dispatch (OSError where they are gone). tell: what is being done, for people.
    Raises OSError where the outbox cannot be written; no mail is lost or doubled by that.
    """
    settled = settle(dispatches, outbox, clock)
    work = _Sending(Queue({d.key: d for d in settled}, outbox, clock), content, server, tell)
    try:
        stopped = work.through()
    finally:
        try:
            outbox.harden()
        finally:
            work.hang_up()
    now = tuple(work.queue.standing.values())
    sent = sum(d.state is DispatchState.SENT for d in now) - sum(d.state is DispatchState.SENT for d in settled)
    return Summary(now, sent, stopped)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came back for a mail, and to what."""

    phase: Phase
    reply: Reply
    fresh: bool

    @property
    def advice(self) -> Advice:
        means = advice(self.reply, self.phase)
        return Advice.BROKEN if means is Advice.TAKEN and self.phase is not Phase.DOT else means


@dataclass
class _Sending:
    """One sending: the open connection, what stands, and until when to keep quiet."""

    queue: Queue
    content: Callable[[Dispatch], bytes]
    server: MailServer
    tell: Callable[[str], None]
    line: Line | None = None
    not_before: datetime = datetime.min  # for every mail: pace, or the provider wants peace
    calls: int = 0  # connections refused one after the other
    trouble: str = ""  # why nothing goes at the moment
    refusals: int = 0  # mails refused one after the other

    def through(self) -> str:
        """Send until nothing is open; why it ended before, "" if it did not."""
        patience = self.queue.clock.now() + PATIENCE
        while following := self.queue.following():
            now = self.queue.clock.now()
            closes = self.server.closes(now)
            if closes is None:
                return say("The send window is shut; mail goes out from {opens} to {closes}.", **self._hours())
            due = max(following.not_before or datetime.min, self.not_before)
            if due > now:
                latest = closes if self.server.window else max(patience, now + self._pace())
                if due > latest:
                    return self.trouble or say("What is left must wait until {time}.", time=f"{due:%Y-%m-%d %H:%M}")
                self._wait(now, due)
            elif stopped := self._deliver(following):
                return stopped
        return ""

    def hang_up(self) -> None:
        """Close the connection; the next mail opens another."""
        if self.line is not None:
            self.line.close()
            self.line = None

    def _wait(self, now: datetime, due: datetime) -> None:
        self.queue.outbox.harden()
        if due - now > self._pace():
            self.hang_up()  # servers close what is idle
            self.tell(say("Waiting until {time}. {reason}", time=f"{due:%H:%M:%S}", reason=self.trouble).strip())
        self.queue.clock.sleep((due - now).total_seconds())

    def _pace(self) -> timedelta:
        return timedelta(minutes=1) / self.server.rate if self.server.rate else timedelta()

    def _hours(self) -> dict[str, str]:
        return dict(zip(("opens", "closes"), (f"{t:%H:%M}" for t in self.server.window or ()), strict=False))

    def _deliver(self, dispatch: Dispatch) -> str:
        """One mail, over a second connection where the first turned out to be used up. Why to stop, "" to go on."""
        if (letter := self._letter(dispatch)) is None:
            return ""
        for last in (False, True):
            try:
                line = self._connection()
            except Refused as refusal:
                return self._not_connected(refusal)
            if why := self._unfit(line, dispatch, letter):
                self.queue.become(dispatch, DispatchState.HELD, why)
                return ""
            self.trouble = ""
            self.not_before = max(self.not_before, self.queue.clock.now() + self._pace())
            answer = self._hand_over(line, dispatch, letter)
            if answer is None:
                self.hang_up()
                return ""
            if answer.phase is Phase.DOT or answer.fresh or last or answer.advice not in _OTHER_LINE:
                return self._conclude(dispatch, answer)
            self.hang_up()
        raise AssertionError("the second connection is the last")

    def _letter(self, dispatch: Dispatch) -> bytes | None:
        """The frozen bytes, None where the dispatch is now held for they are not what was frozen."""
        n, all_of = self.queue.place, len(self.queue.standing)
        self.tell(say("Mail {n} of {all}: {addressee}", n=n, all=all_of, addressee=dispatch.addressee))
        try:
            letter = self.content(dispatch)
        except OSError as fault:
            why = say("its file {file} cannot be read: {reason}", file=dispatch.file, reason=fault.strerror or fault)
        else:
            if hashlib.sha256(letter).hexdigest() == dispatch.sha256 and is_address(dispatch.address):
                return letter
            why = say("its file {file} was changed after it was frozen", file=dispatch.file)
            if not is_address(dispatch.address):
                why = say("{address} is no address mail can be sent to", address=repr(dispatch.address))
        self.queue.become(dispatch, DispatchState.HELD, why)
        return None

    def _connection(self) -> Line:
        if self.line is None:
            self.line = Line(self.server)
            self.calls = 0
        return self.line

    def _not_connected(self, refusal: Refused) -> str:
        self.trouble = str(refusal)
        if refusal.lasting or self.calls == len(BACK_OFF):
            return self.trouble
        self.not_before = self.queue.clock.now() + BACK_OFF[self.calls]
        self.calls += 1
        return ""

    def _unfit(self, line: Line, dispatch: Dispatch, letter: bytes) -> str:
        most = smaller(line.size, self.server.max_size)
        if most and len(letter) > most:
            return say("it has {size} kB, more than the {most} kB the server takes",
                       size=-(-len(letter) // 1000), most=most // 1000)  # fmt: skip
        if not faultless(letter) or not (letter.isascii() or line.takes_eight_bit()):
            return say("its file {file} is not written as mail must be", file=dispatch.file)
        return ""

    def _hand_over(self, line: Line, dispatch: Dispatch, letter: bytes) -> _Answer | None:
        """All steps of one mail, None where somebody held it meanwhile. `DOT` is on disk before the dot goes out."""
        fresh, phase = line.fresh, Phase.MAIL
        try:
            phase, reply = line.begin(
                self.server.sender, dispatch.address, len(letter), eight_bit=not letter.isascii()
            )
            if reply.code != 354 or phase is not Phase.DATA:
                self._forget(line, reply)
                return _Answer(phase, reply, fresh)
            line.text(letter)
            if early := line.interrupted():
                self.hang_up()
                return _Answer(phase, early, fresh)
        except Lost as lost:
            return _Answer(phase, Reply(_LOST, str(lost)), fresh)
        if not self.queue.claim(dispatch):
            return None
        try:
            return _Answer(Phase.DOT, line.dot(), fresh)
        except Lost as lost:
            return _Answer(Phase.DOT, Reply(_LOST, str(lost)), fresh)

    def _forget(self, line: Line, reply: Reply) -> None:
        """Make the connection ready for another mail, or give it up: what was said stands in any case."""
        try:
            if not line.spoilt and reply.code != 421:
                line.reset()
                return
        except Lost:
            pass
        self.hang_up()

    def _conclude(self, dispatch: Dispatch, answer: _Answer) -> str:
        """Write down what came back. Why to stop, "" to go on."""
        advice, reply, at_dot = answer.advice, answer.reply, answer.phase is Phase.DOT
        if advice in _OTHER_LINE:
            self.hang_up()
        self.refusals = self.refusals + 1 if advice is Advice.NEVER else 0
        match advice:
            case Advice.TAKEN:
                self.queue.become(dispatch, DispatchState.SENT, str(reply), lasting=False)
            case Advice.NEVER:
                self.queue.become(dispatch, DispatchState.FAILED, str(reply))
                if self.refusals >= MANY:
                    return say("{n} mails in a row were refused, the last with: {reply}. Nothing more was tried.",
                               n=MANY, reply=reply)  # fmt: skip
            case Advice.BARRED:
                if at_dot:
                    self.queue.become(dispatch, DispatchState.FAILED, str(reply))
                return say("{server} refuses all mail of this account: {reply}. Nothing more was tried.",
                           server=self.server.host, reply=reply)  # fmt: skip
            case Advice.SPAM:
                return self._suspected(dispatch, reply)
            case Advice.BROKEN if at_dot:
                why = say("the connection broke after the mail was handed over: {reason}", reason=reply.text)
                self.queue.become(dispatch, DispatchState.UNKNOWN, why)
            case _:
                self._later(dispatch, answer)
        return ""

    def _later(self, dispatch: Dispatch, answer: _Answer) -> None:
        """Deferred: at once over another connection, alone, or with all others."""
        said = str(answer.reply)
        if answer.advice is Advice.BROKEN:
            reason = answer.reply.text
            said = say("the connection broke before the mail was handed over: {reason}", reason=reason)
        if answer.advice is Advice.RECONNECT and answer.reply.code != 421 and not answer.fresh:
            self.queue.become(dispatch, DispatchState.DEFERRED, said, self.queue.clock.now())
            return
        until = self.queue.clock.now() + back_off(dispatch.key, len(self.queue.put_off_before(dispatch)))
        self.queue.become(dispatch, DispatchState.DEFERRED, said, until)
        if answer.advice is Advice.PAUSE:
            self.not_before, self.trouble = until, self._pause(answer.reply)

    def _pause(self, reply: Reply) -> str:
        return say("{server} wants a pause: {reply}.", server=self.server.host, reply=reply)

    def _suspected(self, dispatch: Dispatch, reply: Reply) -> str:
        """The provider takes a mail for unwanted: once more after two minutes, then a person looks at it."""
        again = any(advice(_reply(step.said), Phase.DOT) is Advice.SPAM for step in self.queue.put_off_before(dispatch))
        self.not_before, self.trouble = self.queue.clock.now() + SPAM_WAIT, self._pause(reply)
        self.queue.become(dispatch, DispatchState.DEFERRED, str(reply), self.not_before)
        if not again:
            return ""
        self.queue.become(dispatch, DispatchState.HELD, str(reply))
        return say("{server} takes the mail for unwanted mail: {reply}. Nothing more was tried.",
                   server=self.server.host, reply=reply)  # fmt: skip


def _reply(said: str) -> Reply:
    """An answer as it was kept."""
    code, _, text = said.partition(" ")
    return Reply(int(code) if code.isdigit() else _LOST, text)
