"""Every bad day of a mail server against the table of states: what was sent once is sent, what is unknown stays so."""

from __future__ import annotations

import hashlib
import select
import ssl
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import trustme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from officebatch.delivery import MailServer, Refused, Security, limit
from officebatch.delivery.patience import back_off
from officebatch.delivery.smtp import Line, Lost
from officebatch.model.dispatch import DispatchState
from officebatch.outbox import SqliteOutbox
from tests.delivery.days import FRIDAY, MONDAY
from tests.delivery.faultserver import FaultServer
from tests.delivery.office import SHORT, Clock, Desk, desk, dispatch, letter, plain

if TYPE_CHECKING:
    from pathlib import Path

    from officebatch.model.dispatch import Dispatch

LARGE = letter(1, (b"a" * 900 + b"\r\n") * 7_000)  # more than sockets take in before anybody reads
PASSWORD = "Marker-5ecret!"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def certified(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's certificate for this machine, whose authority is trusted as an office's own is."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return context(authority.issue_cert("localhost", "127.0.0.1"))


def context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(made)
    return made


def secured(port: int, *, security: Security = Security.STARTTLS, password: str = PASSWORD) -> MailServer:
    return MailServer(
        host="localhost", port=port, security=security, sender="office@office.test", user="office",
        password=lambda: password, timeouts=SHORT,
    )  # fmt: skip


def test_each_mailbox_holds_its_own_bytes_once_over_one_connection(tmp_path: Path) -> None:
    letters = [letter(n, b"..\r\n.\r\nline\r\n" * n) for n in range(1, 10)]
    at = desk(tmp_path, letters)
    with FaultServer() as server:
        summary = at.send(plain(server.port))

    assert server.mailboxes == {f"p{n}@office.test": [content] for n, content in enumerate(letters, 1)}
    assert server.connections == 1
    assert at.steps() == ["frozen", "dot", "sent"]
    assert (summary.sent, summary.stopped, summary.counts) == (9, "", {DispatchState.SENT: 9})
    assert {d.reply for d in summary.dispatches} == {"250 2.0.0 kept as 1"}


def test_sent_again_nothing_goes(tmp_path: Path) -> None:
    at = desk(tmp_path, [letter(1)])
    with FaultServer() as server:
        at.send(plain(server.port))
        again = at.send(plain(server.port))

    assert again.sent == 0
    assert (server.connections, list(server.copies().values())) == (1, [1])


# fault, its times → states on the way, copies in the mailbox; a window until 18:00 lets waiting end.
ON_THE_WAY: tuple[tuple[dict[str, Any], int, str, int], ...] = (
    ({"answer": ("banner", "421 4.3.2 not now")}, -1, "frozen", 0),
    ({"answer": ("banner", "421 4.3.2 not now")}, 1, "frozen dot sent", 1),
    ({"answer": ("banner", "554 5.7.1 go away")}, -1, "frozen", 0),
    ({"drop": "banner"}, -1, "frozen", 0),
    ({"drop": "banner"}, 1, "frozen dot sent", 1),
    ({"stall": "banner"}, 1, "frozen dot sent", 1),
    ({"answer": ("MAIL", "550 5.7.1 sender refused")}, -1, "frozen", 0),
    ({"answer": ("MAIL", "451 4.3.0 later")}, 1, "frozen deferred dot sent", 1),
    ({"drop": "MAIL"}, 1, "frozen deferred dot sent", 1),
    ({"answer": ("RCPT", "450 4.2.0 greylisted")}, 1, "frozen deferred dot sent", 1),
    ({"answer": ("RCPT", "450 4.2.0 greylisted")}, 3, "frozen deferred deferred deferred dot sent", 1),
    ({"answer": ("RCPT", "550 5.1.1 no such user")}, -1, "frozen failed", 0),
    ({"answer": ("RCPT", "550 5.1.1 no such user"), "drop": "RSET"}, -1, "frozen failed", 0),
    ({"answer": ("RCPT", "421 4.7.0 closing")}, 1, "frozen deferred dot sent", 1),
    ({"drop": "RCPT"}, 1, "frozen deferred dot sent", 1),
    ({"stall": "RCPT"}, 1, "frozen deferred dot sent", 1),
    ({"answer": ("DATA", "554 5.5.1 no valid recipients")}, -1, "frozen failed", 0),
    ({"answer": ("DATA", "250 what?")}, 1, "frozen deferred dot sent", 1),
    ({"drop": "text"}, 1, "frozen deferred dot sent", 1),
    ({"drop": "text"}, 3, "frozen deferred deferred deferred dot sent", 1),
    ({"answer": ("dot", "451 4.3.0 later")}, 1, "frozen dot deferred dot sent", 1),
    ({"answer": ("dot", "421 4.3.2 closing")}, 1, "frozen dot deferred dot sent", 1),
    ({"answer": ("dot", "554 5.6.0 refused")}, -1, "frozen dot failed", 0),
    ({"answer": ("dot", "354 what?")}, 1, "frozen dot unknown", 0),
    ({"drop": "dot"}, 1, "frozen dot unknown", 1),
    ({"drop": "dot"}, -1, "frozen dot unknown", 1),
    ({"stall": "dot"}, -1, "frozen dot unknown", 1),
    ({"answer": ("dot", "451 MI:DMC")}, 1, "frozen dot deferred dot sent", 1),
    ({"answer": ("dot", "451 MI:SFQ")}, 1, "frozen dot deferred dot sent", 1),
    ({"answer": ("banner", "421 HL:ICC")}, 1, "frozen dot sent", 1),
    ({"answer": ("dot", "451 DT:SPM")}, 1, "frozen dot deferred dot sent", 1),
    ({"answer": ("dot", "451 DT:SPM")}, -1, "frozen dot deferred dot deferred held", 0),
    ({"answer": ("dot", "554 DT:SPM")}, -1, "frozen dot failed", 0),
    ({"answer": ("MAIL", "550 5.7.30 Basic authentication is not supported")}, -1, "frozen", 0),
    ({"answer": ("RCPT", "550 5.2.254 limited")}, -1, "frozen", 0),
    ({"answer": ("dot", "554 5.2.252 SendAsDenied")}, -1, "frozen dot failed", 0),
    ({"size": 10}, -1, "frozen held", 0),
)  # fmt: skip


@pytest.mark.parametrize("pipelining", [False, True])
@pytest.mark.parametrize(("fault", "times", "steps", "copies"), ON_THE_WAY)
def test_a_bad_day(
    *, fault: dict[str, Any], times: int, steps: str, copies: int, pipelining: bool, tmp_path: Path
) -> None:
    at = desk(tmp_path, [LARGE if fault.get("drop") == "text" else letter(1)])
    with FaultServer(**fault, times=times, pipelining=pipelining) as server:
        at.send(plain(server.port))

    assert " ".join(at.steps()) == steps
    assert sum(server.copies().values()) == copies


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        ({"answer": ("RCPT", "450 4.2.0 greylisted")}, "deferred"),
        ({"answer": ("dot", "451 4.3.0 later")}, "deferred"),
        ({"drop": "text"}, "deferred"),
        ({"answer": ("banner", "421 not now")}, "frozen"),
    ],
)
def test_a_fault_that_lasts_is_tried_again_until_the_window_closes(
    fault: dict[str, Any], state: str, tmp_path: Path
) -> None:
    at = desk(tmp_path, [LARGE if fault.get("drop") == "text" else letter(1)])
    with FaultServer(**fault) as server:
        summary = at.send(plain(server.port, until=11))

    assert at.states() == [state]
    assert server.copies() == {}
    assert summary.stopped
    assert at.clock.at < datetime(2026, 11, 23, 11)
    assert len(at.clock.slept) >= 3
    for seconds, minutes in zip(at.clock.slept, (1, 5, 15, 60), strict=False):
        assert minutes <= seconds / 60 <= minutes * 1.2


