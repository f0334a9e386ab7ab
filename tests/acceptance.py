"""A folder of planted registers as a workspace: `python tests/acceptance.py FOLDER WORKSPACE`.

FOLDER holds `registers/` and `rules.json` (departments, people with posts, processes with limits, number forms …).
The rule book is the shipped one with all that the folder decides put in its place; nothing is known beforehand.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from officebatch import batch, rulebook, wording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    Line = dict[str, str]
    Rules = dict[str, Any]  # as rules.json has it

LEADERS = "领导"  # the post group whose steps a leader has in hand
# The fields these registers have, besides a person and a day for each step.
FIELDS = {
    "发文登记簿": "序号 发文字号 标题 文种 密级 紧急程度 主送机关 份数 拟稿部门 备注",
    "收文登记簿": "序号 收文编号 收文日期 来文单位 来文字号 文件标题 密级 紧急程度 承办部门 备注",
    "督办台账": "督办编号 督办事项 任务来源 立项日期 牵头部门 责任人 完成时限 进展情况 最近反馈日期 完成率 状态 "
    "办结日期 延期次数 备注",
    "岗位职责表": "职责编号 部门 岗位 职责内容 对应环节 A角 B角 工作标准",
}
SERIES = {"催办": "办催", "督办": "办督", "整改": "办改"}


def main(folder: Path, workspace: Path) -> None:
    """Write the workspace; what stands there already is replaced."""
    wording.use("zh_CN")
    rules: Rules = json.loads((folder / "rules.json").read_text(encoding="utf-8"))
    shutil.rmtree(workspace / "registers", ignore_errors=True)
    workspace.mkdir(parents=True, exist_ok=True)
    shutil.copytree(folder / "registers", workspace / "registers")
    (workspace / "officebatch.toml").write_text('language = "zh_CN"\n', encoding="utf-8")
    tables = rulebook.complete(office_tables(rules), batch.vocabulary())
    rulebook.write(tables, workspace / "规则.xlsx")


def office_tables(rules: Rules) -> dict[str, list[Line]]:
    """The shipped tables with what the folder decides."""
    tables = rulebook.shipped()
    tables["设置"] = list(_settings(rules, tables["设置"]))
    tables["部门"] = [{"排序": str(n), "部门": name} for n, name in enumerate(rules["departments"], 1)]
    tables["人员"] = [
        {"姓名": p["name"], "部门": p["department"], "职务": p["post"], "工号": str(n)}
        for n, p in enumerate(rules["people"], 1)
    ]
    tables["流程"] = list(_steps(rules))
    tables["环节关系"] = list(_relations(rules))
    tables["台账"] = [line for line in tables["台账"] if line["台账"] in FIELDS]
    tables["字段"] = list(_fields(rules, tables["字段"]))
    tables["选项"] = list(_choices(rules, tables["选项"]))
    task = rules.get("task", {})
    tables["检查"] = [
        {"代码": code, "参数": f"{name}={task[key]}"}
        for code, name, key in (("TSK104", "天数", "feedback_days"), ("TSK105", "次数", "max_extensions"))
        if key in task
    ]
    tables["指标"] = [line for line in tables["指标"] if line.get("台账", "") in ("", *FIELDS)]
    return tables


def _settings(rules: Rules, shipped: list[Line]) -> Iterator[Line]:
    office = rules["office"]
    known = {
        "单位全称": office.removesuffix("办公室") or office,
        "单位简称": office.removesuffix("办公室") or office,
        "办公室署名": office,
        "办公室部门": "办公室" if "办公室" in rules["departments"] else rules["departments"][0],
        "启用日期": f"{rules['as_of'][:4]}-01-01",
        **{f"编号式样·{name}": f"{prefix}〔{{年}}〕{{序号}}号" for name, prefix in SERIES.items()},
    }
    if rules.get("public"):
        known["公开用词"] = rules["public"]
    for line in shipped:
        yield line | ({"内容": known[line["项目"]]} if line["项目"] in known else {})


def _steps(rules: Rules) -> Iterator[Line]:
    groups: dict[str, list[str]] = {}
    for post, group in rules["post_groups"].items():
        groups.setdefault(group, []).append(post)
    for process, steps in rules["processes"].items():
        for order, (name, limits, group, required) in enumerate(steps, 1):
            holder = "部门" if group is None else "领导" if group == LEADERS else "办公室"
            yield {
                "流程": process, "台账": f"{process}登记簿", "序号": str(order), "环节": name,
                "岗位": "、".join(groups[group]) if group else "", "责任方": holder, "必经": "是" if required else "否",
                **{f"时限·{u}": f"{days}个工作日" for u, days in zip(rules["urgency"], limits, strict=True)},
            }  # fmt: skip


def _relations(rules: Rules) -> Iterator[Line]:
    for process, steps in rules["processes"].items():
        names = [step[0] for step in steps]
        for n, name in enumerate(names):
            for before in _just_before(steps[:n]):
                yield {"流程": process, "环节一": before, "关系": "先于", "环节二": name}
        for first, second in rules.get("separation", ()):
            if first in names and second in names:
                yield {"流程": process, "环节一": first, "关系": "不得同人", "环节二": second}


def _just_before(steps: list[Any]) -> Iterator[str]:
    """The steps that may be the last one done: back to the nearest that cannot be left out."""
    for name, _, _, required in reversed(steps):
        yield name
        if required:
            return


def _fields(rules: Rules, shipped: list[Line]) -> Iterator[Line]:
    known = {(line["台账"], line["字段"]): line for line in shipped}
    numbers = {name: form.replace("年份", "{年}").replace("序号", "{序号}") for name, form in rules["numbers"].items()}
    steps = {f"{process}登记簿": [step[0] for step in steps] for process, steps in rules["processes"].items()}
    for register, names in FIELDS.items():
        for name in names.split():
            line = known[register, name]
            yield line | ({"式样": numbers[name]} if name in numbers else {})
        mine = [line for line in shipped if line["台账"] == register]
        for step in steps.get(register, ()):
            yield _step_field(mine, f"{step}人", "人员", (step, f"{step}经办人", f"{step}人员"))
            yield _step_field(mine, f"{step}日期", "日期", (f"{step}时间",))


def _step_field(shipped: list[Line], field: str, kind: str, usual: tuple[str, ...]) -> Line:
    """A step's field with the headings the shipped rule book knows it by, also as a heading of another step."""
    known = [line["表头"].split("、") for line in shipped if field in line["表头"].split("、")]
    others = {line["字段"] for line in shipped}
    headings = [h for h in (*usual, *(h for heads in known for h in heads)) if h not in others]
    return {"台账": shipped[0]["台账"], "字段": field, "类型": kind, "必填": "否",
            "表头": "、".join(dict.fromkeys((field, *headings)))}


def _choices(rules: Rules, shipped: list[Line]) -> Iterator[Line]:
    synonyms = {(line["列表"], line["值"]): line.get("同义词", "") for line in shipped}
    decided: dict[str, Collection[str]] = {"紧急程度": rules["urgency"], "文种": rules["genres"]}
    posts = dict.fromkeys([*rules["post_groups"], *(p["post"] for p in rules["people"])])
    for name, values in (decided | {"职务": posts}).items():
        for value in values:
            words = [w for w in synonyms.get((name, value), "").split("、") if w not in values]
            yield {"列表": name, "值": value, "同义词": "、".join(words)}
    for line in shipped:
        if line["列表"] not in decided and line["列表"] != "职务":
            yield line


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("python tests/acceptance.py FOLDER WORKSPACE")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
