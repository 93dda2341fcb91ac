"""Visits through the real door, checked by the real worker's handlers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import col

from tests.support.city import City
from tests.support.phone import Phone
from tests.support.visits import STROKES, attached, opened, person_claim
from zhifa.ids import new_id
from zhifa.jobs import Job, run_due
from zhifa.worker import handlers

Client = TestClient[Litestar]
Body = dict[str, Any]
SIGNATURE = {"strokes": STROKES, "width": 600, "height": 240}


@dataclass
class Written:
    """A visit as two phones write it, step by step: ``steps`` of the lead, ``second`` of the other officer."""

    city: City
    lead: str = "li"
    other: str = "wang"
    id: UUID = field(default_factory=new_id)
    phones: dict[str, Phone] = field(default_factory=dict)
    sent: dict[str, list[str]] = field(default_factory=dict)

    def say(self, kind: str, body: Body, *, who: str | None = None, **changes: Any) -> None:
        who = who or self.lead
        phone = self.phones.setdefault(who, Phone(moment=self.city.parts.clock()).register(self.city, who))
        latest = max(each.moment for each in self.phones.values())
        phone.moment = latest
        self.sent.setdefault(who, []).append(phone.write(self.id, kind, body, **changes))

    def send(self, client: Client) -> None:
        """Both hand in what they wrote, with clocks that are right."""
        parts = self.city.parts
        moment = max(phone.moment for phone in self.phones.values()) + timedelta(seconds=5)
        parts.clock.moment = max(moment, parts.clock())  # type: ignore[attr-defined]
        for who, entries in self.sent.items():
            batch = {"sent_at": parts.clock().isoformat(), "entries": entries}
            answer = client.post("/api/sync/entries", json=batch, headers=self.city.headers(who))
            assert {each["outcome"] for each in answer.json()["outcomes"]} == {"applied"}, answer.text
        self.sent.clear()


def work(city: City) -> None:
    """What a worker would do by now."""
    done = handlers(city.parts)
    while run_due(city.parts.db, done, clock=city.parts.clock):
        pass
    with city.parts.db.read() as session:
        assert session.scalars(sa.select(col(Job.error)).where(col(Job.attempts) > 0)).all() == []


def faultless(
    city: City, found: Sequence[Body] = (), *, who: tuple[str, str] = ("li", "wang"), **changes: Any
) -> Written:
    """A visit in which nothing is wrong, from ``opened`` to ``closed``; ``found``: what was found on it."""
    lead, second = who
    made = Written(city, lead, second)
    li, wang = city[lead], city[second]
    made.say("opened", opened(city, li, **changes))
    made.say("joined", {"officer": person_claim(wang), "via": "device"}, who=second)
    made.say("presented", {"to": "张三", "method": "card", "certificates": [li.certificate, wang.certificate]})
    made.say("notified", {"text_version": "1", "acknowledged": "tick", "recusal": "none"})
    for item in city.items:
        made.say("answered", {"item": item, "matter": str(city.matter), "answer": "pass"})
    made.say("attached", attached(made.phones[lead], made.id.hex * 2, 900, city.items[0]))
    for body in found:
        made.say("found", body)
    made.say("party_signed", {"name": "张三", "role": "经营者", **SIGNATURE})
    for name, person in ((lead, li), (second, wang)):
        made.say("officer_signed", {"officer": person_claim(person), **SIGNATURE}, who=name)
    made.say("closed", {"result": "no_problem", "missing": []})
    return made


def findings(client: Client, city: City, visit: UUID, who: str = "supervisor") -> dict[str, dict[str, Any]]:
    """Open findings by rule."""
    answer = client.get(f"/api/inspections/{visit}", headers=city.headers(who))
    assert answer.status_code == 200, answer.text
    return {each["rule"]: each for each in answer.json()["compliance"] if each["state"] == "open"}
