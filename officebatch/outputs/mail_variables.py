"""What a mail template may print. The three kinds of mail (部门, 领导, 人员) are handed the same names."""

from __future__ import annotations

from officebatch.outputs import variables as var
from officebatch.wording import marked

KIND = "邮件"
_COMMON = {"单位", "署名", "联系人", "电话", "称谓"}
VARIABLES = (
    *(one for one in var.COMMON if one.name in _COMMON),
    var.value("统计截止日", marked("day the papers speak of"), "2026年11月20日（星期五）"),
    var.value("截止日", marked("the same, short"), "11月20日"),
    var.value("印发日期", marked("day the papers bear"), "2026年11月23日"),
    var.value("收件人", marked("name of the person the mail goes to"), "汤海龙"),
    var.value("职务姓名", marked("post and name of that person"), "科长汤海龙"),
    var.value("部门", marked("department the mail is for; empty in mails to a leader or a person"), "生产技术科"),
    var.yes_no("抄送", marked("whether it is a copy for somebody beside the department"), False),
    var.value("代收", marked("who is away and whose place the person takes; empty where nobody is"), "乔佳"),
    var.rows(
        "文书",
        marked("the papers that go with the mail"),
        var.SERIAL,
        var.value("名称", marked("kind of paper"), "催办通知单", "督办通知单", "考核评价报告"),
        var.value("编号", marked("number of the paper; may be empty"), "临电催〔2026〕12号", "临电督〔2026〕3号", ""),
        var.value("事项", marked("what the paper is about; empty where it is about several"), "", "DB2026-040", ""),
        var.value("件数", marked("how many matters it tells of"), 3, 1, 0),
        var.value("部门", marked("department the paper is for; may be empty"), "生产技术科"),
    ),
    var.value("份数", marked("how many papers there are; 0 where there is nothing to say"), 3),
    var.value("回复期限", marked("day an answer is asked by; empty where none is"), "11月25日（星期三）"),
    var.yes_no("请批", marked("whether a decision is asked of a leader"), True),
    var.rows(
        "分管",
        marked("for a leader: what his departments got"),
        var.value("部门", marked("the department"), "生产技术科", "财务科", "营销科"),
        var.value("内容", marked("the papers it got"), "催办通知单1份3项", "督办通知单2份2项", "催办通知单1份1项"),
    ),
)
