"""The offline bundle in earnest, a command of its own (it fetches about 80 MB a version of Python):

    python tests/bundle.py [PYTHON ...]

Makes a bundle for this machine and each interpreter named (this one when none is), unpacks it into a folder with
blanks and Chinese in its name, and there, in a network namespace without any network and an environment without
anything but a home: checksums, 安装.sh, `init --sample`, `run`. Needs Linux, unshare and unzip.
"""

from __future__ import annotations

import platform
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    """Bundle and install for each interpreter; 0 when all went well."""
    with tempfile.TemporaryDirectory() as aside:
        work = Path(aside)
        wheel = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(work), str(ROOT)]
        subprocess.run(wheel, check=True)
        made = next(work.glob("*.whl"))
        for python in map(Path, sys.argv[1:] or [sys.executable]):
            asked = [str(python), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
            version = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
            out = work / f"离线 {version}.zip"
            command = [sys.executable, "-m", "officebatch", "bundle", str(out), "--wheel", str(made)]
            system = f"linux-{platform.machine()}"
            subprocess.run([*command, "--python", version, "--system", system], check=True)
            _install(out, work / f"解压 到 这里 {version}", python)
    return 0


def _install(bundle: Path, folder: Path, python: Path) -> None:
    subprocess.run(["unzip", "-q", str(bundle), "-d", str(folder)], check=True)
    unpacked = next(folder.iterdir())
    (named := folder / "bin").mkdir()
    (named / f"python{python.resolve().parents[1].name[:4]}").symlink_to(python.resolve())
    bare = ["unshare", "--net", "env", "-i", f"HOME={folder}", "LANG=zh_CN.UTF-8", f"PATH={named}:/usr/bin:/bin"]
    script = (
        "test $(grep -c : /proc/net/dev) = 1 && sha256sum --quiet -c SHA256SUMS && ./安装.sh && cd / && "
        "PATH=$HOME/.local/bin:$PATH && officebatch init --sample ~/示例\\ 单位 && "
        "officebatch run ~/示例\\ 单位 --as-of 2026-11-20; test $? = 1"
    )
    subprocess.run([*bare, "sh", "-c", script], cwd=unpacked, check=True)


if __name__ == "__main__":
    sys.exit(main())
