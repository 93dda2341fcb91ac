"""How a route says in OpenAPI which problems it may answer: ``responses=refusals(DeviceKeyTaken)``."""

from itertools import groupby
from typing import Any

import msgspec
from litestar.openapi.datastructures import ResponseSpec

from zhifa.errors import BadRequest, Forbidden, Problem, Unauthenticated


class ProblemBody(msgspec.Struct):
    """RFC 9457 problem details; some codes add members of their own."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    request_id: str | None


def refusals(*problems: type[Problem], public: bool = False) -> dict[int, ResponseSpec]:
    """The problems of a route by status; 401 and 403 come with every route that is not ``public``."""
    everywhere = (BadRequest,) if public else (BadRequest, Unauthenticated, Forbidden)
    told = sorted({*everywhere, *problems}, key=lambda problem: (problem.status, problem.code))
    return {status: _spec(list(group)) for status, group in groupby(told, key=lambda problem: problem.status)}


def _spec(problems: list[type[Problem]]) -> ResponseSpec:
    codes: dict[str, Any] = {problem.code: problem.detail for problem in problems}
    return ResponseSpec(
        data_container=ProblemBody,
        generate_examples=False,
        description="; ".join(f"`{code}`: {detail}" for code, detail in codes.items()),
        media_type="application/problem+json",
    )
