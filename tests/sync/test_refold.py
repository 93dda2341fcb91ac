"""The read model is thrown away and made anew from the signed entries alone."""

import sqlalchemy as sa
from litestar import Litestar
from litestar.testing import TestClient

from tests.invariants.notebook import read_model
from tests.support import bodies
from tests.support.city import City
from tests.support.door import send, write_visit
from tests.support.phone import Phone
from zhifa.app import Parts
from zhifa.inspections.models import Attachment, Inspection, Participation
from zhifa.inspections.rebuild import refold_all


def test_the_read_model_derives_from_the_entries(client: TestClient[Litestar], parts: Parts, city: City) -> None:
    lead, second = Phone().register(city, "li"), Phone().register(city, "wang")
    for _ in range(3):
        inspection, entries = write_visit(city, lead)
        send(client, city.headers("li"), entries)
        send(client, city.headers("wang"), [second.write(inspection, "joined", bodies.joined(city))])
    before = read_model(parts)
    with parts.db.write() as session:
        for model in (Attachment, Participation, Inspection):
            session.execute(sa.delete(model))
    assert refold_all(parts.db) == 3
    assert read_model(parts) == before
    assert refold_all(parts.db) == 3
    assert read_model(parts) == before