def test_a_server_that_hung_up_or_spoke_before_the_dot_is_noticed_before_it() -> None:
    for fault, said in (({"drop": "text"}, None), ({"answer": ("text", "552 5.3.4 too much")}, 552)):
        with FaultServer(**fault) as server:
            line = Line(plain(server.port))
            line.begin("a@b.test", "c@d.test", 10, eight_bit=False)
            quiet = line.interrupted()
            line.text(letter(1))
            assert line._smtp.sock is not None
            select.select([line._smtp.sock], [], [], 5)
            if said is None:
                with pytest.raises(Lost):
                    line.interrupted()
            else:
                reply = line.interrupted()
                assert reply is not None
                assert reply.code == said
            line.close()

        assert quiet is None


def test_nobody_at_home(tmp_path: Path) -> None:
    at = desk(tmp_path, [letter(1)])
    with FaultServer() as server:
        pass
    summary = at.send(plain(server.port))

    assert at.steps() == ["frozen"]
    assert at.clock.slept == [60, 300, 900, 3600]
    assert str(server.port) in summary.stopped


def test_one_bad_address_stops_nobody_else_and_the_others_keep_the_connection(tmp_path: Path) -> None:
    at = desk(tmp_path, [letter(n) for n in range(1, 6)])
    with FaultServer(answer=("RCPT", "550 5.1.1 no such user"), times=1) as server:
        summary = at.send(plain(server.port))

    assert at.states() == ["failed", "sent", "sent", "sent", "sent"]
    assert server.connections == 1
    assert [(d.key, d.reason) for d in summary.to_decide] == [("k1", "550 5.1.1 no such user")]


