"""A fine outside its tier: with a reason and an approval it may pass; beyond the statute nothing lets it pass."""

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from litestar import Litestar
from litestar.testing import TestClient

from tests.benchmarks.made import band, benchmark, thirds
from tests.benchmarks.many import rows
from tests.compliance.doors import faultless, findings, work
from tests.legality.test_legality import Bureau
from tests.support.city import City
from tests.support.reviewing import Visit, hand_in
from zhifa.benchmarks.indexing import sha256
from zhifa.benchmarks.model import Branch
from zhifa.benchmarks.models import BenchmarkRecord, BenchmarkVersion
from zhifa.identity.models import Role

Client = TestClient[Litestar]
MADE = benchmark(Branch("a", "一般", fine=band("100", "1000"), tiers=thirds(("100", "370", "730", "1000"))))


@pytest.fixture
def bureau(client: Client, city: City) -> Bureau:
    city.appoint("legal", Role.SUPERVISOR, agency=city.yanhu)
    made = Bureau(client, city)
    assert made.qualify("legal")[0] == 201
    return made


@pytest.fixture
def key(city: City) -> UUID:
    """The id of a benchmark in force."""
    ((record, version),) = rows([MADE])
    with city.parts.db.write() as session:
        session.execute(sa.insert(BenchmarkRecord), [record])
        session.execute(sa.insert(BenchmarkVersion), [version])
    made: UUID = record["id"]
    return made


def record(bureau: Bureau, key: UUID, fine: str, **more: Any) -> Visit:
    found = {
        "title": "经营过期食品", "items": [bureau.city.items[0]], "words": "货架上有过期食品", "fine": fine,
        "benchmark": {"id": str(key), "version": "1", "sha256": sha256(MADE)},
        "facts": {"circumstance": "一般"}, "tier": "一般", "range": "罚款超过370元、不满730元", **more,
    }  # fmt: skip
    written = faultless(bureau.city, found=[found])
    written.send(bureau.client)
    hand_in(bureau.city, "li", written.id.hex * 2)
    work(bureau.city)
    return Visit(bureau.client, bureau.city, written.phones["li"], written.id)


def test_within_the_tier_nothing_is_asked(bureau: Bureau, key: UUID) -> None:
    visit = record(bureau, key, "500")
    assert bureau.standing(visit) == {"grounds": [], "standing": "none", "blocks": False, "detail": "", "reviews": []}
    assert visit.review("accept")[0] == 201


def test_outside_the_tier_it_needs_an_approval_even_where_legal_reviews_are_only_told(
    bureau: Bureau, key: UUID
) -> None:
    visit = record(bureau, key, "900", reason="主观恶意明显")
    told = bureau.standing(visit)
    assert ([each["code"] for each in told["grounds"]], told["blocks"]) == (["departure"], True)
    assert "拟处罚款 900 元" in told["grounds"][0]["words"]
    assert "主观恶意明显" in told["grounds"][0]["words"]
    assert visit.review("accept")[1]["code"] == "legal_review_missing"
    seen = findings(bureau.client, bureau.city, visit.id)
    assert (seen["C15-1"]["severity"], seen["C11-1"]["severity"]) == ("warn", "block")
    review = bureau.ask(visit, "legal")[1]["reviews"][0]
    assert bureau.opinion("legal", review)[0] == 200
    work(bureau.city)
    assert not {"C15-1", "C11-1"} & findings(bureau.client, bureau.city, visit.id).keys()
    assert visit.review("accept")[0] == 201


@pytest.mark.parametrize(
    ("fine", "more", "words"),
    [
        ("900", {}, "没有写明理由"),
        ("900", {"reason": "  "}, "没有写明理由"),
        ("1000.01", {"reason": "情节特别恶劣"}, "超出法定幅度"),
        ("99", {"reason": "经营困难"}, "超出法定幅度"),
    ],
)
def test_what_no_approval_mends_is_returned(
    bureau: Bureau, key: UUID, fine: str, more: dict[str, str], words: str
) -> None:
    visit = record(bureau, key, fine, **more)
    assert words in bureau.standing(visit)["detail"]
    review = bureau.ask(visit, "legal")[1]["reviews"][0]
    bureau.opinion("legal", review)
    status, answer = visit.review("accept")
    assert (status, answer["code"]) == (409, "fine_unlawful")
    assert words in answer["detail"]
    assert findings(bureau.client, bureau.city, visit.id)["C15-1"]["severity"] == "block"
    assert visit.review("return", "拟处罚款请依法改正")[0] == 201
