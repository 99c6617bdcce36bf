"""A real SMTP server on the loopback that does what a test tells it to."""

import asyncio
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

Reply = str | None
"""What to answer; None: hang up instead."""


@dataclass
class Post:
    """The server's side: what it took, and how it answers."""

    taken: list[Envelope] = field(default_factory=list)
    """Every message that the server keeps, whatever its client has heard."""
    at_sender: Callable[[str], Reply] = lambda address: "250 OK"
    at_recipient: Callable[[str], Reply] = lambda address: "250 OK"
    at_data: Callable[[Envelope], Reply] = lambda envelope: "250 OK"
    keeps_before_hanging_up: bool = True
    waits: float = 0.0
    """Seconds before each answer."""
    port: int = 0

    def count(self, recipient: str) -> int:
        """Return how many times the server has a mail for `recipient`."""
        return sum(recipient in envelope.rcpt_tos for envelope in self.taken)

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        mail_options: list[str],
    ) -> str:
        envelope.mail_from = address
        return await self._answer(server, self.at_sender(address))

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        rcpt_options: list[str],
    ) -> str:
        reply = self.at_recipient(address)
        if reply and reply.startswith("2"):
            envelope.rcpt_tos.append(address)
        return await self._answer(server, reply)

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        reply = self.at_data(envelope)
        if (reply and reply.startswith("2")) or (reply is None and self.keeps_before_hanging_up):
            self.taken.append(envelope)
        return await self._answer(server, reply)

    async def _answer(self, server: SMTP, reply: Reply) -> str:
        await asyncio.sleep(self.waits)
        if reply is None:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            raise asyncio.CancelledError
        return reply


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    post: Post,
    *,
    tls: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
    password: bytes | None = None,
) -> Iterator[Post]:
    """Let `post` answer on a port of its own: plain, in TLS, or offering STARTTLS; with a login."""

    def let_in(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        good = isinstance(data, LoginPassword) and data.password == password
        return AuthResult(success=good, handled=False, message=None if good else "535 no")

    post.port = free_port()
    options: dict[str, Any] = {"auth_require_tls": False} if password else {}
    if password:
        options |= {"authenticator": let_in, "auth_required": True}
    if starttls:
        options |= {"tls_context": starttls, "require_starttls": True}
    controller = Controller(post, "127.0.0.1", post.port, ssl_context=tls, **options)
    controller.start()
    try:
        yield post
    finally:
        controller.stop()


def certificate(
    folder: Path, name: str = "localhost", days: int = 2
) -> tuple[Path, ssl.SSLContext]:
    """Return a self-made certificate for `name`, good for so many days, and a server's context."""
    key, request, cert = (folder / f"{name}.{end}" for end in ("key", "csr", "pem"))
    _openssl(
        "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
        "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}",
        "-keyout", str(key), "-out", str(request),
    )  # fmt: skip
    _openssl(
        "x509", "-req", "-in", str(request), "-signkey", str(key), "-days", str(days),
        "-copy_extensions", "copy", "-out", str(cert),
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return cert, context


def _openssl(*words: str) -> None:
    subprocess.run(["openssl", *words], check=True, capture_output=True)
