"""GET and POST /complaint, /complaints: a complaint from its form to its answer, without a login or a script."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, MultipartBody, URLEncodedBody
from sqlmodel import Session

from zhifa.clock import SHANGHAI
from zhifa.feedback import complaint_dues, complaint_pages, complaint_queries, complaints, photos
from zhifa.feedback.complaint_pages import NAMES, Place
from zhifa.feedback.complaints import LENGTHS, Draft, Origin
from zhifa.feedback.counter import Counter, ProofWanted
from zhifa.feedback.layout import PROVING, answer
from zhifa.feedback.visit_routes import PUBLIC, page_of
from zhifa.identity.addresses import address_of
from zhifa.requests import AnyRequest
from zhifa.verification import report_queries

#: Three photographs and the words around them.
MAX_BODY = photos.MOST * photos.MAX_BYTES + 1024 * 1024


@get("/complaint", **PUBLIC)
def complaint_form(counter: NamedDependency[Counter], agency: FromQuery[UUID | None] = None) -> Response[str]:
    """The form; about one agency where its page led here."""
    with counter.db.read() as session:
        place = _place(session, counter, "/complaint", agency)
    return _form(counter, place, Draft(), [])


@post("/complaint", status_code=200, request_max_body_size=MAX_BODY, **PUBLIC)
def send_complaint(
    data: MultipartBody[dict[str, Any]], request: AnyRequest, counter: NamedDependency[Counter]
) -> Response[str]:
    """Keeps a complaint and gives its number and secret; what was typed is shown again if something is missing."""
    agency = _uuid(_text(data, "agency"))
    with counter.db.read() as session:
        place = _place(session, counter, "/complaint", agency)
    return _take(data, request, counter, place, Origin(agency=agency if place.agency else None))


@get("/i/{ticket:str}/complaint", **PUBLIC)
def visit_complaint_form(
    ticket: FromPath[str], request: AnyRequest, counter: NamedDependency[Counter]
) -> Response[str]:
    """The form about the visit on whose page one was."""
    place, _ = _visit_place(ticket, request, counter)
    return _form(counter, place, Draft(), [])


@post("/i/{ticket:str}/complaint", status_code=200, request_max_body_size=MAX_BODY, **PUBLIC)
def send_visit_complaint(
    ticket: FromPath[str],
    data: MultipartBody[dict[str, Any]],
    request: AnyRequest,
    counter: NamedDependency[Counter],
) -> Response[str]:
    """The same for a visit."""
    place, origin = _visit_place(ticket, request, counter)
    return _take(data, request, counter, place, origin)


@get("/complaints", **PUBLIC)
def ask_for_complaint(counter: NamedDependency[Counter]) -> Response[str]:
    """Asks for number and secret."""
    return answer(complaint_pages.asking("", [], demo=counter.settings.demo))


@get("/complaints/{tracking:str}", **PUBLIC)
def ask_for_secret(tracking: FromPath[str], counter: NamedDependency[Counter]) -> Response[str]:
    """Asks for the secret; whether there is such a number is not said."""
    return answer(complaint_pages.asking(tracking[:40], [], demo=counter.settings.demo))


@post("/complaints", status_code=200, **PUBLIC)
def show_complaint(
    data: URLEncodedBody[dict[str, str]], request: AnyRequest, counter: NamedDependency[Counter]
) -> Response[str]:
    """The state and the answer, for whoever has number and secret: in the body, since addresses are written down."""
    at, demo = counter.clock(), counter.settings.demo
    address = address_of(request.scope)
    counter.brake.check(address, at)
    tracking = str(data.get("tracking", ""))[:40]
    with counter.db.read() as session:
        row = complaints.opened(session, counter.ring, tracking, str(data.get("code", ""))[:40])
        if row is not None:
            steps = complaint_queries.steps_of(session, row.id)
            pictures = len(complaint_queries.pictures_of(session, row.id))
            return answer(complaint_pages.state(row, steps, pictures, counter.today(at), demo=demo))
    counter.brake.wrong(address, at)
    problems = ["编号或查询码不对。请核对后再试;字母不分大小写。"]
    return answer(complaint_pages.asking(tracking, problems, demo=demo), status=404)


def _take(
    data: Mapping[str, Any], request: AnyRequest, counter: Counter, place: Place, origin: Origin
) -> Response[str]:
    draft = Draft(*(_text(data, name) for name in LENGTHS))
    kept, problems = photos.chosen(_files(data))
    problems = _problems(draft) + problems
    if problems:
        return _form(counter, place, draft, problems, status=400)
    try:
        counter.admit(counter.complaints, request, _text(data, "proof"))
    except ProofWanted as wanted:
        return _form(counter, place, draft, [TOO_MANY, *([PHOTOS_AGAIN] if kept else [])], status=429, wanted=wanted)
    at = counter.clock()
    with photos.stored(counter.objects, kept), counter.db.write() as session:
        done = complaints.take(session, counter.ring, draft, origin, at)
        photos.attach(session, done.id, kept, at)
        complaint_dues.tell_received(session, done.id, done.division, done.accept_by, at)
    return answer(complaint_pages.taken(done, at, demo=counter.settings.demo))


TOO_MANY = "同一网络提交得过多,这次还没有保存。您填写的内容都在,验证后请再次提交;紧急情况请拨打 12345。"
PHOTOS_AGAIN = "照片没有保留,请重新选择。"


def _form(
    counter: Counter, place: Place, draft: Draft, problems: list[str], *, status: int = 200,
    wanted: ProofWanted | None = None,
) -> Response[str]:  # fmt: skip
    content = complaint_pages.form(
        place,
        draft,
        problems,
        demo=counter.settings.demo,
        wanted=wanted,
    )
    headers = {**PROVING, "Retry-After": str(wanted.wait_s)} if wanted else {}
    return answer(content, status=status, headers=headers)


def _visit_place(ticket: str, request: AnyRequest, counter: Counter) -> tuple[Place, Origin]:
    with counter.guarded(request) as at, counter.db.read() as session:
        found = page_of(session, counter, ticket, at)
        known = found.known
        about = [("单位", found.holder.agency_name), ("出示证件的人员", f"{found.holder.name}({found.number})")]
        if known is not None:
            about += [("检查时间", f"{known.row.opened_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}")]
        agency = known.row.agency_id if known else found.holder.agency_id
        place = _place(session, counter, f"/i/{ticket}/complaint", agency)
    inspection = known.row.id if known else None
    return replace(place, about=about, agency=""), Origin(agency, inspection, found.number)


def _place(session: Session, counter: Counter, action: str, agency_id: UUID | None) -> Place:
    agency = complaint_queries.agency(session, agency_id) if agency_id else None
    terms = complaints.terms_of(session, complaints.division_for(session, agency), counter.today(counter.clock()))
    if agency is None:
        return Place(action, [], [], terms)
    bureaus = report_queries.bureaus(session, agency.division_code)
    telephones = [(each.name, each.supervision_phone or "未登记监督电话") for each in [*bureaus, agency]]
    return Place(action, [("单位", agency.name)], telephones, terms, str(agency.id))


def _problems(draft: Draft) -> list[str]:
    told = [f"请填写{NAMES[name]}。" for name in complaints.missing(draft)]
    return told + [f"{NAMES[name]}请不超过 {LENGTHS[name]} 个字。" for name in complaints.too_long(draft)]


def _text(data: Mapping[str, Any], name: str) -> str:
    said = data.get(name, "")
    return said.strip() if isinstance(said, str) else ""


def _files(data: Mapping[str, Any]) -> list[bytes]:
    """A form that sends one file sends it as one; more than are wanted are not read."""
    sent = data.get("photos", [])
    files = sent if isinstance(sent, list) else [sent]
    return [file.file.read(photos.MAX_BYTES + 1) for file in files[: photos.MOST + 1] if isinstance(file, UploadFile)]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
