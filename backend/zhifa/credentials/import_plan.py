"""What a file would do to the registry: a plan, made against what is registered now, with everything wrong told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.credentials import import_queries, numbers
from zhifa.credentials.columns import HEADINGS, KIND_WORDS, MATTER_SEPARATOR
from zhifa.credentials.import_rows import Draft, Heading, draft_of
from zhifa.credentials.import_schemas import FieldChange, ImportFault
from zhifa.credentials.issuers import issues_on
from zhifa.credentials.lifecycle import WORDS
from zhifa.credentials.models import CertificateStatus, Issuer
from zhifa.credentials.registry import intervals_by_number
from zhifa.credentials.registry_queries import matters
from zhifa.credentials.sheets import read_rows
from zhifa.credentials.validity import status_at
from zhifa.identity.actor import Actor

#: A new certificate may be in force, waiting to be handed out, or past its term; other states need a decision.
NEW_STATUSES = {None, "valid", "pending", "expired"}


@dataclass(frozen=True, slots=True)
class Update:
    """``officer_id``: whose certificate it is, None for someone new. ``fields``: what changes of what is known."""

    draft: Draft
    officer_id: UUID | None
    fields: list[FieldChange]


@dataclass(slots=True)
class Plan:
    """``agencies`` and ``matters`` resolve the codes of the drafts."""

    creates: list[Update] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    unchanged: int = 0
    rows: int = 0
    errors: list[ImportFault] = field(default_factory=list)
    agencies: dict[str, Any] = field(default_factory=dict)
    matters: dict[str, UUID] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What is registered, as far as the file speaks of it."""

    agencies: dict[str, Any]
    in_scope: set[UUID]
    issuers: dict[str, Issuer]
    matters: dict[str, UUID]
    certificates: dict[str, Any]
    covered: dict[str, tuple[str, ...]]
    statuses: dict[str, CertificateStatus]
    officers: dict[UUID, Any]


def make_plan(session: Session, actor: Actor, content: bytes, at: datetime, *, hold: bool = False) -> Plan:
    """Reads the file whole. ``hold``: the plan is carried out in this transaction.

    Raises:
        FileUnreadable, TooManyRows
    """
    plan = Plan()
    drafts = list(_drafts(content, plan))
    known = _known(session, actor, drafts, at, hold=hold)
    plan.agencies, plan.matters = known.agencies, known.matters
    first_rows: dict[str, int] = {}
    people: dict[UUID, Draft] = {}
    for draft in drafts:
        errors = [*_wrong(draft, known), *_repeated(draft, known, first_rows, people)]
        if errors:
            plan.errors += errors
        else:
            _place(plan, draft, known)
    plan.errors.sort(key=lambda error: error.row)
    return plan


def _drafts(content: bytes, plan: Plan) -> Iterator[Draft]:
    rows = read_rows(content)
    first = next(rows, None)
    if first is None:
        plan.errors.append(ImportFault(1, "", "file_empty", "文件是空的。"))
        return
    heading = Heading(first[1])
    plan.errors += heading.errors
    if heading.errors:
        return
    for row, cells in rows:
        plan.rows += 1
        draft, errors = draft_of(heading, row, cells)
        plan.errors += errors
        if draft is not None:
            yield draft


def _known(session: Session, actor: Actor, drafts: Sequence[Draft], at: datetime, *, hold: bool) -> Known:
    issuers = import_queries.issuers(session, hold=hold)
    certificates = import_queries.certificates(session, sorted({draft.number for draft in drafts}))
    covered: dict[str, list[str]] = {}
    statuses: dict[str, CertificateStatus] = {}
    for some in import_queries.chunks(list(certificates)):
        for row in matters(session, some):
            covered.setdefault(row.certificate_number, []).append(row.code)
        history = intervals_by_number(session, some)
        statuses |= {number: status_at(certificates[number], history.get(number, []), at) for number in some}
    named = {draft.officer for draft in drafts if draft.officer is not None}
    agencies = import_queries.agencies(session, actor)
    return Known(
        agencies={agency.code: agency for agency in agencies},
        in_scope={agency.id for agency in agencies},
        issuers=issuers,
        matters=import_queries.matter_ids(session),
        certificates=certificates,
        covered={number: tuple(sorted(codes)) for number, codes in covered.items()},
        statuses=statuses,
        officers=import_queries.officers(session, sorted(named)),
    )


