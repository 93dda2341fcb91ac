"""Importing certificates from a file: looked at first, proposed by one registrar, carried out by another's approval."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.clock import SHANGHAI
from zhifa.credentials import import_queries
from zhifa.credentials.card_codes import new_code
from zhifa.credentials.changes_reading import ChangeNotFound, shown
from zhifa.credentials.import_plan import Plan, Update, make_plan
from zhifa.credentials.import_rows import Draft
from zhifa.credentials.import_schemas import MAX_LISTED, ImportReport, ImportRow
from zhifa.credentials.models import CardCode, Certificate, CertificateChange, CertificateInterval, Officer
from zhifa.credentials.proposals import enter
from zhifa.credentials.registry_schemas import ImportProposal
from zhifa.errors import Conflict, Forbidden
from zhifa.identity.actor import Actor
from zhifa.ids import new_id
from zhifa.ports import ObjectStore

MAX_BYTES = 20 * 1024 * 1024
REASON = "批量导入"


class ImportOutdated(Conflict):
    code = "import_outdated"
    detail = "导入文件提交后登记内容有了变化,现在已不能照原文件执行,未作任何改动。请重新核对文件后再提交。"


def object_key(sha256: str) -> str:
    return f"imports/{sha256}"


def look(session: Session, actor: Actor, content: bytes, at: datetime) -> ImportReport:
    """What the file would do. Raises FileUnreadable, TooManyRows."""
    return report_of(make_plan(session, actor, content, at))


def propose(
    session: Session, actor: Actor, objects: ObjectStore, content: bytes, *, at: datetime, request_id: str | None
) -> ImportReport:
    """Keeps the file and proposes it, unless something is wrong or nothing would change.

    Raises:
        FileUnreadable, TooManyRows
    """
    report = look(session, actor, content, at)
    if report.error_count or not (report.creates or report.updates):
        return report
    if actor.division_code is None:
        raise Forbidden
    sha256 = hashlib.sha256(content).hexdigest()
    objects.put_bytes(object_key(sha256), content)
    proposal = ImportProposal(sha256, report.rows, report.creates, report.updates, report.unchanged)
    change = enter(
        session, actor, "import", proposal, number=None, agency_id=None, division=actor.division_code,
        reason=REASON, at=at, request_id=request_id,
    )  # fmt: skip
    report.change = shown(session, actor, change.id)
    return report


def report_again(session: Session, actor: Actor, objects: ObjectStore, change_id: UUID, at: datetime) -> ImportReport:
    """What a proposed file would do now, for whoever is to approve it.

    Raises:
        ChangeNotFound
    """
    change = shown(session, actor, change_id)
    if change.import_file is None:
        raise ChangeNotFound
    report = look(session, actor, file_of(objects, change.import_file.sha256), at)
    report.applied, report.change = change.state == "approved", change
    return report


def file_of(objects: ObjectStore, sha256: str) -> bytes:
    return b"".join(objects.read(object_key(sha256)))


def carry_out(session: Session, actor: Actor, objects: ObjectStore, change: CertificateChange, at: datetime) -> None:
    """All rows or none, by what is registered at this moment.

    Raises:
        ImportOutdated
    """
    plan = make_plan(session, actor, file_of(objects, str(change.proposal["sha256"])), at, hold=True)
    if plan.errors:
        report = report_of(plan)
        raise ImportOutdated(errors=report.errors[:20], error_count=report.error_count)
    _create(session, plan, change, actor, at)
    _update(session, plan)


def report_of(plan: Plan) -> ImportReport:
    created = [ImportRow(made.draft.row, made.draft.number, "create", made.fields) for made in plan.creates]
    updated = [ImportRow(made.draft.row, made.draft.number, "update", made.fields) for made in plan.updates]
    return ImportReport(
        rows=plan.rows,
        creates=len(created),
        updates=len(updated),
        unchanged=plan.unchanged,
        errors=plan.errors[:MAX_LISTED],
        error_count=len(plan.errors),
        changes=sorted([*created, *updated], key=lambda row: row.row)[:MAX_LISTED],
        applied=False,
    )


def _create(session: Session, plan: Plan, change: CertificateChange, actor: Actor, at: datetime) -> None:
    whose = {made.draft.number: made.officer_id or new_id() for made in plan.creates}
    fresh = [_person(plan, made.draft, whose[made.draft.number]) for made in plan.creates if made.officer_id is None]
    import_queries.insert(session, Officer, [person | {"active": True, "demo": False} for person in fresh])
    drafts = [made.draft for made in plan.creates]
    certificates = [
        {"number": draft.number, "officer_id": whose[draft.number], "portrait": None, "demo": False} | _fields(draft)
        for draft in drafts
    ]
    import_queries.insert(session, Certificate, certificates)
    intervals = [_first_interval(draft, change, actor, at) for draft in drafts]
    import_queries.insert(session, CertificateInterval, intervals)
    codes = [
        {"code": new_code(), "certificate_number": draft.number, "issued_at": at, "ended_at": None}
        for draft in drafts
        if draft.status != "pending"
    ]
    import_queries.insert(session, CardCode, codes)
    import_queries.replace_matters(session, [], _pairs(plan, drafts))
    import_queries.update_officers(session, _known_people(plan, plan.creates))


def _update(session: Session, plan: Plan) -> None:
    drafts = [update.draft for update in plan.updates]
    import_queries.update_certificates(session, [{"number": draft.number} | _fields(draft) for draft in drafts])
    import_queries.update_officers(session, _known_people(plan, plan.updates))
    told = [draft for draft in drafts if draft.matters is not None]
    import_queries.replace_matters(session, [draft.number for draft in told], _pairs(plan, told))


def _known_people(plan: Plan, rows: list[Update]) -> list[dict[str, Any]]:
    """Those who were known before, each once, with name and agency as the file says."""
    people = {made.officer_id: _person(plan, made.draft, made.officer_id) for made in rows if made.officer_id}
    return list(people.values())


def _person(plan: Plan, draft: Draft, officer_id: UUID) -> dict[str, Any]:
    return {"id": officer_id, "name": draft.officer_name, "agency_id": plan.agencies[draft.agency].id}


def _fields(draft: Draft) -> dict[str, Any]:
    names = ("kind", "category", "area", "issuer", "valid_from", "valid_to")
    return {name: getattr(draft, name) for name in names}


def _pairs(plan: Plan, drafts: list[Draft]) -> list[dict[str, Any]]:
    return [
        {"certificate_number": draft.number, "matter_id": plan.matters[code]}
        for draft in drafts
        for code in draft.matters or ()
    ]


def _first_interval(draft: Draft, change: CertificateChange, actor: Actor, at: datetime) -> dict[str, Any]:
    """In force from its first day; a certificate that is not handed out yet is pending."""
    return {
        "id": new_id(),
        "certificate_number": draft.number,
        "status": "pending" if draft.status == "pending" else "valid",
        "starts_at": datetime.combine(draft.valid_from, datetime.min.time(), SHANGHAI),
        "ends_at": None,
        "reason": REASON,
        "document": "",
        "entered_by": change.entered_by,
        "approved_by": actor.account_id,
        "change_id": change.id,
        "recorded_at": at,
    }
