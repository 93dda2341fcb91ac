"""GET /api/credentials/cards.pdf."""

from typing import Annotated

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.permissions import Permission
from zhifa.ports import ObjectStore
from zhifa.refusals import refusals
from zhifa.settings import Settings
from zhifa.verification import cards
from zhifa.verification.cards import CardNotPrintable, CardsNotFound, TooManyCards

Numbers = Annotated[str, QueryParameter(min_length=1, max_length=4000, description="Separated by commas")]


@get(
    "/api/credentials/cards.pdf",
    opt={"permission": Permission.CREDENTIAL_READ},
    sync_to_thread=True,
    tags=["credentials"],
    responses=refusals(TooManyCards, CardsNotFound, CardNotPrintable),
)
def print_cards(
    numbers: FromQuery[Numbers],
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    objects: NamedDependency[ObjectStore],
    settings: NamedDependency[Settings],
) -> Response[bytes]:
    """打印卡面: a sheet of cards, fronts and backs, for printing on both sides along the long edge."""
    with db.read() as session:
        rows = cards.rows_of(session, actor, cards.chosen(numbers))
    content = cards.pdf(objects, rows, settings.base_url)
    headers = {"Content-Disposition": 'inline; filename="cards.pdf"', "Cache-Control": "no-store"}
    return Response(content, media_type="application/pdf", headers=headers)