def test_a_server_that_wants_the_text_of_a_refused_mail_gets_none(tmp_path: Path) -> None:
    at = desk(tmp_path, [letter(1), letter(2)])
    with FaultServer(answer=("RCPT", "550 5.1.1 no such user"), times=1, pipelining=True) as server:
        at.send(plain(server.port))

    assert at.states() == ["failed", "sent"]
    assert server.mailboxes == {"p2@office.test": [letter(2)]}
    assert server.connections == 2


def test_after_five_refusals_in_a_row_nothing_more_is_tried(tmp_path: Path) -> None:
    at = desk(tmp_path, [letter(n) for n in range(1, 9)])
    with FaultServer(answer=("dot", "554 5.7.1 refused")) as server:
        summary = at.send(plain(server.port))

    assert at.states() == ["failed"] * 5 + ["frozen"] * 3
    assert "554 5.7.1 refused" in summary.stopped
    assert len(summary.left) == 3


def test_before_it_waits_and_when_it_ends_everything_is_on_disk(tmp_path: Path) -> None:
    of = desk(tmp_path, [letter(n) for n in range(1, 4)])
    asked: list[str] = []

    class Watched(SqliteOutbox):
        def become(self, key: str, state: DispatchState, at: datetime, **more: Any) -> Dispatch:
            asked.append(f"{state} {more.get('lasting', True)}")
            return super().become(key, state, at, **more)

        def harden(self) -> None:
            asked.append("harden")
            super().harden()

    class Waiting(Clock):
        def sleep(self, seconds: float) -> None:
            asked.append("wait")
            super().sleep(seconds)

    of.outbox, of.clock = Watched(tmp_path / "ledger.db"), Waiting()
    with FaultServer() as server:
        of.send(plain(server.port, rate=60))

    a_mail = ["dot True", "sent False", "harden"]
    assert asked == [*a_mail, "wait", *a_mail, "wait", *a_mail]


def test_used_up_connections_are_opened_anew_at_once(tmp_path: Path) -> None:
    at = desk(tmp_path, [letter(n) for n in range(1, 4)])
    with FaultServer(answer=("MAIL", "421 4.4.2 idle too long"), times=0) as server:
        for times in (0, 1, 1):
            server.times = times
            at.send(plain(server.port))
        summary = at.send(plain(server.port))

    assert summary.counts == {DispatchState.SENT: 3}


def test_too_many_mails_over_one_connection(tmp_path: Path) -> None:
    """NetEase says MI:DMC after some mails: the next connection takes the mail without waiting."""
    at = desk(tmp_path, [letter(n) for n in range(1, 4)])
    with FaultServer() as server:
        sent: list[str] = []

        def content(key: str) -> bytes:
            if len(sent) == 1:
                server.answer, server.times = ("MAIL", "450 MI:DMC"), 1
            sent.append(key)
            return at.letters[key]

        from officebatch.delivery import send

        send(at.outbox.of_day(FRIDAY), lambda d: content(d.key), at.outbox, plain(server.port), at.clock)

    assert at.states() == ["sent"] * 3
    assert server.connections == 2
    assert at.clock.slept == []


def test_the_whole_account_pauses_where_the_provider_says_too_many(tmp_path: Path) -> None:
    at = desk(tmp_path, [letter(n) for n in range(1, 4)])
    with FaultServer(answer=("RCPT", "451 MI:SFQ too many"), times=1) as server:
        at.send(plain(server.port))

    assert at.states() == ["sent"] * 3
    assert len(at.clock.slept) == 1
    assert at.clock.slept[0] >= 60
    assert any("MI:SFQ" in told for told in at.told)


def test_the_rate_is_kept(tmp_path: Path) -> None:
    at = desk(tmp_path, [letter(n) for n in range(1, 6)])
    with FaultServer() as server:
        at.send(plain(server.port, rate=30))

    assert at.clock.slept == [2.0] * 4


