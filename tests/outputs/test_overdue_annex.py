"""超期清单附件: what the workbook of a department says, for paper; nothing of another department."""

from __future__ import annotations

from officebatch import outputs, rulebook
from officebatch.rulebook.sheets import OutputRule
from tests.outputs import looking, office
from tests.outputs.test_word_papers import approve

RULE = OutputRule("超期清单附件", "超期清单附件", "部门", "超期清单附件", "超期清单附件/超期清单附件（{部门}）.docx")
EXCEL = OutputRule("部门超期清单", "部门超期清单", "部门", "", "部门超期清单/超期清单（{部门}）.xlsx")


def test_approved_text() -> None:
    made, skipped = outputs.compose(office.docket(), office.rules(outputs=(RULE,)), [office.TEMPLATES])
    assert not skipped and [paper.audience for paper in made] == ["生产技术科", "财务科"]
    approve(made[1].path, made[1].content)


def test_it_lists_what_the_workbook_lists() -> None:
    made, _ = outputs.compose(office.docket(more=14), office.rules(outputs=(RULE, EXCEL)), [office.TEMPLATES])
    for department in ("生产技术科", "财务科"):
        word, excel = (
            next(p for p in made if (p.kind, p.audience) == (kind, department)) for kind in (RULE.kind, EXCEL.kind)
        )
        rows = [line.split(" | ") for line in looking.plain(word.content).splitlines() if line.count(" | ") == 8]
        listed = [(row[1], row[2]) for row in rows[1:]]
        assert listed == [(row[1], row[5]) for row in looking.cells(excel.content) if isinstance(row[0], float)]
        assert {who for who, _ in listed} == {department} and word.matters == len(listed)


def test_it_lies_across_and_stands_on_the_type_area() -> None:
    made, _ = outputs.compose(office.docket(), office.rules(outputs=(RULE,)), [office.TEMPLATES])
    document = looking.part(made[0].content)
    assert document.count("<w:sectPr>") == document.count('w:orient="landscape"') == 1


def test_it_is_shipped_switched_off() -> None:
    lines = [line for line in rulebook.shipped()["输出"] if line["文书"] == RULE.kind]
    assert [line["启用"] for line in lines] == ["否"]
