"""Where the holder of a new account belongs: what each role needs to know its scope."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from zhifa.agencies.divisions import prefix_of
from zhifa.agencies.queries import division_of
from zhifa.errors import Unprocessable
from zhifa.identity import belonging_queries as queries
from zhifa.identity.models import Role
from zhifa.identity.schemas import NewAccount

#: Their scope is a division: the agency's own, or one within it.
OF_A_DIVISION = frozenset({Role.OVERSEER, Role.REGISTRAR, Role.ASSISTANT, Role.ADMINISTRATOR})


class AccountIncomplete(Unprocessable):
    code = "account_incomplete"
    detail = "缺少这个角色必需的内容,账号未开通。请补充后再提交。"


class PlaceUnknown(Unprocessable):
    code = "place_unknown"
    detail = "没有这个单位,或行政区划不在该单位所在区划之内,账号未开通。请重新选择。"


class PersonUnknown(Unprocessable):
    code = "person_unknown"
    detail = "没有这位执法人员,或其已离岗,账号未开通。请先在证件管理中登记。"


@dataclass(frozen=True, slots=True)
class Belonging:
    display_name: str
    agency_id: UUID
    division_code: str | None
    officer_id: UUID | None


def belonging(session: Session, new: NewAccount) -> Belonging:
    """An officer is who the registry says, where it says; the others are named and placed by the administrator.

    Raises:
        AccountIncomplete, PlaceUnknown, PersonUnknown
    """
    if new.role is Role.OFFICER:
        return _of_officer(session, new.officer_id)
    if not new.display_name.strip():
        raise AccountIncomplete("请填写姓名,账号尚未开通。")
    if new.agency_id is None:
        raise AccountIncomplete("请选择单位,账号尚未开通。")
    division = _division(session, new.agency_id, new.division_code)
    scope = division if new.role in OF_A_DIVISION else None
    return Belonging(new.display_name.strip(), new.agency_id, scope, None)


def _of_officer(session: Session, officer_id: UUID | None) -> Belonging:
    if officer_id is None:
        raise AccountIncomplete("请选择执法人员,账号尚未开通。")
    officer = queries.active_officer(session, officer_id)
    if officer is None:
        raise PersonUnknown
    return Belonging(officer.name, officer.agency_id, None, officer.id)


def _division(session: Session, agency_id: UUID, wanted: str | None) -> str:
    """The division of the scope: the agency's, or the wanted one if it lies in that."""
    own = division_of(session, agency_id)
    if own is None:
        raise PlaceUnknown
    if not wanted or wanted == own:
        return own
    if not wanted.startswith(prefix_of(own)) or not queries.division_exists(session, wanted):
        raise PlaceUnknown
    return wanted
