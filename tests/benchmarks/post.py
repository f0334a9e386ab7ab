"""A mail server on loopback that sends nothing on, Postfix in a folder of its own: it drops all, or keeps all.

Where Postfix is not installed, or this user may not start it, aiosmtpd stands in, and that is said: it is several
times slower, so ratios against it flatter us.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from multiprocessing import Event, Process
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from multiprocessing.synchronize import Event as EventType

_MAIN = """
compatibility_level = 3.6
queue_directory = {place}/queue
data_directory = {place}/data
maillog_file = {place}/log
maillog_file_prefixes = {place}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = post.test
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
local_recipient_maps =
default_transport = discard
relay_transport = discard
{boxes}
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_tls_security_level = none
smtpd_client_connection_rate_limit = 0
smtpd_client_message_rate_limit = 0
smtpd_peername_lookup = no
message_size_limit = 30000000
"""
_BOXES = """
virtual_mailbox_domains = {domain}
virtual_mailbox_base = {place}/boxes
virtual_mailbox_maps = texthash:{place}/etc/boxes
virtual_uid_maps = static:{user}
virtual_gid_maps = static:{user}
virtual_minimum_uid = 1
smtpd_reject_unlisted_recipient = no
"""
_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


@contextmanager
def post() -> Iterator[tuple[str, int]]:
    """The server's name and port."""
    if shutil.which("postfix") and os.geteuid() == 0:
        with tempfile.TemporaryDirectory() as folder, _postfix(Path(folder)) as port:
            yield "Postfix", port
        return
    with _process(_aiosmtpd, free_port()) as port:
        yield "aiosmtpd (no Postfix here: the ratio says less)", port


@contextmanager
def mailboxes(addresses: Iterable[str]) -> Iterator[tuple[int, Path]]:
    """Postfix that keeps mail for these addresses of one domain and sends back what comes for others of it: its port,
    and the folder of Maildir mailboxes by address.

    Raises FileNotFoundError where Postfix is not installed or this user may not start it.
    """
    if not shutil.which("postfix") or os.geteuid() != 0:
        raise FileNotFoundError("postfix: apt-get install postfix, and be root")
    with tempfile.TemporaryDirectory() as folder, _postfix(Path(folder), sorted(addresses)) as port:
        yield port, Path(folder).resolve() / "boxes"


@contextmanager
def far(port: int, delay: float) -> Iterator[int]:
    """A port that leads to another one, every byte so many seconds later, to and fro."""
    with _process(_proxy, free_port(), port, delay) as far_port:
        yield far_port


def free_port() -> int:
    """A port nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def _postfix(place: Path, addresses: Sequence[str] = ()) -> Iterator[int]:
    """addresses: whose mail is kept in mailboxes."""
    port, place = free_port(), place.resolve()
    place.chmod(0o755)
    for name in ("etc", "queue", "data"):
        (place / name).mkdir()
    shutil.chown(place / "data", "postfix")
    boxes = ""
    if addresses:
        (place / "boxes").mkdir()
        shutil.chown(place / "boxes", "postfix", "postfix")
        (place / "etc" / "boxes").write_text("".join(f"{address} {address}/\n" for address in addresses))
        domain, user = addresses[0].rpartition("@")[2], pwd.getpwnam("postfix").pw_uid
        boxes = _BOXES.format(domain=domain, place=place, user=user)
    (place / "etc" / "main.cf").write_text(_MAIN.format(place=place, boxes=boxes))
    (place / "etc" / "master.cf").write_text(_MASTER.format(port=port))
    command = ["postfix", "-c", str(place / "etc")]
    subprocess.run([*command, "start"], check=True, capture_output=True)
    try:
        _listening(port)
        yield port
    finally:
        subprocess.run([*command, "stop"], check=False, capture_output=True)


@contextmanager
def _process(work: object, port: int, *words: object) -> Iterator[int]:
    over = Event()
    running = Process(target=work, args=(port, *words, over), daemon=True)  # type: ignore[arg-type]  # one of two below
    running.start()
    try:
        _listening(port)
        yield port
    finally:
        over.set()
        running.join(10)


def _aiosmtpd(port: int, over: EventType) -> None:
    from aiosmtpd.controller import Controller
    from aiosmtpd.handlers import Sink

    post = Controller(Sink(), hostname="127.0.0.1", port=port)
    post.start()
    over.wait()
    post.stop()


def _proxy(port: int, to: int, delay: float, over: EventType) -> None:
    """asyncio: what comes in goes out at its time, however much comes meanwhile."""
    import asyncio

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        due: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        async def out() -> None:
            while (held := await due.get())[1]:
                await asyncio.sleep(max(0.0, held[0] - time.monotonic()))
                writer.write(held[1])
                await writer.drain()
            writer.close()

        sender = asyncio.create_task(out())
        while data := await reader.read(65536):
            due.put_nowait((time.monotonic() + delay, data))
        due.put_nowait((0.0, b""))
        await sender

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", to)
        for each in (writer, there_writer):
            each.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.gather(pass_on(reader, there_writer), pass_on(there_reader, writer), return_exceptions=True)

    async def serve() -> None:
        async with await asyncio.start_server(connect, "127.0.0.1", port):
            while not over.is_set():
                await asyncio.sleep(0.1)

    asyncio.run(serve())


def _listening(port: int) -> None:
    """Wait until somebody listens there."""
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"nobody listens at {port}")
