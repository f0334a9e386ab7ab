"""What the offline bundle says: its installer's messages, the text without a Python, the leaflet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping

INSTALLER: Mapping[str, str] = {
    "installing": marked("Installing officebatch {version} into {folder}. This takes a minute or two."),
    "machine": marked("This bundle has nothing for this machine ({here}). It was made for: {there}. Ask whoever made "
                      "it for one that fits."),
    "glibc": marked("This Linux is too old for the bundle: it needs glibc {needed} or later, here is {here}. Install "
                    "on another machine."),
    "occupied": marked("{folder} holds something else already, so nothing was installed. Name another folder behind "
                       "the command."),
    "room": marked("Too little room in {folder}: {n} MB are needed. Make room and start again."),
    "damaged": marked("The packages could not be installed. The bundle may be damaged or unpacked in part: unpack the "
                      "zip file once more, whole, and start again. What was said:\n{reason}"),
    "disk": marked("{file}: {reason}. If officebatch is running, close it and start again."),
    "done": marked("officebatch is installed. To start it: {launcher}\nNext: officebatch init FOLDER makes a "
                   "workspace; with --sample it is a sample office to try. This folder is no longer needed."),
}  # fmt: skip
NO_PYTHON = marked(
    "No Python that fits was found (64 bits, {pythons}), so nothing was installed.\n"
    "Windows: get the “Windows installer (64-bit)” of Python {newest} from python.org on a machine with internet, "
    "bring it here and start it; choose “Install Now”, without “Use admin privileges”. No administrator is needed.\n"
    "Linux: ask for the package python{newest}, or whichever of these versions the system offers.\n"
    "Then start the installation again."
)
LEAFLET = (
    marked("officebatch {version}, to be installed without internet and without an administrator"),
    marked("Unpack the whole zip file first; do not start anything from within it."),
    marked("Windows: double-click 安装.bat. Linux: double-click 安装.sh, or type: sh 安装.sh"),
    marked("The machine needs a Python of 64 bits in one of these versions: {pythons}. Where there is none, the "
           "installation says so and what to do: on Windows the installer from python.org (“Windows installer "
           "(64-bit)”, Python {newest}), which needs no administrator; bring it along with this zip file."),
    marked("It is made for:\n{machines}"),
    marked("It goes into your own folder (Windows: %LOCALAPPDATA%\\officebatch; Linux: ~/.local/share/officebatch) "
           "and changes nothing else. To have it elsewhere, name the folder: 安装.bat D:\\officebatch. To remove it, "
           "delete that folder."),
    marked("At the end it says which file starts the program. On Windows this opens a window in which you type "
           "commands, for instance:\nofficebatch init --sample D:\\sample\nofficebatch run D:\\sample "
           "--as-of 2026-11-20"),
    marked("A newer version is installed the same way over the old one; your workspaces are left as they are."),
    marked("SHA256SUMS holds the checksum of every file (Linux: sha256sum -c SHA256SUMS). The installation checks "
           "every package by itself."),
)  # fmt: skip
