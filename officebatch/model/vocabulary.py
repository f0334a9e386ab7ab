"""The closed lists the program knows: what the rule book may say, and what stages register of themselves.

batch gathers a `Vocabulary` from the stages' registries and hands it to `rulebook.read`, because the rule book
must know check codes, measures and papers, which live above it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """Kinds of register. The value is what stands in the rule book."""

    FLOW = "流转"
    EVENTS = "流水"
    TASKS = "任务"
    DUTIES = "职责"
    TOPICS = "议题"
    REGULATIONS = "制度"
    ACTIVITIES = "活动"
    BALLOTS = "评议"
    PLAIN = "普通"


class FieldType(StrEnum):
    """Types of field. The value is what stands in the rule book."""

    TEXT = "文本"
    INTEGER = "整数"
    NUMBER = "数值"
    PERCENT = "百分比"
    DATE = "日期"
    DATETIME = "日期时间"
    YES_NO = "是否"
    CHOICE = "选项"
    DEPARTMENT = "部门"
    PERSON = "人员"
    PEOPLE = "多人"
    DOCUMENT_NUMBER = "文号"


class Severity(StrEnum):
    """How grave a finding is. `grave` is secrecy: exit 1 always."""

    GRAVE = "grave"
    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 is the gravest."""
        return list(Severity).index(self)


class Mends(StrEnum):
    """Who can mend a finding, and so which paper it goes into."""

    KEEPER = "keeper"  # a wrong entry: 台账更正清单
    HOLDER = "holder"  # a breach of process: 整改通知单 to the department of the step
    POST = "post"  # a fault of duties: the head of the post's department
    OWNER = "owner"  # a fault of a regulation: the department that owns it
    SECRECY = "secrecy"  # a classified row: the secrecy post, on the spot
    OFFICE = "office"  # the machine or the rule book: whoever runs the program


class HolderKind(StrEnum):
    """Who has a matter in hand at a step. The value is what stands in the rule book."""

    DEPARTMENT = "部门"
    OFFICE = "办公室"
    LEADER = "领导"
    OUTSIDE = "外单位"


class State(StrEnum):
    """The state of a deadline."""

    MET = "met"
    MET_LATE = "met late"
    AHEAD = "ahead"
    DUE_SOON = "due soon"
    OVERDUE = "overdue"


# What the program knows a field as. One field a role; a check whose role is missing is skipped, because.
# What a line of an event list says of its case.
CASE = (
    "title", "department", "received", "secrecy", "urgency", "document_kind", "document_number", "document_date",
    "from", "to", "co_departments",
)  # fmt: skip
_RECORD = ("key", "title", "department", "remark")
_CASE = (*_RECORD, "received", "secrecy", "urgency", "document_kind", "document_number", "document_date", "from", "to")
ROLES: Mapping[Kind, tuple[str, ...]] = {
    Kind.FLOW: (
        *_CASE,
        "cc",
        "leader_note",
        "co_departments",
        "limit",
        "numbered",
        "read_back",
        "progress_text",
        "done",
        "status",
        "reply_number",
        "replied",
        "filed",
        "disposed",
    ),
    Kind.EVENTS: (*_CASE, "co_departments", "case", "process", "step", "person", "date"),
    Kind.TASKS: (
        *_RECORD,
        "source",
        "source_date",
        "start",
        "person",
        "leader",
        "co_departments",
        "due",
        "progress_text",
        "last_feedback",
        "feedback_rhythm",
        "progress",
        "status",
        "done",
        "extensions",
        "extended_to",
        "extension_asked",
        "extension_approved",
        "extension_approver",
        "verification",
        "verifier",
        "urgency",
        "secrecy",
    ),
    Kind.DUTIES: (*_RECORD, "post", "content", "steps", "holder_a", "holder_b", "standard", "limit"),
    Kind.TOPICS: (
        *_RECORD,
        "meeting",
        "meeting_date",
        "submitted",
        "reporter",
        "attendees",
        "departments_concerned",
        "consulted",
        "material_length",
        "leader_approval",
        "leader_approval_date",
        "head_approval_date",
        "office_approval_date",
        "chief_approval_date",
        "listed",
        "decision",
        "minutes_date",
        "secrecy",
    ),
    Kind.REGULATIONS: (
        *_RECORD,
        "category",
        "document_number",
        "issued",
        "in_force",
        "expires",
        "review_due",
        "status",
        "replaces",
        "applies_to",
        "secrecy",
        "version",
        "file",
    ),
    Kind.ACTIVITIES: (*_RECORD, "date", "person", "category", "hours", "result"),
    Kind.BALLOTS: (
        *_RECORD,
        "subject",
        "rater_class",
        "rater",
        "ballot",
        "item",
        "score",
        "full_mark",
        "date",
        "period",
    ),
    Kind.PLAIN: (*_RECORD, "date", "person", "secrecy", "status", "category", "due", "done"),
}

