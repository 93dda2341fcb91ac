"""What every public page of this feature needs: the parts of the installation and the brakes on its address."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from litestar import Request

from zhifa.clock import SHANGHAI, Clock
from zhifa.db import Database
from zhifa.errors import NotFound, TooMany
from zhifa.feedback.brake import Brake
from zhifa.identity.keyring import KeyRing
from zhifa.ports import ObjectStore
from zhifa.settings import Settings
from zhifa.verification.asking import asker_of
from zhifa.verification.limits import Allowance, TooManyQuestions
from zhifa.verification.origins import network

HOUR = timedelta(hours=1)

AnyRequest = Request[Any, Any, Any]


class LinkUnknown(NotFound):
    """The same for a link that never was, one that has run out, and one that somebody made up."""

    code, title = "link_unknown", "链接无效"
    detail = "没有找到这个页面:链接可能不完整,或者已经过期。请重新扫码;检查当时的页面也可以向执法人员索要。"


class SentTooOften(TooMany):
    code, title = "sent_too_often", "请稍候"
    detail = "同一网络提交得过多,这次没有保存。请稍后再提交;紧急情况请拨打 12345。"


@dataclass(frozen=True, slots=True)
class Counter:
    """窗口. One a process; safe for threads."""

    db: Database
    objects: ObjectStore
    ring: KeyRing
    settings: Settings
    clock: Clock
    brake: Brake = field(init=False)
    ratings: Allowance = field(init=False)
    complaints: Allowance = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "brake", Brake(self.settings.wrong_codes_per_address))
        object.__setattr__(self, "ratings", Allowance(self.settings.ratings_per_address, HOUR))
        object.__setattr__(self, "complaints", Allowance(self.settings.complaints_per_address, HOUR))

    def today(self, at: datetime) -> date:
        return at.astimezone(SHANGHAI).date()

    @contextmanager
    def guarded(self, request: AnyRequest) -> Iterator[datetime]:
        """The moment of the question. LinkUnknown from within is counted against the address.

        Raises:
            AskedTooOften
        """
        at, address = self.clock(), asker_of(request.scope).address
        self.brake.check(address, at)
        try:
            yield at
        except LinkUnknown:
            self.brake.wrong(address, at)
            raise

    def admit(self, allowance: Allowance, request: AnyRequest) -> None:
        """Raises SentTooOften."""
        try:
            allowance.take(network(asker_of(request.scope).address, v4=32, v6=64), self.clock())
        except TooManyQuestions as problem:
            raise SentTooOften(int(problem.headers["Retry-After"])) from problem