def test_nothing_goes_outside_the_window_and_it_closes_between_two_mails(tmp_path: Path) -> None:
    at = desk(tmp_path, [letter(n) for n in range(1, 6)])
    at.clock.at = datetime(2026, 11, 23, 17, 59, 59)
    with FaultServer() as server:
        first = at.send(plain(server.port, rate=120))
        at.clock.at = datetime(2026, 11, 23, 19)
        second = at.send(plain(server.port))

    assert at.states() == ["sent", "sent", "frozen", "frozen", "frozen"]
    assert first.stopped
    assert "08:00" in second.stopped
    assert server.connections == 1


def test_an_interrupted_dot_is_unknown_at_the_next_start_and_only_a_person_sends_it_again(tmp_path: Path) -> None:
    at = desk(tmp_path, [letter(1)])
    at.outbox.become("k1", DispatchState.DOT, MONDAY)
    with FaultServer() as server:
        at.send(plain(server.port))
        held_back = dict(server.copies())
        at.outbox.become("k1", DispatchState.FROZEN, MONDAY, said="asked by telephone", by="沈杰")
        at.send(plain(server.port))

    assert held_back == {}
    assert at.steps() == ["frozen", "dot", "unknown", "frozen", "dot", "sent"]
    assert server.copies() == {letter(1): 1}


def test_a_mail_held_by_a_person_in_the_last_moment_is_not_sent(tmp_path: Path) -> None:
    at = desk(tmp_path, [letter(1), letter(2)])
    with FaultServer() as server, SqliteOutbox(tmp_path / "ledger.db") as other:

        def content(key: str) -> bytes:
            if key == "k1":
                other.become(key, DispatchState.HELD, MONDAY, said="wrong", by="沈杰")
            return at.letters[key]

        from officebatch.delivery import send

        send(at.outbox.of_day(FRIDAY), lambda d: content(d.key), at.outbox, plain(server.port), at.clock)

    assert at.states() == ["held", "sent"]
    assert list(server.mailboxes) == ["p2@office.test"]


UNFIT = {
    "changed": letter(1) + b"more\r\n",
    "bare line feed": b"Subject: x\r\n\r\na\n.\nMAIL FROM:<evil@office.test>\r\n",
    "bare carriage return": b"Subject: x\r\n\r\na\rb\r\n",
    "no end of line": b"Subject: x\r\n\r\na",
    "a line too long": b"Subject: x\r\n\r\n" + b"a" * 999 + b"\r\n",
    "a nought": b"Subject: x\r\n\r\n\0\r\n",
    "not ASCII": "Subject: x\r\n\r\n财\r\n".encode(),
}


@pytest.mark.parametrize("kind", UNFIT)
def test_bytes_that_are_not_what_was_frozen_or_no_mail_are_held(kind: str, tmp_path: Path) -> None:
    at = desk(tmp_path, [letter(1) if kind == "changed" else UNFIT[kind]])
    at.letters["k1"] = UNFIT[kind]
    with FaultServer() as server:
        summary = at.send(plain(server.port))

    assert at.states() == ["held"]
    assert server.copies() == {}
    assert "k1.eml" in summary.to_decide[0].reason


@pytest.mark.parametrize("address", ["a@b.test>\r\nRCPT TO:<evil@b.test", "a b@c.test", "a@b.test,c@d.test", ""])
def test_an_address_that_is_none_is_held(address: str, tmp_path: Path) -> None:
    from dataclasses import replace

    at = desk(tmp_path, [])
    at.outbox.put([replace(dispatch(1, letter(1)), address=address)], MONDAY)
    at.letters["k1"] = letter(1)
    with FaultServer() as server:
        at.send(plain(server.port))

    assert at.states() == ["held"]
    assert server.connections == 0


def test_a_letter_whose_file_is_gone_is_held(tmp_path: Path) -> None:
    at = desk(tmp_path, [letter(1), letter(2)])

    def content(key: str) -> bytes:
        return (tmp_path / "nothing.eml").read_bytes() if key == "k1" else at.letters[key]

    from officebatch.delivery import send

    with FaultServer() as server:
        send(at.outbox.of_day(FRIDAY), lambda d: content(d.key), at.outbox, plain(server.port), at.clock)

    assert at.states() == ["held", "sent"]


LINES = st.lists(st.binary(max_size=20).filter(lambda b: not set(b) & set(b"\r\n\0") and b.isascii()), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES.map(lambda lines: b"".join(line + b"\r\n" for line in [b"", *lines])))
def test_the_bytes_that_arrive_are_the_frozen_ones(body: bytes) -> None:
    with SqliteOutbox(None) as outbox, FaultServer() as server:
        outbox.put([dispatch(1, body)], MONDAY)
        Desk(outbox, {"k1": body}).send(plain(server.port))

    (arrived,) = server.mailboxes["p1@office.test"]
    assert hashlib.sha256(arrived).hexdigest() == hashlib.sha256(body).hexdigest()


