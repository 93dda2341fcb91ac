"""A certificate's worth at a moment, for any history."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.city import City
from zhifa.app import Parts
from zhifa.clock import SHANGHAI
from zhifa.credentials.models import CertificateInterval, CertificateStatus, Officer
from zhifa.credentials.queries import officer_card, officer_cards
from zhifa.credentials.validity import TICK, status_at, status_since
from zhifa.ids import new_id

S = CertificateStatus


@dataclass(frozen=True)
class Term:
    valid_from: date = date(2025, 1, 1)
    valid_to: date = date(2026, 12, 31)


@dataclass(frozen=True)
class Interval:
    status: str
    starts_at: datetime
    ends_at: datetime | None
    recorded_at: datetime


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


ISSUED = Interval("valid", day("2025-01-01"), None, day("2025-01-01"))
SUSPENDED = Interval("suspended", day("2026-03-01"), day("2026-04-01"), day("2026-03-01"))


def test_a_suspension_begins_ends_and_leaves_the_rest_as_it_was() -> None:
    history = [ISSUED, SUSPENDED]
    assert status_at(Term(), history, SUSPENDED.starts_at - TICK) is S.VALID
    assert status_at(Term(), history, SUSPENDED.starts_at) is S.SUSPENDED
    assert status_at(Term(), history, day("2026-04-01")) is S.VALID
    assert status_since(Term(), history, day("2026-05-01")) == day("2026-04-01")


def test_the_term_counts_in_whole_days_of_the_law() -> None:
    last = datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)
    assert status_at(Term(), [ISSUED], last) is S.VALID
    assert status_at(Term(), [ISSUED], last + timedelta(seconds=1)) is S.EXPIRED
    assert status_since(Term(), [ISSUED], day("2027-06-01")) == day("2027-01-01")
    assert status_at(Term(date(2025, 6, 1)), [ISSUED], day("2025-05-31")) is S.PENDING


def test_what_was_withdrawn_does_not_expire() -> None:
    withdrawn = Interval("withdrawn", day("2026-06-01"), None, day("2026-06-01"))
    assert status_at(Term(), [ISSUED, withdrawn], day("2028-01-01")) is S.WITHDRAWN


def test_a_late_correction_outranks_what_it_corrects() -> None:
    withdrawn = Interval("withdrawn", day("2026-01-15"), None, day("2026-05-01"))
    assert status_at(Term(), [ISSUED, SUSPENDED, withdrawn], day("2026-03-15")) is S.WITHDRAWN


def test_nothing_recorded_is_pending() -> None:
    assert status_at(Term(), [], day("2026-01-01")) is S.PENDING
    assert status_since(Term(), [], day("2026-01-01")) is None


moments = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 hypothesis adds the zone


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    starts = draw(moments)
    length = draw(st.none() | st.integers(min_value=1, max_value=10**8))
    status = draw(st.sampled_from([s.value for s in S if s is not S.EXPIRED]))
    return Interval(status, starts, None if length is None else starts + timedelta(seconds=length), draw(moments))


histories = st.lists(intervals(), max_size=6)


@settings(max_examples=300, deadline=None)
@given(histories, moments, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(history: list[Interval], at: datetime, random: object) -> None:
    keys = {(i.recorded_at, i.starts_at) for i in history}
    if len(keys) == len(history):
        shuffled = sorted(history, key=lambda _i: random.random())  # type: ignore[attr-defined]
        assert status_at(Term(), shuffled, at) is status_at(Term(), history, at)


@settings(max_examples=300, deadline=None)
@given(histories, moments)
def test_a_status_holds_since_it_began_and_not_a_moment_before(history: list[Interval], at: datetime) -> None:
    now, since = status_at(Term(), history, at), status_since(Term(), history, at)
    if since is None:
        return
    assert since <= at
    assert status_at(Term(), history, since) is now
    assert status_at(Term(), history, since + (at - since) / 2) is now
    assert status_at(Term(), history, since - TICK) is not now


@settings(max_examples=300, deadline=None)
@given(histories, moments)
def test_valid_means_recorded_as_valid_within_the_term(history: list[Interval], at: datetime) -> None:
    if status_at(Term(), history, at) is S.VALID:
        assert Term().valid_from <= at.astimezone(SHANGHAI).date() <= Term().valid_to
        assert any(i.status == "valid" and i.starts_at <= at for i in history)


def test_cards_of_an_agency_are_of_its_active_officers_as_of_the_moment(parts: Parts, city: City) -> None:
    number, now = city["li"].certificate, parts.clock()
    assert number is not None
    with parts.db.write() as session:
        session.add(
            CertificateInterval(
                id=new_id(),
                certificate_number=number,
                status="suspended",
                starts_at=now,
                reason="年度审验未通过",
                recorded_at=now,
            )
        )
        session.add(Officer(id=new_id(), name="已调离", agency_id=city.yanhu, active=False))
    with parts.db.read() as session:
        cards = {card.name: card.certificates[0] for card in officer_cards(session, city.yanhu, now)}
        before = officer_card(session, city["li"].officer or new_id(), now - timedelta(seconds=1))
        assert officer_card(session, new_id(), now) is None
    assert {name: card.status for name, card in cards.items()} == {"li同志": "suspended", "wang同志": "valid"}
    assert cards["li同志"].status_since == date(2026, 11, 23)
    assert before is not None
    assert before.certificates[0].status == "valid"
