"""What identity says and hears over the wire."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from zhifa.credentials.schemas import OfficerCard
from zhifa.identity.models import Role

Client = Literal["app", "console"]
CLIENTS: tuple[Client, ...] = ("app", "console")

Username = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Password = Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
DeviceName = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=500, pattern=r"\S")]


class PublicJwk(msgspec.Struct):
    """A P-256 public key (RFC 7517). ``d``, the private half, must be absent: a key that has it is refused."""

    kty: str
    crv: str
    x: str
    y: str
    d: str | None = None


class NewDevice(msgspec.Struct):
    public_jwk: PublicJwk
    name: DeviceName


class Login(msgspec.Struct):
    """``new_password`` takes the place of ``password`` at once; whoever holds a one-time password must send it."""

    username: Username
    password: Password
    client: Client
    device: NewDevice | None = None
    new_password: Password | None = None

    def __repr__(self) -> str:
        """Never the password, wherever this is printed."""
        return f"Login(client={self.client!r})"


class Refresh(msgspec.Struct):
    """``attempt``: named by the client before it asks, and again when it asks again because no answer came."""

    client: Client
    attempt: UUID | None = None


class AgencyCard(msgspec.Struct):
    id: UUID
    name: str
    division_code: str
    division_name: str
    supervision_phone: str


class DivisionCard(msgspec.Struct):
    code: str
    name: str


class Account(msgspec.Struct):
    """Who is logged in. ``permissions`` decides what a screen offers; the server decides what is done."""

    id: UUID
    username: str
    display_name: str
    role: Role
    agency: AgencyCard | None
    division: DivisionCard | None
    officer: OfficerCard | None
    permissions: list[str]
    demo: bool


class SessionOpened(msgspec.Struct):
    """The refresh token is not here: it travels in a cookie that no script can read."""

    access_token: str
    expires_at: datetime
    account: Account
    device_id: UUID | None
    device_revoked: bool
    server_time: datetime


class Device(msgspec.Struct):
    id: UUID
    name: str
    thumbprint: str
    registered_at: datetime
    revoked_at: datetime | None
    revoke_reason: str | None
    account_id: UUID
    account_name: str


class Revocation(msgspec.Struct):
    reason: Reason


class AccountRow(msgspec.Struct):
    """An account in the administrator's list. ``locked_until`` is null unless it is locked now;
    ``one_time_until``: null once the holder has chosen a password."""

    id: UUID
    username: str
    display_name: str
    role: Role
    agency_name: str | None
    division_name: str | None
    active: bool
    locked_until: datetime | None
    one_time_until: datetime | None


class AccountState(msgspec.Struct):
    active: bool
    reason: Reason


class NewAccount(msgspec.Struct):
    """What each role needs is in ``belonging``: an officer's account takes name and agency from the registry."""

    username: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    role: Role
    display_name: Annotated[str, msgspec.Meta(max_length=60)] = ""
    agency_id: UUID | None = None
    division_code: str | None = None
    officer_id: UUID | None = None


class HandedOut(msgspec.Struct):
    """An account with its one-time password, which is told here and never again."""

    account: AccountRow
    one_time_password: str

    def __repr__(self) -> str:
        return f"HandedOut(account={self.account.username!r})"


class PasswordChange(msgspec.Struct):
    old: Password
    new: Password

    def __repr__(self) -> str:
        """Never a password, wherever this is printed."""
        return "PasswordChange()"


class PasswordChanged(msgspec.Struct):
    """``sessions_ended``: other logins of the account, which must log in again."""

    sessions_ended: int