def test_encrypted_and_logged_in(certified: ssl.SSLContext, tmp_path: Path) -> None:
    for security in (Security.STARTTLS, Security.SSL):
        folder = tmp_path / security
        folder.mkdir()
        at = desk(folder, [letter(1)])
        login = ("office", PASSWORD)
        with FaultServer(tls=certified, implicit=security is Security.SSL, login=login) as server:
            summary = at.send(secured(server.port, security=security))

        assert (summary.stopped, at.states()) == ("", ["sent"])


def test_a_wrong_password_is_tried_once_and_told_without_it(certified: ssl.SSLContext, tmp_path: Path) -> None:
    import base64

    at = desk(tmp_path, [letter(1)])
    with FaultServer(tls=certified, login=("office", "other")) as server:
        summary = at.send(secured(server.port))

    assert at.steps() == ["frozen"]
    assert bytes(server.heard).count(b"AUTH") == 1
    assert "535" in summary.stopped
    told = summary.stopped + "".join(at.told)
    assert PASSWORD not in told
    assert base64.b64encode(f"\0office\0{PASSWORD}".encode()).decode() not in told
    assert at.clock.slept == []


def test_a_password_wanted_and_none_given(tmp_path: Path) -> None:
    at = desk(tmp_path, [letter(1), letter(2)])
    with FaultServer(login=("office", PASSWORD)) as server:
        summary = at.send(plain(server.port))

    assert at.states() == ["frozen", "frozen"]
    assert "530" in summary.stopped


@pytest.mark.parametrize("kind", ["stripped", "foreign authority", "other name", "no encryption at all"])
def test_no_password_and_no_mail_without_a_certificate_in_order(
    kind: str, certified: ssl.SSLContext, authority: trustme.CA, tmp_path: Path
) -> None:
    shown = {
        "stripped": None,
        "foreign authority": context(trustme.CA().issue_cert("localhost")),
        "other name": context(authority.issue_cert("mail.elsewhere.test")),
        "no encryption at all": None,
    }[kind]
    security = Security.SSL if kind == "no encryption at all" else Security.STARTTLS
    at = desk(tmp_path, [letter(1)])
    with FaultServer(tls=shown, login=("office", PASSWORD), drop="MAIL") as server:
        summary = at.send(secured(server.port, security=security))

    assert at.steps() == ["frozen"]
    assert summary.stopped
    assert b"AUTH" not in server.heard
    assert at.clock.slept == []


def test_what_may_not_be_set_up() -> None:
    with pytest.raises(ValueError, match="encryption"):
        MailServer(host="mail.test", port=25, security=Security.NONE, sender="a@b.test")
    with pytest.raises(ValueError, match="encryption"):
        MailServer(host="localhost", port=25, security=Security.NONE, sender="a@b.test", user="u", password=str)
    assert PASSWORD not in repr(secured(1))


def test_the_limit_is_the_smaller_one() -> None:
    with FaultServer(size=5000) as server:
        assert limit(plain(server.port)) == 5000
        assert limit(MailServer(host="127.0.0.1", port=server.port, security=Security.NONE, sender="a@b.test",
                                max_size=4000)) == 4000  # fmt: skip
    with pytest.raises(Refused):
        limit(plain(server.port))


def test_waiting_grows_and_is_the_same_for_the_same_mail() -> None:
    waits = [back_off("k", n) for n in range(6)]

    assert waits == [back_off("k", n) for n in range(6)]
    assert sorted(waits[:4]) == waits[:4]
    assert len({back_off(f"k{n}", 0) for n in range(50)}) == 50
    assert all(timedelta(minutes=60) <= wait <= timedelta(minutes=72) for wait in waits[3:])


def test_without_a_window_waiting_ends_after_some_tries(tmp_path: Path) -> None:
    at = desk(tmp_path, [letter(1)])
    at.clock = Clock(datetime(2026, 11, 23, 23))
    with FaultServer(answer=("RCPT", "450 4.2.0 later")) as server:
        server_without = MailServer(host="127.0.0.1", port=server.port, security=Security.NONE, sender="a@b.test",
                                    rate=1, timeouts=SHORT)  # fmt: skip
        summary = at.send(server_without)

    assert summary.stopped
    assert at.steps() == ["frozen"] + ["deferred"] * 5
    assert time(0) < at.clock.at.time() < time(2)
