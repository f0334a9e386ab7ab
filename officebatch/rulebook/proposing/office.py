"""Sheet 设置: what titles, numbers and days of the registers say of the office itself."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officebatch.model.survey import Survey
    from officebatch.rulebook.proposing.numbers import Form
    from officebatch.rulebook.proposing.question import Draft

NAME = marked("Taken from the titles of the registers. Write it as on the official seal.")
START = marked("1 January of the year most records are of. Matters before this day are only listed. To leave old "
               "matters alone, write the day you begin to use the program.")
SERIES = marked("Made after the form of your own documents. Write it as your office wants it.")
USED = marked("If notices of this series were already numbered this year, write the last number used.")
UNSAID = marked("The registers do not say it. Fill it in.")
UNSURE_OFFICE = marked("Which department is the office? What stays with it is never urged from others.")
_KINDS = {"催办": "催", "督办": "督", "整改": "改"}
_TITLE = re.compile(
    r"^(?P<unit>.{3,30}?)(?:办公室)?(?:19|20\d{2}年(?:度)?)?(?:公文|文件)?"
    r"(?:发文|收文|督办|督查|岗位|职责|会议|议题|制度|活动|检查|评议|重点|工作)"
)


def propose(draft: Draft, survey: Survey, forms: Mapping[str, tuple[Form, ...]]) -> None:
    """Fill what can be seen and ask for the rest."""
    lines = {line["项目"]: line for line in draft.tables["设置"]}
    unit, year = _unit(survey), _year(survey)
    for key, text in (("单位全称", unit), ("单位简称", unit), ("办公室署名", unit and f"{unit}办公室")):
        lines[key]["内容"] = text
        draft.ask("设置", lines[key], "内容", NAME if text else UNSAID)
    lines["启用日期"]["内容"] = f"{year}-01-01" if year else ""
    draft.ask("设置", lines["启用日期"], "内容", START if year else UNSAID)
    units = [line["部门"] for line in draft.tables["部门"]]
    if "办公室" not in units:
        lines["办公室部门"]["内容"] = next((u for u in units if "办公室" in u or "综合" in u), "")
        draft.ask("设置", lines["办公室部门"], "内容", UNSURE_OFFICE)
    own = next((f.template for name, found in forms.items() if "发文" in name for f in found), "")
    for kind, sign in _KINDS.items():
        lines[f"编号式样·{kind}"]["内容"] = made = _series(own, sign)
        draft.ask("设置", lines[f"编号式样·{kind}"], "内容", SERIES if made else UNSAID)
        draft.ask("设置", lines[f"已用到的号·{kind}"], "内容", USED)


def _unit(survey: Survey) -> str:
    """The name before the kind of register in most titles: 临江县供电局 of 临江县供电局发文登记簿（2026年）."""
    found: Counter[str] = Counter()
    for table in survey.tables:
        units = {m["unit"] for title in table.titles if (m := _TITLE.match(re.sub(r"\s", "", title)))}
        found.update(u for u in units if re.fullmatch(r"[\u4e00-\u9fff]+", u) and u.endswith(_UNITS))
    return found.most_common(1)[0][0] if found else ""


_UNITS = ("局", "公司", "厂", "所", "院", "校", "中心", "委", "政府", "处", "站", "集团", "部", "会", "行", "社")


def _year(survey: Survey) -> int:
    days = sum((Counter(table.days) for table in survey.tables), Counter[int]())
    return days.most_common(1)[0][0] if days else 0


def _series(own: str, sign: str) -> str:
    """临电催〔{年}〕{序号}号 after 临电办〔{年}〕{序号}号; "" where the form has no letters in front."""
    found = re.match(r"([\u4e00-\u9fff]{2,})([〔\[（(]\{年\}[〕\]）)])", own)
    return f"{found[1][:-1]}{sign}〔{{年}}〕{{序号}}号" if found else ""
