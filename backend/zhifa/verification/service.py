"""Verifying 核验: codes in, answers out; one row in the log for each, written before the answer is given."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from litestar.concurrency import sync_to_thread

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity.keyring import KeyRing
from zhifa.prepared import On
from zhifa.settings import Settings
from zhifa.verification import codes, portraits, queries, tickets
from zhifa.verification.codes import Card, Code, Dynamic
from zhifa.verification.findings import Finding, Known, find, signatures
from zhifa.verification.journal import Journal, Line
from zhifa.verification.judging import VALID, Judgement
from zhifa.verification.limits import Allowance
from zhifa.verification.origins import Asker, OriginOf, Origins, network
from zhifa.verification.schemas import ShownCredential, ShownVisit, Verification

MINUTE = timedelta(minutes=1)
#: For these the code does not show that its holder is in front of whoever asks, so no face is given out.
FACELESS = frozenset({"stale", "device_revoked"})


@dataclass(frozen=True, slots=True)
class Question:
    """A code as it was scanned, by whom and when."""

    code: Code
    sha256: str
    asker: Asker
    at: datetime


class Verifier:
    """Answers questions about codes. One a process; safe for threads."""

    def __init__(self, db: Database, settings: Settings, ring: KeyRing, clock: Clock) -> None:
        self._db, self._ring, self._clock = db, ring, clock
        self._origins, self._journal = Origins(db), Journal(db)
        self._of_address = Allowance(settings.verifications_per_address, MINUTE)
        self._of_code = Allowance(settings.verifications_per_code, MINUTE)

    def question(self, text: str, asker: Asker) -> Question:
        """Takes a question from the allowance of its address and of its code.

        Raises:
            TooManyQuestions
        """
        at, code = self._clock(), codes.read(text)
        question = Question(code, codes.digest(code), asker, at)
        self._of_address.take(network(asker.address, v4=32, v6=64), at)
        self._of_code.take(question.sha256, at)
        return question

    async def answer(self, questions: Sequence[Question]) -> list[Verification]:
        """The answers, in order. The database is waited for in a thread; the rest is reckoned in the loop, where nobody
        takes the interpreter from it.

        Raises:
            Unavailable: the database does not answer. Whoever shows this says 无法核验, never 无效.
        """
        known, origin_of = await sync_to_thread(self._look_up, questions)
        signed = await _signatures(known, [question.code for question in questions])
        found = [find(known, each.code, each.at, signed=true) for each, true in zip(questions, signed, strict=True)]
        lines = [_line(*pair, origin_of) for pair in zip(questions, found, strict=True)]
        await sync_to_thread(self._journal.write, lines)
        return [self._verification(*pair) for pair in zip(found, lines, strict=True)]

    def _look_up(self, questions: Sequence[Question]) -> tuple[Known, OriginOf]:
        """What the database knows about the codes, and where askers of the day are."""
        origin_of = self._origins.of_day(questions[-1].at)
        with self._db.bare() as on:
            return _known(on, [question.code for question in questions]), origin_of

    def _verification(self, found: Finding, line: Line) -> Verification:
        said, at = line.judgement, line.at
        if found.certificate is None:
            return Verification(said.answer, said.reason, at)
        return Verification(
            said.answer,
            said.reason,
            at,
            credential=self._shown(found.certificate.row, said, at),
            visit=ShownVisit(**found.visit.row._asdict(), takes_part=found.visit.takes_part) if found.visit else None,
            presented_at=line.presented_at,
            status_now=found.certificate.now.value,
            status_presented=found.certificate.presented.value if line.presented_at else None,
            visit_page=self._visit_page(found, said),
        )

    def _visit_page(self, found: Finding, said: Judgement) -> str | None:
        """Only for who was shown the code, of a visit of the holder's or one that has not been uploaded yet."""
        if said is not VALID or found.inspection is None or found.certificate is None:
            return None
        if found.visit is not None and not found.visit.takes_part:
            return None
        return tickets.path(self._ring, tickets.Ticket(found.inspection, found.certificate.row.number))

    def _shown(self, row: Any, said: Judgement, at: datetime) -> ShownCredential:
        faceless = row.portrait is None or said.reason in FACELESS
        return ShownCredential(
            number=row.number,
            name=row.officer_name,
            agency_id=row.agency_id,
            agency_name=row.agency_name,
            kind=row.kind,
            category=row.category,
            area=row.area,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            portrait=None if faceless else portraits.path(self._ring, row.portrait, at),
        )


async def _signatures(known: Known, asked: Sequence[Code]) -> list[bool]:
    """Checks half of them here and half in a thread: OpenSSL does it without the interpreter, so they do not wait for
    each other."""
    half = len(asked) // 2
    others = asyncio.get_running_loop().run_in_executor(None, signatures, known, asked[half:])
    return [*signatures(known, asked[:half]), *await others]


def _known(on: On, asked: Sequence[Code]) -> Known:
    """What the database holds about codes, in as many statements for one as for many."""
    shown = [code for code in asked if isinstance(code, Dynamic)]
    visits: set[UUID] = {code.inspection for code in shown if code.inspection}
    return Known(
        devices=queries.devices(on, {code.device for code in shown}),
        certificates=queries.certificates(on, {code.number for code in shown}),
        cards=queries.certificates_of_cards(on, {code.text for code in asked if isinstance(code, Card)}),
        visits=queries.visits(on, visits),
        participants=queries.participants(on, visits),
    )


def _line(question: Question, found: Finding, origin_of: OriginOf) -> Line:
    """What is logged. Another viewer of the same code is told where the code was shown on a phone."""
    origin, code = origin_of(question.asker), question.code
    line = Line(question.at, type(code).__name__.lower(), question.sha256, found.judgement, origin.place)
    if isinstance(code, Dynamic):
        line.presented_at, line.viewer = code.at, origin.viewer
    if found.certificate is not None:
        line.number, line.agency_id = found.certificate.row.number, found.certificate.row.agency_id
    return line
