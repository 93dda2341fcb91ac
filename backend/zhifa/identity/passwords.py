"""Passwords: which are taken, and their argon2id hashes (RFC 9106 §4, the second recommended parameters)."""

import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from zhifa.errors import Unavailable, Unprocessable

HASHER = PasswordHasher()

#: One hash takes 64 MiB and a core; more than these at once would starve everything else.
AT_ONCE = 4
PATIENCE_S = 5.0
_turns = BoundedSemaphore(AT_ONCE)

#: The hash of a random text nobody kept: an unknown name costs the same work as a known one.
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$snKRDbPAh8562wXirv7TUQ$YYpxZrmOw7mYFo9ZoD+l3sbiULxltWoVn8iyJ53rGdo"


#: Length is what makes a password hard to guess (NIST SP 800-63B §5.1.1.2); no rule on kinds of characters.
SHORTEST = 10

#: A one-time password: three groups of four, of characters that nobody mistakes on paper or by telephone.
ONE_TIME_LIFE = timedelta(days=7)
_PLAIN_TO_READ = "abcdefghjkmnpqrstuvwxyz23456789"


class PasswordTooShort(Unprocessable):
    code = "password_too_short"
    title = "密码太短"
    detail = f"新密码至少 {SHORTEST} 位,密码未更改。可以用一句自己记得住的话。"


class PasswordTooPlain(Unprocessable):
    code = "password_too_plain"
    title = "密码容易被猜到"
    detail = "新密码不能与账号或原密码相同,也不能只用一两种字符,密码未更改。请换一个。"


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


def accept(new: str, *, username: str, old: str) -> None:
    """Whether the password may be chosen.

    Raises:
        PasswordTooShort
        PasswordTooPlain: the account's name, the password before, or hardly more than one character.
    """
    plain = unicodedata.normalize("NFKC", new).casefold()
    if len(plain.strip()) < SHORTEST:
        raise PasswordTooShort
    if plain.strip() == username or new == old or len(set(plain)) < 3:
        raise PasswordTooPlain


def one_time() -> str:
    """A password to hand out: 59 random bits."""
    letters = [secrets.choice(_PLAIN_TO_READ) for _ in range(12)]
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))


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
