"""Limits for a child process that works on what strangers made: hostile workbooks, templates of an office's own.

Imports nothing of the project, for a child should start at once.
"""

from __future__ import annotations

import sys


def confine(memory: int, seconds: int) -> None:
    """From now on this process may use so many bytes and seconds of CPU; the system ends it beyond.

    On Windows the parent's clock is the only limit.
    """
    if sys.platform == "win32":
        return
    import resource

    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        _, hard = resource.getrlimit(kind)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (limit, limit))


def shut() -> None:
    """From now on this process opens no file, no connection and no other process's pipe, and writes no file on; what it
    has open stays. On Windows nothing is shut."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
