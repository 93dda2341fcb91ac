"""Pairs of characters: how Chinese is searched without a dictionary, alike on SQLite and PostgreSQL."""

import re

from zhifa.benchmarks.model import Benchmark

TITLE, BODY = 2, 1
_WORDS = re.compile(r"[^\W_]+")


def grams(text: str) -> set[str]:
    """Every two neighbouring characters within a run of letters, lower case."""
    runs = _WORDS.findall(text.casefold())
    return {run[at : at + 2] for run in runs for at in range(len(run) - 1)}


def title_of(benchmark: Benchmark) -> str:
    return f"{benchmark.violation} {benchmark.code}"


def body_of(benchmark: Benchmark) -> str:
    cited = [f"{each.law} {each.article}" for each in (*benchmark.penalising, *benchmark.violated)]
    return " ".join([*cited, benchmark.authority, benchmark.issuer])


def postings(benchmark: Benchmark) -> dict[str, int]:
    """Weight by pair: the violation and the code before law, article and authority."""
    return dict.fromkeys(grams(body_of(benchmark)), BODY) | dict.fromkeys(grams(title_of(benchmark)), TITLE)
