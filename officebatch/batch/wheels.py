"""Ready-made packages (wheels) for machines other than this one: what officebatch needs there, fetched by pip.

pip fetches for another system but judges a requirement's condition (“on Windows only”) by the machine it runs on.
So each level of requirements is read from the wheels themselves and judged here for the machine they are for.
"""

from __future__ import annotations

import base64
import hashlib
import io
import subprocess
import sys
import zipfile
from email.parser import BytesParser
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from officebatch import package
from officebatch.model.targets import SYSTEMS
from officebatch.wording import say
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from officebatch.model.targets import Target

_MADE_HERE = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json")


def own_wheel(folder: Path) -> Path:
    """This very program as a wheel in `folder`, made of its installed files. Raises WorkspaceFault where they stand in
    a source folder."""
    here = metadata.distribution("officebatch")
    held = {f.as_posix(): f for f in here.files or () if ".." not in f.parts and f.suffix != ".pyc"}
    if "officebatch/__init__.py" not in held:
        raise WorkspaceFault(
            say("This officebatch runs from its source folder. Make a wheel there (pip wheel --no-deps SOURCE) and "
                "name it: officebatch bundle OUT.zip --wheel FILE.whl")
        )
    members = {name: Path(str(file.locate())).read_bytes() for name, file in sorted(held.items())
               if file.name not in _MADE_HERE or not file.parent.name.endswith(".dist-info")}  # fmt: skip
    record = f"officebatch-{here.version}.dist-info/RECORD"
    lines = [f"{name},{_record(content)},{len(content)}" for name, content in members.items()]
    members[record] = "\n".join((*lines, f"{record},,", "")).encode()
    made = folder / f"officebatch-{here.version}-py3-none-any.whl"
    package.write_whole(made, package.pack(members))
    return made


def fetched(target: Target, program: Path, folder: Path) -> tuple[Path, ...]:
    """The wheels `program` needs on the target's machines, pip's own too, in `folder`, by name; the program's comes
    first. Raises WorkspaceFault naming what has no wheel there."""
    wanted = {"pip": Requirement("pip")}
    held: dict[str, Path] = {}
    pending = [*_requirements(program, target), wanted["pip"]]
    while pending:
        fresh = set()
        for asked in pending:
            name = str(canonicalize_name(asked.name))
            known = wanted.setdefault(name, Requirement(asked.name))
            joined = known.specifier & asked.specifier
            if name not in held or not joined.contains(parse_wheel_filename(held[name].name)[1], prereleases=True):
                fresh.add(name)
            known.specifier = joined
        if not fresh:
            break
        for name in fresh & held.keys():
            held.pop(name).unlink()
        _download(target, [f"{wanted[name].name}{wanted[name].specifier}" for name in sorted(fresh)], folder)
        found = {str(parse_wheel_filename(path.name)[0]): path for path in folder.glob("*.whl")}
        held = {name: found[name] for name in wanted if name in found}
        pending = [needed for name in sorted(fresh) for needed in _requirements(held[name], target)]
    return (program, *(held[name] for name in sorted(held)))


def named(wheel: Path) -> tuple[str, str]:
    """A wheel's package and version."""
    name, version, *_ = parse_wheel_filename(wheel.name)
    return str(name), str(version)


def _asks(target: Target, requirement: Requirement) -> bool:
    """Whether a requirement holds on the target's machines (without extras)."""
    held = {str(key): str(value) for key, value in default_environment().items()}
    held |= dict(SYSTEMS[target.system].environment)
    held |= {"python_version": target.python, "python_full_version": f"{target.python}.0", "extra": "",
             "implementation_name": "cpython", "platform_python_implementation": "CPython"}  # fmt: skip
    return requirement.marker is None or requirement.marker.evaluate(held)


def _requirements(wheel: Path, target: Target) -> Iterator[Requirement]:
    with zipfile.ZipFile(wheel) as opened:
        told = next(name for name in opened.namelist() if name.endswith(".dist-info/METADATA"))
        lines = BytesParser().parsebytes(opened.read(told)).get_all("Requires-Dist", [])
    return (needed for line in lines if _asks(target, needed := Requirement(line)))


def _download(target: Target, requirements: list[str], folder: Path) -> None:
    """Have pip fetch these wheels, and on a failure say which have none."""
    if _pip(target, requirements, folder).returncode == 0:
        return
    tried = {text: _pip(target, [text], folder) for text in requirements}
    missing = {text: done for text, done in tried.items() if done.returncode}
    if not missing:
        return
    lines = (line for done in missing.values() for line in done.stderr.splitlines())
    reasons = dict.fromkeys(line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: "))
    raise WorkspaceFault(
        say("No wheel could be had for {system}: {packages}. Nothing was written. See that this machine reaches its "
            "package index; if it does, leave that system or Python version out (--system, --python).",
            system=target.shown, packages=", ".join(missing)),
        *reasons,
    )  # fmt: skip


def _pip(target: Target, requirements: Iterable[str], folder: Path) -> subprocess.CompletedProcess[str]:
    fixed = ("-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps")
    abis = ("--only-binary=:all:", "--implementation=cp", f"--python-version={target.python}",
            f"--abi=cp{target.python.replace('.', '')}", "--abi=abi3", "--abi=none")  # fmt: skip
    platforms = (f"--platform={word}" for word in SYSTEMS[target.system].platforms)
    command = [sys.executable, *fixed, *abis, *platforms, "--dest", str(folder), *requirements]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "No module named pip" in done.stderr:
        raise WorkspaceFault(
            say("The Python that runs officebatch has no pip, which fetches the packages. Add it: "
                "{python} -m ensurepip", python=sys.executable)
        )
    return done


def _record(content: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def digest(content: Path | bytes) -> str:
    """The sha256 of a file or of bytes, in hexadecimal."""
    with content.open("rb") if isinstance(content, Path) else io.BytesIO(content) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
