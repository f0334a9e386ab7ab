"""aiosmtpd as a mail server that wants TLS first and then a password, and its mailboxes."""

from __future__ import annotations

import ssl
from asyncio import Server
from contextlib import contextmanager
from typing import TYPE_CHECKING

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Mailboxes:
    """What aiosmtpd hands over: by address, the mails' bytes."""

    def __init__(self) -> None:
        self.kept: dict[str, list[bytes]] = {}

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        (address,) = envelope.rcpt_tos
        assert isinstance(envelope.content, bytes)
        self.kept.setdefault(address, []).append(envelope.content)
        return "250 2.0.0 kept"


class _Post(Controller):
    def __init__(self, boxes: Mailboxes, context: ssl.SSLContext, login: tuple[str, str]) -> None:
        self._context, self._login = context, login
        super().__init__(boxes, hostname="127.0.0.1", port=0)

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd says nothing of it

    def factory(self) -> SMTP:
        return SMTP(
            self.handler, hostname="post.test", tls_context=self._context, require_starttls=True, auth_required=True,
            authenticator=self._known, data_size_limit=2_000_000,
        )  # fmt: skip

    def _known(self, _server: SMTP, _session: Session, _mail: Envelope, _way: str, told: LoginPassword) -> AuthResult:
        said = told.login.decode(), told.password.decode()
        return AuthResult(success=said == self._login, handled=False)


@contextmanager
def post(boxes: Mailboxes, login: tuple[str, str], authority: Path) -> Iterator[int]:
    """The port of the server on `localhost`. authority: where the certificate to trust is put."""
    signer, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    signer.cert_pem.write_to_path(str(authority))
    signer.issue_cert("localhost").configure_cert(context)
    server = _Post(boxes, context, login)
    server.start()
    try:
        yield server.port
    finally:
        server.stop()
