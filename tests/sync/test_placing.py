"""Placing is pure: any order of arrival, any split, any repetition ends in the same chains."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.phone import Phone
from zhifa.ids import new_id
from zhifa.inspections.entry import reread
from zhifa.sync.placing import Arrival, Chains, Placing
from zhifa.sync.schemas import Fate

ACCOUNT, INSPECTION = new_id(), new_id()


def chain(phone: Phone, first: str, length: int) -> list[Arrival]:
    kinds = [first] + ["noted"] * (length - 1)
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return [Arrival(reread(phone.write(INSPECTION, kind, {})), ACCOUNT, at, 0) for kind in kinds]


LEAD, SECOND = chain(Phone(), "opened", 6), chain(Phone(), "joined", 4)
RIVAL = chain(Phone(), "opened", 5)
ALL = LEAD + SECOND


def fresh(chains: dict[UUID, Chains]) -> Placing:
    """A later batch: what is in place and what waits is read again."""
    known = chains[INSPECTION]
    by_place = {(each.entry.device, each.entry.seq): each for each in ALL + RIVAL}
    in_place = {by_place[place].entry.jti: sha256 for place, sha256 in known.placed.items()}
    waiting = {each.entry.jti: each.entry.sha256 for each in known.held.values()}
    return Placing(chains, in_place, waiting)


@given(st.permutations(ALL), st.lists(st.sampled_from(ALL), max_size=8), st.sets(st.integers(1, 17), max_size=5))
@settings(max_examples=150, deadline=None)
def test_any_order_any_split_any_repetition(order: list[Arrival], again: list[Arrival], cuts: set[int]) -> None:
    chains, applied = {INSPECTION: Chains()}, []
    placing = fresh(chains)
    for number, arrival in enumerate([*order, *again]):
        if number in cuts:
            applied += placing.decisions.applied
            placing = fresh(chains)
        fate, refusal = placing.place(arrival)
        assert refusal is None
        assert fate in {Fate.APPLIED, Fate.HELD, Fate.DUPLICATE}
    applied += placing.decisions.applied
    assert sorted(each.entry.jti for each in applied) == sorted(each.entry.jti for each in ALL)
    assert not chains[INSPECTION].held
    for whole in (LEAD, SECOND):
        places = [chains[INSPECTION].placed[each.entry.device, each.entry.seq] for each in whole]
        assert places == [each.entry.sha256 for each in whole]


@given(st.sets(st.sampled_from(range(1, 6)), min_size=1))
@settings(max_examples=30, deadline=None)
def test_behind_a_hole_everything_waits(missing: set[int]) -> None:
    chains = {INSPECTION: Chains()}
    placing = fresh(chains)
    fates = [placing.place(each)[0] for each in LEAD if each.entry.seq not in missing]
    hole = min(missing)
    assert fates == [Fate.APPLIED] * hole + [Fate.HELD] * (len(LEAD) - hole - len([m for m in missing if m >= hole]))


@given(st.permutations([*LEAD, *RIVAL]), st.sets(st.integers(1, 10), max_size=4))
@settings(max_examples=150, deadline=None)
def test_of_two_openings_one_stands_and_nothing_waits_for_the_other(order: list[Arrival], cuts: set[int]) -> None:
    """Whatever the order, and however it is split: every entry is in place or refused, and none waits."""
    chains, applied, refused = {INSPECTION: Chains()}, [], []
    placing = fresh(chains)
    for number, arrival in enumerate(order):
        if number in cuts:
            applied, refused = applied + placing.decisions.applied, refused + placing.decisions.refused
            placing = fresh(chains)
        placing.place(arrival)
    applied, refused = applied + placing.decisions.applied, refused + placing.decisions.refused
    stands, other = (LEAD, RIVAL) if LEAD[0] in applied else (RIVAL, LEAD)
    assert sorted(each.entry.jti for each in applied) == sorted(each.entry.jti for each in stands)
    assert sorted(each.entry.jti for each, _ in refused) == sorted(each.entry.jti for each in other)
    assert {refusal.code for _, refusal in refused} == {"opened_twice", "opening_refused"}
    assert not chains[INSPECTION].held
