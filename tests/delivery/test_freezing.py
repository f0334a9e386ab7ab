"""Frozen bytes: read back by two parsers, the same every time, split where they must be, and nothing slips in."""

from __future__ import annotations

import email.policy
import hashlib
import random
import zipfile
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from fast_mail_parser import parse_email
from hypothesis import given
from hypothesis import strategies as st

from officebatch.delivery import faultless
from officebatch.delivery.freezing import Fence, Frozen, Sender, digest_of_papers, freeze, papers_of
from officebatch.model.dispatch import Attachment, DispatchState, Letter
from officebatch.package import pack
from tests.delivery import mailreader
from tests.delivery.days import FRIDAY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from email.message import EmailMessage

ISSUED = date(2026, 11, 23)
SENDER = Sender("临江县供电局办公室", "office@office.test", "hel@office.test")
LONG = "关于做好2026年度配电网改造专项工程可行性研究报告编制和评审工作有关事项的督办通知单（财务科，第二次）.docx"


def noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


def letter(files: dict[str, bytes], **changed: object) -> Letter:
    attached = tuple(Attachment(name, f"p/{name}", hashlib.sha256(held).hexdigest()) for name, held in files.items())
    plain = Letter(
        FRIDAY, "朱梅", "财务科", "p4@office.test", "财务科文书3份（截至11月20日）", "朱梅同志：\n请查收。\n",
        "<p>朱梅同志：</p>", attached, "部门/财务科",
    )
    return replace(plain, **changed)  # type: ignore[arg-type]  # a table of one's own


def frozen(files: dict[str, bytes], sender: Sender = SENDER, **changed: str) -> tuple[Frozen, ...]:
    of = letter(files, **changed)
    return freeze(of, {f"p/{name}": held for name, held in files.items()}, sender, ISSUED)


def parsed(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=email.policy.default)


def names(content: bytes) -> list[str | None]:
    return [part.get_filename() for part in parsed(content).iter_attachments()]


def test_two_parsers_read_what_was_written() -> None:
    files = {"催办通知单（财务科）.docx": noise(4000), LONG: noise(5000, 2), "plain.xlsx": noise(10, 3)}
    (one,) = frozen(files)

    mail, again = parsed(one.content), mailreader.read(one.content)
    assert str(mail["Subject"]) == again.headers["Subject"] == "财务科文书3份（截至11月20日）"
    assert str(mail["To"]) == again.headers["To"] == "朱梅 <p4@office.test>"
    assert str(mail["From"]) == again.headers["From"] == "临江县供电局办公室 <office@office.test>"
    assert str(mail["Date"]) == again.headers["Date"] == "Mon, 23 Nov 2026 09:00:00 +0800"
    assert str(mail["Message-ID"]) == one.dispatch.message_id
    text, html, *attached = again.parts
    assert (text.kind, html.kind) == ("text/plain", "text/html")
    assert text.content.decode() == "朱梅同志：\r\n请查收。\r\n"
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content() == "朱梅同志：\r\n请查收。\r\n"
    assert {part.filename: part.content for part in attached} == files
    assert {part.name: part.content for part in attached} == files
    assert {p.get_filename(): p.get_payload(decode=True) for p in mail.iter_attachments()} == files
    assert not [part.defects for part in mail.walk() if part.defects]
    assert faultless(one.content)


def test_a_parser_of_other_make_reads_the_same() -> None:
    """fast-mail-parser is written in Rust and shares nothing with the email package."""
    files = {"催办通知单（财务科）.docx": noise(4000), LONG: noise(5000, 2), 'a b;"c.xlsx': noise(10, 3)}
    (one,) = frozen(files)

    mail = parse_email(one.content)

    assert mail.warnings == []
    assert mail.subject == "财务科文书3份（截至11月20日）"
    assert mail.headers["To"] == ["朱梅 <p4@office.test>"]
    assert mail.headers["From"] == ["临江县供电局办公室 <office@office.test>"]
    assert (mail.text_plain, mail.text_html) == (["朱梅同志：\r\n请查收。\r\n"], ["<p>朱梅同志：</p>"])
    assert {attachment.filename: attachment.content for attachment in mail.attachments} == files


