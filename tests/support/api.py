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
def lent_api(parts: Parts) -> Iterator[Litestar]:
    """The API of these parts, theirs alone; nothing that an earlier test left is in it."""
    shelf = _idle[parts.settings.request_max_bytes]
    api = shelf.pop() if shelf else create_litestar(parts)
    api.state.update(given(parts))
    yield api
    shelf.append(api)


@contextmanager
def client_of(parts: Parts) -> Iterator[TestClient[Litestar]]:
    with lent_api(parts) as api, TestClient(api, raise_server_exceptions=False) as client:
        yield client
