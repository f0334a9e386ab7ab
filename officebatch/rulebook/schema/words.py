"""The closed lists of words the rule book may use, in both languages, beside what the program knows them as."""

from __future__ import annotations

from officebatch.model.measure import Subject
from officebatch.model.paper import AudienceKind
from officebatch.model.ruling import Decision
from officebatch.model.vocabulary import FieldType, HolderKind, Kind, Mends, Severity
from officebatch.rulebook.schema.column import Word
from officebatch.rulebook.sheets import RelationKind, Required

YES_NO = (Word("是", "是", "yes"), Word("否", "否", "no"))
REQUIRED = tuple(Word(r.value, r.value, en) for r, en in zip(Required, ("yes", "no"), strict=True))
KINDS = tuple(
    Word(kind.value, kind.value, en)
    for kind, en in zip(
        Kind,
        ("flow", "events", "tasks", "duties", "topics", "regulations", "activities", "ballots", "plain"),
        strict=True,
    )
)
TYPES = tuple(
    Word(type_.value, type_.value, en)
    for type_, en in zip(
        FieldType,
        ("text", "integer", "number", "percent", "date", "datetime", "yes/no", "choice", "department", "person",
         "people", "document number"),
        strict=True,
    )
)
HOLDERS = tuple(
    Word(holder.value, holder.value, en)
    for holder, en in zip(HolderKind, ("department", "office", "leader", "outside"), strict=True)
)
RELATIONS = tuple(
    Word(kind.value, kind.value, en)
    for kind, en in zip(
        RelationKind, ("before", "not the same person", "the same person", "followed by", "at most once"), strict=True
    )
)
SEVERITIES = tuple(
    Word(severity.value, zh, severity.value)
    for severity, zh in zip(Severity, ("涉密", "错误", "警告", "提示"), strict=True)
)
MENDS = tuple(
    Word(mends.value, zh, mends.value)
    for mends, zh in zip(
        Mends,
        ("台账保管人", "环节责任部门", "岗位所属部门负责人", "制度归口部门", "机要保密岗", "程序操作人"),
        strict=True,
    )
)
SUBJECTS = tuple(
    Word(subject.value, subject.value, en)
    for subject, en in zip(Subject, ("department", "office", "person"), strict=True)
)
AUDIENCES = tuple(
    Word(audience.value, audience.value, en)
    for audience, en in zip(AudienceKind, ("office", "department", "leaders", "person", "all departments"), strict=True)
)
RANKS = (Word("领导", "领导", "leader"), Word("中层", "中层", "head"), Word("一般", "一般", "staff"))
DELIVERY = (Word("邮件", "邮件", "mail"), Word("OA", "OA", "OA"), Word("纸质", "纸质", "paper"))
DAYS = (Word("上班", "上班", "working"), Word("休息", "休息", "rest"))
YEAR_FROM = (Word("标题", "标题", "title"), Word("工作表", "工作表", "sheet"), Word("文件", "文件", "file"))
NATURES = (
    Word("定量", "定量", "quantitative"),
    Word("定性", "定性", "qualitative"),
    Word("加分", "加分", "bonus"),
    Word("扣分", "扣分", "deduction"),
    Word("否决", "否决", "veto"),
)
RHYTHMS = (
    Word("每批", "每批", "every run"),
    Word("每周", "每周", "weekly"),
    Word("每月", "每月", "monthly"),
    Word("每季", "每季", "quarterly"),
    Word("每年", "每年", "yearly"),
)
TITLE_KINDS = (
    Word("先进典型", "先进典型", "award"), Word("帮扶", "帮扶", "help"), Word("问责", "问责", "accountability"),
)  # fmt: skip
TITLE_SUBJECTS = (Word("部门", "部门", "department"), Word("人员", "人员", "person"))
TITLE_PERIODS = (Word("季", "季", "quarter"), Word("半年", "半年", "half a year"), Word("年", "年", "year"))
TITLE_RULES = (
    Word("全面优秀", "全面优秀", "excellent in all"),
    Word("督办全按期", "督办全按期", "every task on time"),
    Word("公文零差错", "公文零差错", "papers without fault"),
    Word("进步最大", "进步最大", "most improved"),
    Word("服务评议居首", "服务评议居首", "best served"),
    Word("补台全按期", "补台全按期", "every stand-in on time"),
    Word("定量连续偏低", "定量连续偏低", "low twice"),
    Word("整改屡次不合格", "整改屡次不合格", "corrections failed"),
    Word("督办逾期不反馈", "督办逾期不反馈", "notices unanswered"),
    Word("通报后仍未办结", "通报后仍未办结", "open after the bulletin"),
    Word("超期十日以上", "超期十日以上", "long overdue"),
    Word("书面认定", "书面认定", "established in writing"),
)
DECISIONS = tuple(
    Word(decision.value, decision.value, en)
    for decision, en in {
        Decision.CORRECT: "true",
        Decision.WRONG: "wrong finding",
        Decision.DONE: "done but not entered",
        Decision.EXTENDED: "extension granted",
        Decision.HOLDER: "other holder",
        Decision.DROPPED: "dropped",
    }.items()
)
RECEIVERS = (
    Word("责任人", "责任人", "person"),
    Word("责任部门", "责任部门", "department"),
    Word("部门负责人", "部门负责人", "head of department"),
    Word("分管领导", "分管领导", "responsible leader"),
    Word("领导本人", "领导本人", "the leader"),
    Word("领导班子成员", "领导班子成员", "leaders"),
    Word("各部门", "各部门", "all departments"),
    Word("办公室", "办公室", "office"),
    Word("台账保管人", "台账保管人", "keeper"),
    Word("制度归口部门", "制度归口部门", "owner of the regulation"),
)

