"""What every answer carries, whatever it is."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from litestar.testing import TestClient

from tests.support.api import lent_api
from zhifa.app import create_app, layered, make_parts
from zhifa.settings import Settings
from zhifa.web.headers import SECURITY_HEADERS, told_path

PLACES = ["/health/live", "/api/me", "/nothing/here", "/schema/openapi.json", "/app/", "/"]


@pytest.fixture
def outside(settings: Settings) -> Iterator[TestClient]:  # type: ignore[type-arg]
    """The application with its outer layers, as it is served."""
    with lent_api(make_parts(settings)) as api:
        served = layered(api, settings)
        with TestClient(served, raise_server_exceptions=False) as made:  # type: ignore[type-var]
            yield made


@pytest.mark.parametrize("place", PLACES)
def test_every_answer_carries_the_security_headers(outside: TestClient, place: str) -> None:  # type: ignore[type-arg]
    answer = outside.get(place, follow_redirects=False)
    for name, value in SECURITY_HEADERS:
        assert answer.headers[name.decode()] == value.decode()
    assert "server" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers
    assert "strict-transport-security" not in answer.headers


def test_the_policy_allows_nothing_from_elsewhere() -> None:
    policy = dict(SECURITY_HEADERS)[b"content-security-policy"].decode()
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert directives["frame-ancestors"] == "'none'"
    assert not any(word in policy for word in ("http:", "https:", "*", "'unsafe-inline'", "'unsafe-eval'"))


def test_over_https_browsers_are_told_to_stay_there(settings: Settings) -> None:
    safe = create_app(make_parts(replace(settings, base_url="https://zhifa.example")))
    with TestClient(safe) as client:  # type: ignore[type-var]
        assert "max-age=31536000" in client.get("/health/live").headers["strict-transport-security"]


def test_a_problem_names_the_request_that_the_log_names(outside: TestClient) -> None:  # type: ignore[type-arg]
    answer = outside.get("/api/me")
    assert answer.json()["request_id"] == answer.headers["x-request-id"]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/v/eyJhbGciOi.x.y", "/v/…"),
        ("/c/AbCdEfGhIjKlMnOpQrStUv", "/c/…"),
        ("/v/portrait/secret", "/v/…"),
        ("/api/matters", "/api/matters"),
        ("/console/", "/console/"),
    ],
)
def test_a_log_line_never_holds_a_code_that_opens_something(path: str, told: str) -> None:
    assert told_path(path) == told


@pytest.mark.parametrize(
    ("path", "told"),
    [("/v/x.y.z", "noarchive, nosnippet, noimageindex"), ("/v/portrait/x", "noindex"), ("/withdrawn", None)],
)
def test_search_engines_neither_keep_nor_quote_an_answer(outside: TestClient, path: str, told: str | None) -> None:  # type: ignore[type-arg]
    assert outside.get(path).headers.get("x-robots-tag") == told
    assert "/v/" not in outside.get("/robots.txt").text, "what may not be fetched cannot be told not to be quoted"
