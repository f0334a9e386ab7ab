"""The press in a process of its own, for templates an office or a department made itself.

The sandbox keeps such a template from reaching anything; only the system can keep it from running for ever or eating
the machine's memory. The child gets the template and plain values, and answers with the paper or why it refused.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

from officebatch.confined import confine
from officebatch.outputs.press import Plate
from officebatch.outputs.refusal import Refused
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officebatch.outputs.press import Plain

MEMORY = 1 << 30  # bytes
SECONDS = 10


class TooMuch(Refused):
    """A template went beyond the limits: there is no sense in trying it again for the next department."""


def press_apart(plate: Plate, context: Mapping[str, Plain], title: str) -> bytes:
    """`Plate.press` within limits. Raises Refused, TooMuch where the template took too long or too much."""
    told = pickle.dumps((plate.name, plate.content, dict(context), title))
    command = [sys.executable, "-m", "officebatch.outputs.apart"]
    try:
        done = subprocess.run(command, input=told, capture_output=True, timeout=SECONDS, check=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise TooMuch(
            marked(
                "the template {template} took too long or too much memory; look for loops in it, or delete the "
                "office's own so that the shipped one is used"
            ),
            template=plate.name,
        ) from None
    head, _, content = done.stdout.partition(b"\n")
    if refusal := json.loads(head):
        raise Refused(refusal["because"], **refusal["values"])
    return content


def main() -> None:
    """The child: limits first, then press what standard input tells, and answer on standard output."""
    confine(MEMORY, SECONDS)
    name, content, context, title = pickle.load(sys.stdin.buffer)
    try:
        head, paper = {}, Plate(name, content).press(context, title)
    except Refused as refusal:
        head, paper = {"because": refusal.because, "values": dict(refusal.values)}, b""
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + paper)


if __name__ == "__main__":
    main()
