"""A fine that a higher level has to decide is told, whatever else is right or wrong with the finding."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.benchmarks.made import by_value
from zhifa.benchmarks.indexing import sha256
from zhifa.benchmarks.model import DecisionLevel, Level
from zhifa.compliance.reckoning import reckoned
from zhifa.ids import new_id
from zhifa.inspections.record import BenchmarkRef, Finding

LIMITED = replace(by_value(), decision=DecisionLevel("300000", Level.CITY, "由设区的市级决定"))


@pytest.mark.parametrize(("fine", "told"), [("299999.99", False), ("300000", True), ("300000.01", True), (None, False)])
def test_a_fine_from_the_limit_on_needs_the_higher_level(fine: str | None, told: bool) -> None:
    key = new_id()
    named = BenchmarkRef(id=str(key), version="1", sha256=sha256(LIMITED))
    said = Finding("试验", [], "", "2026-11-23T10:00:00+08:00", "jti", False, benchmark=named, facts={}, fine=fine)
    found = list(reckoned([said], {(key, 1): LIMITED}, date(2026, 11, 23)))
    words = [each.words for each in found if each.verdict == "higher_level"]
    assert bool(words) is told
    assert all("由设区的市级决定" in each for each in words)


@pytest.mark.parametrize(
    ("level", "told"), [("county", True), ("town", True), ("", True), ("city", False), ("province", False)]
)
def test_an_agency_that_is_high_enough_decides_itself(level: str, told: bool) -> None:
    key = new_id()
    named = BenchmarkRef(id=str(key), version="1", sha256=sha256(LIMITED))
    said = Finding("试验", [], "", "2026-11-23T10:00:00+08:00", "jti", False, benchmark=named, facts={}, fine="300000")
    found = reckoned([said], {(key, 1): LIMITED}, date(2026, 11, 23), level)
    assert ("higher_level" in {each.verdict for each in found}) is told
