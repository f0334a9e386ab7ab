"""What 考核情况报告 proposes: awards, help, revisions, accountability; rows of tables, proposals and no verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.handbook import PROGRESS_TITLES
from officebatch.model.measure import Subject
from officebatch.model.proposal import ProposalKind
from officebatch.model.register import shown_key
from officebatch.outputs import variables as var
from officebatch.outputs.proposal_book import told, unknown
from officebatch.outputs.result_words import accountability
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.model.evaluation import Evaluation
    from officebatch.model.handbook import Revision
    from officebatch.model.proposal import Evidence, Proposal
    from officebatch.model.score import Said
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.press import Plain

NUMERALS = "一二三四五六七八九"
BEFORE = 5  # sections that always stand before these
NAMED, SHOWN, REVISED = 4, 3, 10  # matters named, facts and revisions told here; all stand in the workbooks
VARIABLES = (
    var.group(
        "号",
        marked("numerals of the sections from awards on"),
        var.value("先进", marked("numeral of the section"), "六"),
        var.value("帮扶", marked("numeral of the section"), "七"),
        var.value("修订", marked("numeral of the section"), "八"),
        var.value("提请", marked("numeral of the section"), "九"),
    ),
    var.rows(
        "先进",
        marked("awards as proposed, or as decided; may be empty"),
        var.value("名目", marked("title of the award"), "督办先锋", "公文质量标兵"),
        var.value("对象", marked("department or person"), "财务科", "党建科"),
        var.value("条件", marked("conditions with their figures"), "督办应办件数6（标准：不少于5）"),
        var.value("事迹", marked("gist of the material: numbers of matters"), "DB2026-011、DB2026-016"),
    ),
    var.texts("先进说明", marked("ties and what must be looked at; may be empty"), "财务科、营销科并列。"),
    var.rows(
        "帮扶",
        marked("who needs help, and with what; may be empty"),
        var.value("对象", marked("department or person"), "物资科", "营销科"),
        var.value("情况", marked("conditions with their figures"), "上期、本期定量 66.10、68.20"),
        var.value("措施", marked("what might be done"), "短板是“督办事项按期办结率”，可参考财务科的做法"),
    ),
    var.rows(
        "修订",
        marked("regulations and limits to be revised; may be empty"),
        var.SERIAL,
        var.value("建议", marked("what is proposed"), "修订《印章管理办法》", "重新核定“发文.核稿”的时限"),
        var.value("部门", marked("department that keeps it"), "办公室", "办公室"),
        var.value("理由", marked("what speaks for it"), "已过复审日期", "时限1个工作日，26件中超期18件"),
        var.value("进展", marked("what became of it so far"), "尚未登记", "已登记，正在办理"),
    ),
    var.value("修订其余", marked("how many more revisions are proposed than listed"), 3),
    var.rows(
        "问责",
        marked("proposals of accountability; may be empty"),
        var.value("建议", marked("what is proposed"), "提醒谈话", "书面说明"),
        var.value("对象", marked("department or person"), "物资科", "营销科"),
        var.value("事实", marked("the facts it rests on"), "DB2026-038 迎峰度夏准备：未按期反馈"),
        var.value("通知", marked("numbers of notices and what was answered"), "临电督〔2026〕7号（未回复）"),
        var.value("申诉", marked("whether it went through an appeal"), "未提出申诉", "维持1项"),
    ),
)


def proposed(desk: Desk, of: Evaluation) -> dict[str, Plain]:
    """The values of `VARIABLES`; nothing of a matter that is told at the office alone."""
    held = of.proposals.looked_at if of.proposals is not None else ()
    chosen = {(p.title, p.subject_kind, p.subject, p.department) for p in of.commended}
    awards = [p for p in held if (p.title, p.subject_kind, p.subject, p.department) in chosen]
    help_ = [p for p in held if p.kind is ProposalKind.HELP and p.proposed]
    revised = [one for one in of.revisions if one.reasons and not one.inner]
    notes = [] if of.approved else _notes(held, awards)
    stands = {"先进": bool(awards or notes), "帮扶": bool(help_), "修订": bool(revised), "提请": True}
    numbers = iter(NUMERALS[BEFORE:])
    return {
        "号": {name: next(numbers) if there else "" for name, there in stands.items()},
        "先进": [_award(desk, one) for one in awards],
        "先进说明": notes,
        "帮扶": [_help(one) for one in help_],
        "修订": [_revision(n, one) for n, one in enumerate(revised[:REVISED], 1)],
        "修订其余": max(len(revised) - REVISED, 0),
        "问责": [_accountable(desk, of, one) for one in accountability(of)],
    }


def _who(one: Proposal) -> str:
    return f"{one.subject}\n（{one.department}）" if one.subject_kind is Subject.PERSON else one.subject


def _conditions(one: Proposal) -> str:
    return say("; ").join(told(criterion) for criterion in one.criteria if criterion.met is not None)


def _shown(desk: Desk, one: Proposal) -> list[Evidence]:
    return [fact for fact in one.evidence if not desk.records.inner(fact.origin)]


def _award(desk: Desk, one: Proposal) -> Plain:
    named = [shown_key(fact.record) for fact in _shown(desk, one) if fact.record]
    return {"名目": one.title, "对象": _who(one), "条件": _conditions(one), "事迹": _some(named, NAMED) or "—"}


def _some(named: Sequence[str], most: int, between: str = "、") -> str:
    """The first ones, and how many there are in all where there are more."""
    shown = between.join(named[:most])
    return say("{shown} and others, {n} in all", shown=shown, n=len(named)) if len(named) > most else shown


def _notes(held: Sequence[Proposal], awards: Sequence[Proposal]) -> list[Plain]:
    """Titles tied at their last place, and what the data do not tell of those proposed."""
    said: list[Plain] = []
    tied = [one for one in held if one.kind is ProposalKind.AWARD and one.tied]
    for title in dict.fromkeys(one.title for one in tied):
        names = "、".join(one.subject for one in tied if one.title == title)
        said.append(say("{title}: {names} are tied at the last place; for the leading group to choose.", title=title,
                        names=names))
    said += [
        say("{title}, {name}: to be looked at by a person before it is decided: {what}.", title=one.title,
            name=one.subject, what=unknown(one))
        for one in awards if unknown(one)
    ]  # fmt: skip
    return said


def _help(one: Proposal) -> Plain:
    advice = say("; ").join(said.text() for said in one.advice)
    return {"对象": _who(one), "情况": f"{one.title}：{_conditions(one)}", "措施": advice or "—"}


def _revision(n: int, one: Revision) -> Plain:
    return {
        "序号": n,
        "建议": one.title.text(),
        "部门": one.department,
        "理由": _reasons(one.reasons),
        "进展": say(PROGRESS_TITLES[one.progress]),
    }


def _reasons(reasons: Sequence[Said]) -> str:
    """The reasons without their advice; a paper names no checks, so what they found is one number."""
    named = [said.text().split("。")[0] for said in reasons if "code" not in dict(said.values)]
    found = sum(int(dict(said.values)["n"]) for said in reasons if "code" in dict(said.values))
    if found:
        named.append(count("{n} finding of what was done rests on it", "{n} findings of what was done rest on it",
                           found))  # fmt: skip
    return _some(named, SHOWN, say("; "))


def _accountable(desk: Desk, of: Evaluation, one: Proposal) -> Plain:
    facts = _shown(desk, one)
    items = {merit.code for total in of.scores.totals for merit in total.merits}
    lines = [_fact(fact, documented=fact.record in items) for fact in facts]
    answers = {fact.notice: None if fact.record in items else fact.answer for fact in facts if fact.notice}
    notices = [
        notice if answer is None else say("{notice} (answer: {answer})", notice=notice,
                                          answer=answer or say("none on record"))
        for notice, answer in answers.items()
    ]  # fmt: skip
    return {
        "建议": one.title,
        "对象": _who(one),
        "事实": _some(lines, SHOWN, "\n") or "—",
        "通知": _some(notices, SHOWN, "\n") or say("no notice was given"),
        "申诉": _appealed(of, one),
    }


def _fact(fact: Evidence, *, documented: bool) -> str:
    """documented: it rests on a document and not on a record, so that there is no number of its own."""
    if documented:
        return say("; ").join(filter(None, (fact.title, fact.said.text())))
    title = fact.title if fact.record else say(fact.title)
    what = f"{shown_key(fact.record)} {title}".strip()
    return say("{what}: {said}", what=what, said=fact.said.text())


def _appealed(of: Evaluation, one: Proposal) -> str:
    records = {fact.record for fact in one.evidence}
    own = [r for r in of.reviews if r.department == one.subject and r.record in records]
    if not own:
        return say("no appeal")
    changed = sum(review.upheld for review in own)
    return say("{kept} kept, {changed} changed", kept=len(own) - changed, changed=changed)
