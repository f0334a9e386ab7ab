"""What every week's papers must be, worked out a second time, slowly and from the story alone.

Nothing of the program is used: days are counted one by one, matters are dicts and small values. `eight_weeks` gives
for each week the papers of the draft and of the approval, the numbers, what became void, and the balance of tasks.
Each decision about a matter carries a word (`why`), so that the tests can count how often each rule occurred.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

from tests.weeks import story
from tests.weeks.story import Row
from tests.weeks.workdays import after, between

REMINDER, URGING, ORDER, BULLETIN, WEEKLY = "个人提醒", "催办通知单", "督办通知单", "工作通报", "督办工作周报"
MENDING = "整改通知单"
SERIES = {URGING: "催办", ORDER: "督办", MENDING: "整改", BULLETIN: "通报", WEEKLY: "周报"}
FORMS = {
    "催办": "临电催〔2026〕{}号",
    "督办": "临电督〔2026〕{}号",
    "整改": "临电改〔2026〕{}号",
    "通报": "第{}期",
    "周报": "2026年第{}期",
}
LIMITS = {"平件": 10, "加急": 3, "特急": 1}  # working days for 承办, counted from 批办
URGENCIES = ("特急", "加急")
Why = dict[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True)
class Matter:
    """One step of one record that somebody has in hand. due: the valid due day; None where the clock stands or the
    oracle does not reckon it (steps of the office and of leaders). kind: 部门, 办公室 or 领导."""

    register: str
    record: str
    step: str
    urgency: str
    inner: bool
    began: date
    due: date | None
    kind: str
    holder: str
    person: str

    @property
    def name(self) -> tuple[str, str]:
        """Record and step."""
        return self.record, self.step


@dataclass(frozen=True)
class Notice:
    """One matter in one paper that went out."""

    week: int
    issued: date
    paper: str
    audience: str
    number: str
    level: int
    record: str
    step: str
    due: date
    answer_by: date | None


@dataclass(frozen=True)
class Told:
    """One matter as a paper tells it: level and days late by the ladder, quote of the notice before."""

    matter: Matter
    level: int
    due: date
    late: int
    answer_by: date | None
    quote: str
    copy: str = ""


@dataclass(frozen=True)
class Paper:
    """kind, audience (department, person or ""), item: the record of a paper about one matter alone.

    soon: matters of the second table, which are due soon and urged nowhere. findings: records to be mended.
    """

    kind: str
    audience: str
    item: str
    told: tuple[Told, ...] = ()
    soon: tuple[Matter, ...] = ()
    findings: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is known by in its week."""
        return self.kind, self.audience, self.item


@dataclass(frozen=True)
class Balance:
    """Numbers of tasks from one week to the next."""

    carried: int
    new: int
    done: int
    dropped: int
    open: int

    @property
    def holds(self) -> bool:
        """Whether nothing was lost on the way."""
        return self.carried + self.new - self.done - self.dropped == self.open


@dataclass
class Week:
    """One week as it must come out. numbers: by paper; void: number → reason; why: what was decided of each matter."""

    number: int
    as_of: date
    issued: date
    draft: list[Paper] = field(default_factory=list)
    approvals: list[list[Paper]] = field(default_factory=list)
    numbers: dict[tuple[str, str, str], str] = field(default_factory=dict)
    kept_back: dict[tuple[str, str, str], tuple[str, str]] = field(default_factory=dict)
    void: dict[str, str] = field(default_factory=dict)
    why: Why = field(default_factory=dict)
    balance: Balance | None = None
    open_tasks: frozenset[str] = frozenset()

    @property
    def final(self) -> list[Paper]:
        """The papers that went out in the end."""
        return self.approvals[-1]


@cache
def eight_weeks() -> tuple[Week, ...]:
    """All weeks, one after the other, each knowing only those before it."""
    office = Office()
    return tuple(office.week(n) for n in range(1, len(story.WEEKS) + 1))