# The roles that say on which day a record began, by kind: the first that has a day. Duties and regulations stand now.
BEGINS: Mapping[Kind, tuple[str, ...]] = {
    Kind.FLOW: ("received",),
    Kind.EVENTS: ("received",),
    Kind.TASKS: ("start",),
    Kind.TOPICS: ("submitted", "meeting_date"),
    Kind.ACTIVITIES: ("date",),
    Kind.BALLOTS: ("date",),
    Kind.PLAIN: ("date",),
}

# The levels the law knows. They are searched for whatever the rule book says; it can only add to them.
SECRET_LEVELS = ("绝密", "机密", "秘密")


def is_secret(word: str) -> bool:
    """Whether a word says one of these levels and nothing else: 机密, 机密级, 秘密件."""
    return word.strip().removesuffix("文件").removesuffix("件").removesuffix("级") in SECRET_LEVELS



# Words that name a state of a task whatever the office writes; the rule book's 选项 list 状态 maps the office's words.
STATUS_DONE, STATUS_OPEN, STATUS_NOT_BEGUN = "办结", "在办", "未办"
STATUS_NOT_THERE = frozenset({"缺席", "请假"})  # of attendance
STATUS_STOPPED, STATUS_DROPPED, STATUS_LONG = "暂停", "取消", "长期"
VOID = "作废"  # what a remark or a title begins with where a record was struck out
# Likewise of a regulation: list 制度状态.
REGULATION_REVISED, REGULATION_REPEALED = "修订", "废止"


@dataclass(frozen=True)
class CheckFacts:
    """What the rule book and `explain` may know of a built-in check. `parameters`: name → default as written; on:
    whether it runs where the rule book says nothing."""

    code: str
    title: str
    severity: Severity
    mends: Mends
    basis: str
    manual: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    on: bool = True


@dataclass(frozen=True)
class Vocabulary:
    """What the stages registered: check codes with their facts, measure codes and paper kinds with their titles.

    urging: paper kinds the ladder may use → whether one may speak of one matter alone (True), of several (False).
    """

    checks: Mapping[str, CheckFacts] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[str, str] = field(default_factory=dict)
    urging: Mapping[str, tuple[bool, ...]] = field(default_factory=dict)


SEVERITY_TITLES: Mapping[Severity, str] = {
    Severity.GRAVE: marked("classified"),
    Severity.ERROR: marked("error"),
    Severity.WARNING: marked("warning"),
    Severity.HINT: marked("hint"),
}
MENDS_TITLES: Mapping[Mends, str] = {
    Mends.KEEPER: marked("keeper of the register"),
    Mends.HOLDER: marked("department of the step"),
    Mends.POST: marked("head of the post's department"),
    Mends.OWNER: marked("department that owns the regulation"),
    Mends.SECRECY: marked("secrecy post"),
    Mends.OFFICE: marked("whoever runs the program"),
}
STATE_TITLES: Mapping[State, str] = {
    State.MET: marked("met"),
    State.MET_LATE: marked("met late"),
    State.AHEAD: marked("ahead"),
    State.DUE_SOON: marked("due soon"),
    State.OVERDUE: marked("overdue"),
}
