"""Ways from the page to what it speaks of: the run's papers, the marked workbooks, the registers."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from officebatch.model.notice import MatterId
from officebatch.model.paper import AudienceKind
from officebatch.model.vocabulary import HolderKind, Mends
from officebatch.outputs.papers.keeper_list import keeper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officebatch.model.finding import Finding
    from officebatch.model.paper import Artifact
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.matters import Matter
    from officebatch.rulebook.sheets import OutputRule

MARKED = "台账批注"


class Links:
    """Paths are relative to the page, "" where there is nothing to go to."""

    def __init__(self, desk: Desk, rule: OutputRule) -> None:
        self._desk, self._up = desk, "../" * rule.file_name.count("/")
        self.registers = desk.registers_from(rule)

    def artifact(self, of: Artifact) -> str:
        """The way to a file of the run."""
        return self._up + of.path

    def papers(self, kind: AudienceKind, name: str) -> list[Artifact]:
        """The run's files for one audience."""
        return [a for a in self._desk.artifacts if (a.audience_kind, a.audience) == (kind, name)]

    def marked(self, workbook: str) -> str:
        """The copy of a workbook with its faults marked."""
        return self._marked.get(workbook.rpartition(".")[0], "")

    def of_finding(self, finding: Finding) -> str:
        """The paper that tells a finding: its notice, the keeper's list, else the list of all."""
        if finding.mends is Mends.SECRECY:
            return ""
        told = self._told.get(MatterId(finding.register, finding.record, f"{finding.code} {finding.field}"), "")
        if not told and finding.mends is Mends.KEEPER:
            told = self._of("台账更正清单", self.keepers.get(finding.register, ""))
        return told or self._of("问题清单")

    def of_matter(self, matter: Matter) -> str:
        """The paper that tells a deadline: its notice, the leader's hint, the department's list, else the list of
        all."""
        d = matter.deadline
        if d.holder_kind is HolderKind.LEADER:
            return self._of("领导待办提示", d.holder) or self._of("领导待办清单")
        told = self._told.get(matter.identity) or self._of("部门超期清单", matter.holder)
        return told or self._of("超期清单") if d.days_late else self._told.get(matter.identity, "")

    @cached_property
    def keepers(self) -> Mapping[str, str]:
        """Register → who keeps it; the office's department where nobody is named."""
        return {rule.name: keeper(self._desk, rule.keeper)[1] for rule in self._desk.rules.registers}

    def _of(self, kind: str, audience: str = "") -> str:
        return self._by_key.get((kind, audience)) or self._by_key.get((kind, ""), "")

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str], str]:
        return {(a.kind, a.audience): self.artifact(a) for a in reversed(self._desk.artifacts)}

    @cached_property
    def _told(self) -> Mapping[MatterId, str]:
        """Matter → the notice that urges it."""
        return {told.matter: self.artifact(a) for a in self._desk.artifacts for told in a.told}

    @cached_property
    def _marked(self) -> Mapping[str, str]:
        """Workbook without its ending → its marked copy."""
        return {a.item: self.artifact(a) for a in self._desk.artifacts if a.kind == MARKED}
