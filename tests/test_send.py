"""send and outbox: a signed run goes out once, to everybody their own; a person decides what does not go by itself."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import shutil
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

import openpyxl
import pytest
from fast_mail_parser import parse_email

from tests.delivery import mailreader
from tests.delivery.faultserver import FaultServer
from tests.delivery.realserver import Mailboxes, post
from tests.mailboxes import CANARY, DOMAIN, attached, change, own, parsed, settings, signed
from tests.office import DAY, files, officebatch, sample

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from subprocess import CompletedProcess

PASSWORD = "M4rker-5ecret/?="
ISSUED = date(2026, 11, 23)
HELD_BY = ("--by", "贺兰", "--reason", "等局长看过")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return signed(tmp_path_factory.mktemp("signed") / "office")


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "office")


def send(office: Path, *words: str) -> CompletedProcess[str]:
    return officebatch("send", office, *words)


def outbox(office: Path, day: str = DAY) -> list[dict[str, str]]:
    listed: list[dict[str, str]] = json.loads(officebatch("outbox", office, "--as-of", day, "--format", "json").stdout)
    return listed


def states(office: Path) -> set[str]:
    return {line["state"] for line in outbox(office)}


def delivered(office: Path) -> dict[str, set[object]]:
    """By department, what the notice book says of the delivery of its notices."""
    rows = list(openpyxl.load_workbook(office / "通知单登记簿.xlsx").worksheets[0].iter_rows(values_only=True))
    head = next(n for n, row in enumerate(rows) if "送达时间" in row)
    whose, on = rows[head].index("主送"), rows[head].index("送达时间")
    found: dict[str, set[object]] = {}
    for row in rows[head + 1 :]:
        if row[whose]:
            found.setdefault(str(row[whose]), set()).add(row[on])
    return found


def test_without_really_it_says_who_would_get_what_and_touches_nothing(office: Path) -> None:
    with FaultServer() as server:
        settings(office, server.port)
        before = files(office)

        result = send(office)

        assert server.connections == 0
    assert result.returncode == 0, result.stderr
    assert "范雨桐" in result.stdout
    assert "officebatch send --really" in result.stdout
    assert {path for path, digest in files(office).items() if before.get(path) != digest} <= {"ledger.db"}
    assert outbox(office) == []


def test_every_mailbox_holds_exactly_its_own_and_nothing_leaks(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("OFFICEBATCH_MAIL_PASSWORD", PASSWORD)
    boxes = Mailboxes()
    with post(boxes, ("office", PASSWORD), tmp_path / "ca.pem") as port:
        settings(office, port, 'user = "office"', security="starttls", server="localhost")
        printed = [send(office, "--preview"), send(office, "--really"), send(office, "--really")]
        monkeypatch.setenv("OFFICEBATCH_MAIL_PASSWORD", PASSWORD[::-1])
        printed.append(send(office, "--to", f"hel@{DOMAIN}"))

    assert [result.returncode for result in printed] == [0, 0, 0, 1], [result.stderr for result in printed]
    assert "535" in printed[3].stdout
    assert len(delivered(office)) > 3
    for days in delivered(office).values():
        (day,) = days
        assert isinstance(day, datetime)
        assert day.date() >= ISSUED
    own(office, boxes.kept)
    mails = [mail for box in boxes.kept.values() for mail in box]
    assert len(set(mails)) == len(mails)
    for mail in mails:
        read = parse_email(mail)
        assert (read.warnings, read.subject) == ([], str(parsed(mail)["Subject"]))
        assert [hashlib.sha256(each.content).hexdigest() for each in read.attachments] == attached(mail)
        names = mail.count(b' name="=?utf-8?B?'), mail.count(b"filename*=") + mail.count(b"filename*0*=")
        assert names == (len(read.attachments),) * 2
    assert {path.read_bytes() for path in (office / "mails" / DAY).glob("*.eml")} == set(mails)
    assert leaks(office, printed, mails) == []


def leaks(office: Path, printed: list[CompletedProcess[str]], mails: Iterable[bytes]) -> list[str]:
    """Where the password or a canary stands that must not, also within packages."""
    seen = {path: (office / path).read_bytes() for path in files(office) if not path.startswith("registers/")}
    seen |= {f"printed {n}": (one.stdout + one.stderr).encode() for n, one in enumerate(printed)}
    for n, mail in enumerate(mails):
        seen |= {f"mail {n} {part.filename}": part.content for part in mailreader.read(mail).parts}
        seen[f"mail {n}"] = str(parsed(mail)["Subject"]).encode() + mail
    for place, content in list(seen.items()):
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                seen |= {f"{place}!{of}": package.read(of) for of in package.namelist()}
    canaries = [word.encode(form) for word in CANARY for form in ("utf-8", "gb18030", "utf-16-le")]
    secret = [*spellings(PASSWORD), *spellings(PASSWORD[::-1]), *canaries]
    assert len(seen) > 100
    return [place for place, content in seen.items() if any(word in content for word in secret)]


def spellings(password: str) -> list[bytes]:
    """A password raw, URL-encoded, and in base64 wherever in a text it stands."""
    raw = password.encode()
    shifted = [base64.b64encode(b"\0" * shift + raw).rstrip(b"=")[4 if shift else 0 : -1] for shift in range(3)]
    return [raw, quote(password, safe="").encode(), *shifted]


def test_a_trial_goes_to_one_address_and_nothing_counts_as_sent(office: Path) -> None:
    with FaultServer() as server:
        settings(office, server.port)
        before = files(office)
        result = send(office, "--to", f"hel@{DOMAIN}")
        tried = server.mailboxes.pop(f"hel@{DOMAIN}")

        assert result.returncode == 0, result.stderr
        assert server.mailboxes == {}
        assert all("试发" in str(parsed(mail)["Subject"]) for mail in tried)
        assert {path for path, digest in files(office).items() if before.get(path) != digest} <= {"ledger.db"}
        send(office, "--really")
        ids = {str(parsed(mail)["Message-ID"]) for mails in server.mailboxes.values() for mail in mails}
        assert len(ids) == len(tried)
        assert not ids & {str(parsed(mail)["Message-ID"]) for mail in tried}
    assert send(office, "--to", "somebody@elsewhere.example").returncode == 2


def test_what_is_not_signed_or_not_as_signed_is_not_sent(office: Path, tmp_path: Path) -> None:
    drafts = sample(tmp_path / "drafts")
    with FaultServer() as server:
        for each in (office, drafts):
            settings(each, server.port)
        officebatch("run", drafts, "--as-of", DAY)
        notice = office / "runs" / DAY / "催办通知单" / "催办通知单（财务科）.docx"
        notice.write_bytes(notice.read_bytes() + b"x")

        unsigned, changed = send(drafts, "--really"), send(office, "--really")

        assert server.connections == 1  # to ask for its limit
        assert server.mailboxes == {}
    assert unsigned.returncode == changed.returncode == 2
    assert "approve" in unsigned.stderr
    assert str(notice) in changed.stderr
    assert outbox(office) == []


def test_perhaps_delivered_waits_for_a_persons_word_and_goes_again_as_it_was(office: Path) -> None:
    with FaultServer(drop="dot", times=1) as server:
        settings(office, server.port)
        first = send(office, "--really")
        (unknown,) = [line for line in outbox(office) if line["state"] == "unknown"]
        kept = server.mailboxes[unknown["address"]]
        send(office, "--really")

        assert {of for of, days in delivered(office).items() if days == {None}} == {unknown["department"]}
        assert first.returncode == 1
        assert f"outbox forget {unknown['key']}" in first.stdout
        assert len(kept) == 1
        released = officebatch("outbox", "release", unknown["key"], office, *HELD_BY)
        assert released.returncode == 0, released.stderr
        send(office, "--really")
        assert len(kept) == 2
        assert kept[0] == kept[1]
    assert states(office) == {"sent"}
    assert None not in delivered(office)[unknown["department"]]
    told = officebatch("outbox", "history", unknown["key"], office).stdout
    for word in ("不明", "贺兰", "等局长看过", "250 2.0.0 kept as 1"):
        assert word in told


def test_forgotten_it_counts_as_delivered_and_is_never_sent_again(office: Path) -> None:
    with FaultServer(drop="dot", times=1) as server:
        settings(office, server.port)
        send(office, "--really")
        (unknown,) = [line for line in outbox(office) if line["state"] == "unknown"]

        officebatch("outbox", "forget", unknown["key"], office, *HELD_BY)
        again = send(office, "--really")

        assert again.returncode == 0
        assert set(server.copies().values()) == {1}
    assert states(office) == {"sent"}
    assert officebatch("outbox", "hold", unknown["key"], office, *HELD_BY).returncode == 2


def test_a_mended_address_goes_next_time_and_nobody_gets_a_second_one(office: Path) -> None:
    change(office, "人员", "范雨桐", 邮箱="fanyt@elsewhere.example")
    change(office, "人员", "康健", 邮箱=f"kangj@{DOMAIN}\nBcc: x@elsewhere.example")
    with FaultServer() as server:
        settings(office, server.port)
        first = send(office, "--really")
        held = {line["addressee"] for line in outbox(office) if line["state"] == "held"}
        key = next(line["key"] for line in outbox(office) if line["state"] == "held")
        released = officebatch("outbox", "release", key, office, *HELD_BY)
        change(office, "人员", "范雨桐", 邮箱=f"fanyt@{DOMAIN}")
        send(office, "--really")

        assert first.returncode == 1
        assert held == {"范雨桐", "康健"}
        assert released.returncode == 2
        assert len(server.mailboxes[f"fanyt@{DOMAIN}"]) == 1
        assert not [address for address in server.mailboxes if "elsewhere" in address or "kangj" in address]
        assert set(server.copies().values()) == {1}
    assert {line["state"] for line in outbox(office) if line["addressee"] == "范雨桐"} == {"sent", "cancelled"}


def test_a_run_whose_mails_are_made_is_never_replaced(office: Path) -> None:
    with FaultServer() as server:
        settings(office, server.port)
        send(office, "--really")
    before = files(office / "runs")
    change(office, "设置", "联系电话", 内容="内线6013")

    result = officebatch("run", office, "--as-of", DAY)

    assert result.returncode == 2
    assert "邮件" in result.stderr
    assert files(office / "runs") == before


def test_an_open_notice_book_holds_no_mail_up_and_is_filled_in_later(office: Path) -> None:
    owner = office / "~$通知单登记簿.xlsx"
    owner.write_bytes(b"")
    with FaultServer() as server:
        settings(office, server.port)
        sent = send(office, "--really")
        before = delivered(office)
        owner.unlink()
        later = send(office, "--really")

        assert set(server.copies().values()) == {1}
    assert (sent.returncode, later.returncode) == (0, 0)
    assert "通知单登记簿" in sent.stdout
    assert set().union(*before.values()) == {None}
    assert None not in set().union(*delivered(office).values())


def test_in_one_go_and_again_nothing_goes_twice(tmp_path: Path) -> None:
    office = sample(tmp_path / "office")
    for register in (office / "registers").iterdir():
        if "督办" not in register.name:
            register.unlink()
    with FaultServer() as server:
        settings(office, server.port)
        words = ("run", office, "--as-of", DAY, "--approve", "--send", "--really")
        once, again = officebatch(*words), officebatch(*words)

        assert "已发" in once.stdout, once.stderr
        assert again.returncode == once.returncode, again.stderr
        assert len(server.mailboxes) > 5
        assert set(server.copies().values()) == {1}


def test_an_offices_own_template_reaches_nothing_and_holds_only_its_own_mails(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFICEBATCH_MAIL_PASSWORD", PASSWORD)
    own = office / "templates" / "财务科" / "邮件"
    own.mkdir(parents=True)
    hostile = "主题：{{ 部门 }}\n{{ cycler.__init__.__globals__.os.environ['OFFICEBATCH_MAIL_PASSWORD'] }}\n"
    (own / "部门.txt").write_text(hostile, encoding="utf-8")
    other = office / "templates" / "营销科" / "邮件"
    other.mkdir(parents=True)
    (other / "部门.txt").write_text("主题：给{{ 部门 }}\n{{ 收件人 }}：<b>{{ 份数 }}</b>\n", encoding="utf-8")
    with FaultServer() as server:
        settings(office, server.port)
        result = send(office, "--really")

        (mail,) = server.mailboxes[f"jiangx@{DOMAIN}"]
        assert f"fanyt@{DOMAIN}" not in server.mailboxes
        assert leaks(office, [result], server.copies()) == []
    assert str(parsed(mail)["Subject"]) == "给营销科"
    text, html, *_ = mailreader.read(mail).parts
    assert text.content.decode().startswith("蒋雪：<b>")
    assert "蒋雪：&lt;b&gt;" in html.content.decode()
    assert [line["addressee"] for line in outbox(office) if line["state"] == "held"] == ["范雨桐", "薛志华"]


def test_settings_for_mail_are_refused_with_every_fault_at_once(office: Path) -> None:
    settings(office, 25, 'password = "hunter2"', "window = 8", 'reply_to = "a, b"', server="mail.elsewhere.example")

    result = send(office)

    assert result.returncode == 2
    for word in ("password_file", "window", "reply_to", "starttls"):
        assert word in result.stderr
    assert "hunter2" not in result.stderr


def test_without_settings_for_mail_nothing_is_lost(office: Path) -> None:
    result = send(office, "--really")

    assert result.returncode == 2
    assert "[mail]" in result.stderr
    assert officebatch("history", office).returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="who may read a file is the folder's business there")
def test_a_password_file_others_can_read_is_not_used(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OFFICEBATCH_MAIL_PASSWORD", raising=False)
    secret = office / "mail.password"
    secret.write_text(PASSWORD, encoding="utf-8")
    secret.chmod(0o644)
    settings(office, 25, 'user = "office"', 'password_file = "mail.password"', security="ssl")

    result = send(office, "--really")

    assert result.returncode == 2
    assert "chmod 600" in result.stderr
    assert PASSWORD not in result.stderr + result.stdout


def test_what_came_back_is_marked_and_named_next_week_and_goes_to_the_mended_address(
    office: Path, tmp_path: Path
) -> None:
    with FaultServer() as server:
        settings(office, server.port)
        send(office, "--really")
        mail = next(line for line in outbox(office) if line["addressee"] == "范雨桐")
        (tmp_path / "退信").mkdir()
        said = f"From: postmaster@{DOMAIN}\r\nSubject: 退信\r\n\r\n550 {mail['address']}\r\n{mail['message_id']}\r\n"
        (tmp_path / "退信" / "1.eml").write_text(said, encoding="utf-8")

        first, again = (officebatch("bounces", tmp_path / "退信", office) for _ in range(2))
        week_after = officebatch("run", office, "--as-of", "2026-11-27")
        change(office, "人员", "范雨桐", 邮箱=f"fanyutong@{DOMAIN}")
        mended = send(office, "--really", "--as-of", DAY)

        assert (first.returncode, again.returncode) == (1, 0), first.stderr
        assert "范雨桐" in first.stdout
        assert "财务科 范雨桐" in week_after.stdout
        assert mended.returncode == 0, mended.stdout
        assert len(server.mailboxes[f"fanyutong@{DOMAIN}"]) == 1
        assert set(server.copies().values()) == {1}