class Office:
    """What the office remembers from week to week: notices, numbers, months reported, tasks then open."""

    def __init__(self) -> None:
        self.notices: list[Notice] = []
        self.last = {name: int(story.SETTINGS[f"已用到的号·{name}"]) for name in FORMS}
        self.months: set[tuple[int, int]] = set()
        self.open_tasks: frozenset[str] | None = None
        self.mended: set[str] = set()

    def week(self, number: int) -> Week:
        """Draft, then each approval with the head's decisions, then what is remembered of it."""
        of = Week(number, story.as_of(number), story.issued(number))
        usual = after(of.as_of, 1)
        of.draft, _ = self.papers(of, usual, upto=number - 1)
        decided: dict[tuple[str, str, str], tuple[str, str]] = {}
        for turn in sorted({1} | {int(d["次"]) for d in story.DECISIONS if int(d["周"]) == number}):
            papers, of.why = self.papers(of, of.issued, upto=number)
            for line in story.DECISIONS:
                if (int(line["周"]), int(line["次"])) == (number, turn):
                    decided[line["文书"], line["主送"], line["事项"]] = line["处理"], line["理由"]
            of.kept_back = {p.key: decided[p.key] for p in papers if decided.get(p.key, ("发", ""))[0] != "发"}
            sent = [p for p in papers if p.key not in of.kept_back]
            of.approvals.append(sent)
            self._number(of, sent)
        self._remember(of)
        return of

    def papers(self, of: Week, issue: date, upto: int) -> tuple[list[Paper], Why]:
        """The papers that urge, and the two reports. upto: the last week whose words in the lists count.

        Only what a department has in hand is urged: not what the office or a leader holds, nothing of an inner level,
        nothing that began before the start day. A matter goes into one paper; of several steps of one record in the
        hands of one department the highest level goes, then the longest overdue.
        """
        why: Why = {}
        due_soon: list[Matter] = []
        urged: dict[tuple[str, str, str], list[tuple[Told, Row]]] = {}
        for raw in matters(of.number):
            matter, *words = ruled(raw, of.number, upto)
            hidden = _never_urged(matter) if matter is not None else ""
            why[raw.name] = (*words, hidden) if hidden else tuple(words)
            if matter is None or hidden:
                continue
            told, line, *reasons = self._ladder(matter, of, issue)
            why[raw.name] = (*words, *reasons)
            if told is None and "closed in the book" not in reasons:
                soon = self._valid(matter, of)
                if soon is not None and _late(soon, of.as_of) == 0 and _left(soon, of.as_of) <= story.SOON:
                    due_soon.append(matter)
            if told is not None and line is not None:
                urged.setdefault((matter.register, matter.record, matter.holder), []).append((told, line))
        chosen: list[tuple[Told, Row]] = []
        for several in urged.values():
            several.sort(key=lambda pair: (-pair[0].level, -pair[0].late))
            chosen.append(several[0])
            for told, _ in several[1:]:
                why[told.matter.name] = ("another step of the record is urged",)
                if told.late == 0:
                    due_soon.append(told.matter)
        made = _assembled(of, issue, [told for told, _ in chosen], due_soon)
        if self._bulletin_due(of):
            made.append(Paper(BULLETIN, "", "", tuple(told for told, line in chosen if line["文书"] == BULLETIN)))
        return [*made, *self._mending(of, upto), Paper(WEEKLY, "", "")], why

    def _ladder(self, matter: Matter, of: Week, issue: date) -> tuple[Told | None, Row | None, *tuple[str, ...]]:
        """Whether a matter is urged in this run, how high, and the words for it.

        Memory is what went out in earlier weeks about this matter for this same due day and was not made void.
        Not late yet: the reminder, once. Late: the lowest level above the highest one given, however late it is, if
        it is late enough for that level, if the days between are over since the last notice, if the day to answer by
        has come, if no answer came or the answer is ten working days old, and if the paper of that level is made in
        this run; the bulletin names nothing that was answered for at all. A notice the clerk marked 升级 lifts all of
        these but the day of the paper. 销号 ends it, 延期 without a day rests
        it, 延期 with a day gives the matter a new due day and so a new memory.
        """
        past = [n for n in self.notices if (n.record, n.step) == matter.name]
        known = {n: answer(n, of.number, of.as_of) for n in past}
        if any(known[n].get("处理") == "销号" for n in past):
            return None, None, "closed in the book"
        past = [n for n in past if known[n].get("处理") != "作废"]
        due = self._valid(matter, of)
        if due is None:
            return None, None, "the clock stands"
        memory = [n for n in past if n.due == due]
        last = memory[-1] if memory else None
        said = known[last] if last else {}
        if said.get("处理") == "延期" and not said.get("延期至"):
            return None, None, "extended without a day"
        late = _late(due, of.as_of)
        level = max((n.level for n in memory), default=0) + 1 if late == 0 else _next_level(memory)
        if level > (1 if late == 0 else 4):
            return None, None, "reminded already" if late == 0 else "all levels given"
        line = _line(level, matter)
        if late == 0:
            stays = "" if _left(due, of.as_of) <= -int(line["超期天数"]) else "not due yet"
        else:
            stays = "" if said.get("处理") == "升级" else _too_early(line, late, last, said, (of.as_of, issue))
        if not stays and line["文书"] == BULLETIN and not self._bulletin_due(of):
            stays = "no bulletin in this run"
        if not stays and line["文书"] == BULLETIN and said.get("回复日期") and said.get("处理") != "升级":
            stays = "answered for"
        if stays:
            return None, None, stays
        days = int(line["回复天数"]) or story.ANSWER_DAYS.get(line["文书"], 0)
        quote = quoted(past[-1], known[past[-1]]) if past else "首次"
        told = Told(matter, level, due, late, after(issue, days) if days else None, quote)
        words = {
            f"level {level}": True,
            "raised": said.get("处理") == "升级",
            "rested": bool(said.get("回复日期")),
            "first urging, ten days late": level == 2 and late >= 10,
            "anew": bool(past) and not memory,
            "line of its register": bool(line["台账"]),
            "line of its urgency": bool(line["紧急程度"]),
        }
        return told, line, *[word for word, holds in words.items() if holds]

    def _valid(self, matter: Matter, of: Week) -> date | None:
        """The due day, moved to what the notice book says of an extension (the latest such entry)."""
        if matter.due is None:
            return None
        moved = [
            story.day(known["延期至"])
            for n in self.notices
            if (n.record, n.step) == matter.name
            and (known := answer(n, of.number, of.as_of)).get("处理") == "延期"
            and known.get("延期至")
        ]
        return moved[-1] if moved else matter.due

    def _bulletin_due(self, of: Week) -> bool:
        """The last month that was over on the as-of day (its own last day counts), unless it was reported."""
        return _month(of.as_of) not in self.months

    def _mending(self, of: Week, upto: int) -> list[Paper]:
        """Steps in the wrong order, to the department whose person took the later one: each is told once, none that
        was ruled a wrong finding."""
        wrong = {w["编号"] for w in story.WORDS if w["核对意见"] == "误报" and int(w["周"]) <= upto}
        found: dict[str, list[str]] = {}
        for line in story.documents(of.number):
            record, person = line["收文编号"], line["承办人"]
            if line["承办"] and line["承办"] < line["批办"] and record not in wrong | self.mended:
                home = next(p["部门"] for p in story.people(of.number) if p["姓名"] == person)
                found.setdefault(home, []).append(record)
        names = [d["部门"] for d in story.departments(of.number)]
        return [Paper(MENDING, name, "", findings=tuple(found[name])) for name in names if name in found]

    def _number(self, of: Week, sent: list[Paper]) -> None:
        """Numbers go on from the last one used. A paper keeps its number when the run is approved again; a number
        whose paper goes no more is void, with the head's reason, and is not used again."""
        for paper in sent:
            if paper.kind in SERIES and paper.key not in of.numbers:
                series = SERIES[paper.kind]
                self.last[series] += 1
                of.numbers[paper.key] = FORMS[series].format(self.last[series])
        keys = {p.key for p in sent}
        for key in [key for key in of.numbers if key not in keys]:
            of.void[of.numbers.pop(key)] = of.kept_back[key][1]

    def _remember(self, of: Week) -> None:
        """Only what went out leaves a memory; a paper asks for one answer, by the first day any of its matters is
        given. The balance: tasks open in the week before, new ones, done and dropped
        ones (by the register or by a ruling), tasks open now."""
        for paper in of.final:
            self.mended.update(paper.findings)
            by = min((told.answer_by for told in paper.told if told.answer_by), default=None)
            for told in paper.told:
                self.notices.append(
                    Notice(of.number, of.issued, paper.kind, paper.audience, of.numbers.get(paper.key, ""), told.level,
                           *told.matter.name, told.due, by)
                )  # fmt: skip
            if paper.kind == BULLETIN:
                self.months.add(_month(of.as_of))
        of.balance, of.open_tasks = self._balance(of)
        self.open_tasks = of.open_tasks

    def _closed(self, task: Row, of: Week) -> bool:
        """Whether the notice book closed a task on a day: that is as good as done, whatever the register says."""
        said = [answer(n, of.number, of.as_of) for n in self.notices if n.record == task["督办编号"]]
        return any(s.get("处理") == "销号" and (s.get("销号日期") or s.get("回复日期")) for s in said)

    def _balance(self, of: Week) -> tuple[Balance, frozenset[str]]:
        before = self.open_tasks
        now: set[str] = set()
        done: set[str] = set()
        dropped: set[str] = set()
        if before is None:
            since = of.as_of - timedelta(days=7)
            before = frozenset(
                t["督办编号"] for t in story.tasks(1)
                if story.day(t["立项日期"]) <= since and not (t["办结日期"] and story.day(t["办结日期"]) <= since)
                and t["状态"] != "取消"
            )  # fmt: skip
        for task in story.tasks(of.number):
            word = in_force(story.TASKS, task["督办编号"], "办结", of.number, of.number)
            if task["状态"] == "取消" or (word and word["核对意见"] == "已取消"):
                dropped.add(task["督办编号"])
            elif task["办结日期"] or (word and word["核对意见"] == "已办结未登记") or self._closed(task, of):
                done.add(task["督办编号"])
            else:
                now.add(task["督办编号"])
        new = {t["督办编号"] for t in story.tasks(of.number) if int(t["周"]) == of.number} - before
        gone = (before | new) - now
        balance = Balance(len(before), len(new), len(gone & done), len(gone & dropped), len(now))
        return balance, frozenset(now)


