"""批次审签单: every paper that leaves the office, what is new about it, and what was decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from officebatch import outputs, wording
from officebatch.approval import Signing
from officebatch.model.approval import Judgement, Number, PaperKey, Verdict
from officebatch.model.form import PAPER, mark
from officebatch.model.returned import Written
from officebatch.model.ruling import Decision, Ruling
from officebatch.rulebook.settings import Series
from officebatch.rulebook.sheets import OutputRule
from tests import making
from tests.outputs import looking, office

SHEET = OutputRule("批次审签单", "批次审签单", "办公室", "", "批次审签单.xlsx")
SERIES = {"催办": Series("催办", "临电催〔{年}〕{序号}号", 11), "周报": Series("周报", "第{序号}期", 0)}
RULES = office.rules(settings=making.settings(series=SERIES))
HELD = PaperKey("催办通知单", "财务科")


def sheet(
    signing: Signing | None = None, words: dict[str, Written] | None = None, n: int = 0, undecided: int = 0
) -> list[list[object]]:
    docket = office.urged(office.docket())
    past = replace(docket.past, kept_back={HELD: Judgement(Verdict.HOLD, "等审计结论")})
    ruling = Ruling("督办台账", "DB2026-050", "办结", Decision.DROPPED, date(2026, 11, 20), at="超期清单.xlsx V9")
    taken_back = [
        Ruling("督办台账", "DB2026-038", "办结", Decision.EXTENDED, date(2026, 11, 13), on=date(2026, 12, 1)),
        Ruling("督办台账", "DB2026-038", "", Decision.CORRECT, date(2026, 11, 18)),
    ]
    rules = replace(RULES, outputs=(SHEET, *RULES.outputs), undecided=undecided)
    docket = replace(docket, past=past, rulings=(*taken_back, ruling))
    with wording.spoken("zh_CN"):
        made, skipped = outputs.compose(docket, rules, [office.TEMPLATES], signing=signing, words=words)
    assert not skipped
    return looking.cells(next(p.content for p in made if p.kind == "批次审签单"), n)


def signing(words: dict[PaperKey, Judgement], known: tuple[Number, ...] = ()) -> Signing:
    return Signing(date(2026, 11, 20), date(2026, 11, 23), RULES.settings, known, words, "不再需要")


def line(rows: list[list[object]], kind: str, audience: str) -> dict[object, object]:
    row = next(row for row in rows if row[1:2] == [kind] and row[3] == audience)
    return dict(zip(rows[2], row, strict=True))


def test_who_signs_is_told_of_questions_of_the_rule_book_that_are_open() -> None:
    plain, open_ = sheet(), sheet(undecided=7)

    assert "“_待定”表还有7个问题没有定" in str(open_[2][0])
    assert [row for row in open_ if row != open_[2]] == plain


def test_a_draft_shows_what_each_paper_holds_and_what_was_kept_back_last_time() -> None:
    rows = sheet()

    row = line(rows, "催办通知单", "财务科")
    assert list(row) == [
        "序号", "文书", "编号", "主送", "事由", "事项数", "最长超期", "与上次相比", "处理", "理由", "标识"
    ]  # fmt: skip
    assert (row["编号"], row["事项数"], row["处理"]) == ("（待签发）", 4, "")
    assert "新增" in str(row["与上次相比"])
    assert "上次缓：等审计结论" in str(row["与上次相比"])
    assert not [row for row in rows if row[1:2] in (["超期清单"], ["办公室自查单"], ["问题清单"])]
    assert "签发：" in str(rows[-1][0])


def test_what_was_written_into_it_before_stands_in_it_again() -> None:
    words = {mark(PAPER, *HELD): Written("缓", "等会议纪要", "批次审签单.xlsx H9")}

    row = line(sheet(words=words), "催办通知单", "财务科")

    assert (row["处理"], row["理由"]) == ("缓", "等会议纪要")


def test_signed_it_shows_numbers_decisions_void_numbers_and_rulings() -> None:
    void = Number("催办", 2026, 12, "临电催〔2026〕12号", date(2026, 11, 20), HELD)
    words = {HELD: Judgement(Verdict.DROP, "发错对象")}

    rows, voided, rulings = (sheet(signing(words, (void,)), n=n) for n in range(3))

    dropped, sent = (line(rows, "催办通知单", department) for department in ("财务科", "生产技术科"))
    assert (dropped["编号"], dropped["处理"], dropped["理由"]) == ("", "不发", "发错对象")
    assert (sent["编号"], sent["处理"]) == ("临电催〔2026〕13号", "发")
    assert voided[2][1:] == ["临电催〔2026〕12号", "催办通知单", "财务科", "发错对象"]
    assert len(rulings) == 3
    assert rulings[2][1:5] == ["督办台账", "DB2026-050", "办结", "已取消"]
