"""``zhifa inspections refold``: the whole read model anew from the signed entries, while the server runs."""

from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from zhifa.db import Database
from zhifa.inspections.models import Notebook
from zhifa.inspections.readmodel import refold

PAGE = 200


def refold_all(db: Database) -> int:
    """Refolds every inspection, each in a transaction of its own, and counts them. Again changes nothing."""
    done = 0
    for inspection in _inspections(db):
        with db.write() as session:
            refold(session, inspection)
        done += 1
    return done


def _inspections(db: Database) -> Iterator[UUID]:
    last = UUID(int=0)
    while True:
        following = sa.select(col(Notebook.id)).where(col(Notebook.id) > last).order_by(col(Notebook.id)).limit(PAGE)
        with db.read() as session:
            page = session.scalars(following).all()
        if not page:
            return
        yield from page
        last = page[-1]
