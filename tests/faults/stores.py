"""moto's server: a store for files on this machine that speaks S3, with a bucket for the portal."""

import sys
import urllib.request
from pathlib import Path

from tests.faults.processes import Process
from tests.private_servers import free_port, wait_for

KEYS = {"S3_ACCESS_KEY": "a-key", "S3_SECRET_KEY": "a-secret", "S3_BUCKET": "portal"}


class Store:
    """Holds files in memory: what it held is gone when it is killed. Started again it is empty."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, str(free_port())
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {**KEYS, "S3_ENDPOINT": self.url, "S3_ADDRESSING": "path"}
        self.start()

    def start(self) -> None:
        self.process = Process(self.folder, sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", self.port)
        wait_for(lambda: self.ask("GET", "/moto-api/"), self.process.popen, self.process.log)
        self.ask("PUT", f"/{KEYS['S3_BUCKET']}")

    def ask(self, method: str, path: str) -> bytes:
        request = urllib.request.Request(self.url + path, method=method)
        with urllib.request.urlopen(request, timeout=5) as answer:
            return bytes(answer.read())

    @property
    def is_running(self) -> bool:
        return self.process.popen.poll() is None

    def kill(self) -> None:
        self.process.kill()
