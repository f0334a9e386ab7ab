"""Sheet 设置: every setting the program knows, how it is read, and what it does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from officebatch.model.vocabulary import is_secret
from officebatch.rulebook.cells import read_date, read_template
from officebatch.rulebook.faults import CellFault, listed
from officebatch.rulebook.schema import EACH_MARK, Refers
from officebatch.wording import LANGUAGES, marked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ANSWER, PATTERN, LAST_USED = "回复天数", "编号式样", "已用到的号"
PERIODS, NEVER = ("月", "季", "半年", "年"), "不用"
ROUNDINGS = ("取整", "四舍五入", "进一")
SECRET_LEVEL = marked("“{text}” is a level of state secrets. It can be neither an inner level nor public; take it out.")
BAD_HOURS = marked("“{text}” is no working time. Write it as 08:30-12:00、14:30-18:00, in order of the day.")
BAD_COUNT = marked("“{text}” is no whole number. Write digits only, as 5.")
BAD_FACTOR = marked("“{text}” is no factor. Write a number, as 1.5.")
BAD_QUOTA = marked("“{text}” is no quota. Write it as 20% or as a number of people.")
NOT_ONE_OF = marked("“{text}” is not known here. Known are: {known}.")


class Classified(StrEnum):
    """What a classified row does. The value is what stands in the rule book."""

    QUARANTINE = "隔离该行"
    STOP = "停用整册"


@dataclass(frozen=True)
class Series:
    """A number series: its pattern (`临电催〔{年}〕{序号}号`) and the last number used in the year it was set."""

    name: str
    pattern: str
    last_used: int


@dataclass(frozen=True)
class Settings:
    """Sheet 设置. answer_days: kind of paper → working days to answer. hours: the working hours of a day, in order.

    trial_until: the last day of evaluation on trial. counts_only_in, ballots_in, grades_in: kinds of period (月 季 半年
    年). merged_classes: class → what it is compared within when it is small. kind_weights: kind of document → how much
    work one is.
    """

    full_name: str
    short_name: str
    office_name: str
    office_department: str
    start_day: date | None
    answer_days: Mapping[str, int]
    telephone: str
    contact: str
    head: str
    prepared_by: str
    series: Mapping[str, Series]
    classified: Classified
    inner_levels: tuple[str, ...]
    secret_words: tuple[str, ...]
    public_words: tuple[str, ...]
    due_soon_days: int
    rest_days: int
    rate_from: int
    score_from: int
    appeal_days: int
    publication_days: int
    quota_rounding: str
    quota_class: int
    grade_from: int
    ballots_from: int
    ballots_high: int
    bonus_cap: int
    deduction_cap: int
    deduction_order: tuple[str, ...]
    language: str
    address: str
    hours: tuple[tuple[time, time], ...]
    weekly_names_departments: bool
    mails_nothing: bool
    values: Mapping[str, str] = field(default_factory=dict)
    trial_until: date | None = None
    counts_only_in: tuple[str, ...] = ("月",)
    ballots_in: tuple[str, ...] = ("半年", "年")
    grades_in: tuple[str, ...] = ("年",)
    class_from: int = 3
    merged_classes: Mapping[str, str] = field(default_factory=dict)
    people_quota: str = "20%"
    fail_facts: int = 2
    kind_weights: Mapping[str, float] = field(default_factory=dict)

    def measured_from(self, as_of: date) -> date:
        """The first day that is measured: 1 January of the as-of year, or the start day if that is later."""
        new_year = as_of.replace(month=1, day=1)
        return min(max(new_year, self.start_day or new_year), as_of)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. id: attribute of `Settings`. each: the name goes on behind a ·, as 编号式样·催办. optional: a rule
    book without it, or with nothing written, has what `Settings` says by default."""

    id: str
    zh: str
    en: str
    read: Callable[[str], object]
    required: bool = False
    each: bool = False
    refers: Refers | None = None
    optional: bool = False


def build(values: Mapping[str, object], raw: Mapping[str, str]) -> Settings:
    """`values`: setting id → value, a mapping for those that stand once for each. Raises KeyError when incomplete."""
    patterns, used = (values.get(name, {}) for name in ("patterns", "last_used"))
    if not isinstance(patterns, dict) or not isinstance(used, dict):
        raise TypeError("patterns and last_used are read as mappings")
    series = {name: Series(name, pattern, used.get(name, 0)) for name, pattern in patterns.items()}
    plain = {s.id: values[s.id] for s in SETTINGS if s.id not in ("patterns", "last_used") and not s.optional}
    plain |= {s.id: said for s in SETTINGS if s.optional and (said := _written(values.get(s.id))) is not None}
    return Settings(**plain, series=series, values=dict(raw))  # type: ignore[arg-type]  # read by the table below


def _written(value: object) -> object | None:
    """What an optional setting says, None where nothing is written."""
    if isinstance(value, dict):
        return {name: one for name, one in value.items() if one != ""}
    return None if value == "" else value


def setting(key: str) -> tuple[Setting, str] | None:
    """The setting of a key and what stands behind its ·, None where it is not known."""
    head, _, tail = re.sub(r"\s*[·•・]\s*", EACH_MARK, key).partition(EACH_MARK)
    for known in SETTINGS:
        if head in (known.zh, known.en) and known.each == bool(tail):
            return known, tail
    return None


def _text(text: str) -> str:
    return text


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for part in re.split(r"[、,，;；\n]", text) if (word := part.strip()))


