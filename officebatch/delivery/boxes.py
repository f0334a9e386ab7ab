"""Papers sorted into boxes: by department, by leader, by person, copies apart, and what goes another way than by mail.

Who a paper is for stands in the manifest; who gets copies in the rule book's sheets 输出, 催办阶梯 and 部门. Nothing of
the office's own is in any box.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officebatch.delivery.plan import ByHand, LetterKind, Paper
from officebatch.model.paper import AudienceKind
from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Department, LadderLevel, OutputRule, Person

OWN_FIGURES = frozenset({"考核评价报告"})  # what a department scored is copied to nobody
LEADERS, RESPONSIBLE = "领导班子成员", "分管领导"


@dataclass
class Boxes:
    """copied: by department and person. strangers: papers for whom nobody in the rule book stands, by kind and name.
    told: department → kind of notice → how many papers. matters: by department and kind. by_hand: by whom and way.
    """

    book: RuleBook
    issued: date
    departments: dict[str, list[Paper]] = field(default_factory=dict)
    copied: dict[tuple[str, Person], list[Paper]] = field(default_factory=dict)
    leaders: dict[Person, list[Paper]] = field(default_factory=dict)
    people: dict[Person, list[Paper]] = field(default_factory=dict)
    strangers: dict[tuple[LetterKind, str], list[Paper]] = field(default_factory=dict)
    by_hand: dict[tuple[str, str], list[Paper]] = field(default_factory=dict)
    told: dict[str, Counter[str]] = field(default_factory=dict)
    matters: Counter[tuple[str, str]] = field(default_factory=Counter)

    def route(self, paper: Paper) -> None:
        """Put a paper into every box it belongs into. What is the office's own goes nowhere."""
        match paper.audience_kind:
            case AudienceKind.DEPARTMENT:
                self._to_department(paper)
            case AudienceKind.ALL:
                for department in self.everybody():
                    self.departments.setdefault(department.name, []).append(paper)
                self._copy(paper, None)
            case AudienceKind.LEADERS:
                self._to_leaders(paper)
            case AudienceKind.PERSON:
                self._to_person(paper)
            case AudienceKind.OFFICE:
                pass

    def _to_department(self, paper: Paper) -> None:
        department = self.book.department(paper.audience)
        if department is None:
            self.strangers.setdefault((LetterKind.DEPARTMENT, paper.audience), []).append(paper)
            return
        self.departments.setdefault(department.name, []).append(paper)
        if paper.number:
            self.told.setdefault(department.name, Counter())[paper.kind] += 1
            self.matters[department.name, paper.kind] += paper.matters
        self._copy(paper, department)

    def _to_leaders(self, paper: Paper) -> None:
        if paper.audience:
            self._file(paper, self.book.person(paper.audience), self.leaders, LetterKind.LEADER)
        elif any(rule.to == LEADERS for rule in self._rules(paper)):
            for leader in self.leading():
                self.leaders.setdefault(leader, []).append(paper)
        else:  # it speaks of all leaders at once: none of them may have it from us
            self.hand(say("leaders"), say("for the secretary to present"), paper)

    def _to_person(self, paper: Paper) -> None:
        self._file(paper, self._person(paper.audience), self.people, LetterKind.PERSON)

    def _file(
        self, paper: Paper, person: Person | None, box: dict[Person, list[Paper]], kind: LetterKind
    ) -> None:
        if person is None:
            self.strangers.setdefault((kind, paper.audience), []).append(paper)
        else:
            box.setdefault(person, []).append(paper)

    def _copy(self, paper: Paper, department: Department | None) -> None:
        """The copies sheet 输出 and the ladder want, and those of the department itself."""
        if paper.kind in OWN_FIGURES:
            return
        for word in dict.fromkeys(rule.cc for rule in self._rules(paper) if rule.cc):
            self._copy_to(word, paper, department)
        for name in department.cc if department is not None else ():
            self._copy_to(name, paper, department)

    def _copy_to(self, word: str, paper: Paper, department: Department | None) -> None:
        named = self._whom(word, department)
        if named is None:
            self.hand(word, say("copy: nobody knows who this is; send it by hand"), paper)
            return
        for person in named:
            if person.rank == "领导":
                box = self.leaders.setdefault(person, [])
            elif department is not None:
                box = self.copied.setdefault((department.name, person), [])
            else:
                box = self.people.setdefault(person, [])
            if paper not in box:
                box.append(paper)

    def _whom(self, word: str, department: Department | None) -> tuple[Person, ...] | None:
        """The people a word of 抄送 means, None where it means nobody known."""
        match word:
            case "办公室" | "责任部门" | "责任人" | "各部门":  # they have it already
                return ()
            case "领导班子成员":
                return self.leading()
            case "分管领导" | "部门负责人" if department is not None:
                name = department.leader if word == RESPONSIBLE else department.head
                person = self.book.person(name, department.name)
                return (person,) if person is not None else None
        if (alias := self.book.department_names.get(word)) is not None:
            other = self.book.department(alias)
            contact = self.book.person(other.contact, alias) if other is not None else None
            return (contact,) if contact is not None else None
        person = self.book.person(word, department.name if department is not None else "")
        return (person,) if person is not None else None

    def _rules(self, paper: Paper) -> Iterator[OutputRule | LadderLevel]:
        """The lines of sheets 输出 and 催办阶梯 that speak of a kind of paper."""
        yield from (rule for rule in self.book.outputs if rule.on and rule.kind == paper.kind)
        yield from (level for level in self.book.ladder if level.paper == paper.kind)

    def leading(self) -> tuple[Person, ...]:
        """The leaders of the office."""
        return tuple(person for person in self.book.people if person.rank == "领导")

    def everybody(self) -> Iterator[Department]:
        """Every department that exists on the day, but the office and the leaders' own."""
        office = self.book.settings.office_department
        of_leaders = {person.department for person in self.leading()}
        for department in self.book.departments:
            exists = (department.valid_from is None or department.valid_from <= self.issued) and (
                department.valid_to is None or self.issued <= department.valid_to
            )
            if exists and department.name != office and department.name not in of_leaders:
                yield department

    def _person(self, label: str) -> Person | None:
        """The person a paper is for; two of one name are told apart by their department in brackets behind it."""
        if (person := self.book.person(label)) is not None:
            return person
        plain = label.replace("（", "(").replace("）", ")").replace(" ", "")
        found = [p for p in self.book.people if f"{p.name}({p.department})" == plain]
        return found[0] if len(found) == 1 else None

    def hand(self, audience: str, way: str, paper: Paper) -> None:
        """A paper that goes another way than by mail."""
        self.by_hand.setdefault((audience, way), []).append(paper)

    def otherwise(self) -> Iterator[ByHand]:
        for (audience, way), papers in self.by_hand.items():
            yield ByHand(audience, way, tuple(papers))
