"""What must hold of every notebook, whatever happened: any test may ask after any deed."""

import base64
import hashlib
from collections import defaultdict
from typing import Any
from uuid import UUID

import jwt
import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.app import Parts
from zhifa.db import table_of
from zhifa.identity.models import Device
from zhifa.inspections.models import Attachment, Entry, HeldEntry, Inspection, Participation
from zhifa.inspections.readmodel import refold

READ_MODEL: tuple[Any, ...] = (Inspection, Participation, Attachment)


def check_notebook(parts: Parts) -> None:
    """Chains are whole and signed, nothing is twice, and the read model is what the entries say."""
    with parts.db.read() as session:
        chains = _chains(session)
        for chain in chains.values():
            _check_chain(session, chain)
        _check_openings(chains)
        _check_nothing_twice(session)
    _check_read_model(parts)


def _chains(session: Session) -> dict[tuple[UUID, UUID], list[Entry]]:
    found: defaultdict[tuple[UUID, UUID], list[Entry]] = defaultdict(list)
    for entry in session.scalars(sa.select(Entry).order_by(col(Entry.seq))):
        found[entry.inspection_id, entry.device_id].append(entry)
    return found


def _check_chain(session: Session, chain: list[Entry]) -> None:
    device = session.get_one(Device, chain[0].device_id)
    key = jwt.PyJWK({**device.public_jwk, "alg": "ES256"}).key
    previous = None
    for seq, entry in enumerate(chain):
        claims = jwt.decode(entry.jws, key, algorithms=["ES256"], options={"verify_aud": False})
        assert jwt.get_unverified_header(entry.jws)["kid"] == str(entry.device_id)
        said = (claims["jti"], claims["sub"], claims["seq"], claims["prev"], claims["kind"])
        assert said == (str(entry.jti), str(entry.inspection_id), seq, previous, entry.kind)
        assert entry.account_id == device.account_id
        previous = base64.urlsafe_b64encode(hashlib.sha256(entry.jws.encode()).digest()).decode().rstrip("=")
        assert entry.sha256 == previous


def _check_openings(chains: dict[tuple[UUID, UUID], list[Entry]]) -> None:
    """Each inspection is opened once; every other chain begins by joining."""
    starts: defaultdict[UUID, list[str]] = defaultdict(list)
    for (inspection, _), chain in chains.items():
        starts[inspection].append(chain[0].kind)
        assert all(entry.kind != "opened" for entry in chain[1:])
    for kinds in starts.values():
        assert sorted(kinds) == ["joined"] * (len(kinds) - 1) + ["opened"]


def _check_nothing_twice(session: Session) -> None:
    """An entry is in place or held, and a held one has no predecessor in place."""
    held = list(session.scalars(sa.select(HeldEntry)))
    places = {(each.inspection_id, each.device_id, each.seq): each.jti for each in session.scalars(sa.select(Entry))}
    for each in held:
        assert each.jti not in places.values()
        assert (each.inspection_id, each.device_id, each.seq) not in places
        assert (each.inspection_id, each.device_id, each.seq - 1) not in places


def _check_read_model(parts: Parts) -> None:
    """Refolding changes nothing, and there is a row for everything that has an entry."""
    before = read_model(parts)
    with parts.db.write() as session:
        inspections = set(session.scalars(sa.select(col(Entry.inspection_id))))
        assert inspections == set(session.scalars(sa.select(col(Inspection.id))))
        for inspection in inspections:
            refold(session, inspection)
    assert read_model(parts) == before


def read_model(parts: Parts) -> dict[str, list[dict[str, Any]]]:
    """Every row of the read model, by table."""
    with parts.db.read() as session:
        return {
            model.__tablename__: sorted(
                (dict(row._mapping) for row in session.execute(sa.select(table_of(model)))), key=repr
            )
            for model in READ_MODEL
        }