def test_both_forms_of_a_name_stand_beside_a_whole_type() -> None:
    (one,) = frozen({LONG: b"x"})

    assert b"Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document;\r\n" in one.content
    assert b' name="=?utf-8?B?' in one.content
    assert b" filename*0*=utf-8''%E5%85%B3" in one.content


def test_heads_say_what_kind_of_mail_it_is_and_nothing_hidden() -> None:
    (one,) = frozen({"a.docx": b"x"})

    head = mailreader.read(one.content).headers
    assert set(head) == {
        "Date", "From", "To", "Subject", "Message-ID", "Reply-To", "MIME-Version", "Auto-Submitted", "Content-Type",
    }  # fmt: skip
    assert head["Auto-Submitted"] == "auto-generated"


def test_the_same_papers_are_the_same_bytes_and_others_are_not() -> None:
    files = {"a.docx": noise(100)}
    (one,), (again,) = frozen(files), frozen(files)
    (other,) = frozen({"a.docx": noise(100, 2)})

    assert one == again
    assert hashlib.sha256(one.content).hexdigest() == one.dispatch.sha256
    assert len(one.content) == one.dispatch.size
    assert other.dispatch.key == one.dispatch.key
    assert other.content != one.content
    assert digest_of_papers(one.dispatch.message_id) == papers_of(letter(files))
    assert digest_of_papers(one.dispatch.message_id) != digest_of_papers(other.dispatch.message_id)


def test_key_and_message_id_tell_apart_whatever_is_another_mail() -> None:
    of = letter({})
    changed = {"addressee": "侯静", "thread": "部门/财务科/朱梅", "as_of": date(2026, 11, 27)}
    others = [letter({}, **{name: value}) for name, value in changed.items()]
    made = [freeze(each, {}, SENDER, ISSUED)[0].dispatch for each in (of, *others)]
    made.append(freeze(of, {}, SENDER, ISSUED, revision=2)[0].dispatch)
    made.append(freeze(of, {}, SENDER, ISSUED, trial="t")[0].dispatch)

    assert len({d.key for d in made}) == len({d.message_id for d in made}) == len(made)


def test_a_later_mail_stands_under_the_earlier_ones() -> None:
    (one,) = freeze(letter({}), {}, SENDER, ISSUED, earlier=[f"<{n}@office.test>" for n in range(30)])

    head = mailreader.read(one.content).headers
    assert head["In-Reply-To"] == "<29@office.test>"
    assert head["References"].split() == [f"<{n}@office.test>" for n in range(10, 30)]


def test_too_large_is_zipped_where_that_is_enough() -> None:
    files = {"清单（财务科）.xlsx": b"0" * 900_000, "通知（财务科）.docx": b"1" * 300_000}
    (one,) = frozen(files, replace(SENDER, max_size=1_000_000))

    (archive,) = (part for part in mailreader.read(one.content).parts if part.filename)
    assert archive.filename == "财务科.zip"
    with zipfile.ZipFile(BytesIO(archive.content)) as package:
        assert {name: package.read(name) for name in package.namelist()} == files


def test_too_large_for_that_is_split_and_every_part_says_so() -> None:
    files = {f"通知{n}.docx": noise(300_000, n) for n in range(5)}
    made = frozen(files, replace(SENDER, max_size=1_000_000))

    assert [f.dispatch.subject for f in made] == [f"财务科文书3份（截至11月20日）（第{n}封，共3封）" for n in (1, 2, 3)]
    assert [f.dispatch.part for f in made] == [1, 2, 3]
    assert all(len(f.content) <= 1_000_000 for f in made)
    parts = [part for f in made for part in mailreader.read(f.content).parts if part.filename]
    assert {part.filename: part.content for part in parts} == files
    assert len({f.dispatch.message_id for f in made}) == 3


