"""GET /i/{ticket} and what hangs on it, GET /s/{code}: a visit and a subject, for whoever holds their code."""

import hashlib
from importlib import resources
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import CacheControlHeader
from litestar.di import NamedDependency
from litestar.params import FromPath, URLEncodedBody
from sqlmodel import Session

from zhifa.feedback import ratings, visit_pages, visit_queries, visits
from zhifa.feedback.counter import Counter, LinkUnknown, ProofWanted
from zhifa.feedback.layout import PROVING, answer
from zhifa.feedback.refusal_pages import PAGES
from zhifa.feedback.visits import Known, VisitPage
from zhifa.feedback.words import VERDICTS
from zhifa.identity.permissions import Permission
from zhifa.requests import AnyRequest
from zhifa.verification import tickets

PUBLIC: dict[str, Any] = {
    "opt": {"permission": Permission.PUBLIC},
    "include_in_schema": False,
    "sync_to_thread": True,
    "exception_handlers": PAGES,
}


@get("/i/{ticket:str}", **PUBLIC)
def visit_page(ticket: FromPath[str], request: AnyRequest, counter: NamedDependency[Counter]) -> Response[str]:
    """检查公开页."""
    with counter.guarded(request) as at, counter.db.read() as session:
        found = page_of(session, counter, ticket, at)
    return answer(visit_pages.visit(found, f"/i/{ticket}", demo=counter.settings.demo))


@post("/i/{ticket:str}/rating", status_code=200, **PUBLIC)
def rate_visit(
    ticket: FromPath[str],
    data: URLEncodedBody[dict[str, str]],
    request: AnyRequest,
    counter: NamedDependency[Counter],
) -> Response[str]:
    """Takes a rating; says the same whether it is the visit's first or not."""
    verdict = str(data.get("verdict", ""))
    words = str(data.get("words", "")).strip()[: ratings.MAX_WORDS]
    try:
        counter.admit(counter.ratings, request, str(data.get("proof", "")))
    except ProofWanted as wanted:
        content = visit_pages.once_more(f"/i/{ticket}", verdict, words, wanted, demo=counter.settings.demo)
        return answer(content, status=429, headers={**PROVING, "Retry-After": str(wanted.wait_s)})
    with counter.guarded(request) as at, counter.db.write() as session:
        known = recent(page_of(session, counter, ticket, at))
        if verdict in map(str, VERDICTS):
            visit, agency = known.row.id, known.row.agency_id
            ratings.rate(session, counter.ring, visit, agency, verdict=int(verdict), words=words, at=at)
    return answer(visit_pages.thanks(f"/i/{ticket}", demo=counter.settings.demo))


@get("/proof.js", media_type="text/javascript", cache_control=CacheControlHeader(max_age=3600), **PUBLIC)
def proof_script() -> str:
    """What does the work on a page that asks for it."""
    return resources.files("zhifa.feedback").joinpath("proof.js").read_text(encoding="utf-8")


@get("/i/{ticket:str}/history", **PUBLIC)
def visit_history(ticket: FromPath[str], request: AnyRequest, counter: NamedDependency[Counter]) -> Response[str]:
    """The history of the visit's subject, for the time in which the visit may be rated."""
    with counter.guarded(request) as at, counter.db.read() as session:
        known = recent(page_of(session, counter, ticket, at))
        subject = visit_queries.subject(session, known.row.subject_id) if known.row.subject_id else None
        return _history(session, counter, subject, at)


@get("/s/{code:str}", **PUBLIC)
def subject_page(code: FromPath[str], request: AnyRequest, counter: NamedDependency[Counter]) -> Response[str]:
    """The history of the subject whose printed code it is."""
    with counter.guarded(request) as at, counter.db.read() as session:
        subject = visit_queries.subject_of_code(session, hashlib.sha256(code.encode()).hexdigest())
        return _history(session, counter, subject, at)


def page_of(session: Session, counter: Counter, ticket: str, at: Any) -> VisitPage:
    """Raises LinkUnknown."""
    found = visits.find(session, tickets.read(counter.ring, ticket), at)
    if found is None:
        raise LinkUnknown
    return found


def recent(found: VisitPage) -> Known:
    """The visit, if it has been uploaded and may still be rated.

    Raises:
        LinkUnknown
    """
    if found.known is None or not found.known.recent:
        raise LinkUnknown("检查记录还没有上传,或者检查已超过 90 天。请返回检查公开页查看。")
    return found.known


def _history(session: Session, counter: Counter, subject: Any, at: Any) -> Response[str]:
    if subject is None:
        raise LinkUnknown
    past = visits.history(session, subject.id, at)
    content = visit_pages.history(subject, past, len(visits.this_year(past, at)), demo=counter.settings.demo)
    return answer(content)
