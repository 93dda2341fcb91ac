"""An officer's phone that shows a code, and a citizen who scans it."""

import base64
import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import jwt
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import Session, col, select

from tests.support.city import City
from tests.support.phone import Phone, thumbprint
from zhifa.app import Parts
from zhifa.credentials.models import CardCode, Certificate, CertificateInterval
from zhifa.credentials.validity import TICK
from zhifa.identity.keys import short_id
from zhifa.identity.models import Device
from zhifa.ids import new_id
from zhifa.verification.journal import SHOWN, enter
from zhifa.verification.models import Verification

CARD = "AAAAAAAAAAAAAAAAAAAAAA"
OTHER_CARD = "BBBBBBBBBBBBBBBBBBBBBA"
CITIZEN = {"User-Agent": "Citizen/1"}
PASSER_BY = {"User-Agent": "PasserBy/2"}


def presented(
    phone: Phone, number: str, at: datetime, *, visit: UUID | None = None, typ: str = "p+jwt", **changes: Any
) -> str:
    payload: dict[str, Any] = {"c": number, "t": int(at.timestamp())}
    if visit is not None:
        payload["i"] = base64.urlsafe_b64encode(visit.bytes).decode().rstrip("=")
    headers = {"typ": typ, "kid": short_id(thumbprint(phone.public_jwk))}
    return jwt.encode({**payload, **changes}, phone.key, algorithm="ES256", headers=headers)


def record(city: City, name: str, status: str, *, since: timedelta = timedelta(hours=-1)) -> None:
    """From ``since`` on the person's certificate has this status."""
    at = city.parts.clock()
    with city.parts.db.write() as session:
        session.add(
            CertificateInterval(
                id=new_id(),
                certificate_number=str(city[name].certificate),
                status=status,
                starts_at=at + since,
                reason="测试",
                recorded_at=at,
            )
        )


def change(city: City, name: str, **values: Any) -> None:
    with city.parts.db.write() as session:
        certificate = session.get(Certificate, city[name].certificate)
        assert certificate is not None
        for key, value in values.items():
            setattr(certificate, key, value)


def print_card(city: City, name: str, code: str = CARD, *, ended: bool = False) -> str:
    at = city.parts.clock()
    with city.parts.db.write() as session:
        session.add(
            CardCode(
                code=code,
                certificate_number=str(city[name].certificate),
                issued_at=at,
                ended_at=at if ended else None,
            )
        )
    return code


def revoke(city: City, phone: Phone) -> None:
    with city.parts.db.write() as session:
        _device(session, phone).revoked_at = city.parts.clock()


def _device(session: Session, phone: Phone) -> Device:
    device = session.get(Device, phone.device)
    assert device is not None
    return device


def ask(client: TestClient[Litestar], code: str, who: dict[str, str] = CITIZEN) -> dict[str, Any]:
    answer = client.post("/api/verifications", json={"code": code}, headers=who)
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def into_log(parts: Parts) -> None:
    """What the worker does with what was asked until now, some minutes later."""
    while enter(parts.db, parts.clock() + SHOWN + TICK):
        pass


def asked_elsewhere(parts: Parts, places: int) -> None:
    """The first verification again, from so many other places."""
    into_log(parts)
    with parts.db.write() as session:
        first = session.exec(select(Verification).order_by(col(Verification.id))).first()
        assert first is not None
        for n in range(places):
            session.add(Verification(**{**first.model_dump(exclude={"id"}), "id": new_id(), "origin": f"place {n}"}))
