"""The API for one test at a time: built once for a process, and given the parts of each test in turn.

Building it costs a quarter of a second, most of what a test takes; to lay other parts beneath costs nothing.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from litestar import Litestar
from litestar.testing import TestClient

from zhifa.app import Parts, create_litestar, given

_idle: dict[int, list[Litestar]] = defaultdict(list)  # by the one setting that the routes themselves know


@contextmanager
def client_of(parts: Parts) -> Iterator[TestClient[Litestar]]:
    """A client of these parts, their own for as long as it is open; nothing that an earlier test left is in it."""
    shelf = _idle[parts.settings.request_max_bytes]
    app = shelf.pop() if shelf else create_litestar(parts)
    app.state.update(given(parts))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
    shelf.append(app)
