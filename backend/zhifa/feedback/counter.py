"""What every public page of this feature needs: the parts of the installation and the brakes on its address."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from zhifa.clock import SHANGHAI, Clock
from zhifa.db import Database
from zhifa.errors import NotFound, TooMany
from zhifa.feedback.brake import Brake
from zhifa.feedback.proofs import PURPOSE, Challenge, Proofs
from zhifa.identity.keyring import KeyRing
from zhifa.ports import ObjectStore
from zhifa.requests import AnyRequest
from zhifa.settings import Settings
from zhifa.verification.asking import asker_of
from zhifa.verification.limits import Allowance, Tally, TooManyQuestions
from zhifa.verification.origins import network

HOUR = timedelta(hours=1)


class LinkUnknown(NotFound):
    """The same for a link that never was, one that has run out, and one that somebody made up."""

    code, title = "link_unknown", "链接无效"
    detail = "没有找到这个页面:链接可能不完整,或者已经过期。请重新扫码;检查当时的页面也可以向执法人员索要。"


class SentTooOften(TooMany):
    code, title = "sent_too_often", "请稍候"
    detail = "同一网络提交得过多,这次没有保存。请稍后再提交;紧急情况请拨打 12345。"


class ProofWanted(Exception):
    """Too much came from this address or for this page: one more is taken for a little work, or after a while."""

    def __init__(self, challenge: Challenge, wait_s: int) -> None:
        super().__init__()
        self.challenge, self.wait_s = challenge, wait_s


#: Bits of the first proof of an hour, some seconds of a phone's time; each further one has one more.
FIRST_BITS, MOST_PROOFS = 15, 6


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
    proofs: Proofs = field(init=False)
    proven: Tally = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "brake", Brake(self.settings.wrong_codes_per_address))
        object.__setattr__(self, "ratings", Allowance(self.settings.ratings_per_address, HOUR))
        object.__setattr__(self, "complaints", Allowance(self.settings.complaints_per_address, HOUR))
        object.__setattr__(self, "proofs", Proofs(self.ring.lasting(PURPOSE)))
        object.__setattr__(self, "proven", Tally(HOUR))

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

    def admit(self, allowance: Allowance, request: AnyRequest, proof: str) -> None:
        """Lets a sending through, from the address and to the page of a visit; where too many came, for a proof.

        Raises:
            ProofWanted: with the challenge and the seconds after which none is needed.
            SentTooOften: even proofs are no longer taken.
        """
        address, page, at = network(asker_of(request.scope).address, v4=32, v6=64), request.url.path, self.clock()
        try:
            allowance.take(address, at)
            if page.startswith("/i/"):
                allowance.take(page, at)
        except TooManyQuestions as problem:
            self._prove(address, page, proof, int(problem.headers["Retry-After"]), at)

    def _prove(self, address: str, page: str, proof: str, wait_s: int, at: datetime) -> None:
        taken, about = self.proven.count(address, at), f"{address} {page}"
        if taken >= MOST_PROOFS:
            raise SentTooOften(wait_s)
        bits = FIRST_BITS + taken
        if not self.proofs.takes(proof, about, bits, at):
            raise ProofWanted(self.proofs.challenge(about, bits, at), wait_s)
        self.proven.add(address, at)
