"""Cheap password hashes: the tests that weigh the real ones ask for them."""

import pytest

from tests.support.city import _HASHER
from zhifa.identity import passwords


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", _HASHER)
    monkeypatch.setattr(passwords, "NOBODY", _HASHER.hash("nobody"))