def test_one_paper_alone_too_large_is_held_and_nothing_of_the_letter_goes() -> None:
    (one,) = frozen({"a.docx": noise(2_000_000), "b.docx": b"x"}, replace(SENDER, max_size=1_000_000))

    assert (one.dispatch.state, one.content) == (DispatchState.HELD, b"")
    assert "max_size" in one.dispatch.reason


def test_what_fits_to_the_byte_is_one_mail() -> None:
    files = {"a.docx": noise(700_000), "b.docx": noise(20_000, 2)}
    (whole,) = frozen(files)

    assert all(len(f.content) <= 985_000 for f in frozen(files, replace(SENDER, max_size=985_000)))
    assert whole.dispatch.size < 1_000_000


def test_files_of_one_name_are_all_there() -> None:
    contents = {"x/清单.xlsx": b"1", "y/清单.xlsx": b"2", "z/清单.XLSX": b"3"}
    attached = tuple(
        Attachment(path.partition("/")[2], path, hashlib.sha256(held).hexdigest()) for path, held in contents.items()
    )
    (one,) = freeze(replace(letter({}), attachments=attached), contents, SENDER, ISSUED)

    assert len({str(name).casefold() for name in names(one.content)}) == 3


def test_a_changed_paper_is_never_frozen() -> None:
    of = letter({"a.docx": b"signed"})
    (one,) = freeze(of, {"p/a.docx": b"changed"}, SENDER, ISSUED)

    assert (one.dispatch.state, one.content) == (DispatchState.HELD, b"")


HOSTILE: Sequence[dict[str, str]] = (
    {"address": "p4@office.test\r\nBcc: x@elsewhere.test"},
    {"address": "p4@office.test, x@elsewhere.test"},
    {"address": "p4@office.test;x@elsewhere.test"},
    {"address": "朱梅 <p4@office.test>"},
    {"address": "p4@office.test\0"},
    {"address": "p4@@office.test"},
    {"address": '"a,b"@office.test'},
    {"address": "p4@office.test>\r\nRCPT TO:<x@elsewhere.test"},
    {"address": f"{'a' * 300}@office.test"},
    {"address": "p4@offіce.test"},
    {"subject": "文书\r\nBcc: x@elsewhere.test"},
    {"subject": "文书\nX-Hidden: 1"},
    {"subject": "文书\0"},
    {"subject": "文书\u2028Bcc: x@elsewhere.test"},
    {"subject": "文书\x85Bcc: x@elsewhere.test"},
    {"subject": "文书\x0bx"},
    {"addressee": "朱梅\r\nBcc: x@elsewhere.test"},
    {"addressee": "朱梅\ud800"},
)
HARMLESS: Sequence[dict[str, str]] = (
    {"addressee": '朱"梅, <x@elsewhere.test>, "'},
    {"addressee": "朱梅 (x@elsewhere.test)"},
    {"addressee": "=?utf-8?B?QmNj?="},
    {"addressee": "名" * 500},
    {"subject": "=?utf-8?B?QmNj?= <x@elsewhere.test>"},
    {"subject": "标" * 500},
    {"subject": "\u202egnp.exe"},
    {"of": "../../etc/财务科"},
    {"text": ".\r\nRCPT TO:<x@elsewhere.test>\r\n"},
    {"html": "<p>--=_a</p>"},
)


@pytest.mark.parametrize("wrong", HOSTILE, ids=repr)
def test_hostile_words_are_refused_and_not_shown_raw(wrong: dict[str, str]) -> None:
    (one,) = frozen({"a.docx": b"x"}, SENDER, **wrong)

    assert (one.dispatch.state, one.content) == (DispatchState.HELD, b"")
    assert one.dispatch.reason.isprintable()
    assert one.dispatch.subject.isprintable()


