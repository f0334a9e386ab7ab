"""The office in which the examples of the checks play: its registers, people, steps and choices as a rule book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from officebatch.model.vocabulary import FieldType, Kind
from officebatch.rulebook.rules import RuleBook
from officebatch.rulebook.sheets import (
    Choice,
    Classified,
    Department,
    FieldRule,
    Person,
    RegisterRule,
    Relation,
    RelationKind,
    Required,
    Settings,
    Step,
)

AS_OF = date(2026, 11, 20)
STEPS = (("拟稿", ()), ("会商", ()), ("核稿", ("秘书",)), ("签发", ("主任",)), ("用印", ("机要员",)))
_STATUS = {"办结": ("√", "完成"), "在办": (), "取消": ("作废",), "暂停": ()}
SECRET = ("绝密", "机密", "秘密")


@dataclass(frozen=True)
class Book:
    """One register of the example office: its key field first. fields: id → (role, type)."""

    name: str
    kind: Kind
    fields: dict[str, tuple[str, FieldType]]
    required: tuple[str, ...] = ()


BOOKS = (
    Book(
        "发文",
        Kind.FLOW,
        {
            "文号": ("key", FieldType.DOCUMENT_NUMBER),
            "标题": ("title", FieldType.TEXT),
            "拟稿部门": ("department", FieldType.DEPARTMENT),
            "密级": ("secrecy", FieldType.CHOICE),
            "紧急程度": ("urgency", FieldType.CHOICE),
            **{f"{s}人": ("", FieldType.PERSON) for s, _ in STEPS},
            **{f"{s}日期": ("", FieldType.DATE) for s, _ in STEPS},
        },
        ("标题",),
    ),
    Book(
        "督办",
        Kind.TASKS,
        {
            "编号": ("key", FieldType.TEXT),
            "牵头部门": ("department", FieldType.DEPARTMENT),
            "责任人": ("person", FieldType.PERSON),
            "立项日期": ("start", FieldType.DATE),
            "完成时限": ("due", FieldType.DATE),
            "最近反馈日期": ("last_feedback", FieldType.DATE),
            "完成率": ("progress", FieldType.PERCENT),
            "状态": ("status", FieldType.CHOICE),
            "办结日期": ("done", FieldType.DATE),
            "延期次数": ("extensions", FieldType.INTEGER),
        },
    ),
    Book(
        "职责",
        Kind.DUTIES,
        {
            "职责编号": ("key", FieldType.TEXT),
            "部门": ("department", FieldType.DEPARTMENT),
            "岗位": ("post", FieldType.TEXT),
            "职责内容": ("content", FieldType.TEXT),
            "A岗": ("holder_a", FieldType.PERSON),
            "B岗": ("holder_b", FieldType.PERSON),
            "工作标准": ("standard", FieldType.TEXT),
        },
    ),
)
_CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "密级": {"公开": ()},
    "紧急程度": {"平件": ("",), "加急": (), "特急": ()},
    "状态": _STATUS,
}


def example_rules() -> RuleBook:
    """The rule book of the example office: two departments, six people, one process of five steps."""
    people = (
        Person("王平", "办公室", "主任"),
        Person("李文", "办公室", "秘书"),
        Person("赵敏", "办公室", "机要员"),
        Person("周强", "财务科", "主任"),
        Person("孙丽", "财务科", "科员"),
        Person("吴静", "办公室", "科员"),
        Person("吴静", "财务科", "科员"),
    )
    steps = tuple(
        Step("发文", "发文", i, name, f"{name}人", f"{name}日期", posts,
             required=Required.NO if name == "会商" else Required.YES)
        for i, (name, posts) in enumerate(STEPS)
    )  # fmt: skip
    names = [name for name, _ in STEPS]
    before = [Relation("发文", a, RelationKind.BEFORE, b) for a, b in pairwise(names)]
    apart = [Relation("发文", a, RelationKind.NOT_SAME_PERSON, b) for a, b in (("拟稿", "核稿"), ("拟稿", "签发"))]
    return RuleBook(
        settings=_settings(),
        departments=tuple(Department(d, i) for i, d in enumerate(("办公室", "财务科", "营销科"))),
        people=people,
        absences=(), calendar=(), ladder=(), own_checks=(), indicators=(), grades=(), outputs=(),
        exemptions=(), rulings=(),
        steps=steps,
        relations=(*before, *apart),
        registers=tuple(RegisterRule(b.name, b.kind, f"{b.name}*", key_field=next(iter(b.fields))) for b in BOOKS),
        fields=tuple(rule for book in BOOKS for rule in _field_rules(book)),
        choices=tuple(Choice(name, v, words) for name, values in _CHOICES.items() for v, words in values.items()),
        checks={},
    )  # fmt: skip


def _settings() -> Settings:
    return Settings(
        full_name="示例单位", short_name="示例", office_name="示例单位办公室", office_department="办公室",
        start_day=date(2026, 1, 1), answer_days={}, telephone="", contact="", head="王平", prepared_by="李文",
        series={}, classified=Classified.QUARANTINE, inner_levels=(), secret_words=SECRET, public_words=("公开",),
        due_soon_days=5, rest_days=10, rate_from=5,
        score_from=3, appeal_days=3, publication_days=5, quota_rounding="取整",
        language="zh_CN", address="你部门", hours=((time(8, 30), time(12)), (time(14, 30), time(18))),
        weekly_names_departments=True,
    )  # fmt: skip


def _field_rules(book: Book) -> list[FieldRule]:
    return [
        FieldRule(
            book.name, name, role, (name,), kind,
            required=Required.YES if name in book.required else Required.NO,
            choices=name if kind is FieldType.CHOICE else "",
            template="临电办〔{年}〕{序号}号" if kind is FieldType.DOCUMENT_NUMBER else "",
            unique=role == "key",
        )
        for name, (role, kind) in book.fields.items()
    ]  # fmt: skip
