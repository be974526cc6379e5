"""The portal on several hosts, as processes of this machine: nginx, two webs, two workers, a clock, a database with
its copy, a queue and a store for files. Each can be killed and started again by its name.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg

from tests.faults.processes import ROOT, Process, Queue, until
from tests.faults.replicas import start_copy
from tests.faults.stores import Store
from tests.faults.test_restoring import block
from tests.private_servers import free_port, program, server_user, start_postgres, start_server

NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ }}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {said}
}}
"""


class Database:
    """A PostgreSQL server that can be killed and started again at its port."""

    def __init__(self, root: Path, url: str) -> None:
        self.folder, self.url = root / "postgres", url
        self.command = Path(f"/proc/{self.pid}/cmdline").read_bytes().decode().strip("\0").split("\0")

    @property
    def pid(self) -> int:
        return int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])

    def kill(self) -> None:
        """kill -9 of the server; its children follow."""
        pid = self.pid
        os.kill(pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)  # a server that is dead and not buried keeps the next one from its folder

    def _is_open(self) -> bool:
        with suppress(psycopg.Error):
            psycopg.connect(self.url, connect_timeout=1).close()
            return True
        return False

    def start(self) -> None:
        process, _ = start_server(self.command, self.folder, server_user())

        def is_up() -> bool:
            nonlocal process
            if process.poll() is not None:  # the memory of the killed one was still in use
                process, _ = start_server(self.command, self.folder, server_user())
            return self._is_open()

        until(is_up)


class Portal:
    """Everything that runs, by its name."""

    def __init__(self, gateway: str) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="portal-scaleout-"))
        self.primary = Database(self.root, start_postgres(self.root, ["-c", "wal_level=replica"]))
        url, _ = start_copy(self.root / "copy", self.primary.url)
        self.copy = Database(self.root / "copy", url)
        self.queue = Queue(self.root)
        self.queue.start()
        self.store = Store(self.root)
        self.ports = {name: free_port() for name in ("web 1", "web 2", "nginx")}
        self.environment = {
            **self.store.environment,
            "DJANGO_SETTINGS_MODULE": "tests.faults.scaled",
            "DATABASE_URL": self.primary.url,
            "REPLICA_URL": self.copy.url,
            "REDIS_URL": self.queue.url,
            "SECRET_KEY": "only-for-this-test-" + "0" * 50,
            "FIELD_KEY": "only-for-this-test-" + "1" * 50,
            "HTTPS": "0",
            "SECOND_FACTOR": "0",
            "WECOM_WEBHOOK_URL": gateway,
        }
        self.processes: dict[str, Process] = {}

    def run(self, script: str, *arguments: str) -> str:
        """What a program in one of the hosts prints."""
        command = [sys.executable, "-c", f"import django; django.setup()\n{script}", *arguments]
        env = {**os.environ, **self.environment, "PORTAL_VAR": str(self.root / "hand")}
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, name: str) -> None:
        """Start what is not running: `web 1`, `worker 2`, `clock`, `nginx` …"""
        folder = self.root / name.replace(" ", "-")
        folder.mkdir(exist_ok=True)
        self.processes[name] = Process(folder, *self._command(name, folder), **self._own(folder))
        if name in self.ports:
            until(lambda: self._answers(self.ports[name]))
        else:
            until(lambda: self.processes[name].says("ready." if "worker" in name else "beat"))

    def _own(self, folder: Path) -> dict[str, str]:
        return {**self.environment, "PORTAL_VAR": str(folder)}

    def _command(self, name: str, folder: Path) -> list[str]:
        if name == "nginx":
            (folder / "nginx.conf").write_text(self._nginx(folder))
            conf = str(folder / "nginx.conf")
            return [program("nginx", "NGINX", "/usr/sbin/nginx"), "-p", str(folder), "-c", conf, "-q"]
        if name in self.ports:
            web = ["gunicorn", "congress.wsgi", "--workers", "1", "--threads", "4", "--worker-class", "gthread"]
            return [sys.executable, "-m", *web, "--no-control-socket", "--bind", f"127.0.0.1:{self.ports[name]}"]
        celery = [sys.executable, "-m", "celery", "-A", "congress"]
        if "worker" in name:
            return [*celery, "worker", "--without-gossip", "--without-mingle", "--concurrency", "1", "-l", "INFO"]
        return [*celery, "beat", "-l", "INFO"]

    def _nginx(self, folder: Path) -> str:
        """The document's, at the addresses of this machine and without its certificate."""
        said = block("nginx", "nginx")
        for number in (1, 2):
            said = said.replace(f"web{number}:8000", f"127.0.0.1:{self.ports[f'web {number}']}")
        said = said.replace("listen 443 ssl;", f"listen 127.0.0.1:{self.ports['nginx']};")
        said = said.replace("portal.example.gov.cn", "127.0.0.1").replace("/var/log/nginx", str(folder))
        return NGINX.format(folder=folder, said=re.sub(r"\n *ssl_[^\n]*", "", said))

    def _answers(self, port: int) -> bool:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
        return False

    def kill(self, name: str) -> None:
        self.processes.pop(name).kill()

    def parts(self) -> dict[str, tuple[Callable[[], None], Callable[[], None]]]:
        """What may be lost, and how it is killed and started again."""
        ours = ("web 1", "worker 1", "clock")
        servers = {"the database": self.primary, "its copy": self.copy, "the queue": self.queue}
        return {name: (lambda name=name: self.kill(name), lambda name=name: self.start(name)) for name in ours} | {
            name: (server.kill, server.start) for name, server in servers.items()
        }

    def stop(self) -> None:
        for process in self.processes.values():
            process.kill()
        self.store.kill()
        self.queue.kill()
        for database in (self.copy, self.primary):
            database.kill()
        shutil.rmtree(self.root, ignore_errors=True)