@pytest.mark.parametrize("odd", HARMLESS, ids=lambda odd: repr(odd)[:40])
def test_odd_words_arrive_as_they_are_and_go_to_nobody_else(odd: dict[str, str]) -> None:
    (one,) = frozen({"a.docx": b"x"}, SENDER, **odd)

    mail, again = parsed(one.content), mailreader.read(one.content)
    assert [a.addr_spec for a in mail["To"].addresses] == ["p4@office.test"]
    assert again.headers["To"].endswith(" <p4@office.test>")
    assert again.headers["To"].removesuffix(" <p4@office.test>") == odd.get("addressee", "朱梅")
    assert again.headers["Subject"] == odd.get("subject", "财务科文书3份（截至11月20日）")
    assert b"bcc" not in one.content.split(b"\r\n\r\n")[0].lower()
    assert faultless(one.content)


def test_path_parts_of_a_name_stay_out_of_file_names() -> None:
    (one,) = frozen({"a.docx": b"x"}, of="../../etc", addressee="../朱梅")
    big = frozen({"a.docx": b"0" * 900_000}, replace(SENDER, max_size=500_000), of="../../etc/财务科")

    assert "/" not in one.dispatch.file
    assert names(big[0].content) == ["财务科.zip"]


def marked_package(text: str, member: str = "word/document.xml") -> bytes:
    return pack({member: f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode()})


@pytest.mark.parametrize(
    "text",
    ["机密★5年", "（秘密）", "绝密", "秘密件", "密级：机密", "机</w:t></w:r><w:r><w:t>密★1年", "工作秘密", "商密级★"],
)
@pytest.mark.parametrize("member", ["word/document.xml", "docProps/core.xml", "word/comments.xml", "word/footer1.xml"])
def test_the_fence_holds_what_bears_a_mark(text: str, member: str) -> None:
    of = {"a.docx": marked_package(text, member)}
    fence = Fence(("绝密", "机密", "秘密", "商密"), ("工作秘密",))
    made = freeze(letter(of), {f"p/{name}": held for name, held in of.items()}, SENDER, ISSUED, fence=fence)

    assert [(f.dispatch.state, f.content) for f in made] == [(DispatchState.HELD, b"")]
    assert "a.docx" in made[0].dispatch.reason


@pytest.mark.parametrize("text", ["机要保密检查", "保守国家秘密的意义", "内部评议 20 分", "秘书处", "涉密人员培训"])
def test_the_fence_lets_ordinary_words_pass(text: str) -> None:
    of = {"a.docx": marked_package(text)}
    fence = Fence(("绝密", "机密", "秘密"), ("工作秘密", "内部"))
    (one,) = freeze(letter(of), {f"p/{name}": held for name, held in of.items()}, SENDER, ISSUED, fence=fence)

    assert one.dispatch.state is DispatchState.FROZEN


WRITTEN = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="/")


@given(
    st.text(WRITTEN, min_size=1, max_size=80),
    st.text(WRITTEN, min_size=1, max_size=200),
    st.text(WRITTEN, min_size=1, max_size=60),
)
def test_any_name_subject_and_file_name_comes_back_as_it_was(addressee: str, subject: str, file: str) -> None:
    of = letter({}, addressee=addressee, subject=subject)
    attached = (Attachment(f"a{file}.docx", "p", hashlib.sha256(b"x").hexdigest()),)
    (one,) = freeze(replace(of, attachments=attached), {"p": b"x"}, SENDER, ISSUED)

    mail = mailreader.read(one.content)
    assert mail.headers["Subject"] == subject.strip(" ") or mail.headers["Subject"] == subject
    assert mail.headers["To"].removesuffix(" <p4@office.test>").strip() == addressee.strip()
    assert [(p.name, p.filename) for p in mail.parts if p.filename] == [(f"a{file}.docx",) * 2]
    assert names(one.content) == [f"a{file}.docx"]
    assert [a.addr_spec for a in parsed(one.content)["To"].addresses] == ["p4@office.test"]
