"""All papers of a run, by the rule book's sheet 输出, in its order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.approval import SENT, PaperKey, Verdict
from officebatch.model.finding import Skipped
from officebatch.model.paper import Artifact, AudienceKind
from officebatch.outputs.desk import Desk
from officebatch.outputs.naming import file_name
from officebatch.outputs.refusal import NotMeant, Refused
from officebatch.outputs.registry import Draft, PaperKind, Prepared, registered
from officebatch.outputs.rhythm import due
from officebatch.outputs.shelf import Shelf
from officebatch.rulebook.sheets import OutputRule
from officebatch.wording import aside, marked, say
from officebatch.workspace import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from officebatch.model.approval import Signing
    from officebatch.model.docket import Docket
    from officebatch.model.returned import Written
    from officebatch.outputs.originals import Originals
    from officebatch.rulebook.rules import RuleBook

    Tell = Callable[[str], None]

NO_SERIES = marked("sheet 设置 of the rule book has no number series “{series}”; add the settings 编号式样·{series} "
                   "and 已用到的号·{series}")  # fmt: skip


def silent(_: str) -> None:
    """Tell nobody."""


def compose(
    docket: Docket,
    rules: RuleBook,
    templates: Sequence[Path],
    tell: Tell = silent,
    *,
    signing: Signing | None = None,
    words: Mapping[str, Written] | None = None,
    originals: Originals | None = None,
) -> tuple[tuple[Artifact, ...], tuple[Skipped, ...]]:
    """Every paper of the run, and what could not be made with its reason.

    templates: folders in look-up order (the workspace's, then the shipped one). tell: hears what is being written.
    signing: None for drafts; of what is signed only what goes out is made, numbered in the order of sheet 输出.
    words: by mark of a line of a list or the batch sheet, what people wrote there before.
    originals: the workbooks the docket was read from; without them no copies of registers are made.
    """
    desk = Desk(docket, rules, Shelf(tuple(templates)), signing, words or {}, originals)
    bench = _Bench(desk)
    kinds = registered()
    wanted = [(kinds[rule.kind], rule) for rule in rules.outputs if rule.on and rule.kind in kinds]
    for kind, rule in sorted(wanted, key=lambda pair: pair[0].last):
        if kind.on_demand:
            continue
        tell(aside("Writing {paper}", paper=rule.name))
        bench.draft(kind, rule)
    return tuple(desk.artifacts), tuple(desk.skipped)


def compose_one(docket: Docket, rules: RuleBook, templates: Sequence[Path], kind: str) -> bytes:
    """One paper of a kind that is made on demand, as the office's line of sheet 输出 has it. Raises Refused, and
    LookupError where there is nothing to write."""
    rule = next((rule for rule in rules.outputs if rule.kind == kind), None)
    rule = rule or OutputRule(kind, kind, AudienceKind.OFFICE.value, kind, f"{kind}.docx")
    for draft in registered()[kind].drafting(Desk(docket, rules, Shelf(tuple(templates))), rule):
        return draft.make("")
    raise LookupError(kind)


def compose_asked(docket: Docket, rules: RuleBook, templates: Sequence[Path], kind: str) -> dict[str, bytes]:
    """Path → bytes of all papers of a kind that is made on demand. Raises Refused."""
    desk = Desk(docket, rules, Shelf(tuple(templates)))
    rule = next((rule for rule in rules.outputs if rule.kind == kind), None)
    rule = rule or OutputRule(kind, kind, AudienceKind.OFFICE.value, kind, f"{kind}（{{部门}}）.docx")
    places = {"人员": "", "事项": "", "截止日": docket.as_of.isoformat(), "期": ""}
    return {
        file_name(rule.file_name, places | {"部门": draft.audience}): draft.make("")
        for draft in registered()[kind].drafting(desk, rule)
    }


class _Bench:
    """Collects what was made; a second file of one name is refused, for the first would be lost."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.taken = {MANIFEST}

    def draft(self, kind: PaperKind, rule: OutputRule) -> None:
        try:
            for draft in kind.drafting(self.desk, rule):
                if kind.paced or self._due(rule, draft):
                    self._prepare(rule, draft)
        except Refused as refusal:
            self._skip(rule, "", refusal)

    def _due(self, rule: OutputRule, draft: Draft) -> bool:
        docket = self.desk.docket
        return due(rule.rhythm, docket.past.sent.get((rule.kind, draft.audience)), docket.as_of)

    def _prepare(self, rule: OutputRule, draft: Draft) -> None:
        """Make it if it goes out, under its number; what the office keeps for itself nobody holds back."""
        if draft.series and draft.series not in self.desk.rules.settings.series:
            self._skip(rule, draft.audience, Refused(NO_SERIES, series=draft.series))
            return
        key, signing = PaperKey(rule.kind, draft.audience, draft.item), self.desk.signing
        leaves = draft.audience_kind is not AudienceKind.OFFICE
        judgement = signing.judgement(key) if signing is not None and leaves else SENT
        sent = judgement.verdict is Verdict.SEND
        number = signing.number(draft.series, key) if signing is not None and sent and draft.series else ""
        if not sent or self._make(rule, draft, number):
            self.desk.prepared.append(Prepared(rule.name, rule.kind, draft, judgement, number))
        elif signing is not None and number and all(other.key != key for other in self.desk.prepared):
            signing.give_back(key)

    def _places(self, draft: Draft, number: str) -> dict[str, str]:
        return {
            "部门": draft.audience,
            "人员": draft.audience,
            "事项": draft.item,
            "截止日": self.desk.docket.as_of.isoformat(),
            "期": number or say("unsigned"),
        }

    def _make(self, rule: OutputRule, draft: Draft, number: str) -> bool:
        try:
            path = file_name(rule.file_name, self._places(draft, number))
            path = path.rpartition(".")[0] + draft.suffix if draft.suffix and "." in path else path
            if not self._free(path):
                raise Refused(
                    marked(
                        "another paper of this run already has the file name {path}; "
                        "let sheet 输出 of the rule book name them apart, for example with {place}"
                    ),
                    path=path,
                    place="{部门}",
                )
            content = draft.make(number)
        except Refused as refusal:
            self._skip(rule, draft.audience or draft.item, refusal)
            return False
        self.taken.add(path.casefold())
        of = (rule.kind, draft.audience_kind, draft.audience)
        self.desk.artifacts.append(Artifact(path, *of, content, draft.matters, draft.item, number, draft.told))
        return True

    def _free(self, path: str) -> bool:
        """Whether no file has this name, none is a folder of it, and it is no folder of another."""
        name = path.casefold()
        return not any(
            name == other or name.startswith(f"{other}/") or other.startswith(f"{name}/") for other in self.taken
        )

    def _skip(self, rule: OutputRule, audience: str, refusal: Refused) -> None:
        what = marked("{paper} for {audience}") if audience else marked("{paper}")
        values = (("paper", rule.name), ("audience", audience), *refusal.values)
        self.desk.skipped.append(Skipped(what, refusal.because, values, lacking=isinstance(refusal, NotMeant)))
