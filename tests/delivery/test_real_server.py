"""A second real server, aiosmtpd with TLS and login: 60 people in 9 departments, each mailbox exactly its own."""

from __future__ import annotations

import hashlib
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from typing import TYPE_CHECKING

import pytest

from officebatch.delivery import MailServer, Security
from tests.delivery.office import SHORT, desk
from tests.delivery.realserver import Mailboxes, post

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSWORD = "Marker-5ecret!"
PEOPLE, DEPARTMENTS = 60, 9


@pytest.fixture
def boxes() -> Mailboxes:
    return Mailboxes()


@pytest.fixture
def port(boxes: Mailboxes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with post(boxes, ("office", PASSWORD), tmp_path / "ca.pem") as port:
        yield port


def letter(n: int) -> bytes:
    message = EmailMessage(policy=WIRE)
    message["Subject"] = f"财务科第{n}号"
    message["Message-ID"] = f"<{n}@office.test>"
    message.set_content("见附件。\n.\n..\n")
    paper = hashlib.sha256(str(n).encode()).digest() * 1300
    message.add_attachment(paper, "application", "octet-stream", filename=f"催办通知单（{n % DEPARTMENTS}科）.docx")
    return message.as_bytes()


def server(port: int, password: str = PASSWORD) -> MailServer:
    return MailServer(
        host="localhost", port=port, security=Security.STARTTLS, sender="office@office.test", user="office",
        password=lambda: password, timeouts=SHORT,
    )  # fmt: skip


def test_sixty_people_get_their_own_and_nothing_else(port: int, boxes: Mailboxes, tmp_path: Path) -> None:
    letters = [letter(n) for n in range(1, PEOPLE + 1)]
    at = desk(tmp_path, letters)

    summary = at.send(server(port))

    assert (summary.stopped, summary.sent) == ("", PEOPLE)
    assert {a: list(map(digest, mails)) for a, mails in boxes.kept.items()} == {
        d.address: [d.sha256] for d in summary.dispatches
    }
    (attachment,) = message_from_bytes(boxes.kept["p7@office.test"][0], policy=WIRE).iter_attachments()
    assert attachment.get_payload(decode=True) == hashlib.sha256(b"7").digest() * 1300
    assert PASSWORD not in repr(at.outbox.of_day(at.outbox.days()[0])) + "".join(at.told)


def test_a_wrong_password_sends_nothing(port: int, boxes: Mailboxes, tmp_path: Path) -> None:
    at = desk(tmp_path, [letter(1)])

    summary = at.send(server(port, "other"))

    assert (at.states(), boxes.kept) == (["frozen"], {})
    assert "535" in summary.stopped


def test_a_letter_larger_than_the_server_says_is_held_before_anything_is_sent(
    port: int, boxes: Mailboxes, tmp_path: Path
) -> None:
    large = b"Subject: x\r\n\r\n" + (b"a" * 900 + b"\r\n") * 3000
    at = desk(tmp_path, [large, letter(2)])

    summary = at.send(server(port))

    assert at.states() == ["held", "sent"]
    assert "2000" in summary.to_decide[0].reason
    assert list(boxes.kept) == ["p2@office.test"]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
