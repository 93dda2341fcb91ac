"""Codes of the demo city as citizens meet them: fresh ones off phones, each shown once, and printed cards."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import jwt
import sqlalchemy as sa

from zhifa.db import Database
from zhifa.demo import accounts, people, registry
from zhifa.demo.load import load
from zhifa.demo.phones import DemoPhone
from zhifa.identity.models import Device
from zhifa.verification.codes import TYPE

#: One code in so many is a card's.
CARDS = 5


@dataclass(frozen=True)
class Holder:
    phone: DemoPhone
    number: str

    def presents(self, at: datetime) -> str:
        headers = {"typ": TYPE, "kid": self.phone.row["short_id"]}
        return jwt.encode({"c": self.number, "t": int(at.timestamp())}, self.phone.key, "ES256", headers=headers)


def make_holders(db: Database) -> list[Holder]:
    """Loads the demo city and registers a phone for every officer who may log in."""
    load(db)
    logins = {row["username"] for row in accounts.accounts()}
    made = [Holder(DemoPhone(p.username), p.number) for p in people.people() if p.username in logins]
    with db.write() as session:
        session.connection().execute(sa.insert(Device), [holder.phone.row for holder in made])
    return made


def mixed(holders: list[Holder], count: int, at: datetime) -> list[str]:
    """Addresses, in no order: four fifths fresh presentation codes, all different, and one fifth cards."""
    random = Random(count)
    cards = [f"/c/{row['code']}" for row in registry.card_codes()]
    shown = [random.choice(holders).presents(at - timedelta(seconds=random.randrange(30))) for _ in range(count)]
    return [random.choice(cards) if n % CARDS == 0 else f"/v/{code}" for n, code in enumerate(shown)]


def strangers(codes: list[str]) -> list[str]:
    """As many codes of the same shape that nobody issued: other device, other number, another card."""
    return [_strange(code, n) for n, code in enumerate(codes)]


def _strange(path: str, n: int) -> str:
    if path.startswith("/c/"):
        return f"/c/{base64.urlsafe_b64encode(n.to_bytes(16, 'big')).decode().rstrip('=')}"
    _, payload, signature = path.removeprefix("/v/").split(".")
    header = {"alg": "ES256", "kid": base64.urlsafe_b64encode(n.to_bytes(8, "big")).decode().rstrip("="), "typ": TYPE}
    packed = base64.urlsafe_b64encode(json.dumps(header, separators=(",", ":")).encode()).decode().rstrip("=")
    return f"/v/{packed}.{payload}.{signature}"
