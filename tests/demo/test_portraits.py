"""The demo city's officers have faces that nobody has."""

from sqlmodel import col, select

from zhifa.app import Parts
from zhifa.credentials.models import Certificate
from zhifa.credentials.portraits import derive, read
from zhifa.demo import portraits
from zhifa.demo.load import load


def test_a_portrait_is_the_same_every_time_small_and_somebodys_own() -> None:
    first, second = portraits.portrait("yhscj01"), portraits.portrait("yhscj02")
    assert first == portraits.portrait("yhscj01") != second
    assert len(first) < 15_000
    assert len(derive(first)) < 15_000


def test_every_demo_certificate_gets_a_portrait_once(parts: Parts) -> None:
    load(parts.db)
    assert portraits.hang_portraits(parts.db, parts.objects) > 100
    assert portraits.hang_portraits(parts.db, parts.objects) == 0
    with parts.db.read() as session:
        hung = list(session.exec(select(Certificate.portrait).order_by(col(Certificate.number)).limit(5)))
    assert all(sha256 and read(parts.objects, sha256).startswith(b"\xff\xd8") for sha256 in hung)
