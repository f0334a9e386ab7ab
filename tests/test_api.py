"""The four calls for other programs: their own examples, on the sample, with a real mail server; and what they cost."""

from __future__ import annotations

import doctest
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import officebatch
from officebatch import api
from tests.delivery.realserver import Mailboxes, post
from tests.mailboxes import settings
from tests.office import sample

CALLS = ("examine", "issue", "approve", "send")


def test_the_examples_do_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = sample(tmp_path / "office")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("OFFICEBATCH_MAIL_PASSWORD", "secret")
    boxes, runner = Mailboxes(), doctest.DocTestRunner(verbose=False)
    with post(boxes, ("office", "secret"), tmp_path / "ca.pem") as port:
        settings(office, port, 'user = "office"', security="starttls", server="localhost")
        for name in CALLS:
            names = {"date": date, name: getattr(officebatch, name)}
            for example in doctest.DocTestFinder(recurse=False).find(getattr(api, name), name, globs=names):
                runner.run(example)
    assert runner.summarize(verbose=False) == doctest.TestResults(0, 2 * len(CALLS))
    assert boxes.kept


def test_completion_finds_the_calls() -> None:
    assert set(officebatch.__all__) <= set(dir(officebatch))


def test_a_fault_is_a_ready_sentence_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(officebatch.WorkspaceFault, match="officebatch init"):
        officebatch.examine(tmp_path, date(2026, 11, 20))
    assert list(tmp_path.iterdir()) == []


def test_importing_the_package_loads_nothing_of_it() -> None:
    asked = "import sys, officebatch; print(*(m for m in sys.modules if m.startswith(('officebatch.', 'pandas'))))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
