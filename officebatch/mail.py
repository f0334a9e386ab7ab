"""How this machine sends mail: the table [mail] of officebatch.toml, and what a mail address is."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PORTS = {"starttls": 587, "ssl": 465, "none": 25}  # by how the line to the server is secured
_KEYS: Mapping[str, type] = {
    "server": str, "port": int, "security": str, "user": str, "password_file": str, "from": str, "from_name": str,
    "reply_to": str, "allowed_domains": list, "rate": int, "window": str, "max_size": int,
}  # fmt: skip
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9.-]+)")
_DOMAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*")
_WINDOW = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\s*[-–—~]\s*([01]\d|2[0-3]):([0-5]\d)")
_LONGEST_ADDRESS = 254  # of an address on the way (RFC 5321)
_MEGA = 1024 * 1024
_TYPES = {
    str: marked("{file}: [mail] {key} must be a text in quotation marks."),
    int: marked("{file}: [mail] {key} must be a whole number without quotation marks."),
    list: marked('{file}: [mail] {key} must be a list, as ["example.com"].'),
}
_EXAMPLES = {
    "server": 'server = "smtp.example.com"',
    "security": 'security = "ssl"',
    "from": 'from = "office@example.com"',
    "allowed_domains": 'allowed_domains = ["example.com"]',
}
_RANGES = {"port": (1, 65535), "rate": (1, 6000), "max_size": (1, 1000)}
SAMPLE = """
# [mail]                              # take the # away to send by mail; more: officebatch help mail
# server = "smtp.example.com"
# security = "ssl"                    # ssl or starttls
# user = "office@example.com"
# from = "office@example.com"
# allowed_domains = ["example.com"]   # nobody elsewhere gets mail
# password_file = "mail.password"     # or OFFICEBATCH_MAIL_PASSWORD, or the keyring
"""


@dataclass(frozen=True)
class Mail:
    """How this machine sends mail. It holds no password: that stands in the environment, the keyring or a file.

    security: starttls, ssl, or none (a server on this machine only). allowed_domains: lower case; nobody elsewhere gets
    mail. rate: mails a minute. window: between which hours mail goes out, None for any. max_size: bytes of one mail as
    it is sent.
    """

    server: str
    port: int
    security: str
    sender: str
    allowed_domains: tuple[str, ...]
    user: str = ""
    password_file: Path | None = None
    sender_name: str = ""
    reply_to: str = ""
    rate: int = 30
    window: tuple[time, time] | None = None
    max_size: int = 20 * 1024 * 1024


def read(root: Path, held: object) -> Mail:
    """The table [mail], looked over already."""
    of = dict(held) if isinstance(held, dict) else {}
    security, password_file = str(of["security"]), str(of.get("password_file", ""))
    return Mail(
        server=str(of["server"]),
        port=int(of.get("port", PORTS[security])),
        security=security,
        sender=str(of["from"]),
        allowed_domains=tuple(_domain(str(word)) for word in of["allowed_domains"]),
        user=str(of.get("user", "")),
        password_file=(root / password_file).absolute() if password_file else None,
        sender_name=str(of.get("from_name", "")),
        reply_to=str(of.get("reply_to", "")),
        rate=int(of.get("rate", Mail.rate)),
        window=_window(str(of.get("window", ""))),
        max_size=int(of.get("max_size", Mail.max_size // _MEGA)) * _MEGA,
    )


def faults(path: Path, held: object) -> Iterator[str]:
    """What is wrong with the table [mail], every fault of it."""
    if not isinstance(held, dict):
        yield say("{file}: mail must be a table: a line [mail], its keys below.", file=path)
        return
    for key, value in held.items():
        wanted = _KEYS.get(key)
        if wanted is None and "pass" in key.lower():
            yield say(
                "{file}: [mail] {key}: no password may stand here. Put it into the environment as "
                "OFFICEBATCH_MAIL_PASSWORD, into the keyring, or into a file only you can read and name that file "
                "behind password_file.", file=path, key=key,
            )
        elif wanted is None:
            known = ", ".join(_KEYS)
            yield say("{file}: [mail] {key} is not known. Known are: {known}.", file=path, key=key, known=known)
        elif type(value) is not wanted:
            yield say(_TYPES[wanted], file=path, key=key)
    yield from _values(path, {k: v for k, v in held.items() if type(v) is _KEYS.get(k)}, held)


def is_address(text: str) -> bool:
    """Whether a text is one plain mail address and nothing else: no name, no list, no control characters, ASCII."""
    found = _ADDRESS.fullmatch(text)
    return found is not None and len(text) <= _LONGEST_ADDRESS and _DOMAIN.fullmatch(found[2]) is not None


def _domain(word: str) -> str:
    return word.strip().removeprefix("@").lower()


def _window(text: str) -> tuple[time, time] | None:
    found = _WINDOW.fullmatch(text.strip())
    return (time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))) if found else None


def _values(path: Path, of: Mapping[str, object], written: Mapping[str, object]) -> Iterator[str]:
    """Faults of the values that have the right type."""
    for key in ("server", "security", "from", "allowed_domains"):
        if not written.get(key):
            yield say("{file}: [mail] has no {key}. Add it: {example}", file=path, key=key, example=_EXAMPLES[key])
    for key in ("from", "reply_to"):
        if (address := str(of.get(key, ""))) and not is_address(address):
            yield say("{file}: [mail] {key} must be one mail address and nothing else, as {example}.",
                      file=path, key=key, example="office@example.com")
    for key in ("server", "user", "from_name"):
        if any(not c.isprintable() for c in str(of.get(key, ""))):
            yield say("{file}: [mail] {key} has a line break or control character; write it on one line.",
                      file=path, key=key)
    yield from _words(path, of)
    for key, (least, most) in _RANGES.items():
        value = of.get(key, least)
        if not isinstance(value, int) or not least <= value <= most:
            yield say("{file}: [mail] {key} must be a whole number from {least} to {most}.",
                      file=path, key=key, least=least, most=most)


def _words(path: Path, of: Mapping[str, object]) -> Iterator[str]:
    domains, security, window = of.get("allowed_domains", []), of.get("security"), str(of.get("window", ""))
    for word in domains if isinstance(domains, list) else ():
        if not isinstance(word, str) or not _DOMAIN.fullmatch(_domain(word)):
            yield say("{file}: [mail] allowed_domains: {word} is no domain. Write what stands behind the @, in "
                      "quotation marks, as example.com.", file=path, word=word)
    if security and security not in PORTS:
        yield say("{file}: [mail] security must be one of {known}.", file=path, known=", ".join(PORTS))
    if security == "none" and not _on_this_machine(str(of.get("server", ""))):
        yield say("{file}: [mail] security = none is for a server on this machine only; mail to any other goes "
                  "encrypted: write starttls or ssl.", file=path)
    if security == "none" and of.get("user"):
        yield say("{file}: [mail] user: without encryption no user and no password are sent; take user out, or write "
                  "starttls or ssl.", file=path)
    hours = _window(window)
    if window and (hours is None or hours[0] >= hours[1]):
        yield say("{file}: [mail] window must be two times of one day, the earlier first, as 08:00-18:00.", file=path)


def _on_this_machine(server: str) -> bool:
    if server.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(server).is_loopback
    except ValueError:
        return False
