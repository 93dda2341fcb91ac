"""Is the process alive; can it serve?"""

import msgspec
import sqlalchemy as sa
from litestar import get
from litestar.di import NamedDependency

from zhifa.db import Database
from zhifa.errors import Unavailable
from zhifa.identity.permissions import Permission
from zhifa.ports import ObjectStore


class Health(msgspec.Struct):
    status: str


@get("/health/live", opt={"permission": Permission.PUBLIC}, sync_to_thread=False, tags=["health"])
def live() -> Health:
    """200 while the process runs."""
    return Health("ok")


@get("/health/ready", opt={"permission": Permission.PUBLIC}, sync_to_thread=True, tags=["health"])
def ready(db: NamedDependency[Database], objects: NamedDependency[ObjectStore]) -> Health:
    """200 when database and object store answer, else 503."""
    with db.read() as session:
        session.execute(sa.text("SELECT 1"))
    try:
        objects.check()
    except Exception as error:
        raise Unavailable from error
    return Health("ok")
