"""Providers' own words: whose trouble it is decides what happens."""

from __future__ import annotations

import pytest

from officebatch.delivery.replies import LONGEST, Advice, Phase, Reply, advice, cleaned

MEANINGS = (
    ("250 2.0.0 OK", Phase.DOT, Advice.TAKEN),
    ("450 4.2.0 Greylisted, see postgrey", Phase.RCPT, Advice.LATER),
    ("452 4.2.2 mailbox over quota", Phase.RCPT, Advice.LATER),
    ("451 4.3.0 try again", Phase.DOT, Advice.LATER),
    ("451 4.3.0 try again", Phase.MAIL, Advice.PAUSE),
    ("550 5.1.1 no such user", Phase.RCPT, Advice.NEVER),
    ("550 5.1.8 bad sender", Phase.MAIL, Advice.BARRED),
    ("552 5.3.4 message too big", Phase.MAIL, Advice.NEVER),
    ("554 5.7.1 refused", Phase.DOT, Advice.NEVER),
    ("421 4.4.2 timeout", Phase.MAIL, Advice.RECONNECT),
    ("450 MI:DMC 163 smtp5,xxx", Phase.MAIL, Advice.RECONNECT),
    ("451 MI:DMC 163 smtp5,xxx", Phase.DOT, Advice.RECONNECT),
    ("451 MI:SFQ 163 smtp5,xxx", Phase.RCPT, Advice.PAUSE),
    ("421 HL:ICC 163 smtp5", Phase.MAIL, Advice.PAUSE),
    ("421 HL:IFC 163 smtp5", Phase.MAIL, Advice.PAUSE),
    ("451 DT:SPM 163 smtp5", Phase.DOT, Advice.SPAM),
    ("554 DT:SPM 163 smtp5", Phase.DOT, Advice.NEVER),
    ("553 Mail from must equal authorized user", Phase.MAIL, Advice.BARRED),
    ("501 mail from address must be same as authorization user", Phase.MAIL, Advice.BARRED),
    ("550 5.7.30 Basic authentication is not supported for Client Submission.", Phase.DOT, Advice.BARRED),
    ("535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", Phase.MAIL, Advice.BARRED),
    ("530 5.7.57 Client not authenticated to send mail.", Phase.MAIL, Advice.BARRED),
    ("554 5.2.252 SendAsDenied", Phase.DOT, Advice.BARRED),
    ("432 4.3.2 Concurrent connections limit exceeded.", Phase.MAIL, Advice.PAUSE),
    ("451 发送频率过高", Phase.DOT, Advice.PAUSE),
    ("354 go on", Phase.DOT, Advice.BROKEN),
    ("-1 rubbish", Phase.DOT, Advice.BROKEN),
)


@pytest.mark.parametrize(("said", "phase", "means"), MEANINGS)
def test_what_an_answer_means(said: str, phase: Phase, means: Advice) -> None:
    code, _, text = said.partition(" ")

    assert advice(Reply(int(code), text), phase) is means


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (b"5.1.1 no\n5.1.1 such user", "550 5.1.1 no 5.1.1 such user"),
        (b"\x1b[31mred\x07\x00\t x", "550 [31mred x"),
        ("邮箱不存在".encode(), "550 邮箱不存在"),
        ("邮箱不存在".encode("gb18030"), "550 邮箱不存在"),
        (b"a\xe2\x80\xaeb", "550 a b"),
        (b"", "550"),
    ],
)
def test_answers_are_shown_on_one_clean_line(said: bytes, shown: str) -> None:
    assert str(cleaned(550, said)) == shown


def test_answers_have_an_end() -> None:
    assert len(cleaned(550, b"x" * 10_000).text) == LONGEST
