"""Whether an actor may see one certificate or officer; to others they do not exist."""

from typing import Any

from sqlmodel import Session

from zhifa.credentials import registry_queries
from zhifa.errors import BadRequest, NotFound
from zhifa.identity.actor import Actor


class CertificateNotFound(NotFound):
    code = "certificate_not_found"
    detail = "没有找到这个证号,或持证人不在您的管辖范围内。"


class OfficerUnknown(BadRequest):
    code = "officer_unknown"
    detail = "没有找到所选的执法人员,或其不在您的管辖范围内,尚未提交。"


def require_one(session: Session, actor: Actor, number: str) -> Any:
    """The certificate's row, if the actor may see it.

    Raises:
        CertificateNotFound
    """
    row = registry_queries.one(session, actor, number)
    if row is None:
        raise CertificateNotFound
    return row
