"""Who gets what: each department, leader and person their own; nobody else's, and nothing in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from officebatch.delivery.letters import plan
from officebatch.delivery.plan import LetterKind, Paper, Plan, Planned, Tally
from officebatch.model.paper import AudienceKind
from officebatch.rulebook.rules import RuleBook
from officebatch.rulebook.sheets import Absence, Department, LadderLevel, OutputRule, Person
from tests import making

ISSUED = date(2026, 11, 23)
DOMAINS = ("office.test",)


def mailbox(n: int) -> str:
    return f"p{n}@office.test"


PEOPLE = (
    Person("马局", "局领导", "局长", rank="领导", mail=mailbox(1)),
    Person("牛副", "局领导", "副局长", rank="领导", mail=mailbox(2)),
    Person("董玉斌", "办公室", "主任", rank="中层", mail=mailbox(3)),
    Person("朱梅", "财务科", "科员", mail=mailbox(4), stand_in="侯静"),
    Person("侯静", "财务科", "科员", mail=mailbox(5)),
    Person("杨科", "财务科", "科长", rank="中层", mail=mailbox(6)),
    Person("郎明", "营销科", "科员", mail=mailbox(7)),
    Person("龙飞", "调度中心", "调度员", mail=mailbox(8)),
)
DEPARTMENTS = (
    Department("局领导", 1),
    Department("办公室", 2, contact="董玉斌"),
    Department("财务科", 3, head="杨科", leader="牛副", contact="朱梅", delivery="邮件"),
    Department("营销科", 4, leader="马局", contact="郎明"),
    Department("调度中心", 5, contact="龙飞", delivery="纸质"),
)
OUTPUTS = (
    OutputRule("个人提醒", "个人提醒", "人员", "", "", to="责任人"),
    OutputRule("催办通知单", "催办通知单", "部门", "", "", to="责任部门"),
    OutputRule("督办通知单", "督办通知单", "部门", "", "", to="责任部门", cc="分管领导"),
    OutputRule("考核评价报告", "考核评价报告", "部门", "", "", to="责任部门"),
    OutputRule("领导待办提示", "领导待办提示", "领导", "", "", to="领导本人"),
    OutputRule("领导待办清单", "领导待办清单", "领导", "", "", to="领导本人"),
    OutputRule("督办工作周报", "督办工作周报", "领导", "", "", to="领导班子成员"),
    OutputRule("工作通报", "工作通报", "各部门", "", "", to="各部门", cc="领导班子成员"),
    OutputRule("批次审签单", "批次审签单", "办公室", "", ""),
)


def book(**changed: object) -> RuleBook:
    return making.rules(**({"people": PEOPLE, "departments": DEPARTMENTS, "outputs": OUTPUTS} | changed))


def paper(kind: str, to: AudienceKind, audience: str, number: str = "", *, matters: int = 0, item: str = "") -> Paper:
    path = f"{kind}/{kind}（{audience}{item}）.docx"
    return Paper(path, kind, to, audience, "0" * 64, item=item, number=number, matters=matters)


def urging(department: str, kind: str = "催办通知单", matters: int = 3, item: str = "") -> Paper:
    return paper(kind, AudienceKind.DEPARTMENT, department, f"〔2026〕{matters}号", matters=matters, item=item)


def planned(papers: list[Paper], of: RuleBook | None = None) -> Plan:
    return plan(papers, of or book(), ISSUED, DOMAINS)


def by_address(made: Plan) -> dict[str, list[str]]:
    return {letter.address: [p.path for p in letter.papers] for letter in made.letters}


def only(made: Plan) -> Planned:
    (letter,) = [letter for letter in made.letters if letter.kind is not LetterKind.LEADER]
    return letter


def test_each_department_gets_its_own_papers_in_one_mail_in_the_order_of_the_rule_book() -> None:
    report = paper("考核评价报告", AudienceKind.DEPARTMENT, "财务科")
    made = planned([report, urging("财务科"), urging("营销科")])

    assert by_address(made)[mailbox(4)] == ["催办通知单/催办通知单（财务科）.docx", report.path]
    assert by_address(made)[mailbox(7)] == ["催办通知单/催办通知单（营销科）.docx"]
    assert not [letter for letter in made.letters if letter.held]


def test_nothing_of_the_offices_own_is_ever_mailed_and_nothing_to_say_is_no_mail() -> None:
    made = planned([paper("批次审签单", AudienceKind.OFFICE, ""), paper("催办通知单", AudienceKind.OFFICE, "财务科")])

    assert made == Plan((), ())


def test_nothing_to_say_is_said_where_the_rule_book_asks_for_it() -> None:
    made = planned([urging("财务科")], book(settings=making.settings(mails_nothing=True)))

    told = {letter.of: len(letter.papers) for letter in made.letters if letter.kind is LetterKind.DEPARTMENT}
    assert told == {"财务科": 1, "营销科": 0}
    assert made.by_hand == ()


def test_on_paper_or_by_oa_is_listed_and_not_mailed() -> None:
    made = planned([urging("调度中心"), paper("个人提醒", AudienceKind.PERSON, "龙飞")])

    assert made.letters == ()
    assert [(hand.audience, hand.way) for hand in made.by_hand] == [("调度中心", "纸质"), ("龙飞", "纸质")]


def test_the_stand_in_gets_what_the_contact_would_who_is_away() -> None:
    away = Absence("朱梅", date(2026, 11, 20), date(2026, 11, 25))
    letter = only(planned([urging("财务科")], book(absences=(away,))))

    assert (letter.address, letter.name, letter.instead_of, letter.held) == (mailbox(5), "侯静", "朱梅", "")


def test_back_on_the_day_the_contact_gets_it() -> None:
    away = Absence("朱梅", date(2026, 11, 16), date(2026, 11, 22))

    assert only(planned([urging("财务科")], book(absences=(away,)))).name == "朱梅"


def test_both_away_is_held_with_the_reason() -> None:
    away = tuple(Absence(name, ISSUED, ISSUED) for name in ("朱梅", "侯静"))

    assert "外出" in only(planned([urging("财务科")], book(absences=away))).held


def test_a_leader_gets_his_own_hints_the_report_and_copies_for_his_departments_only() -> None:
    hint = paper("领导待办提示", AudienceKind.LEADERS, "牛副", matters=2)
    weekly = paper("督办工作周报", AudienceKind.LEADERS, "", "第47期")
    supervised = urging("财务科", "督办通知单", 1, " DB1")
    other = urging("营销科", "督办通知单", 1, " DB2")
    made = planned([hint, weekly, supervised, other, urging("财务科")])

    boxes = by_address(made)
    assert set(boxes[mailbox(2)]) == {hint.path, weekly.path, supervised.path}
    assert set(boxes[mailbox(1)]) == {weekly.path, other.path}
    (digest,) = [letter for letter in made.letters if letter.address == mailbox(2)]
    assert digest.tallies == (Tally("财务科", "督办通知单", 1, 1), Tally("财务科", "催办通知单", 1, 3))


def test_what_waits_for_all_leaders_at_once_goes_to_none_of_them_by_mail() -> None:
    made = planned([paper("领导待办清单", AudienceKind.LEADERS, "", matters=7)])

    assert made.letters == ()
    assert [hand.audience for hand in made.by_hand] == ["局领导"]


def test_the_ladder_may_want_copies_too() -> None:
    level = LadderLevel(2, "催办通知单", 3, cc="部门负责人")
    made = planned([urging("财务科")], book(ladder=(level,)))

    (copy,) = [letter for letter in made.letters if letter.copy]
    assert (copy.address, copy.of) == (mailbox(6), "财务科")


def test_a_departments_copies_are_mails_of_their_own_and_never_its_score() -> None:
    wanted = tuple(replace(d, cc=("杨科", "朱梅", "谁也不是")) if d.name == "财务科" else d for d in DEPARTMENTS)
    report = paper("考核评价报告", AudienceKind.DEPARTMENT, "财务科")
    made = planned([urging("财务科"), report], book(departments=wanted))

    copies = [letter for letter in made.letters if letter.copy]
    assert [(c.address, [p.kind for p in c.papers]) for c in copies] == [(mailbox(6), ["催办通知单"])]
    assert ("谁也不是" in [hand.audience for hand in made.by_hand]) is True


def test_a_bulletin_goes_to_every_department_and_to_the_leaders_but_not_back_to_the_office() -> None:
    made = planned([paper("工作通报", AudienceKind.ALL, "", "第11期", item="2026-10")])

    assert sorted(by_address(made)) == sorted([mailbox(1), mailbox(2), mailbox(4), mailbox(7)])
    assert [hand.audience for hand in made.by_hand] == ["调度中心"]


def test_departments_that_are_gone_or_not_yet_there_get_no_bulletin() -> None:
    old = Department("用电科", 6, contact="郎明", valid_to=date(2025, 6, 30))
    new = Department("数字科", 7, contact="郎明", valid_from=date(2027, 1, 1))
    made = planned([paper("工作通报", AudienceKind.ALL, "")], book(departments=(*DEPARTMENTS, old, new)))

    assert {letter.of for letter in made.letters} == {"", "财务科", "营销科"}


def test_a_persons_own_papers_go_to_that_person_in_one_mail() -> None:
    made = planned([paper(kind, AudienceKind.PERSON, "侯静") for kind in ("个人提醒", "台账更正清单")])

    letter = only(made)
    assert (letter.kind, letter.address, letter.of, len(letter.papers)) == (LetterKind.PERSON, mailbox(5), "", 2)


def test_two_of_one_name_each_get_their_own() -> None:
    twin = Person("朱梅", "营销科", "科员", mail=mailbox(9))
    papers = [paper("个人提醒", AudienceKind.PERSON, f"朱梅（{of}）") for of in ("财务科", "营销科")]
    made = planned([*papers, paper("个人提醒", AudienceKind.PERSON, "朱梅")], book(people=(*PEOPLE, twin)))

    boxes = by_address(made)
    assert (boxes[mailbox(4)], boxes[mailbox(9)]) == ([papers[0].path], [papers[1].path])
    assert len({letter.thread for letter in made.letters}) == 3
    (unclear,) = [letter for letter in made.letters if letter.held]
    assert unclear.address == ""


def test_what_cannot_be_sent_is_held_with_the_reason() -> None:
    def with_mail(mail: str) -> RuleBook:
        return book(people=tuple(replace(p, mail=mail) if p.name == "朱梅" else p for p in PEOPLE))

    table = {
        "": "没有邮箱",
        "p4@elsewhere.test": "allowed_domains",
        "p4@sub.office.test": "allowed_domains",
        "p4@office.test, x@office.test": "不是一个邮箱地址",
        "朱梅 <p4@office.test>": "不是一个邮箱地址",
        "p4@office.test\r\nBcc: x@office.test": "不是一个邮箱地址",
        '"a b"@office.test': "不是一个邮箱地址",
        "p4@office.test;": "不是一个邮箱地址",
    }
    for mail, reason in table.items():
        assert reason in only(planned([urging("财务科")], with_mail(mail))).held, mail


def test_a_department_without_contact_or_unknown_is_held_and_not_guessed() -> None:
    without = tuple(replace(d, contact="") for d in DEPARTMENTS)

    assert "联系人" in only(planned([urging("财务科")], book(departments=without))).held
    assert "没有用电科" in only(planned([urging("用电科")])).held
    assert only(planned([urging("用电科")])).addressee == "用电科"


def test_a_domain_is_the_same_however_it_is_written() -> None:
    people = tuple(replace(p, mail="P4@Office.Test") if p.name == "朱梅" else p for p in PEOPLE)

    assert only(planned([urging("财务科")], book(people=people))).held == ""


def test_the_order_of_the_lines_changes_nobodys_mail() -> None:
    papers = [urging("财务科"), urging("营销科"), paper("个人提醒", AudienceKind.PERSON, "侯静")]
    turned = book(people=PEOPLE[::-1], departments=DEPARTMENTS[::-1])

    assert by_address(planned(papers[::-1], turned)) == by_address(planned(papers))