def matters(week: int) -> list[Matter]:
    """Everything somebody has in hand in a week, by the registers alone."""
    return [*_of_tasks(week), *_of_documents(week)]


def ruled(matter: Matter, week: int, upto: int) -> tuple[Matter | None, *tuple[str, ...]]:
    """The matter as people decided it is, and the word they used.

    Done but not entered, and cancelled: the matter is no more. Extended: due on that day. Another department: that
    one holds it. The other words change nothing.
    """
    word = in_force(matter.register, matter.record, matter.step, week, upto)
    if word is None:
        return (matter,)
    said, content = word["核对意见"], word["核对说明"]
    match said:
        case "已批延期":
            return replace(matter, due=day_in(content)), said
        case "责任部门有误":
            return replace(matter, kind="部门", holder=content), said
    return None, said


def in_force(register: str, record: str, step: str, week: int, upto: int) -> Row | None:
    """The ruling on a matter: of those up to the as-of day the latest, on one day the rule book's."""
    found: list[tuple[date, int, Row]] = []
    for line in story.WORDS:
        about = line["清单"] == "超期清单" and (line["编号"], line["环节"]) == (record, step)
        if about and int(line["周"]) <= upto and line["核对意见"] not in ("属实", "其他"):
            found.append((story.as_of(int(line["周"])), 0, line))
    for line in story.WRITTEN_RULINGS:
        about = (line["台账"], line["编号"]) == (register, record) and line["事由"] in ("", step)
        if about and int(line["周"]) <= week and story.day(line["日期"]) <= story.as_of(week):
            found.append((story.day(line["日期"]), 1, {"核对意见": line["裁定"], "核对说明": line["哪一天"]}))
    return max(found, key=lambda f: f[:2])[2] if found else None


