"""What sending starts from: the papers of a signed run as they were signed, and the letters that go with them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from officebatch import ledger, manifest
from officebatch.batch import folder
from officebatch.model.dispatch import Attachment, Letter
from officebatch.model.paper import AudienceKind
from officebatch.wording import marked, say
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from officebatch.delivery.plan import Paper, Plan, Planned
    from officebatch.ledger import RunLine
    from officebatch.manifest import Standing
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

HINT = "领导待办提示"


def signed(of: Workspace, as_of: date) -> tuple[RunLine, Standing]:
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


def papers(of: Workspace, as_of: date, standing: Standing) -> Iterator[Paper]:
    """The papers of a signed run, as its manifest and the ledger know them."""
    from officebatch.delivery.plan import Paper

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


def as_signed(standing: Standing, plan: Plan) -> dict[str, bytes]:
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


def letters(of: Workspace, book: RuleBook, as_of: date, issued: date, plan: Plan) -> Iterator[Letter]:
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