def _secret_words(text: str) -> tuple[str, ...]:
    """Words of secrecy, however parted: the three of the law always count, and each stands by itself."""
    return tuple(word for part in _words(text) for word in re.split(r"[\s|/·•&+]+|(?<=密)[或和及与]", part) if word)


def _levels(text: str) -> tuple[str, ...]:
    """Inner levels and public words: none of them may be a level of the law."""
    words = _words(text)
    for word in words:
        if is_secret(word):
            raise CellFault(SECRET_LEVEL, text=word)
    return words


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise CellFault(BAD_COUNT, text=text)
    return int(text)


def _factor(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", text):
        raise CellFault(BAD_FACTOR, text=text)
    return float(text)


def _quota(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]+)?[%％]?", text):
        raise CellFault(BAD_QUOTA, text=text)
    return text


def _periods(text: str) -> tuple[str, ...]:
    return tuple(_one_of(*PERIODS, NEVER)(word) for word in _words(text))


def _one_of(*known: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in known:
            raise CellFault(NOT_ONE_OF, known, text=text, known=listed(known))
        return text

    return read


def _classified(text: str) -> Classified:
    return Classified(_one_of(*Classified)(text))


def _yes(text: str) -> bool:
    return _one_of("是", "否")(text) == "是"


def _hours(text: str) -> tuple[tuple[time, time], ...]:
    try:
        spans = [part.replace("：", ":").replace("—", "-").replace("～", "-").split("-") for part in _words(text)]
        read = tuple((_clock(first), _clock(last)) for first, last in spans)
    except ValueError:
        raise CellFault(BAD_HOURS, text=text) from None
    moments = [moment for span in read for moment in span]
    if not moments or any(a >= b for a, b in pairwise(moments)):
        raise CellFault(BAD_HOURS, text=text)
    return read


def _clock(text: str) -> time:
    hour, minute = text.strip().split(":")
    return time(int(hour), int(minute))


SETTINGS = (
    Setting("full_name", "单位全称", "full name", _text, required=True),
    Setting("short_name", "单位简称", "short name", _text, required=True),
    Setting("office_name", "办公室署名", "office signature", _text, required=True),
    Setting("office_department", "办公室部门", "office department", _text, required=True, refers=Refers.DEPARTMENT),
    Setting("start_day", "启用日期", "start day", read_date, required=True),
    Setting("telephone", "联系电话", "telephone", _text),
    Setting("contact", "督办联系人", "contact", _text, refers=Refers.PERSON),
    Setting("head", "办公室主任", "head of office", _text, refers=Refers.PERSON),
    Setting("prepared_by", "制表人", "prepared by", _text, refers=Refers.PERSON),
    Setting("address", "部门称谓", "form of address", _text, required=True),
    Setting("answer_days", ANSWER, "days to answer", _count, required=True, each=True),
    Setting("patterns", PATTERN, "number form", read_template, required=True, each=True),
    Setting("last_used", LAST_USED, "last number used", _count, required=True, each=True),
    Setting("classified", "涉密行处理", "classified rows", _classified, required=True),
    Setting("secret_words", "涉密用词", "secret words", _secret_words, required=True),
    Setting("inner_levels", "内部密级", "inner levels", _levels),
    Setting("public_words", "公开用词", "public words", _levels),
    Setting("due_soon_days", "临期天数", "due soon days", _count, required=True),
    Setting("rest_days", "答复后暂缓天数", "rest after an answer", _count, required=True),
    Setting("rate_from", "显示比率件数", "rates from", _count, required=True),
    Setting("score_from", "计分件数", "scores from", _count, required=True),
    Setting("appeal_days", "申诉天数", "appeal days", _count, required=True),
    Setting("publication_days", "公示天数", "publication days", _count, required=True),
    Setting("quota_rounding", "名额取整", "quota rounding", _one_of(*ROUNDINGS), required=True),
    Setting("quota_class", "每类名额", "quota of a class", _count, required=True),
    Setting("grade_from", "评等次比例", "share scored for a grade", _count, required=True),
    Setting("ballots_from", "有效票数", "ballots from", _count, required=True),
    Setting("ballots_high", "高分比例", "share of high marks", _count, required=True),
    Setting("bonus_cap", "加分上限", "most bonus", _count, required=True),
    Setting("deduction_cap", "扣分上限", "most deduction", _count, required=True),
    Setting("deduction_order", "扣分次序", "order of deduction", _words, required=True),
    Setting("trial_until", "试运行截止", "trial until", read_date, optional=True),
    Setting("counts_only_in", "只通报件数的周期", "periods of numbers only", _periods, optional=True),
    Setting("ballots_in", "计评议的周期", "periods with ballots", _periods, optional=True),
    Setting("grades_in", "评等次的周期", "periods with grades", _periods, optional=True),
    Setting("class_from", "每类最少部门", "departments of a class", _count, optional=True),
    Setting("merged_classes", "并入类别", "class merged into", _text, each=True, optional=True),
    Setting("people_quota", "人员优秀名额", "quota of people", _quota, optional=True),
    Setting("fail_facts", "不合格事实条数", "facts for a fail", _count, optional=True),
    Setting("kind_weights", "文种系数", "factor of a kind", _factor, each=True, optional=True),
    Setting("language", "文书语言", "language", _one_of(*LANGUAGES), required=True),
    Setting("hours", "上班时间", "working hours", _hours, required=True),
    Setting("weekly_names_departments", "周报写部门名", "weekly names departments", _yes, required=True),
    Setting("mails_nothing", "无文书也发邮件", "mail when there is nothing", _yes, required=True),
)
EMPTY: Mapping[str, object] = {"inner_levels": (), "public_words": ()}
