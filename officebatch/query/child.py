"""The process that answers: `python -m officebatch.query.child`. Only it loads the database.

Three fences, each enough by itself: what is run was written anew from a tree of known nodes (`writing`); the database
is shut off from files, extensions and Python, its settings locked; the process has limits of memory and time and can
open no file and no connection once it has begun. It is told pickles and answers a head of JSON and raw numbers, so that
nothing it says is ever run by who started it.
"""

from __future__ import annotations

import json
import pickle
import sys
from typing import IO, TYPE_CHECKING, Any

from officebatch.confined import confine, shut
from officebatch.query import faults
from officebatch.query.asked import SIZES, WHAT, QueryFault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officebatch.query.reckoning import Reckoner

MEMORY = 2 << 30  # bytes of address space; half of it for the database
LIFE = 600  # seconds of CPU, should nobody be left to end it


def main() -> None:
    """Limits first, then do what standard input tells, in its order."""
    confine(MEMORY, LIFE)
    from officebatch.query.reckoning import Reckoner

    told, heard = sys.stdin.buffer, sys.stdout.buffer
    reckoner = Reckoner(MEMORY // 2)
    shut()
    _say(heard, {})
    while len(sizes := told.read(SIZES.size)) == SIZES.size:
        word, *rest = pickle.loads(told.read(SIZES.unpack(sizes)[0]))
        _say(heard, *_answered(reckoner, word, rest))


def _answered(reckoner: Reckoner, word: str, rest: list[Any]) -> tuple[dict[str, object], bytes]:
    """Any: the arguments of the method of Reckoner that `word` names."""
    try:
        done = getattr(reckoner, word)(*rest)
    except QueryFault as fault:
        said = {"message": fault.message, "known": fault.known, "part": fault.part, "values": dict(fault.values)}
        return {"fault": said}, b""
    except Exception as error:  # whatever an expression sets off, the next one is answered
        said = {"message": faults.ENDED, "known": (), "part": WHAT, "values": {"reason": type(error).__name__}}
        return {"fault": said}, b""
    return ({}, done) if isinstance(done, bytes) else ({"looked": done}, b"")


def _say(heard: IO[bytes], head: Mapping[str, object], content: bytes = b"") -> None:
    said = json.dumps(head).encode()
    heard.write(SIZES.pack(len(said), len(content)) + said + content)
    heard.flush()


if __name__ == "__main__":
    main()
