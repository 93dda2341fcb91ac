"""The legal sources that rules cite: ``sources.json``, with dates of force and how far the text itself was read."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Literal

Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Source:
    """``valid_from`` None: the day was not verified, so the source is taken to hold. ``product``: no law, a rule of
    this product, which says so."""

    key: str
    law: str
    article: str
    valid_from: date | None
    valid_to: date | None
    confidence: Confidence
    product: bool = False

    @property
    def citation(self) -> str:
        return f"{self.law}{self.article}"

    def in_force(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


def source(key: str) -> Source:
    """Raises KeyError where ``sources.json`` has none of that name."""
    return sources()[key]


@cache
def sources() -> dict[str, Source]:
    read = json.loads(resources.files("zhifa.compliance").joinpath("sources.json").read_text(encoding="utf-8"))
    return {key: _source(key, read["laws"][told["law"]], told) for key, told in read["articles"].items()}


def _source(key: str, law: dict[str, str | None], told: dict[str, str]) -> Source:
    return Source(
        key=key,
        law=law["name"] or "",
        article=told["article"],
        valid_from=_day(law.get("valid_from")),
        valid_to=_day(law.get("valid_to")),
        confidence=told["confidence"],  # type: ignore[arg-type]
        product=told["law"] == "product",
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
