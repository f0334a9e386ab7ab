"""The press in a process of its own, for templates an office or a department made itself.

The sandbox keeps such a template from reaching anything; only the system can keep it from running for ever or eating
the machine's memory. One child serves a whole run: it gets each template once, then plain values, and answers with the
paper or why it refused. The clock is the parent's and runs for each paper; a child that goes beyond it, or beyond its
memory, is ended, and the next paper gets a new one.
"""

from __future__ import annotations

import json
import pickle
import struct
import subprocess
import sys
import threading
import weakref
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

from officebatch import wording
from officebatch.confined import confine
from officebatch.outputs.press import Plate
from officebatch.outputs.refusal import Refused
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from officebatch.outputs.press import Plain

MEMORY = 1 << 30  # bytes
SECONDS = 10  # for one paper
STARTING = 60  # for the child to be there: a scanner looks into every file of a slow machine
_LIFE = 600  # seconds of CPU for one child, should nobody be left to end it
_LARGEST = 1 << 28  # bytes of one answer
_SIZES = struct.Struct(">QQ")


class TooMuch(Refused):
    """A template went beyond the limits: there is no sense in trying it again for the next department."""


class Apart:
    """Presses papers in a child with limits; the child starts with the first paper and ends with this object."""

    def __init__(self) -> None:
        self._child: _Child | None = None

    def press(self, plate: Plate, context: Mapping[str, Plain], title: str) -> bytes:
        """`Plate.press` within limits. Raises Refused, TooMuch where the template took too long or too much."""
        told = (dict(context), title, language())
        fresh = self._child is None
        child = self._child = self._child or _Child()
        answer = child.ask(plate, told)
        if answer is None and not child.late and not fresh:  # what other papers left in it may have been too much
            child = self._child = _Child()
            answer = child.ask(plate, told)
        if child.late or answer is None:
            self._child = None
        if answer is None:
            raise TooMuch(
                marked(
                    "the template {template} took too long or too much memory; look for loops in it, or delete the "
                    "office's own so that the shipped one is used"
                ),
                template=plate.name,
            )
        head, content = answer
        if refusal := json.loads(head):
            raise Refused(refusal["because"], **refusal["values"])
        return content


class _Child:
    """One process that presses. late: it was ended because a paper took too long."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "officebatch.outputs.apart"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        self._begun = False
        self._known: dict[tuple[str, bytes], int] = {}
        self._end = weakref.finalize(self, _ended, self._process)
        self.late = False

    def ask(self, plate: Plate, told: tuple[Any, ...]) -> tuple[bytes, bytes] | None:
        """The answer's head and content; None, and the child ended, where there is none in time."""
        key = (plate.name, plate.content)
        new = None if key in self._known else key
        number = self._known.setdefault(key, len(self._known))
        if not self._begun:
            with self._within(STARTING):
                self._begun = self._heard(_SIZES.size) is not None
        with self._within(SECONDS):
            return self._exchange(pickle.dumps((number, new, *told)))

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        clock = threading.Timer(seconds, self._stop)
        clock.start()
        try:
            yield
        finally:
            clock.cancel()

    def _exchange(self, question: bytes) -> tuple[bytes, bytes] | None:
        told = self._process.stdin
        if told is None:
            raise RuntimeError("the child has no pipes")
        try:
            told.write(_SIZES.pack(len(question), 0) + question)
            told.flush()
        except OSError:
            pass
        else:
            sizes = self._heard(_SIZES.size)
            if sizes is not None and sum(lengths := _SIZES.unpack(sizes)) <= _LARGEST:
                head, content = (self._heard(length) for length in lengths)
                if head is not None and content is not None:
                    return head, content
        self._end()
        return None

    def _heard(self, length: int) -> bytes | None:
        """So many bytes of the child, None where it ended before."""
        if self._process.stdout is None:
            raise RuntimeError("the child has no pipes")
        said = self._process.stdout.read(length)
        return said if len(said) == length else None

    def _stop(self) -> None:
        self.late = True
        self._process.kill()


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    process.wait()


def language() -> str:
    """The language papers are written in now: the child must say its days in it."""
    probe = "{year}-{month}-{day}"
    now = say(probe)
    for language in wording.LANGUAGES:
        with wording.spoken(language):
            if say(probe) == now:
                return language
    return "en"


def main() -> None:
    """The child: limits first, then press what standard input tells, and answer on standard output."""
    confine(MEMORY, _LIFE)
    told, heard = sys.stdin.buffer, sys.stdout.buffer
    plates: dict[int, Plate] = {}
    heard.write(_SIZES.pack(0, 0))  # here, and ready
    heard.flush()
    while len(sizes := told.read(_SIZES.size)) == _SIZES.size:
        number, new, context, title, language = pickle.loads(told.read(_SIZES.unpack(sizes)[0]))
        wording.use(language)
        if new is not None:
            plates[number] = Plate(*new)
        _answer(heard, plates[number], context, title)


def _answer(heard: IO[bytes], plate: Plate, context: Mapping[str, Plain], title: str) -> None:
    try:
        refused, paper = {}, plate.press(context, title)
    except Refused as refusal:
        refused, paper = {"because": refusal.because, "values": dict(refusal.values)}, b""
    head = json.dumps(refused).encode()
    heard.write(_SIZES.pack(len(head), len(paper)) + head + paper)
    heard.flush()


if __name__ == "__main__":
    main()