def day_in(text: str) -> date:
    """The day within what somebody wrote, of 2026 unless he says otherwise."""
    found = re.search(r"(?:(\d{4})[-年])?(\d{1,2})[-月](\d{1,2})", text)
    if found is None:
        raise ValueError(text)
    return date(int(found[1] or 2026), int(found[2]), int(found[3]))


def answer(notice: Notice, week: int, as_of: date) -> Row:
    """What the notice book said of a notice before a week: entered in an earlier week, and not dated after as-of."""
    said: Row = {}
    line = (notice.paper, notice.record, notice.step)
    for entry in story.ENTRIES:
        if int(entry["周"]) == notice.week < week and line == (entry["文书"], entry["编号"], entry["环节"]):
            said[entry["栏目"]] = entry["内容"]
    for entry in story.LATER_ENTRIES:
        if int(entry["印发周"]) == notice.week and line == (entry["文书"], entry["编号"], entry["环节"]):
            said |= {entry["栏目"]: entry["内容"]} if int(entry["周"]) < week else {}
    if said.get("回复日期") and story.day(said["回复日期"]) > as_of:
        said.pop("回复日期")
        said.pop("回复摘要")
    if said.get("销号日期") and story.day(said["销号日期"]) > as_of:
        said.pop("处理")
    return said


