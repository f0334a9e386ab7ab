"""A signed run sent through Postfix to 60 people in 9 departments; then every mailbox is opened.

    python tests/delivery/postfix.py

Postfix runs in a folder of its own on loopback and keeps what comes in Maildir mailboxes. What must hold: each mailbox
has exactly its own papers, every attachment is the signed file (sha256), every mail is the previewed .eml byte for byte
below what Postfix puts above it, and sent again nothing arrives. One address is unknown to Postfix: what it sends back
is understood by `bounces`, and when the address is mended the mail goes there, once.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from officebatch.wording import spoken
from tests.benchmarks.post import mailboxes
from tests.mailboxes import DOMAIN, PEOPLE, attached, change, own, papers, settings, sheet, signed
from tests.office import DAY, officebatch

PATIENCE = 60  # seconds for the last mail to be in its box


def main() -> None:
    """The soak."""
    with tempfile.TemporaryDirectory() as folder, spoken("zh_CN"):
        office = signed(Path(folder) / "office")
        people = sheet(office, "人员")
        wrong, right = f"nobody@{DOMAIN}", people["范雨桐"]["邮箱"]
        change(office, "人员", "范雨桐", 邮箱=wrong)
        known = {f"office@{DOMAIN}", right, *(line["邮箱"] for line in people.values())}
        with mailboxes(known) as (port, boxes):
            settings(office, port)
            _send(office)
            first = _mails(office)
            back = arrived(boxes, len(first), first)
            (returned,) = back.pop(f"office@{DOMAIN}")
            (Path(folder) / "back").mkdir()
            (Path(folder) / "back" / "1.eml").write_bytes(returned)
            told = officebatch("bounces", Path(folder) / "back", office)
            assert told.returncode == 1, told.stderr
            assert "范雨桐" in told.stdout
            change(office, "人员", "范雨桐", 邮箱=right)
            _send(office)
            _send(office)
            time.sleep(2)
            kept = arrived(boxes, len(first) + 1, _mails(office))
        kept.pop(f"office@{DOMAIN}")
        own(office, kept)
        files = [digest for mails in kept.values() for mail in mails for digest in attached(mail)]
        assert set(files) <= set(papers(office))
        n = sum(map(len, kept.values()))
        print(f"{PEOPLE} people, {len(kept)} mailboxes, {n} mails, {len(files)} attachments: each mailbox has exactly")
        print("its own, every byte as previewed; one came back, was named, and went once to the mended address")


def _send(office: Path) -> None:
    done = officebatch("send", office, "--really")
    assert done.returncode == 0, done.stdout + done.stderr
    print(done.stdout.splitlines()[0])


def _mails(office: Path) -> set[bytes]:
    return {path.read_bytes() for path in (office / "mails" / DAY).glob("*.eml")}


def arrived(boxes: Path, n: int, previewed: set[bytes]) -> dict[str, list[bytes]]:
    """By address, the mails as they were handed over, without what Postfix put above them; reports as they are."""
    for _ in range(PATIENCE * 10):
        paths = list(boxes.glob("*/new/*"))
        if len(paths) >= n:
            break
        time.sleep(0.1)
    kept: dict[str, list[bytes]] = {}
    for path in paths:
        content = path.read_bytes().replace(b"\n", b"\r\n")
        mail = next((mail for mail in previewed if content.endswith(mail)), content)
        assert mail != content or b"MAILER-DAEMON" in content
        assert all(line.startswith((b"Return-Path:", b"X-Original-To:", b"Delivered-To:", b"Received:", b"\t"))
                   for line in content.removesuffix(mail).splitlines())  # fmt: skip
        kept.setdefault(path.parents[1].name, []).append(mail)
    assert sum(map(len, kept.values())) == n, (n, {address: len(mails) for address, mails in kept.items()})
    return kept


if __name__ == "__main__":
    main()
