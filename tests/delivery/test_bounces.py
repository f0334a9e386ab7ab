"""Delivery failures: reports by RFC 3464 and the plain texts of providers are understood; what is no failure is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from officebatch.delivery.bounces import meant, read
from officebatch.model.dispatch import Dispatch, DispatchState
from tests.delivery.days import FRIDAY
from tests.delivery.office import dispatch

OURS = "<20261120-0123456789.abcdef.0123456789ab@office.test>"


def sent(n: int, **changed: object) -> Dispatch:
    plain = replace(dispatch(n, b"x", DispatchState.SENT), subject=f"财务科文书{n}份")
    return replace(plain, **changed)  # type: ignore[arg-type]  # a table of one's own


def report(action: str = "failed", returned: str = f"Message-ID: {OURS}\nSubject: x") -> bytes:
    """As Postfix writes it."""
    return f"""From: MAILER-DAEMON@relay.test (Mail Delivery System)
To: office@office.test
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

This is the mail system at host relay.test. I'm sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.test

Final-Recipient: rfc822; p1@office.test
Original-Recipient: rfc822;p1@office.test
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <p1@office.test>: User unknown

--b
Content-Type: message/rfc822

{returned}

text
--b--
""".replace("\n", "\r\n").encode()


def plain(subject: str, text: str, sender: str = "PostMaster@qq.com", charset: str = "gb18030") -> bytes:
    """As providers here write it."""
    head = f"From: {sender}\r\nTo: office@office.test\r\nSubject: "
    tail = f"\r\nContent-Type: text/plain; charset={charset}\r\n\r\n"
    return head.encode() + subject.encode() + tail.encode() + text.encode(charset)


def test_a_report_names_the_mail_the_reason_and_who_says_so() -> None:
    bounce = read(report())

    assert bounce is not None
    assert bounce.ours == (OURS,)
    assert bounce.addresses == ("p1@office.test",)
    assert "User unknown" in bounce.said
    assert "MAILER-DAEMON@relay.test" in bounce.reporter
    mail = sent(1, message_id=OURS)
    assert meant(bounce, [sent(2), mail]) == (mail,)


@pytest.mark.parametrize("returned", [f"Message-ID: {OURS}", f"In-Reply-To: {OURS}", f"References: <a@b> {OURS}"])
def test_however_a_report_quotes_the_mail(returned: str) -> None:
    bounce = read(report(returned=returned))

    assert bounce is not None
    assert bounce.ours == (OURS,)


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_what_is_delayed_or_delivered_is_no_failure(action: str) -> None:
    assert read(report(action)) is None


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("退信通知", "很抱歉，您的邮件被退回来了……\n收件人：p1@office.test\n退信原因：收件人邮箱不存在"),
        ("系统退信/Systems bounce", "您的邮件无法投递到 p1@office.test，原因：550 User not found"),
        ("来自qq.com的退信", "抱歉，邮件 财务科文书1份 未送达。\r\n< p1@office.test >\r\n550 Mailbox not found"),
        ("Undeliverable: report", "p1@office.test\n550 5.1.1 no such user"),
    ],
)
@pytest.mark.parametrize("charset", ["gb18030", "utf-8"])
def test_plain_texts_of_providers_are_understood_by_the_address(subject: str, text: str, charset: str) -> None:
    bounce = read(plain(subject, text, charset=charset))

    assert bounce is not None
    assert meant(bounce, [sent(1), sent(2)]) == (sent(1),)
    assert bounce.said.isprintable()


def test_of_several_to_one_address_the_subject_tells_or_nothing_is_marked() -> None:
    both = [sent(1), sent(2, address="p1@office.test")]
    named = read(plain("退信通知", "p1@office.test 主题：财务科文书2份 不存在"))
    unnamed = read(plain("退信通知", "p1@office.test 不存在"))

    assert named is not None
    assert unnamed is not None
    assert meant(named, both) == (both[1],)
    assert meant(unnamed, both) == ()


def test_by_the_address_only_the_last_run_is_meant() -> None:
    earlier = sent(3, address="p1@office.test", as_of=date(2026, 11, 13))
    bounce = read(plain("退信通知", "p1@office.test 不存在"))

    assert bounce is not None
    assert meant(bounce, [earlier, sent(1)]) == (sent(1),)
    assert earlier.as_of < FRIDAY


@pytest.mark.parametrize(
    "mail",
    [
        plain("自动回复：外出", "我出差了，p1@office.test", sender="p1@office.test"),
        plain("回复：财务科文书1份", "收到，原因见附件，不存在的事", sender="p1@office.test"),
        plain("投递延迟通知", "p1@office.test 将继续尝试 4.4.1"),
        b"",
        b"\xff\xfe\x00not a mail",
    ],
)
def test_what_is_no_failure_is_let_be(mail: bytes) -> None:
    assert read(mail) is None


def test_what_did_not_go_out_cannot_come_back() -> None:
    bounce = read(report())

    assert bounce is not None
    waiting = replace(sent(1, message_id=OURS), state=DispatchState.FROZEN)
    assert meant(bounce, [waiting]) == ()
