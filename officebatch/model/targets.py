"""The machines the program is packed for: systems and versions of Python, in pip's words and in a reader's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PYTHONS = ("3.11", "3.12", "3.13")
_GLIBC = (28, 27, 26, 24, 17, 12, 5)  # glibc 2.x; 2.28 is that of UOS 20, Kylin V10 SP1 and RHEL 8
_OLDER = {"x86_64": ("manylinux2014", "manylinux2010", "manylinux1"), "aarch64": ("manylinux2014",)}


@dataclass(frozen=True)
class System:
    """A kind of machine. name: as it is shown. platforms: pip's words for it. environment: what a requirement's
    condition asks about."""

    name: str
    platforms: tuple[str, ...]
    environment: Mapping[str, str]


def _linux(machine: str) -> System:
    platforms = (*(f"manylinux_2_{n}_{machine}" for n in _GLIBC), *(f"{old}_{machine}" for old in _OLDER[machine]))
    environment = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": machine}
    return System(f"Linux {machine}", platforms, environment)


SYSTEMS: Mapping[str, System] = {
    "windows-x64": System(
        "Windows x64",
        ("win_amd64",),
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
    ),
    "linux-x86_64": _linux("x86_64"),
    "linux-aarch64": _linux("aarch64"),
}


@dataclass(frozen=True)
class Target:
    """The machines one set of wheels is for. system: a key of SYSTEMS. python: as 3.12."""

    system: str
    python: str

    @property
    def name(self) -> str:
        return f"{self.system}-{self.python}"

    @property
    def shown(self) -> str:
        return f"{SYSTEMS[self.system].name}, Python {self.python}"
