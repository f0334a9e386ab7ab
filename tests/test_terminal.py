"""What stands on a terminal of 100 columns: tables in their width, words whole, the reader's own language."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from officebatch import checks, wording
from officebatch.cli import printing
from officebatch.model.proposal import Criterion
from officebatch.outputs.proposal_book import told

HEADS = ("Person", "Department", "Steps", "On time", "Tasks", "On time", "Meetings", "Entries", "Stand-in",
         "Done again", "Findings")  # fmt: skip
PEOPLE = [("沈国栋", "办公室", 31, "29/35", 0, "—", 0, 0, "", "", ""),
          ("罗桂芝", "人力资源科", 125, "119/124", 0, "1/1", 0, 3, "", "", 1)]  # fmt: skip
LATE_HEADS = ("Place", "Record", "Step", "Due", "Days late", "State", "Person", "In whose hands")
LATE = [("2026年发文登记簿 发文登记 59", "一份文件", "in hand", "2026-11-12", 6, "with the leader", "孟祥瑞", "办公室"),
        ("督办台账 督办事项 4", "一件事", "签发", "2026-11-12", "", "overdue", "段宏伟", "生产技术科")]  # fmt: skip


def widths(texts: list[list[str]]) -> list[int]:
    return [max(cell_len(line) for cell in column for line in cell.split("\n")) for column in zip(*texts, strict=True)]


def test_headings_fold_between_words_until_the_table_fits() -> None:
    rows = [[str(cell) for cell in row] for row in PEOPLE]
    heads = printing._headings([HEADS, *rows], 100, None)
    assert [" ".join(head.split("\n")) for head in heads] == list(HEADS)
    assert sum(w + 2 for w in widths([heads, *rows])) - 2 <= 100
    assert max(head.count("\n") for head in heads) == 1


def test_what_stands_below_its_row_leaves_the_others_side_by_side() -> None:
    rows = [[str(cell) for cell in row] for row in LATE]
    heads = printing._headings([LATE_HEADS, *rows], 100, 1)
    assert heads[1] == "Record"
    assert [heads[4], heads[7]] == ["Days\nlate", "In whose\nhands"]
    beside = [w for n, w in enumerate(widths([heads, *rows])) if n != 1]
    assert sum(w + 2 for w in beside) - 2 <= 100


def test_headings_that_fit_stand_in_one_line() -> None:
    assert printing._headings([HEADS, ["1"] * len(HEADS)], 160, None) == list(HEADS)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_running_text_is_set_to_its_width(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    with wording.spoken(language):
        pages = [checks.explain(code) for code in ("MTG105", "TSK121", "DOC117")]
    assert any(cell_len(line) > 80 for line in pages[0].splitlines() if not line.startswith(" "))
    for page in pages:
        printing.running(page)
        said = capsys.readouterr().out
        lines = [line for line in said.splitlines() if not line.startswith(" ")]
        assert max(map(cell_len, lines)) <= 80
        assert not any(line[:1] in "，。；：、）”》" for line in lines if line)
        assert "".join(said.split()) == "".join(page.split())
        assert set(said.split()) >= {word for word in page.split() if word.isascii()}
        assert [line for line in page.splitlines() if line.startswith(" ")] == [
            line for line in said.splitlines() if line.startswith(" ")
        ]


def test_a_condition_reads_as_a_sentence() -> None:
    with wording.spoken("zh_CN"):
        assert [told(Criterion("papers sent", "7", limit, True)) for limit in ("≥ 5", "< 10", "0", "")] == [
            "发文件数7（标准：不少于5）", "发文件数7（标准：低于10）", "发文件数7（标准：0）", "发文件数7"
        ]  # fmt: skip


def test_progress_speaks_the_readers_language_while_a_paper_is_written() -> None:
    before = wording._catalogue
    message = "Writing {paper}"
    try:
        wording.use("en")
        with wording.spoken("zh_CN"):
            assert wording.aside(message, paper="A") == "Writing A"
            assert wording.say(message, paper="A") != "Writing A"
        assert wording.say(message, paper="A") == "Writing A"
    finally:
        wording._catalogue = wording._reader = before
