"""发证机关: who issues certificates, in which format, and from when to when. What is registered already stays."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from zhifa.credentials import numbers, registry_queries
from zhifa.credentials.issuer_schemas import IssuerFormat, IssuerRow, IssuerTerms, NewIssuer, Sample, Tried
from zhifa.credentials.models import Issuer
from zhifa.credentials.number_patterns import normal_pattern
from zhifa.errors import BadRequest, Conflict, NotFound
from zhifa.identity import audit
from zhifa.identity.actor import Actor

#: How many numbers that do not fit are named.
NAMED = 5


class IssuerTaken(Conflict):
    code = "issuer_taken"
    detail = "已有这个名称的发证机关,未作改动。请在列表中修改它。"


class IssuerNotFound(NotFound):
    code = "issuer_not_found"
    detail = "没有这个发证机关。请刷新列表后再试。"


class SampleDoesNotFit(BadRequest):
    code = "sample_does_not_fit"
    detail = "样例证号与编号格式不符,未保存。"


class TermReversed(BadRequest):
    code = "issuer_term_reversed"
    detail = "停止发证的日期早于开始发证的日期,未保存。请核对。"


def listed(session: Session) -> list[IssuerRow]:
    held = registry_queries.certificates_by_issuer(session)
    return [_row(issuer, held.get(issuer.name, 0)) for issuer in registry_queries.issuers(session)]


def tried(session: Session, said: IssuerFormat) -> Tried:
    """What the format makes of the samples, and of the numbers that are registered. Changes nothing.

    Raises:
        PatternInvalid
        PatternTooOpen
    """
    issuer = Issuer(name=said.name, kind="", number_rule="", number_pattern=normal_pattern(said.number_pattern))
    samples = [Sample(sample, numbers.fits(sample, issuer)) for sample in map(numbers.normal, said.samples)]
    registered = registry_queries.numbers_of_issuer(session, said.name)
    unfit = [number for number in registered if not numbers.fits(number, issuer)]
    return Tried(samples, len(registered), len(unfit), unfit[:NAMED])


def add(session: Session, actor: Actor, new: NewIssuer, *, at: datetime, request_id: str | None) -> IssuerRow:
    """Registers an issuer.

    Raises:
        IssuerTaken
        PatternInvalid
        PatternTooOpen
        SampleDoesNotFit
        TermReversed
    """
    name = new.name.strip()
    if not name:
        raise BadRequest
    if registry_queries.issuer(session, name) is not None:
        raise IssuerTaken
    issuer = Issuer(name=name, kind=new.kind, number_pattern="", number_rule="", demo=False)
    return _save(session, actor, issuer, new, at, request_id, "issuer_add")


def change(
    session: Session, actor: Actor, name: str, new: IssuerTerms, *, at: datetime, request_id: str | None
) -> IssuerRow:
    """Changes the format or the term of an issuer, for certificates entered from now on.

    Raises:
        IssuerNotFound
        PatternInvalid
        PatternTooOpen
        SampleDoesNotFit
        TermReversed
    """
    issuer = registry_queries.issuer_held(session, name)
    if issuer is None:
        raise IssuerNotFound
    return _save(session, actor, issuer, new, at, request_id, "issuer_change")


def issues_on(issuer: Issuer, day: date) -> bool:
    """Whether it issues certificates that begin on that day."""
    return (issuer.valid_from or day) <= day <= (issuer.valid_to or day)


def _save(
    session: Session, actor: Actor, issuer: Issuer, new: IssuerTerms, at: datetime, request_id: str | None, action: str
) -> IssuerRow:
    before = _told(issuer)
    issuer.number_pattern, issuer.number_rule = normal_pattern(new.number_pattern), new.number_rule.strip()
    issuer.valid_from, issuer.valid_to = new.valid_from, new.valid_to
    _check(issuer, new.samples)
    session.add(issuer)
    session.flush()
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action=action,
        target_type="issuer",
        target_id=issuer.name,
        request_id=request_id,
        detail={"before": before, "after": _told(issuer)},
    )
    return _row(issuer, len(registry_queries.numbers_of_issuer(session, issuer.name)))


def _check(issuer: Issuer, samples: Sequence[str]) -> None:
    if not issuer.number_rule:
        raise BadRequest
    if issuer.valid_from and issuer.valid_to and issuer.valid_to < issuer.valid_from:
        raise TermReversed
    unfit = [sample for sample in map(numbers.normal, samples) if not numbers.fits(sample, issuer)]
    if unfit:
        raise SampleDoesNotFit(f"样例证号“{unfit[0]}”与编号格式不符,未保存。请核对格式或样例。")


def _told(issuer: Issuer) -> dict[str, str | None]:
    return {
        "pattern": issuer.number_pattern,
        "rule": issuer.number_rule,
        "from": issuer.valid_from.isoformat() if issuer.valid_from else None,
        "to": issuer.valid_to.isoformat() if issuer.valid_to else None,
    }


def _row(issuer: Issuer, certificates: int) -> IssuerRow:
    return IssuerRow(
        name=issuer.name,
        kind=issuer.kind,
        number_pattern=issuer.number_pattern,
        number_rule=issuer.number_rule,
        valid_from=issuer.valid_from,
        valid_to=issuer.valid_to,
        certificates=certificates,
    )
