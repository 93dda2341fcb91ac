"""Yuncheng: the city, its 13 counties and 147 towns, with rough positions (WGS-84)."""

from dataclasses import dataclass
from functools import cache

from zhifa.demo.seed import read

CITY = "140800"


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    name: str
    level: str
    kind: str
    parent: str | None
    lat: float
    lon: float

    @property
    def short(self) -> str:
        """The name without what it is: 中城街道 → 中城."""
        return self.name.removesuffix(self.kind)


@cache
def places() -> dict[str, Place]:
    """By code, each after the one it lies in."""
    return {row["code"]: Place(**row) for row in read("divisions.json")["divisions"]}


def towns_of(county: str) -> list[Place]:
    return [place for place in places().values() if place.parent == county]


def counties() -> list[Place]:
    return [place for place in places().values() if place.level == "county"]
