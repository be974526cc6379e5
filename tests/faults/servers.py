"""A gateway and a mail server that misbehave on demand, on real sockets."""

import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["GatewayHandler"], None]


def says(status: int, body: bytes = b"", **headers: str) -> Answer:
    """An ordinary answer."""

    def answer(handler: "GatewayHandler") -> None:
        handler.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def is_silent(handler: "GatewayHandler") -> None:
    """Takes the request and does not answer before the test is over."""
    handler.gateway.is_over.wait(120)


def hangs_up(handler: "GatewayHandler") -> None:
    """Closes the connection without a word."""


def babbles(handler: "GatewayHandler") -> None:
    """Answers with something that is no HTTP."""
    handler.wfile.write(b"\xff\xfe nothing that makes sense\r\n\r\n")


def drips(handler: "GatewayHandler") -> None:
    """Sends a byte now and then, never a whole answer."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.gateway.is_over.wait(0.1):
        handler.wfile.write(b".")


class GatewayHandler(BaseHTTPRequestHandler):
    gateway: "Gateway"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        answer = self.gateway.heard(self.path, dict(self.headers), json.loads(body))
        try:
            answer(self)
        except OSError:
            self.close_connection = True

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


class Gateway:
    """An SMS gateway or a webhook: what it heard, and what it answers, the last answer again and again."""

    def __init__(self) -> None:
        self.answers: list[Answer] = [says(200, b'{"errcode": 0}')]
        self.requests: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.is_over = threading.Event()
        self.was_asked = threading.Event()
        self.lock = threading.Lock()
        handler = type("Handler", (GatewayHandler,), {"gateway": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/send"

    def heard(self, path: str, headers: dict[str, str], body: dict[str, Any]) -> Answer:
        with self.lock:
            self.requests.append((path, headers, body))
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        self.was_asked.set()
        return answer

    @property
    def texts(self) -> list[str]:
        return [body["text"] if "to" in body else body["text"]["content"] for _, _, body in self.requests]


class MailHandler(socketserver.StreamRequestHandler):
    sink: "MailSink"

    def handle(self) -> None:
        self.say("220 sink")
        while line := self.rfile.readline():
            verb = line.split(b" ")[0].strip().upper()
            if verb == b"DATA":
                self.take()
            elif verb == b"QUIT":
                return self.say("221 bye")
            elif verb == b"RCPT":
                self.sink.was_asked.set()
                self.sink.is_awake.wait(120)
                self.say(self.sink.on_recipient)
            else:
                self.say("250 yes")

    def take(self) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if self.sink.on_data.startswith("250"):
            self.sink.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.say(self.sink.on_data)

    def say(self, text: str) -> None:
        if not text:
            return self.connection.close()
        with suppress(OSError):  # who asked may be dead
            self.wfile.write(text.encode() + b"\r\n")


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


class MailSink:
    """A mail server that keeps what it takes; what it says to a recipient and to a mail can be changed."""

    def __init__(self, port: int = 0) -> None:
        self.on_recipient = self.on_data = "250 yes"
        self.mails: list[Message] = []
        self.was_asked, self.is_awake = threading.Event(), threading.Event()
        self.is_awake.set()
        handler = type("Handler", (MailHandler,), {"sink": self})
        self.server = MailServer(("127.0.0.1", port), handler)
        self.port = self.server.server_address[1]


@contextmanager
def running(service: Gateway | MailSink) -> Iterator[Any]:
    """The service answers meanwhile."""
    thread = threading.Thread(target=service.server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield service
    finally:
        if isinstance(service, Gateway):
            service.is_over.set()
        else:
            service.is_awake.set()
        service.server.shutdown()
        thread.join()
        service.server.server_close()
