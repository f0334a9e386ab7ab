"""Who gets what: one mail a department and run with its own papers only, one a leader, one a person.

`boxes` sorts the papers of a signed run; here they become letters, by the rule book's sheets 部门, 人员 and 外出. What
the mail says is not decided here. What is delivered by OA or on paper is listed for the clerk instead. Whatever cannot
be sent is planned as held, with the reason: nobody's papers get lost in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officebatch.delivery.boxes import Boxes
from officebatch.delivery.plan import LetterKind, Paper, Plan, Planned, Tally
from officebatch.mail import is_address
from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Department, Person

BY_MAIL = "邮件"


def plan(papers: Iterable[Paper], book: RuleBook, issued: date, domains: Collection[str]) -> Plan:
    """Who gets which of these papers. issued: the day that decides who is away; domains: where mail may go."""
    boxes = Boxes(book, issued)
    for paper in papers:
        boxes.route(paper)
    desk = _Desk(book, issued, boxes)
    letters = [*desk.department_letters(), *desk.copies(), *desk.leader_letters(), *desk.person_letters()]
    return Plan(tuple(_checked(letter, domains) for letter in letters), tuple(boxes.otherwise()))


def _checked(letter: Planned, domains: Collection[str]) -> Planned:
    return letter if letter.held else replace(letter, held=_why_not(letter.name, letter.address, domains))


def _why_not(name: str, address: str, domains: Collection[str]) -> str:
    """Why nothing may go to an address, "" where it may."""
    if not address:
        return say("sheet 人员 of the rule book has no mail address for {person}", person=name)
    if not is_address(address):
        return say("what sheet 人员 of the rule book has for {person} is not one plain mail address", person=name)
    domain = address.rpartition("@")[2].lower()
    if domain not in domains:
        return say("{domain} is not among the allowed_domains of officebatch.toml", domain=domain)
    return ""


@dataclass(frozen=True)
class _Desk:
    """Makes the letters of what lies in the boxes."""

    book: RuleBook
    issued: date
    boxes: Boxes

    def department_letters(self) -> Iterator[Planned]:
        everybody = {department.name for department in self.boxes.everybody()}
        for department in sorted(self.book.departments, key=lambda d: d.order):
            papers = self.boxes.departments.get(department.name, [])
            if not papers and not (self.book.settings.mails_nothing and department.name in everybody):
                continue
            if (department.delivery or BY_MAIL) != BY_MAIL:
                for paper in papers:
                    self.boxes.hand(department.name, department.delivery, paper)
                continue
            yield self._to_contact(department, papers)
        yield from self._unknown(LetterKind.DEPARTMENT)

    def _to_contact(self, department: Department, papers: list[Paper]) -> Planned:
        """To its contact; to whoever stands in when he is away. Nobody is guessed."""
        contact = self.book.person(department.contact, department.name) if department.contact else None
        if contact is None:
            why = say("sheet 部门 of the rule book names no contact for {department} who stands in sheet 人员",
                      department=department.name)
            return self._letter(LetterKind.DEPARTMENT, None, papers, of=department.name, held=why)
        if not self.book.away(contact.name, self.issued):
            return self._letter(LetterKind.DEPARTMENT, contact, papers, of=department.name)
        other = self.book.person(contact.stand_in, department.name) if contact.stand_in else None
        if other is None or self.book.away(other.name, self.issued):
            why = say("{person} is away on {day} and nobody stands in", person=contact.name, day=self.issued)
            return self._letter(LetterKind.DEPARTMENT, contact, papers, of=department.name, held=why)
        away = contact.name
        return self._letter(LetterKind.DEPARTMENT, other, papers, of=department.name, instead_of=away)

    def copies(self) -> Iterator[Planned]:
        """One a department and person, but to the one who gets the papers themselves."""
        ranks = {d.name: d.order for d in self.book.departments}
        in_order = sorted(self.boxes.copied.items(), key=lambda one: (ranks[one[0][0]], one[0][1].name))
        for (name, person), papers in in_order:
            department = self.book.department(name)
            by_mail = department is not None and (department.delivery or BY_MAIL) == BY_MAIL
            if by_mail and department is not None and self._to_contact(department, []).name == person.name:
                continue
            if (way := self._way(person)) != BY_MAIL:
                for paper in papers:
                    self.boxes.hand(_label(self.book, person), way, paper)
                continue
            yield self._letter(LetterKind.DEPARTMENT, person, papers, of=name, copy=True)

    def leader_letters(self) -> Iterator[Planned]:
        """One a leader who has papers or whose departments got notices."""
        for leader in self.boxes.leading():
            papers, tallies = self.boxes.leaders.get(leader, []), tuple(self._tallies(leader))
            if (way := self._way(leader)) != BY_MAIL:
                for paper in papers:
                    self.boxes.hand(_label(self.book, leader), way, paper)
            elif papers or tallies:
                yield self._letter(LetterKind.LEADER, leader, papers, tallies=tallies)
        yield from self._unknown(LetterKind.LEADER)

    def _tallies(self, leader: Person) -> Iterator[Tally]:
        for department in sorted(self.book.departments, key=lambda d: d.order):
            if department.leader == leader.name:
                for kind, papers in self.boxes.told.get(department.name, {}).items():
                    yield Tally(department.name, kind, papers, self.boxes.matters[department.name, kind])

    def person_letters(self) -> Iterator[Planned]:
        for person in self.book.people:
            papers = self.boxes.people.get(person, [])
            if papers and (way := self._way(person)) != BY_MAIL:
                for paper in papers:
                    self.boxes.hand(_label(self.book, person), way, paper)
            elif papers:
                yield self._letter(LetterKind.PERSON, person, papers)
        yield from self._unknown(LetterKind.PERSON)

    def _way(self, person: Person) -> str:
        """How papers reach a person: as they reach his department."""
        department = self.book.department(person.department)
        return (department.delivery if department is not None else "") or BY_MAIL

    def _unknown(self, kind: LetterKind) -> Iterator[Planned]:
        for (of_kind, name), papers in self.boxes.strangers.items():
            if of_kind is kind:
                sheet = "部门" if kind is LetterKind.DEPARTMENT else "人员"
                why = say("sheet {sheet} of the rule book has nobody called {name}, or several", sheet=sheet, name=name)
                of = name if kind is LetterKind.DEPARTMENT else ""
                yield replace(self._letter(kind, None, papers, of=of, held=why), addressee=name)

    def _letter(
        self,
        kind: LetterKind,
        person: Person | None,
        papers: Sequence[Paper],
        *,
        of: str = "",
        tallies: tuple[Tally, ...] = (),
        copy: bool = False,
        instead_of: str = "",
        held: str = "",
    ) -> Planned:
        order = {rule.kind: n for n, rule in enumerate(self.book.outputs)}
        own = tuple(sorted(papers, key=lambda paper: (order.get(paper.kind, len(order)), paper.path)))
        wanted = (r.mail_template for p in own for r in self.book.outputs if r.on and r.kind == p.kind)
        return Planned(
            kind=kind,
            addressee=_label(self.book, person) if person is not None else of,
            name=person.name if person is not None else of,
            post=person.post if person is not None else "",
            of=of,
            address=person.mail.strip() if person is not None else "",
            papers=own,
            tallies=tallies,
            copy=copy,
            instead_of=instead_of,
            template=next((name for name in wanted if name), ""),
            held=held,
        )


def _label(book: RuleBook, person: Person) -> str:
    """A person's name; with the department, and the number where that does not tell either, if there are several."""
    same = book.people_by_name.get(person.name, ())
    if len(same) == 1:
        return person.name
    label = f"{person.name}（{person.department}）"
    twins = [p for p in same if p.department == person.department]
    return f"{label}{person.number}" if len(twins) > 1 else label