def quoted(notice: Notice, said: Row) -> str:
    """How a paper speaks of the notice before: number, day, answer; a reminder has no number and asks no answer."""
    day = f"{notice.issued.month}月{notice.issued.day}日"
    if notice.level == 1:
        return f"个人提醒，{day}"
    if not said.get("回复日期"):
        return f"{notice.number}，{day}，未回复"
    on = story.day(said["回复日期"])
    return f"{notice.number}，{day}，{on.month}月{on.day}日回复：{said['回复摘要']}"


def reader(matter: Matter, week: int, issue: date) -> tuple[str, str]:
    """To whom a reminder goes and who gets a copy: the person; the stand-in while he is away on the issue day; the
    head of the department where nobody is entered."""
    person = matter.person or next(d["负责人"] for d in story.departments(week) if d["部门"] == matter.holder)
    if any(
        a["姓名"] == person and story.day(a["开始日期"]) <= issue <= story.day(a["结束日期"]) for a in story.ABSENCES
    ):
        return next(p["B角"] for p in story.PEOPLE if p["姓名"] == person), person
    return person, ""


def _assembled(of: Week, issue: date, urged: list[Told], due_soon: list[Matter]) -> list[Paper]:
    """Reminders one a person, urgings one a department, orders one a matter, in the departments' order.

    A department without an overdue matter urged gets no urging; with one, its matters due soon that are reminded
    nowhere stand in the second table.
    """
    reminders: dict[str, list[Told]] = {}
    for told in (t for t in urged if t.level == 1):
        person, copy = reader(told.matter, of.number, issue)
        reminders.setdefault(person, []).append(replace(told, copy=copy))
    made = [Paper(REMINDER, person, "", tuple(several)) for person, several in sorted(reminders.items())]
    names = [d["部门"] for d in story.departments(of.number)]
    for name in names:
        own = tuple(sorted((t for t in urged if t.level == 2 and t.matter.holder == name), key=_order))
        if own:
            made.append(Paper(URGING, name, "", own, tuple(m for m in due_soon if m.holder == name)))
    for name in names:
        orders = sorted((t for t in urged if t.level == 3 and t.matter.holder == name), key=_order)
        made += [Paper(ORDER, name, t.matter.record, (t,)) for t in orders]
    return made


def _order(told: Told) -> tuple[int, int, str]:
    """Urgency, then the longest overdue, then the number."""
    urgency = told.matter.urgency
    return URGENCIES.index(urgency) if urgency in URGENCIES else len(URGENCIES), -told.late, told.matter.record