# What a clerk reads for each role; English is the role itself with blanks.
ROLE_TITLES = {
    "key": "编号", "title": "标题", "department": "部门", "remark": "备注",
    "received": "收到日期", "secrecy": "密级", "urgency": "紧急程度", "document_kind": "文种",
    "document_number": "文号", "document_date": "成文日期", "from": "来自", "to": "主送", "cc": "抄送",
    "leader_note": "领导批示", "co_departments": "协办部门", "limit": "要求时限", "done": "办结日期", "status": "状态",
    "reply_number": "复文号", "replied": "答复日期",
    "numbered": "编号日期", "read_back": "退回日期", "filed": "归卷号", "disposed": "清退情况",
    "case": "事项编号", "process": "流程", "step": "环节", "person": "责任人", "date": "日期",
    "source": "来源", "source_date": "来源日期", "start": "起始日期", "leader": "分管领导", "due": "到期日",
    "progress_text": "进展情况",
    "last_feedback": "反馈日期", "feedback_rhythm": "反馈周期", "progress": "完成率",
    "extensions": "延期次数", "extended_to": "延期至", "extension_asked": "延期申请日期",
    "extension_approved": "延期批准日期", "extension_approver": "延期批准人",
    "verification": "办结审核", "verifier": "审核人",
    "post": "岗位", "content": "职责内容", "steps": "对应环节", "holder_a": "A角", "holder_b": "B角",
    "standard": "工作标准",
    "meeting": "会议", "meeting_date": "会议日期", "submitted": "提报日期", "reporter": "汇报人",
    "attendees": "列席人员", "departments_concerned": "涉及部门", "consulted": "会商情况",
    "material_length": "材料字数", "leader_approval": "分管领导意见", "leader_approval_date": "分管领导意见日期",
    "head_approval_date": "部门负责人意见日期", "office_approval_date": "办公室审核日期",
    "chief_approval_date": "主要领导意见日期", "minutes_date": "纪要日期",
    "listed": "是否上会", "decision": "议定事项",
    "category": "类别", "issued": "发布日期", "in_force": "施行日期", "review_due": "复审日期", "replaces": "替代",
    "expires": "有效期至", "applies_to": "适用范围",
    "version": "版次", "file": "电子文件",
    "hours": "工时", "result": "完成情况",
    "subject": "评议对象", "rater_class": "评议人类别", "ballot": "票号", "item": "评议项目", "score": "得分",
    "period": "考核期间", "rater": "评议人", "full_mark": "满分",
}  # fmt: skip
ROLES = tuple(Word(role, zh, role.replace("_", " ")) for role, zh in ROLE_TITLES.items())
