"""An office with 60 people in 9 departments that all get mail, and what each mailbox must hold then."""

from __future__ import annotations

import email.policy
import hashlib
import json
from email import message_from_bytes
from typing import TYPE_CHECKING

import openpyxl

from tests.delivery import mailreader
from tests.office import DAY, officebatch, sample

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from email.message import EmailMessage
    from pathlib import Path

CANARY = ("金丝雀甲", "金丝雀乙", "金丝雀丙")
DOMAIN = "linjiang.example"
PEOPLE, DEPARTMENTS = 60, 9


def signed(folder: Path) -> Path:
    """The sample with 60 people and 9 departments that all get mail, three classified rows, signed."""
    office = sample(folder)
    classify(next(path for path in (office / "registers").iterdir() if "发文" in path.name))
    book = openpyxl.load_workbook(office / "规则.xlsx")
    departments, people = book["部门"], book["人员"]
    heads = {cell.value: cell.column for cell in departments[1]}
    for row in range(2, departments.max_row + 1):
        departments.cell(row, heads["送达方式"]).value = "邮件"
        if departments.cell(row, heads["部门"]).value == "财务科":
            departments.cell(row, heads["抄送"]).value = "薛志华"
    departments.append([11, "信息中心", None, None, None, None, None, "陆志强", "新人1", "邮件", None, "业务类", "否"])
    for n in range(1, PEOPLE - people.max_row + 2):
        people.append([f"新人{n}", "信息中心", "科员", f"XX{n:03}", "一般", f"new{n}@{DOMAIN}"])
    assert people.max_row - 1 == PEOPLE
    book.save(office / "规则.xlsx")
    result = officebatch("run", office, "--as-of", DAY, "--approve")
    assert result.returncode <= 1, result.stderr
    return office


def classify(register: Path) -> None:
    """Three classified rows: a marked field, a marked title, a mark under an unknown heading."""
    book = openpyxl.load_workbook(register)
    sheet = book.worksheets[0]
    heads = {str(c.value).replace("\n", ""): c for row in sheet.iter_rows(max_row=5) for c in row if c.value}
    title = next(c for text, c in heads.items() if text in ("标题", "文件标题", "公文标题"))
    level = next(c for text, c in heads.items() if text in ("密级", "秘密等级"))
    first, far = title.row + 6, sheet.max_column + 1
    sheet.cell(title.row, far).value = "往来情况"
    for n, row in enumerate((first, first + 2, first + 4)):
        sheet.cell(row, title.column).value = f"关于{CANARY[n]}的通知"
    sheet.cell(first, level.column).value = "机密"
    sheet.cell(first + 2, title.column).value = f"机密★1年 关于{CANARY[1]}的通知"
    sheet.cell(first + 4, far).value = "秘密"
    book.save(register)


def settings(office: Path, port: int, *more: str, security: str = "none", server: str = "127.0.0.1") -> None:
    """The table [mail] of the workspace."""
    path = office / "officebatch.toml"
    kept = path.read_text(encoding="utf-8").partition("\n[mail]\n")[0]
    lines = [
        f'server = "{server}"', f"port = {port}", f'security = "{security}"', f'from = "office@{DOMAIN}"',
        f'allowed_domains = ["{DOMAIN}"]', "rate = 6000", *more,
    ]  # fmt: skip
    path.write_text("\n".join((kept, "[mail]", *lines, "")), encoding="utf-8")


def papers(office: Path) -> dict[str, dict[str, str]]:
    """By sha256, the manifest's line of every paper."""
    manifest = json.loads((office / "runs" / DAY / "manifest.json").read_text(encoding="utf-8"))
    return {line["sha256"]: line for line in manifest["files"]}


def attached(mail: bytes) -> list[str]:
    """sha256 of each attachment."""
    return [hashlib.sha256(part.content).hexdigest() for part in mailreader.read(mail).parts if part.filename]


def parsed(mail: bytes) -> EmailMessage:
    return message_from_bytes(mail, policy=email.policy.default)


def sheet(office: Path, name: str) -> dict[str, dict[str, str]]:
    """A sheet of the rule book: its lines by their first column but 部门, which has its order first."""
    rows = list(openpyxl.load_workbook(office / "规则.xlsx")[name].iter_rows(values_only=True))
    lines = [dict(zip(map(str, rows[0]), (str(cell or "") for cell in row), strict=True)) for row in rows[1:]]
    return {line["部门" if name == "部门" else "姓名"]: line for line in lines}


def own(office: Path, boxes: Mapping[str, Sequence[bytes]]) -> None:
    """Every mailbox, by address, holds exactly its own papers and everybody has theirs. Raises AssertionError."""
    known, departments, people = papers(office), sheet(office, "部门"), sheet(office, "人员")
    by_address = {line["邮箱"]: line for line in people.values()}
    assert len(by_address) == PEOPLE
    got: dict[str, set[str]] = {}
    for address, mails in boxes.items():
        name = by_address[address]["姓名"]
        contact_of = {of for of, line in departments.items() if line["联系人"] == name}
        led = {of for of, line in departments.items() if line["分管领导"] == name}
        for mail in mails:
            to = parsed(mail)["To"].addresses
            assert [one.addr_spec for one in to] == [address]
            for digest in attached(mail):
                line = known[digest]
                kind, audience = line["audience_kind"], line["audience"]
                copied = line["kind"] == "督办通知单" and audience in led
                allowed = {
                    "部门": audience in contact_of or copied or (audience, name) == ("财务科", "薛志华"),
                    "人员": audience == name,
                    "领导": by_address[address]["层级"] == "领导" and audience in ("", name),
                    "各部门": bool(contact_of) or by_address[address]["层级"] == "领导",
                    "办公室": False,
                }
                assert allowed[kind], (name, line)
                got.setdefault(digest, set()).add(name)
    for digest, line in known.items():
        if line["audience_kind"] == "部门":
            assert departments[line["audience"]]["联系人"] in got[digest], line
        if line["audience_kind"] == "人员":
            assert got[digest] == {line["audience"]}
    everybody = {line["联系人"] for of, line in departments.items() if of not in ("局领导", "办公室")}
    bulletin = next(digest for digest, line in known.items() if line["kind"] == "工作通报")
    assert everybody <= got[bulletin]
    assert len(everybody) == DEPARTMENTS
    assert "薛志华" not in {name for d, names in got.items() if known[d]["kind"] == "考核评价报告" for name in names}


def change(office: Path, name: str, whose: str, **cells: str) -> None:
    """Write into the rule book."""
    book = openpyxl.load_workbook(office / "规则.xlsx")
    heads = {cell.value: cell.column for cell in book[name][1]}
    (row,) = (row for row in range(2, book[name].max_row + 1) if whose in [c.value for c in book[name][row]][:2])
    for heading, value in cells.items():
        book[name].cell(row, heads[heading]).value = value
    book.save(office / "规则.xlsx")