def _line(level: int, matter: Matter) -> Row:
    """The ladder's line for a matter: register and urgency before urgency before register before neither."""
    fitting = [
        line
        for line in story.LADDER
        if int(line["级次"]) == level
        and line["台账"] in ("", matter.register)
        and line["紧急程度"] in ("", matter.urgency)
    ]
    return max(fitting, key=lambda line: (bool(line["紧急程度"]), bool(line["台账"])))


def _next_level(memory: list[Notice]) -> int:
    """The lowest level for what is late above those given; a reminder is none of them."""
    return max((n.level for n in memory if n.level > 1), default=1) + 1


def _too_early(line: Row, late: int, last: Notice | None, said: Row, days: tuple[date, date]) -> str:
    """What stands against the level of a line for a late matter, "" if nothing does. days: as-of and issue day."""
    as_of, issue = days
    answered = said.get("回复日期")
    if late < int(line["超期天数"]):
        return "not late enough"
    if last and last.answer_by and last.answer_by > as_of:
        return "may still answer"
    if last and between(last.issued, issue) < int(line["间隔天数"]):
        return "too soon after the last"
    if answered and between(story.day(answered), as_of) < story.REST_AFTER_ANSWER:
        return "answered"
    return ""


def _never_urged(matter: Matter) -> str:
    if matter.kind != "部门":
        return f"held by {matter.kind}"
    if matter.began < story.START_DAY:
        return "before the start day"
    return "inner" if matter.inner else ""


def _late(due: date, as_of: date) -> int:
    return between(due, as_of)


def _left(due: date, as_of: date) -> int:
    return between(as_of, due)


def _month(as_of: date) -> tuple[int, int]:
    tomorrow = as_of + timedelta(days=1)
    end = tomorrow.replace(day=1) - timedelta(days=1)
    return end.year, end.month


def _of_tasks(week: int) -> list[Matter]:
    """Open tasks with a due day: not done, not cancelled, not long-term; the clock of a paused one stands. An
    extension holds only if it was asked and approved by the first due day."""
    found = []
    for task in story.tasks(week):
        if task["办结日期"] or task["状态"] in ("取消", "长期"):
            continue
        due = story.day(task["完成时限"])
        asked, approved, to = (task[name] for name in ("延期申请日期", "延期批准日期", "延期至"))
        if to and story.day(asked) <= due and story.day(approved) <= due:
            due = story.day(to)
        holder = _now_called(task["责任部门"], week)
        found.append(
            Matter(story.TASKS, task["督办编号"], "办结", task["紧急程度"], task["密级"] in story.INNER,
                   story.day(task["立项日期"]), None if task["状态"] == "暂停" else due,
                   "办公室" if holder == story.OFFICE else "部门", holder, task["责任人"])
        )  # fmt: skip
    return found


def _of_documents(week: int) -> list[Matter]:
    """The step each document stands at, and 会办 beside it where it has a limit. 批办 is a leader's, 承办 and 会办 are
    the department's whose person has it, without a person that of the document; all else is the office's."""
    found = []
    for line in story.documents(week):
        step = next((name for name in story.STEPS if not line[name]), None)
        for name in [step, story.JOINT if line["会办时限"] and not line[story.JOINT] else None]:
            if name is None:
                continue
            due, holder, person, kind = None, story.OFFICE, "", "领导" if name == "批办" else "办公室"
            if name in ("承办", story.JOINT):
                person = line.get(f"{name}人", "")
                at_home = {p["姓名"]: p["部门"] for p in story.people(week)}
                holder, kind = at_home.get(person) or _now_called(line["承办部门"], week), "部门"
                limit = LIMITS[line["紧急程度"]]
                due = story.day(line["会办时限"]) if name == story.JOINT else after(story.day(line["批办"]), limit)
            found.append(
                Matter(story.RECEIVED, line["收文编号"], name, line["紧急程度"], line["密级"] in story.INNER,
                       story.day(line["收文日期"]), due, kind, holder, person)
            )  # fmt: skip
    return found


def _now_called(department: str, week: int) -> str:
    return next((d["部门"] for d in story.departments(week) if department in (d["部门"], d["旧名"])), department)
