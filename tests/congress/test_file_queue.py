"""The queue of files: readers and writers at once, nothing torn, nothing lost, nothing twice."""

import threading
from queue import Empty

import pytest
from kombu import Connection

from congress.file_queue import SCHEME, register

MESSAGES, WRITERS = 300, 3


@pytest.fixture
def channel(tmp_path):
    """Opens a channel of its own for whoever asks."""
    places = {"data_folder_in": "queue", "data_folder_out": "queue", "control_folder": "control"}
    folders = {name: str(tmp_path / place) for name, place in places.items()}
    (tmp_path / "queue").mkdir()
    register()
    opened = []

    def open_one():
        opened.append(Connection(f"{SCHEME}://", transport_options=folders))
        return opened[-1].channel()

    yield open_one
    for connection in opened:
        connection.release()


def read(channel, heard, over):
    """Take messages until the writers are done and nothing is left."""
    while True:
        is_over = over.is_set()
        try:
            heard.append(channel._get("work")["text"])
        except Empty:
            if is_over:
                return
        except Exception as problem:  # a torn message would show here
            heard.append(repr(problem))


def write(channel, writer):
    for number in range(MESSAGES):
        channel._put("work", {"text": f"{writer}:{number}"})


def test_every_message_arrives_once_and_whole(channel):
    heard, over = [], threading.Event()
    readers = [threading.Thread(target=read, args=(channel(), heard, over)) for _ in range(3)]
    writers = [threading.Thread(target=write, args=(channel(), n)) for n in range(WRITERS)]
    for thread in [*readers, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    over.set()
    for thread in readers:
        thread.join()

    assert sorted(heard) == sorted(f"{w}:{n}" for w in range(WRITERS) for n in range(MESSAGES))
