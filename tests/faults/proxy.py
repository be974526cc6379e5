"""A way to a server that is slow, is cut after some bytes, or swallows everything."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress

from tests.private_servers import free_port


class Proxy:
    """Passes on what comes to its port, under conditions that can be changed at any time.

    Attributes:
        delay: seconds before each piece of an answer is passed on.
        cut_after: bytes of an answer after which a new connection is cut; asked once for each, None for never.
        is_hole: take everything, pass on nothing.
        cuts: how many connections were cut.
        swallowed: bytes that went into the hole.
    """

    def __init__(self, port: int) -> None:
        self.behind, self.port = port, free_port()
        self.delay, self.is_hole, self.cuts, self.swallowed = 0.0, False, 0, 0
        self.cut_after: Callable[[], int | None] = lambda: None
        self.loop = asyncio.new_event_loop()
        self.open: set[asyncio.StreamWriter] = set()
        self.is_ready = threading.Event()
        self.thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Proxy":
        self.thread.start()
        assert self.is_ready.wait(30)
        return self

    def __exit__(self, *error: object) -> None:
        self.loop.call_soon_threadsafe(self.is_over.set)
        self.thread.join()

    def cut_all(self) -> None:
        """Everybody's connection breaks at once."""
        self.loop.call_soon_threadsafe(self._abort, list(self.open))

    def _run(self) -> None:
        self.loop.run_until_complete(self._serve())
        self.loop.close()

    async def _serve(self) -> None:
        self.is_over = asyncio.Event()
        self.tasks: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._greet, "127.0.0.1", self.port)
        self.is_ready.set()
        await self.is_over.wait()
        server.close()
        self._abort(list(self.open))
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def _abort(self, writers: list[asyncio.StreamWriter]) -> None:
        self.cuts += len(writers) // 2
        for writer in writers:
            writer.transport.abort()

    def _greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._take(reader, writer))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there_reader, there = await asyncio.open_connection("127.0.0.1", self.behind)
        except OSError:
            return writer.transport.abort()
        self.open |= {writer, there}
        rest = self.cut_after()
        try:
            await asyncio.gather(self._pass(reader, there), self._pass(there_reader, writer, rest, is_answer=True))
        finally:
            self.open -= {writer, there}
            for end in (writer, there):
                end.close()

    async def _pass(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        rest: int | None = None,
        is_answer: bool = False,
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                if self.is_hole:
                    self.swallowed += len(data)
                    continue
                if is_answer and self.delay:
                    await asyncio.sleep(self.delay)
                writer.write(data if rest is None else data[:rest])
                await writer.drain()
                if rest is not None and (rest := rest - len(data)) <= 0:
                    self.cuts += 1
                    return writer.transport.abort()
            writer.write_eof()
