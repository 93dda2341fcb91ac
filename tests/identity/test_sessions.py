"""The life of a login: refreshed, ended, and ended at once when a token was copied."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import select

from tests.conftest import TestClock
from tests.identity.visitor import Visitor, audited, cookie_of
from tests.support.city import City
from zhifa.app import Parts
from zhifa.identity.models import LoginSession
from zhifa.ids import new_id


@pytest.fixture
def visitor(client: TestClient[Litestar], city: City) -> Visitor:
    made = Visitor(client)
    made.log_in("li")
    return made


def test_a_refresh_gives_the_next_token_and_a_new_access_token(visitor: Visitor, clock: TestClock) -> None:
    first, access = visitor.token, visitor.access
    clock.forward(minutes=16)
    assert visitor.me().json()["code"] == "login_required"
    assert visitor.refresh().status_code == 200
    assert visitor.token != first
    assert visitor.access != access
    assert visitor.me().json()["username"] == "li"


def test_a_used_token_that_comes_again_ends_the_login(visitor: Visitor, parts: Parts) -> None:
    stolen = visitor.token
    visitor.refresh()
    refused = Visitor(visitor.client).refresh(stolen)
    assert (refused.status_code, refused.json()["code"]) == (401, "session_reused")
    assert visitor.me().status_code == 401, "the access token ends with the login"
    assert visitor.refresh().json()["code"] == "session_expired"
    (ended,) = audited(parts, "session_end")
    assert ended.refused
    assert ended.detail == {"reason": "refresh_reused"}


def test_an_attempt_whose_answer_was_lost_is_answered_when_the_line_is_back(visitor: Visitor, clock: TestClock) -> None:
    token, attempt = visitor.token, new_id()
    Visitor(visitor.client).refresh(token, attempt)
    clock.forward(days=2)
    assert visitor.refresh(token, attempt).status_code == 200
    clock.forward(minutes=10)
    assert visitor.refresh(attempt=new_id()).status_code == 200


def test_a_used_token_in_another_attempt_ends_the_login(visitor: Visitor) -> None:
    token = visitor.token
    visitor.refresh(attempt=new_id())
    assert Visitor(visitor.client).refresh(token, new_id()).json()["code"] == "session_reused"
    assert visitor.refresh().json()["code"] == "session_expired"


def test_once_a_follower_was_used_the_attempt_is_over(visitor: Visitor) -> None:
    token, attempt = visitor.token, new_id()
    visitor.refresh(attempt=attempt)
    visitor.refresh(attempt=new_id())
    assert Visitor(visitor.client).refresh(token, attempt).json()["code"] == "session_reused"


def test_a_copied_sibling_gives_the_thief_away(visitor: Visitor, clock: TestClock) -> None:
    thief, token, attempt = Visitor(visitor.client), visitor.token, new_id()
    visitor.refresh(attempt=attempt)
    thief.refresh(token, attempt)
    clock.forward(minutes=14)
    assert visitor.refresh(attempt=new_id()).status_code == 200
    assert thief.refresh(attempt=new_id()).json()["code"] == "session_reused"
    assert visitor.refresh().json()["code"] == "session_expired"


def test_one_attempt_at_one_moment_from_many_tabs_goes_on(visitor: Visitor, client: TestClient[Litestar]) -> None:
    token, attempt = visitor.token, new_id()
    with ThreadPoolExecutor(6) as pool:
        codes = list(pool.map(lambda _n: Visitor(client).refresh(token, attempt).status_code, range(6)))
    assert codes == [200] * 6


def test_many_uses_at_one_moment_leave_one_token_or_none(
    visitor: Visitor, parts: Parts, client: TestClient[Litestar]
) -> None:
    token = visitor.token
    with ThreadPoolExecutor(6) as pool:
        codes = list(pool.map(lambda _n: Visitor(client).refresh(token).status_code, range(6)))
    assert sorted(codes) == [200, 401, 401, 401, 401, 401]
    with parts.db.read() as session:
        login = session.exec(select(LoginSession)).one()
    assert login.end_reason == "refresh_reused"


def test_a_login_ends_thirty_days_after_the_password_however_often_refreshed(
    visitor: Visitor, clock: TestClock
) -> None:
    for _ in range(29):
        clock.forward(days=1)
        answer = visitor.refresh()
        assert answer.status_code == 200
    assert int(cookie_of(answer)["max-age"]) == 86400
    clock.forward(hours=23, minutes=55)
    assert visitor.refresh().json()["expires_at"] == "2026-12-23T02:00:00Z", "five minutes, not fifteen"
    clock.forward(minutes=5)
    assert visitor.me().status_code == 401
    assert visitor.refresh().json()["code"] == "session_expired"


def test_a_token_serves_its_own_client_only(visitor: Visitor) -> None:
    console = Visitor(visitor.client, app="console")
    assert console.refresh(visitor.token).json()["code"] == "session_expired"
    assert visitor.refresh().status_code == 200


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 3000])
def test_what_is_no_token_is_an_expired_session(client: TestClient[Litestar], city: City, token: str) -> None:
    assert Visitor(client).refresh(token).json()["code"] == "session_expired"


def test_logging_out_ends_the_login_and_clears_the_cookie(visitor: Visitor, parts: Parts) -> None:
    answer = visitor.log_out()
    assert answer.status_code == 204
    cookie = cookie_of(answer)
    assert (cookie.value, cookie["max-age"], cookie["path"]) == ("", "0", "/api/session")
    assert visitor.me().status_code == 401
    assert visitor.refresh().json()["code"] == "session_expired"
    assert visitor.log_out().status_code == 204, "leaving twice is no error"
    assert [row.detail["reason"] for row in audited(parts, "session_end")] == ["logout"]


def test_logging_out_works_with_the_bearer_alone(visitor: Visitor) -> None:
    headers = {"Authorization": f"Bearer {visitor.access}"}
    visitor.client.delete("/api/session?client=app", headers=headers)
    assert visitor.me().status_code == 401


def test_logging_out_of_one_app_leaves_the_other(client: TestClient[Litestar], city: City) -> None:
    app, console = Visitor(client), Visitor(client, app="console")
    app.log_in("supervisor")
    console.log_in("supervisor")
    app.log_out()
    assert console.refresh().status_code == 200


def test_tokens_are_bound_to_this_server(client: TestClient[Litestar], city: City) -> None:
    for token in ("", "x", "Bearer", "eyJhbGciOiJub25lIn0.e30."):
        assert client.get("/api/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    assert client.get("/api/me", headers={"Authorization": "Basic bGk6bGk="}).status_code == 401
