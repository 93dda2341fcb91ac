"""Accounts, their sessions and devices, and the audit trail."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from zhifa.db import Instant


class Role(StrEnum):
    """What an account is for."""

    OFFICER = "officer"  # 执法人员
    SUPERVISOR = "supervisor"  # 执法机关法制机构:本机关及下级
    OVERSEER = "overseer"  # 司法行政部门:本行政区划
    REGISTRAR = "registrar"  # 证件管理
    ADMINISTRATOR = "administrator"  # 系统管理
    ASSISTANT = "assistant"  # 司法所:只读、可留言


class Account(SQLModel, table=True):
    """Who may log in. Passwords are argon2id hashes; a person of the registry has one account at most.

    ``one_time_until``: set while the password is one that an administrator handed out. It then opens nothing
    before its holder has chosen another, and after this moment not even that.
    """

    id: UUID = Field(primary_key=True)
    username: str = Field(unique=True)
    password_hash: str
    display_name: str
    role: str
    agency_id: UUID | None = Field(default=None, foreign_key="agency.id", index=True)
    division_code: str | None = Field(default=None, foreign_key="division.code", index=True)
    officer_id: UUID | None = Field(default=None, foreign_key="officer.id", unique=True, index=True)
    active: bool = True
    created_at: datetime = Field(sa_type=Instant)
    one_time_until: datetime | None = Field(default=None, sa_type=Instant)


class Device(SQLModel, table=True):
    """A phone's public key; its private half never leaves the phone. ``thumbprint`` (RFC 7638) is
    unique over all accounts: a signature points to one person. ``short_id``: its beginning, in presentation codes.
    """

    id: UUID = Field(primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    name: str
    public_jwk: dict[str, Any] = Field(sa_type=sa.JSON)
    thumbprint: str = Field(unique=True)
    short_id: str = Field(unique=True, max_length=11)
    registered_at: datetime = Field(sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)
    revoked_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    revoke_reason: str | None = None


class LoginSession(SQLModel, table=True):
    """One login: the family of refresh tokens that descend from it."""

    __tablename__ = "login_session"

    id: UUID = Field(primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    device_id: UUID | None = Field(default=None, foreign_key="device.id", index=True)
    client: str
    opened_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    end_reason: str | None = None


class RefreshToken(SQLModel, table=True):
    """SHA-256 of a refresh token; used in one ``attempt``, any other use ends the family.

    Each use begins a new ``generation``; ``expires_at`` is inherited, so that a family has one end.
    """

    __tablename__ = "refresh_token"

    token_hash: str = Field(primary_key=True)
    session_id: UUID = Field(foreign_key="login_session.id", index=True)
    generation: int = 0
    issued_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)
    attempt: UUID | None = None


class LoginThrottle(SQLModel, table=True):
    """Wrong passwords counted under a name or a network address, whether or not such an account exists.

    ``key``: ``name:<SHA-256 of the name>`` (people type passwords there) or ``address:<network>``.
    """

    __tablename__ = "login_throttle"

    key: str = Field(primary_key=True)
    failures: int
    first_at: datetime = Field(sa_type=Instant)
    last_at: datetime = Field(sa_type=Instant, index=True)
    locked_until: datetime | None = Field(default=None, sa_type=Instant)


class AuditRow(SQLModel, table=True):
    """Who did, or was refused, what. Written in the transaction of the change itself."""

    __tablename__ = "audit"
    __table_args__ = (sa.Index("ix_audit_target", "target_type", "target_id"),)

    id: UUID = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant, index=True)
    account_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    action: str
    refused: bool = False
    target_type: str | None = None
    target_id: str | None = None
    request_id: str | None = None
    detail: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
