"""Who gets what: one mail a department and run with its own papers only, one a leader, one a person.

Planned from the manifest of a signed run and the rule book's sheets 输出, 催办阶梯, 部门, 人员 and 外出; what the mail
says is not decided here. Nothing of the office's own leaves it, and what is delivered by OA or on paper is listed for
the clerk instead. Whatever cannot be sent is planned as held, with the reason: nobody's papers get lost in silence.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from officebatch.delivery.plan import ByHand, LetterKind, Paper, Plan, Planned, Tally
from officebatch.model.paper import AudienceKind
from officebatch.wording import say
from officebatch.workspace import is_address

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Department, Person

BY_MAIL = "邮件"
OWN_FIGURES = frozenset({"考核评价报告"})  # what a department scored is copied to nobody
LEADERS, THE_LEADER, ALL_DEPARTMENTS = "领导班子成员", "领导本人", "各部门"
HEAD, RESPONSIBLE, DEPARTMENT, OFFICE, PERSON = "部门负责人", "分管领导", "责任部门", "办公室", "责任人"


def plan(papers: Iterable[Paper], book: RuleBook, issued: date, domains: Collection[str]) -> Plan:
    """Who gets which of these papers. issued: the day that decides who is away; domains: where mail may go."""
    desk = _Desk(book, issued)
    for paper in papers:
        desk.route(paper)
    letters = [*desk.department_letters(), *desk.copies(), *desk.leader_letters(), *desk.person_letters()]
    return Plan(tuple(_checked(letter, domains) for letter in letters), tuple(desk.otherwise()))


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


@dataclass
class _Desk:
    """Sorts papers into boxes: by department, by (department, person) for copies, by leader, by person."""

    book: RuleBook
    issued: date
    departments: dict[str, list[Paper]] = field(default_factory=dict)
    copied: dict[tuple[str, Person], list[Paper]] = field(default_factory=dict)
    leaders: dict[Person, list[Paper]] = field(default_factory=dict)
    people: dict[Person, list[Paper]] = field(default_factory=dict)
    strangers: dict[tuple[LetterKind, str], list[Paper]] = field(default_factory=dict)
    by_hand: dict[tuple[str, str], list[Paper]] = field(default_factory=dict)
    told: dict[str, Counter[str]] = field(default_factory=dict)  # department → kind of notice → papers and matters
    matters: Counter[tuple[str, str]] = field(default_factory=Counter)

    def route(self, paper: Paper) -> None:
        """Put a paper into every box it belongs into. What is the office's own goes nowhere."""
        match paper.audience_kind:
            case AudienceKind.DEPARTMENT:
                self._to_department(paper)
            case AudienceKind.ALL:
                for department in self._everybody():
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
        elif LEADERS in self._words(paper, "to"):
            for leader in self._leaders():
                self.leaders.setdefault(leader, []).append(paper)
        else:  # it speaks of all leaders at once: none of them may have it from us
            self._hand(say("leaders"), say("for the secretary to present"), paper)

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
        for word in self._words(paper, "cc"):
            self._copy_to(word, paper, department)
        for name in department.cc if department is not None else ():
            self._copy_to(name, paper, department)

    def _copy_to(self, word: str, paper: Paper, department: Department | None) -> None:
        named = self._whom(word, department)
        if named is None:
            self._hand(word, say("copy: nobody knows who this is; send it by hand"), paper)
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
                return self._leaders()
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

    def _words(self, paper: Paper, column: str) -> tuple[str, ...]:
        """What sheets 输出 and 催办阶梯 say of a kind of paper in a column, each word once."""
        rules = (getattr(rule, column) for rule in self.book.outputs if rule.on and rule.kind == paper.kind)
        levels = (getattr(level, column) for level in self.book.ladder if level.paper == paper.kind)
        return tuple(dict.fromkeys(word for word in (*rules, *levels) if word))

    def _leaders(self) -> tuple[Person, ...]:
        return tuple(person for person in self.book.people if person.rank == "领导")

    def _everybody(self) -> Iterator[Department]:
        """Every department that exists on the day, but the office and the leaders' own."""
        office = self.book.settings.office_department
        of_leaders = {person.department for person in self._leaders()}
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

    def department_letters(self) -> Iterator[Planned]:
        everybody = {department.name for department in self._everybody()}
        for department in sorted(self.book.departments, key=lambda d: d.order):
            papers = self.departments.get(department.name, [])
            if not papers and not (self.book.settings.mails_nothing and department.name in everybody):
                continue
            if (department.delivery or BY_MAIL) != BY_MAIL:
                for paper in papers:
                    self._hand(department.name, department.delivery, paper)
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
        for (name, person), papers in sorted(self.copied.items(), key=lambda one: (ranks[one[0][0]], one[0][1].name)):
            department = self.book.department(name)
            by_mail = department is not None and (department.delivery or BY_MAIL) == BY_MAIL
            if by_mail and department is not None and self._to_contact(department, []).name == person.name:
                continue
            if (way := self._way(person)) != BY_MAIL:
                for paper in papers:
                    self._hand(_label(self.book, person), way, paper)
                continue
            yield self._letter(LetterKind.DEPARTMENT, person, papers, of=name, copy=True)

    def leader_letters(self) -> Iterator[Planned]:
        """One a leader who has papers or whose departments got notices."""
        for leader in self._leaders():
            papers, tallies = self.leaders.get(leader, []), tuple(self._tallies(leader))
            if (way := self._way(leader)) != BY_MAIL:
                for paper in papers:
                    self._hand(_label(self.book, leader), way, paper)
            elif papers or tallies:
                yield self._letter(LetterKind.LEADER, leader, papers, tallies=tallies)
        yield from self._unknown(LetterKind.LEADER)

    def _tallies(self, leader: Person) -> Iterator[Tally]:
        for department in sorted(self.book.departments, key=lambda d: d.order):
            if department.leader == leader.name:
                for kind, papers in self.told.get(department.name, {}).items():
                    yield Tally(department.name, kind, papers, self.matters[department.name, kind])

    def person_letters(self) -> Iterator[Planned]:
        for person in self.book.people:
            papers = self.people.get(person, [])
            if papers and (way := self._way(person)) != BY_MAIL:
                for paper in papers:
                    self._hand(_label(self.book, person), way, paper)
            elif papers:
                yield self._letter(LetterKind.PERSON, person, papers)
        yield from self._unknown(LetterKind.PERSON)

    def _way(self, person: Person) -> str:
        """How papers reach a person: as they reach his department."""
        department = self.book.department(person.department)
        return (department.delivery if department is not None else "") or BY_MAIL

    def _unknown(self, kind: LetterKind) -> Iterator[Planned]:
        for (of_kind, name), papers in self.strangers.items():
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

    def _hand(self, audience: str, way: str, paper: Paper) -> None:
        self.by_hand.setdefault((audience, way), []).append(paper)

    def otherwise(self) -> Iterator[ByHand]:
        for (audience, way), papers in self.by_hand.items():
            yield ByHand(audience, way, tuple(papers))


def _label(book: RuleBook, person: Person) -> str:
    """A person's name; with the department, and the number where that does not tell either, if there are several."""
    same = book.people_by_name.get(person.name, ())
    if len(same) == 1:
        return person.name
    label = f"{person.name}（{person.department}）"
    twins = [p for p in same if p.department == person.department]
    return f"{label}{person.number}" if len(twins) > 1 else label
