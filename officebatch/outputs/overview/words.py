"""The words the page's scripts put on the screen, by their id there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACES = ("n", "of", "day", "departments", "office", "warnings", "hints", "mended", "still", "carried", "new", "done",
          "dropped", "open", "first", "again", "more", "late", "limit", "name", "register", "from", "year")  # fmt: skip
WORDS: Mapping[str, str] = {
    "skip": marked("Skip to the content"),
    "contents": marked("Contents"),
    "print": marked("Print"),
    "dark": marked("Dark"),
    "light": marked("Light"),
    "close": marked("Close"),
    "private": marked(
        "For this office alone: this page holds inner matters. Do not send it, publish it or hand it on; what goes out "
        "is the papers."
    ),
    "provisional": marked(
        "{n} open due dates are provisional: the holiday notice for the days from {from} on is not out yet."
    ),
    "left_out": marked("Left out of this run: {n}. What and why stands under reading and left out."),
    "first_screen": marked("At a glance"),
    "figures": marked("Figures of the day"),
    "overdue": marked("overdue"),
    "overdue_of": marked("departments {departments}, the office itself {office}"),
    "due_soon": marked("due soon"),
    "due_soon_note": marked("remind in time"),
    "waiting": marked("waiting for leaders"),
    "waiting_note": marked("{n} of them past the usual time"),
    "errors": marked("errors in the registers"),
    "errors_note": marked("{warnings} warnings, {hints} hints besides"),
    "classified": marked("classified rows"),
    "classified_note": marked("deal with them on the spot"),
    "new_findings": marked("new findings"),
    "new_note": marked("{mended} put right, {still} still there"),
    "worst": marked("What is worst"),
    "longest": marked("Longest overdue, urgent ones first"),
    "next": marked("Due next"),
    "gravest": marked("Gravest findings"),
    "none_late": marked("Nothing is overdue."),
    "none_found": marked("Nothing was found."),
    "changed": marked("What changed"),
    "since": marked("What changed since {day}"),
    "first_run": marked("This is the first run: there is nothing to compare it with."),
    "mended": marked("put right"),
    "still": marked("still there"),
    "left": marked("record gone"),
    "unseen": marked("not looked at again"),
    "news": marked("New"),
    "gone": marked("Gone"),
    "tasks": marked(
        "Supervised tasks: {carried} carried over, {new} new, {done} done, {dropped} dropped, {open} in hand now."
    ),
    "urged": marked("Urged in this run: {first} for the first time, {again} once more."),
    "acting": marked("Who must act"),
    "who": marked("Who"),
    "overdue_or_waiting": marked("overdue / waiting"),
    "to_mend": marked("to put right"),
    "papers": marked("papers"),
    "papers_n": marked("papers: {n}"),
    "kind_office": marked("the office"),
    "kind_leader": marked("leader, waiting"),
    "kind_other": marked("others"),
    "departments": marked("Departments"),
    "department": marked("Department"),
    "late_chart": marked("Overdue matters by working days late"),
    "due_chart": marked("Due in the coming days"),
    "measures": marked("Measures, in the order of the departments, no ranking"),
    "nothing": marked("Nothing to show."),
    "unit": marked(" matters"),
    "colon": marked(": "),
    "comma": marked(", "),
    "processes": marked("Processes"),
    "process_note": marked(
        "The last three months. Below a step: what is in hand there, red where part of it is overdue. Thick edge: key "
        "node; dashed edge: may be left out; shaded: most time goes here."
    ),
    "process_of": marked("{name} ({register})"),
    "step_figures": marked("Figures of each step"),
    "step": marked("Step"),
    "lane": marked("In whose hands"),
    "limit_head": marked("Limit"),
    "passes": marked("Passes"),
    "median_head": marked("Median days"),
    "ninth": marked("Nine of ten within, days"),
    "late_of": marked("Late of decided"),
    "in_hand": marked("In hand now"),
    "returned": marked("Returned"),
    "load": marked("{n} in hand"),
    "load_overdue": marked("{n} in hand, {late} overdue"),
    "limit": marked("limit {limit}"),
    "no_limit": marked("no limit"),
    "median": marked("median {n} days"),
    "matters": marked("Deadlines"),
    "findings": marked("Findings"),
    "found_chart": marked("Findings by register"),
    "search": marked("words, separated by blanks"),
    "search_label": marked("Search"),
    "clear": marked("Show all"),
    "all": marked("all"),
    "empty": marked("(empty)"),
    "all_lines": marked("{n} lines. Arrow keys move, Enter opens a line; a heading sorts."),
    "some_lines": marked("{n} of {of} lines. Arrow keys move, Enter opens a line; a heading sorts."),
    "printed": marked("The first {n} lines are printed; {more} more stand in the lists of the run."),
    "today": marked("due today"),
    "days_over": marked("late by {n} d"),
    "days_left": marked("{n} d left"),
    "first_due": marked("first {day}"),
    "in_paper": marked("Paper"),
    "in_marked": marked("Marked workbook"),
    "in_register": marked("Register"),
    "copy_hint": marked(
        "Some browsers open a copy from their download folder. Write your words only into the file in the folder of "
        "this run, and correct entries only in the register itself."
    ),
    "papers_of_run": marked("Papers"),
    "matters_n": marked("matters: {n}"),
    "reading": marked("Reading and left out"),
    "more_lines": marked("{n} more lines: see the reading report."),
    "column_gravity": marked("Severity"),
    "column_title": marked("Finding"),
    "column_code": marked("Code"),
    "column_register": marked("Register"),
    "column_record": marked("Record number"),
    "column_matter": marked("Matter"),
    "column_department": marked("Department of the record"),
    "column_person": marked("Person"),
    "column_who": marked("Put right by"),
    "column_mends": marked("In what capacity"),
    "column_basis": marked("Basis"),
    "column_compared": marked("Since last time"),
    "column_remark": marked("Remark"),
    "column_field": marked("Field"),
    "column_place": marked("Place"),
    "column_standing": marked("State"),
    "column_due": marked("Due"),
    "column_first": marked("First due date"),
    "column_start": marked("In hand since"),
    "column_holder": marked("In whose hands"),
    "column_source": marked("Source of the matter"),
    "column_urgency": marked("Urgency"),
    "column_step": marked("Step"),
    "column_notices": marked("Last notice"),
    "column_answer": marked("Answer to it"),
}


def words() -> dict[str, str]:
    """Id → word in the reader's language, its {places} left for the script."""
    return {name: say(word, **{place: f"{{{place}}}" for place in PLACES}) for name, word in WORDS.items()}