def _wrong(draft: Draft, known: Known) -> Iterator[ImportFault]:
    """What does not fit what is registered."""

    def error(key: str, code: str, detail: str) -> ImportFault:
        return ImportFault(draft.row, HEADINGS[key], code, detail)

    agency, issuer = known.agencies.get(draft.agency), known.issuers.get(draft.issuer)
    if agency is None:
        yield error("agency", "agency_unknown", f"没有编码为“{draft.agency}”的执法机关,或它不在您的管辖范围内。")
    elif draft.agency_name not in {None, agency.name}:
        yield error("agency_name", "agency_mismatch", f"编码“{draft.agency}”对应的是{agency.name},两列不一致。")
    if issuer is None:
        yield error("issuer", "issuer_unknown", f"系统中没有登记“{draft.issuer}”这个发证机关。")
    elif not numbers.fits(draft.number, issuer):
        yield error("number", "number_invalid", f"证号不符合{issuer.name}的编号格式({issuer.number_rule})。")
    elif draft.number not in known.certificates and not issues_on(issuer, draft.valid_from):
        yield error("valid_from", "issuer_not_issuing", f"{issuer.name}在这一天不发证,请核对日期。")
    if missing := [code for code in draft.matters or () if code not in known.matters]:
        yield error("matters", "matter_unknown", f"没有编码为“{'、'.join(missing)}”的执法事项。")
    current = known.certificates.get(draft.number)
    if current is not None and current.agency_id not in known.in_scope:
        yield error("number", "number_taken", "该证号已被使用,且持证人不在您的管辖范围内。")
        return
    if current is None and draft.status not in NEW_STATUSES:
        yield error("status", "status_not_importable", "新证件只能是有效、待发证或过期,其他状态请登记后另行办理。")
    if current is not None and draft.status not in {None, known.statuses[draft.number].value}:
        now = WORDS[known.statuses[draft.number]]
        yield error("status", "status_not_importable", f"证件现为“{now}”。状态不能用导入来改,请在证件页面办理。")
    if draft.officer is None:
        return
    if current is not None and current.officer_id != draft.officer:
        yield error("officer", "officer_mismatch", "该证号登记在另一人名下,人员编号不一致。")
    person = known.officers.get(draft.officer)
    if person is None or person.agency_id not in known.in_scope:
        yield error("officer", "officer_unknown", "没有这个人员编号,或其不在您的管辖范围内。")


def _repeated(
    draft: Draft, known: Known, first_rows: dict[str, int], people: dict[UUID, Draft]
) -> Iterator[ImportFault]:
    """A number twice in the file, or one person who is said to be two."""
    first = first_rows.setdefault(draft.number, draft.row)
    if first != draft.row:
        yield ImportFault(draft.row, HEADINGS["number"], "number_repeated", f"与第 {first} 行的证号相同。")
    current = known.certificates.get(draft.number)
    person = draft.officer or (current.officer_id if current else None)
    if person is None:
        return
    other = people.setdefault(person, draft)
    if (other.officer_name, other.agency) != (draft.officer_name, draft.agency):
        detail = f"与第 {other.row} 行是同一个人的证件,姓名或执法机关却不同。"
        yield ImportFault(draft.row, HEADINGS["officer_name"], "officer_repeated", detail)


def _place(plan: Plan, draft: Draft, known: Known) -> None:
    current = known.certificates.get(draft.number)
    if current is None:
        person = known.officers[draft.officer] if draft.officer else None
        before = {"officer_name": person.name, "agency": person.agency_code} if person else {}
        plan.creates.append(Update(draft, draft.officer, _differences(draft, before)))
        return
    fields = _differences(draft, _as_written(current, known.covered.get(draft.number, ())))
    if fields:
        plan.updates.append(Update(draft, current.officer_id, fields))
    else:
        plan.unchanged += 1


def _as_written(row: Any, matters: tuple[str, ...]) -> dict[str, str]:
    """A certificate as a file would show it, without what an import never changes."""
    return {
        "officer_name": row.officer_name,
        "agency": row.agency_code,
        "kind": KIND_WORDS[row.kind],
        "category": row.category,
        "area": row.area,
        "issuer": row.issuer,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat(),
        "matters": MATTER_SEPARATOR.join(matters),
    }


def _differences(draft: Draft, before: dict[str, str]) -> list[FieldChange]:
    after = {
        **{key: str(getattr(draft, key)) for key in before},
        "kind": KIND_WORDS[draft.kind],
        "matters": before.get("matters", "") if draft.matters is None else MATTER_SEPARATOR.join(draft.matters),
    }
    return [FieldChange(HEADINGS[key], was, after[key]) for key, was in before.items() if was != after[key]]
