"""Passwords as argon2id hashes (RFC 9106 §4, the second recommended parameters)."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from zhifa.errors import Unavailable

HASHER = PasswordHasher()

#: One hash takes 64 MiB and a core; more than these at once would starve everything else.
AT_ONCE = 4
PATIENCE_S = 5.0
_turns = BoundedSemaphore(AT_ONCE)

#: The hash of a random text nobody kept: an unknown name costs the same work as a known one.
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$snKRDbPAh8562wXirv7TUQ$YYpxZrmOw7mYFo9ZoD+l3sbiULxltWoVn8iyJ53rGdo"


class TooManyLogins(Unavailable):
    code = "login_busy"
    detail = "同时登录的人较多,服务器暂时忙不过来。请稍后重试,手机上已保存的内容不受影响。"


def matches(password: str, password_hash: str | None) -> bool:
    """Whether the password is that of the hash; with no hash, no, after the same work.

    Raises:
        TooManyLogins: no turn came within five seconds.
    """
    with _turn():
        try:
            return HASHER.verify(password_hash or NOBODY, password) and password_hash is not None
        except (VerificationError, InvalidHashError):
            return False


def hashed(password: str) -> str:
    with _turn():
        return HASHER.hash(password)


def outdated(password_hash: str) -> bool:
    """Whether it was made with other parameters than today's."""
    return HASHER.check_needs_rehash(password_hash)


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=PATIENCE_S):
        raise TooManyLogins
    try:
        yield
    finally:
        _turns.release()
