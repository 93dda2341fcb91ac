"""A visit in the server, as phones sent it, and what reviewers ask of it over the wire."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from litestar import Litestar
from litestar.testing import TestClient

from tests.support.city import City
from tests.support.phone import Phone
from tests.support.visits import clean_visit
from zhifa.evidence.models import Evidence, EvidenceReceipt

Client = TestClient[Litestar]
Answer = dict[str, Any]


@dataclass
class Visit:
    """``phone`` can write on; ``entries`` are those signed so far."""

    client: Client
    city: City
    phone: Phone
    id: UUID
    entries: list[str] = field(default_factory=list)
    lead: str = "li"

    def write(self, kind: str, body: dict[str, Any]) -> None:
        """Signs one more entry and sends it."""
        self.send([self.phone.write(self.id, kind, body)])

    def send(self, entries: list[str]) -> None:
        body = {"sent_at": self.city.parts.clock().isoformat(), "entries": entries}
        answer = self.client.post("/api/sync/entries", json=body, headers=self.city.headers(self.lead))
        assert answer.status_code == 200, answer.text
        assert {each["outcome"] for each in answer.json()["outcomes"]} <= {"applied", "held"}, answer.text

    def read(self, who: str = "supervisor", path: str = "", **query: Any) -> Answer:
        found = self.client.get(f"/api/inspections/{self.id}{path}", headers=self.city.headers(who), params=query)
        assert found.status_code == 200, found.text
        read: Answer = found.json()
        return read

    def review(self, decision: str, words: str = "", *, who: str = "supervisor", **more: Any) -> tuple[int, Answer]:
        """Sends a decision about the version now in force, unless another is named."""
        version = more.pop("version", None) or self.read("overseer")["row"]["version"]
        body = {"decision": decision, "words": words, "version": version, **more}
        path = f"/api/inspections/{self.id}/reviews"
        answer = self.client.post(path, json=body, headers=self.city.headers(who))
        return answer.status_code, answer.json()


def visit(client: Client, city: City, *, lead: str = "li", second: str = "wang", photos: int = 0) -> Visit:
    """A closed visit, signed on the lead's phone and not yet sent."""
    phone = Phone().register(city, lead)
    files = [(f"{number:02x}" * 32, 1000) for number in range(photos)]
    inspection, entries = clean_visit(city, phone, lead, second, files)
    return Visit(client, city, phone, inspection, entries, lead)


def sent_visit(client: Client, city: City, **how: Any) -> Visit:
    made = visit(client, city, **how)
    made.send(made.entries)
    return made


def hand_in(city: City, who: str, sha256: str) -> None:
    """The bytes of a file, as if this account had uploaded them."""
    with city.parts.db.write() as session:
        at = city.parts.clock()
        if session.get(Evidence, sha256) is None:
            made = Evidence(sha256=sha256, size=1234, media_type="image/jpeg", received_at=at, width=4000, height=3000)
            session.add(made)
            session.flush()
        session.add(EvidenceReceipt(sha256=sha256, account_id=city[who].account, received_at=at))
