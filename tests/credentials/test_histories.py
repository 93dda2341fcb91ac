"""What must hold of any history of any certificate, and that SQL judges it as the pure function does."""

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col

from tests.credentials.test_validity import Interval, Term, intervals, moments
from tests.support.desk import Desk, day
from zhifa.clock import SHANGHAI
from zhifa.credentials.lifecycle import STEPS, WORDS, StepNotAllowed, step_between, steps_from
from zhifa.credentials.models import PUBLISHED, Certificate, CertificateInterval, CertificateStatus
from zhifa.credentials.registry_queries import status_in_force
from zhifa.credentials.validity import TICK, known_by, status_at, timeline
from zhifa.ids import new_id

S = CertificateStatus
histories = st.lists(intervals(), max_size=7)


@settings(max_examples=300)
@given(histories, moments)
def test_what_is_recorded_later_about_later_days_leaves_earlier_days_as_they_were(
    history: list[Interval], moment: datetime
) -> None:
    recorded = max([i.recorded_at for i in history], default=moment) + timedelta(days=1)
    for status in PUBLISHED:
        after = [*history, Interval(status.value, moment, None, recorded)]
        assert status_at(Term(), after, moment - TICK) is status_at(Term(), history, moment - TICK)
        assert status_at(Term(), after, moment) is status


@settings(max_examples=300)
@given(histories, moments, moments)
def test_a_correction_with_an_earlier_effect_wins_from_its_effect_on(
    history: list[Interval], effect: datetime, looked_at: datetime
) -> None:
    recorded = max([i.recorded_at for i in history], default=effect) + timedelta(days=1)
    corrected = [*history, Interval("voided", effect, None, recorded)]
    expected = S.VOIDED if looked_at >= effect else status_at(Term(), history, looked_at)
    assert status_at(Term(), corrected, looked_at) is expected


@settings(max_examples=300)
@given(histories, moments, moments)
def test_what_was_answered_then_can_be_answered_again_however_much_was_recorded_since(
    history: list[Interval], asked: datetime, about: datetime
) -> None:
    answered = status_at(Term(), known_by(history, asked), about)
    more = [*history, Interval("withdrawn", about, None, asked + TICK)]
    assert status_at(Term(), known_by(more, asked), about) is answered


@settings(max_examples=300)
@given(histories)
def test_the_order_of_rows_does_not_matter(history: list[Interval]) -> None:
    unlike = {(i.recorded_at, i.starts_at): i for i in history}  # the database keeps these apart
    rows = list(unlike.values())
    shuffled = random.Random(1).sample(rows, len(rows))
    assert timeline(Term(), rows) == timeline(Term(), shuffled)


@settings(max_examples=300)
@given(histories, moments)
def test_the_timeline_has_no_gap_no_overlap_and_says_what_status_at_says(
    history: list[Interval], moment: datetime
) -> None:
    spans = timeline(Term(), history)
    assert spans[0].starts_at is None
    assert spans[-1].ends_at is None
    assert all(one.ends_at == other.starts_at for one, other in pairwise(spans))
    assert all(one.status is not other.status for one, other in pairwise(spans))
    (span,) = [
        s for s in spans
        if (s.starts_at is None or s.starts_at <= moment) and (s.ends_at is None or moment < s.ends_at)
    ]  # fmt: skip
    assert span.status is status_at(Term(), history, moment)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(list(S)), st.integers(1, 200)), max_size=12))
def test_a_life_of_allowed_steps_is_judged_step_by_step(walk: list[tuple[CertificateStatus, int]]) -> None:
    """Each step that the table allows holds from its moment on, and everything before stays."""
    history, at = [Interval("valid", day("2025-01-01"), None, day("2025-01-01"))], day("2025-01-01")
    for wanted, days in walk:
        at += timedelta(days=days)
        before = status_at(Term(), history, at)
        try:
            step = step_between(before, wanted)
        except StepNotAllowed:
            continue
        past = [status_at(Term(), history, day("2025-01-01") + (at - day("2025-01-01")) * n / 10) for n in range(10)]
        history.append(Interval(step.after.value, at, None, at))
        now = status_at(Term(), history, at)
        assert now is step.after or (step.after is S.VALID and now is S.EXPIRED)
        assert past == [
            status_at(Term(), history, day("2025-01-01") + (at - day("2025-01-01")) * n / 10) for n in range(10)
        ]


def test_the_table_has_no_step_twice_and_leads_nowhere_from_what_is_void() -> None:
    pairs = [(before, step.after) for step in STEPS for before in step.before]
    assert len(pairs) == len(set(pairs))
    assert not [before for before, after in pairs if before is after]
    assert steps_from(S.VOIDED) == []
    assert S.EXPIRED not in {step.after for step in STEPS}, "that follows from the term"
    assert set(WORDS) == set(S)
    assert {step.after for step in STEPS if step.document} >= {S.SUSPENDED, S.WITHDRAWN, S.VOIDED}


def test_sql_judges_as_the_pure_function_does(desk: Desk) -> None:
    """Two hundred certificates with random histories, at random moments."""
    chance, certificates, histories_of = random.Random(3), [], {}
    for number in range(200):
        name = f"0408{number:07}"
        certificates.append(
            Certificate(
                number=name,
                officer_id=desk.city["li"].officer,
                kind="province",
                category="检查",
                area="盐湖区",
                issuer="山西省人民政府",
                valid_from=day("2025-01-01").date(),
                valid_to=day("2026-12-31").date(),
            )
        )
        histories_of[name] = [_interval(chance, name) for _ in range(chance.randrange(6))]
    with desk.city.parts.db.write() as session:
        session.add_all(certificates)
        session.flush()
        session.add_all(interval for history in histories_of.values() for interval in history)
    for _ in range(12):
        at = datetime(2024, 12, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(90_000_000))
        with desk.city.parts.db.read() as session:
            judged = dict(_statuses(session, at, histories_of))
        assert judged == {
            certificate.number: status_at(certificate, histories_of[certificate.number], at).value
            for certificate in certificates
        }


def _interval(chance: random.Random, number: str) -> CertificateInterval:
    starts = datetime(2025, 1, 1, tzinfo=SHANGHAI) + timedelta(hours=chance.randrange(17_000))
    return CertificateInterval(
        id=new_id(),
        certificate_number=number,
        status=chance.choice([status.value for status in S if status is not S.EXPIRED]),
        starts_at=starts,
        ends_at=chance.choice([None, starts + timedelta(days=chance.randrange(1, 300))]),
        reason="随机",
        recorded_at=starts + timedelta(hours=chance.randrange(5000)),
    )


def _statuses(session: Session, at: datetime, wanted: Iterable[str]) -> Iterable[tuple[str, str]]:
    query = sa.select(col(Certificate.number), status_in_force(at)).where(col(Certificate.number).in_(list(wanted)))
    return [(number, status) for number, status in session.execute(query)]
