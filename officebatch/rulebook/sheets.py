"""What the office is and how it works, as frozen values: one class a sheet of the rule book.

How it judges stands in `judging`, its settings in `settings`. `at` is the cell address of the line in the rule book
(`流程!A7`), for messages and proofs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from officebatch.model.vocabulary import FieldType, HolderKind, Kind, Severity
from officebatch.model.wordlist import parted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from officebatch.model.condition import Condition
    from officebatch.model.limit import Limit


class Required(StrEnum):
    """Whether a field or a step must be there whatever the record. The value is what stands in the rule book."""

    YES = "是"
    NO = "否"


class RelationKind(StrEnum):
    """What holds between two steps, or of one. The value is what stands in the rule book."""

    BEFORE = "先于"
    NOT_SAME_PERSON = "不得同人"
    SAME_PERSON = "须同人"  # of one step: each time it is passed
    FOLLOWED = "其后须有"
    AT_MOST_ONCE = "至多一次"  # of one step

    @property
    def of_one(self) -> bool:
        """Whether it can speak of one step alone."""
        return self in (RelationKind.SAME_PERSON, RelationKind.AT_MOST_ONCE)


@dataclass(frozen=True)
class Department:
    """Sheet 部门, in 建制序."""

    name: str
    order: int
    short_names: tuple[str, ...] = ()
    old_names: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    head: str = ""
    leader: str = ""
    contact: str = ""
    delivery: str = ""
    cc: tuple[str, ...] = ()
    class_: str = ""
    evaluated: bool = True
    at: str = ""


@dataclass(frozen=True)
class Person:
    """Sheet 人员. `rank` 领导 marks the unit's leaders. since, until: the first and last day in the post."""

    name: str
    department: str
    post: str = ""
    number: str = ""
    rank: str = ""
    mail: str = ""
    stand_in: str = ""
    at: str = ""
    since: date | None = None
    until: date | None = None

    def holds(self, posts: Collection[str]) -> bool:
        """Whether the person holds one of some posts, by post (of several any) or rank."""
        return not {*parted(self.post), self.post, self.rank}.isdisjoint(posts)


@dataclass(frozen=True)
class Absence:
    """Sheet 外出: away from the first to the last day, both counted."""

    person: str
    first: date
    last: date
    reason: str = ""
    at: str = ""


@dataclass(frozen=True)
class CalendarDay:
    """Sheet 日历: a day that differs from the national calendar."""

    day: date
    working: bool
    note: str = ""
    at: str = ""


@dataclass(frozen=True)
class Step:
    """Sheet 流程: one step of one process over one register.

    person_field, date_field: field ids. posts: who may do it (empty: anybody). counted_from: "" the last done step,
    a step's name, or `[字段]`. limits: urgency → Limit; the key "" is for records without urgency. required: always,
    never, or for the records of which a condition holds.
    """

    process: str
    register: str
    order: int
    name: str
    person_field: str
    date_field: str
    posts: tuple[str, ...] = ()
    holder: HolderKind = HolderKind.DEPARTMENT
    counted_from: str = ""
    limits: Mapping[str, Limit] = field(default_factory=dict)
    key_node: bool = False
    standard: str = ""
    stops_clock: bool = False
    required: Required | Condition = Required.YES
    basis: str = ""
    at: str = ""

    def limit(self, urgency: str) -> Limit | None:
        """The limit for an urgency; for one without a column of its own, the first column's (the ordinary one)."""
        if urgency in self.limits:
            return self.limits[urgency]
        return next(iter(self.limits.values()), None) if not urgency else None


@dataclass(frozen=True)
class Relation:
    """Sheet 环节关系: what must hold between two steps of a process; second "": of the first alone."""

    process: str
    first: str
    kind: RelationKind
    second: str = ""
    severity: Severity = Severity.ERROR
    basis: str = ""
    at: str = ""


@dataclass(frozen=True)
class LadderLevel:
    """Sheet 催办阶梯. registers, urgencies empty: all. from_days: working days late, negative = ahead."""

    level: int
    paper: str
    from_days: int
    registers: tuple[str, ...] = ()
    urgencies: tuple[str, ...] = ()
    one_a_matter: bool = False
    to: str = ""
    cc: str = ""
    answer_days: int = 0
    series: str = ""
    least_days: int = 0
    at: str = ""


@dataclass(frozen=True)
class RegisterRule:
    """Sheet 台账: one register. files: a file pattern (`*收文*`); sheets: a sheet pattern, months in order are one
    register; columns: `A:L` for two registers side by side; heading_rows empty: find them; must_be: whether an office
    without its workbook is told."""

    name: str
    kind: Kind
    files: str
    sheets: str = "*"
    columns: str = ""
    heading_rows: tuple[int, ...] = ()
    year_from: str = ""
    key_field: str = ""
    keeper: str = ""
    evaluated: bool = True
    must_be: bool = True
    at: str = ""


@dataclass(frozen=True)
class FieldRule:
    """Sheet 字段: one field of one register. headings: the ways its column is headed, the first is its own.

    choices: name of a 选项 list (type 选项). template: a number's form (`临电办〔{年}〕{序号}号`), several by 、.
    minimum, maximum: for numbers.
    """

    register: str
    field: str
    role: str
    headings: tuple[str, ...]
    type: FieldType
    required: Required | Condition = Required.NO
    choices: str = ""
    template: str = ""
    minimum: float | None = None
    maximum: float | None = None
    unique: bool = False
    carry_down: bool = False
    at: str = ""


@dataclass(frozen=True)
class Choice:
    """Sheet 选项: one value of a list and the words that mean it (an empty word: an empty cell means it)."""

    list: str
    value: str
    synonyms: tuple[str, ...] = ()
    at: str = ""


@dataclass(frozen=True)
class OutputRule:
    """Sheet 输出: one paper. file_name may hold {部门}, {截止日}, {期}; template "" for Excel lists."""

    name: str
    kind: str
    audience: str
    template: str
    file_name: str
    on: bool = True
    mail_template: str = ""
    rhythm: str = ""
    to: str = ""
    cc: str = ""
    at: str = ""
