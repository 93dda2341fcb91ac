"""Waking phones: what leaves the server, when, how often, and where to it may never go."""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import select

from tests.conftest import TestClock
from tests.notify.conftest import Post
from tests.support.city import LONG_AGO, PASSWORD_HASH
from tests.support.push import Browser, claims_of, moody
from zhifa.adapters.webpush import MAX_BODY_BYTES, WebPushSender, judged, wait_of
from zhifa.clock import now
from zhifa.identity.models import Account, LoginSession, Role
from zhifa.ids import new_id
from zhifa.jobs import LEASE
from zhifa.notify import occasions
from zhifa.notify.delivering import UNMARKED
from zhifa.notify.kinds import TELLINGS, Kind
from zhifa.notify.models import PushDelivery, PushSubscription
from zhifa.notify.preference_queries import Kept
from zhifa.ports import Parcel
from zhifa.push_services import is_known, origin_of
from zhifa.settings import Settings

#: Ten thousand have been seen to work (SUBSCRIBERS=10000); a fifth says the same in a fifth of the time.
SUBSCRIBERS = int(os.environ.get("SUBSCRIBERS", "2000"))
CONTACT = "mailto:operator@example.com"

#: Runs the jobs of a data folder at one moment: a message ages, and phones are not woken at night.
WORKER = """
import datetime, pathlib, sys
from zhifa.app import make_parts
from zhifa.jobs import run_due
from zhifa.settings import Settings
from zhifa.worker import handlers

moment = datetime.datetime.fromisoformat(sys.argv[3])
settings = Settings(data_dir=pathlib.Path(sys.argv[1]), push_services=sys.argv[2], log_level="ERROR")
parts = make_parts(settings, clock=lambda: moment)
while run_due(parts.db, handlers(parts), clock=parts.clock):
    pass
"""


def _states(post: Post) -> Counter[str]:
    with post.parts.db.read() as session:
        return Counter(session.scalars(select(PushDelivery.state)))


def _opened(post: Post, browser: Browser) -> list[Any]:
    return [browser.open(taken.body) for taken in post.service.taken]


def test_a_message_arrives_sealed_signed_and_without_names(post: Post) -> None:
    browser = post.subscribe("li")
    post.tell("li")
    post.work()
    [taken] = post.service.taken
    told = browser.open(taken.body)
    assert (told["kind"], told["target"]) == ("record_returned", {"type": "inspection", "id": "7"})
    assert told["words"] == TELLINGS[Kind.RECORD_RETURNED].push
    assert "张记" not in str(told), "what the inbox says stays in the inbox"
    claims = claims_of(taken)
    assert claims["aud"] == post.service.origin, "with its port"
    assert claims["sub"] == post.parts.settings.base_url
    wanted = {"TTL": str(3 * 24 * 3600), "Urgency": "high", "Content-Encoding": "aes128gcm"}
    assert wanted.items() <= taken.headers.items()
    assert len(taken.headers["Topic"]) == 32
    assert len(taken.body) < 4096
    post.tell("li")
    post.work()
    assert post.service.taken[1].headers["Topic"] == taken.headers["Topic"], "ten updates are one"
    assert _states(post) == {"sent": 2}


def test_whom_a_push_reaches_ends_with_the_login_and_the_endpoint(post: Post) -> None:
    post.subscribe("li", "/phone")
    post.subscribe("wang", "/phone")
    post.tell("li")
    post.work()
    assert post.service.taken == [], "the browser is wang's now"
    with post.parts.db.write() as session:
        session.execute(sa.update(LoginSession).values(ended_at=post.parts.clock()))
    post.tell("wang")
    post.work()
    assert post.service.taken == []
    post.subscribe("wang", "/phone")
    post.service.answer = lambda _path, _time: (410, {})
    post.tell("wang")
    post.work()
    with post.parts.db.read() as session:
        assert session.scalars(select(PushSubscription)).all() == []
    assert _states(post) == {}


def test_busy_services_are_asked_again_when_they_say_and_not_for_what_was_read(post: Post, clock: TestClock) -> None:
    answers = [(429, {"Retry-After": "600"}), (503, {}), (201, {})]
    post.service.answer = lambda _path, time: answers[time - 1]
    post.subscribe("li")
    post.tell("li")
    post.work()
    clock.forward(seconds=599)
    assert post.work() == 0
    clock.forward(seconds=1)
    assert post.work() == 1
    clock.forward(seconds=60)
    post.work()
    assert (_states(post), post.service.asked["/one"]) == ({"sent": 1}, 3)
    post.service.answer = lambda _path, _time: (500, {})
    post.tell("li")
    post.work()
    post.client.post("/api/inbox/read", json={"through": 2}, headers=post.city.headers("li"))
    clock.forward(seconds=60)
    post.work()
    assert (_states(post), post.service.asked["/one"]) == ({"sent": 1, "dropped": 1}, 4)


def test_muted_kinds_and_quiet_hours(post: Post, clock: TestClock) -> None:
    """It is ten in the morning in Shanghai."""
    browser = post.subscribe("li")
    chosen = {"muted": ["record_accepted"], "quiet": {"start": 9 * 60, "end": 11 * 60 + 30}}
    post.client.put("/api/inbox/preferences", json=chosen, headers=post.city.headers("li"))
    post.tell("li", kind=Kind.RECORD_ACCEPTED)
    post.tell("li")
    post.tell("li", kind=Kind.DEVICE_REVOKED)
    post.work()
    assert [told["kind"] for told in _opened(post, browser)] == ["device_revoked"], "this one does not wait"
    clock.forward(hours=1, minutes=30)
    post.work()
    assert [told["kind"] for told in _opened(post, browser)] == ["device_revoked", "record_returned"]
    over_midnight = Kept(quiet=(22 * 60, 7 * 60))
    night = clock.moment.replace(hour=15)  # 23:30 in Shanghai
    due = over_midnight.due(Kind.RECORD_RETURNED, night)
    assert due is not None
    assert (due - night).total_seconds() == 7.5 * 3600


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evil.example/fcm.googleapis.com",
        "https://fcm.googleapis.com@evil.example/x",
        "https://evil.example\\@fcm.googleapis.com/x",
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://[::1]/x",
        "https://169.254.169.254/latest/meta-data",
        "https://push.apple.com.evil.example/x",
        "https://evilpush.apple.com/x",
        "file:///etc/passwd",
        "https://fcm.googleapis.com/x\r\nHost: evil",
        "https://fcm.googleapis.com:x/",
        "//fcm.googleapis.com/x",
        "https://fcm.googleapis.com/" + "x" * 1000,
    ],
)
def test_the_server_is_never_made_to_post_elsewhere(post: Post, endpoint: str) -> None:
    services = Settings().known_push_services
    assert not is_known(endpoint, services)
    assert is_known("https://web.push.apple.com/QG", services)
    assert is_known("https://fcm.googleapis.com/fcm/send/abc:def", services)


def test_a_subscription_is_looked_at_before_it_is_kept(post: Post) -> None:
    headers, browser = post.city.headers("li"), Browser()
    key = post.client.get("/api/push/key", headers=headers).json()["key"]
    good = {"endpoint": post.service.origin + "/x", "keys": browser.keys, "key": key}
    for changes, code in [
        ({"endpoint": "https://evil.example/x"}, "push_service_unknown"),
        ({"keys": {**browser.keys, "auth": "c2hvcnQ"}}, "push_keys_invalid"),
        ({"keys": {**browser.keys, "p256dh": browser.keys["p256dh"][:-4] + "AAAA"}}, "push_keys_invalid"),
        ({"key": browser.keys["p256dh"]}, "push_key_changed"),
    ]:
        answer = post.client.post("/api/push/subscriptions", json={**good, **changes}, headers=headers)
        assert answer.json()["code"] == code
    for _ in range(2):
        assert post.client.post("/api/push/subscriptions", json=good, headers=headers).status_code == 204
    assert post.client.delete("/api/push/subscriptions", headers=headers).status_code == 204
    post.tell("li")
    post.work()
    assert post.service.taken == []


def test_a_changed_key_reaches_those_who_were_given_the_old_one_until_it_is_retired(post: Post) -> None:
    post.subscribe("li", "/old")
    old = post.parts.push_keys.signing()
    post.parts.push_keys.rotate(now())
    post.subscribe("wang", "/new")
    post.tell("li", "wang")
    post.work()
    assert {taken.path for taken in post.service.taken} == {"/old", "/new"}
    keys = {taken.headers["Authorization"].partition("k=")[2] for taken in post.service.taken}
    assert len(keys) == 2
    post.parts.push_keys.retire(old.kid)
    post.tell("li")
    post.work()
    with post.parts.db.read() as session:
        assert session.scalars(select(PushSubscription.endpoint)).all() == [post.service.origin + "/new"]


def test_answers_of_push_services_and_bodies_that_are_too_long(post: Post) -> None:
    fates = {status: judged(status, None).fate for status in (200, 201, 400, 403, 404, 408, 410, 413, 429, 500, 503)}
    assert fates == {
        **dict.fromkeys((200, 201), "sent"),
        **dict.fromkeys((404, 410), "gone"),
        **dict.fromkeys((408, 429, 500, 503), "later"),
        **dict.fromkeys((400, 403, 413), "refused"),
    }
    assert (wait_of("120"), wait_of("soon"), wait_of("99999999"), wait_of(None)) == (120, 0, 24 * 3600, 0)
    assert wait_of("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert origin_of("https://a.example:443/x") == "https://a.example"
    sender = WebPushSender(
        post.parts.push_keys, services=[post.service.origin], contact="mailto:a@b.example", connections=1
    )
    with pytest.raises(ValueError, match="3901 bytes"):
        sender.send(Parcel(post.service.origin, b"x" * (MAX_BODY_BYTES + 1), "t", "low", 0))
    keys = {**Browser().keys, "kid": post.parts.push_keys.signing().kid}
    nobody = Parcel("http://127.0.0.1:1/x", b"{}", "t", "low", 0, keys)
    assert sender.send(nobody).fate == "gone", "not one of the services, however it got into the table"
    away = WebPushSender(
        post.parts.push_keys, services=["http://127.0.0.1:1"], contact="mailto:a@b.example", connections=1
    )
    assert away.send(nobody).fate == "later"


@pytest.mark.kill
@pytest.mark.parametrize("settings", ["sqlite-files"], indirect=True)
def test_a_worker_killed_while_sending_leaves_nothing_unsent(post: Post, clock: TestClock, tmp_path: Any) -> None:
    """The service takes twenty, then falls silent, and the worker is killed with eight in its hands."""
    clock.moment = now()  # the worker's clock is the real one, and a message may grow too old for a phone
    browsers = {f"/{number}": Browser() for number in range(40)}
    for path, browser in browsers.items():
        post.subscribe("li", path, browser)
    post.tell("li")
    silent = len(browsers) // 2
    released = threading.Event()

    def fall_silent(_path: str, _time: int) -> tuple[int, dict[str, str]]:
        if len(post.service.taken) >= silent:
            released.wait(60)
            return 500, {}
        return 201, {}

    post.service.answer = fall_silent
    arguments = [sys.executable, "-c", WORKER, str(post.parts.settings.data_dir), post.service.origin]
    arguments.append(clock().isoformat())
    worker = subprocess.Popen(arguments)
    try:
        while sum(post.service.asked.values()) < silent + 1:
            assert worker.poll() is None
            time.sleep(0.02)
    finally:
        worker.kill()
        worker.wait()
    released.set()
    asked = -1
    while asked != sum(post.service.asked.values()):  # what the killed worker had sent may still be on its way
        asked = sum(post.service.asked.values())
        time.sleep(0.5)
    before = Counter(taken.path for taken in post.service.taken)
    post.service.answer = lambda _path, _time: (201, {})
    clock.moment += LEASE
    post.work()
    after = Counter(taken.path for taken in post.service.taken)
    assert set(after) == set(browsers), "none is missed"
    twice = [path for path, times in after.items() if times > 1]
    assert len(twice) <= UNMARKED * post.parts.settings.push_connections, (
        "at most what was in the killed worker's hands"
    )
    assert set(before) >= set(twice)
    topics = {taken.headers["Topic"] for taken in post.service.taken}
    assert len(topics) == 1, "so that a phone that got it twice shows it once"


@pytest.mark.parametrize("settings", ["postgres-s3"], indirect=True)
def test_thousands_hear_an_announcement_once_each(post: Post, clock: TestClock) -> None:
    """While the service answers 429 and 500 at random."""
    post.service.answer = moody(seed=7)
    browsers = [Browser() for _ in range(4)]
    _crowd(post, browsers, SUBSCRIBERS)
    with post.parts.db.write() as session:
        told = occasions.announce(session, "明日 9 时系统维护。", role=Role.ASSISTANT, at=clock())
    assert told == SUBSCRIBERS + 1
    while post.work():
        clock.forward(minutes=5)
    arrived = Counter(taken.path for taken in post.service.taken)
    assert len(arrived) == SUBSCRIBERS, "none missed"
    assert set(arrived.values()) == {1}, "none twice"
    assert _states(post) == {"sent": SUBSCRIBERS}
    assert sum(post.service.asked.values()) > SUBSCRIBERS * 1.2, "many were refused at first"
    for taken in post.service.taken[:: SUBSCRIBERS // 10]:
        assert browsers[int(taken.path[1:]) % 4].open(taken.body)["kind"] == "announcement"


def _crowd(post: Post, browsers: list[Browser], size: int) -> None:
    at, kid = post.parts.clock(), post.parts.push_keys.signing().kid
    accounts, logins, subscriptions = [], [], []
    for number in range(size):
        account, login = new_id(), new_id()
        accounts.append(
            {"id": account, "username": f"a{number}", "password_hash": PASSWORD_HASH, "display_name": "同志"}
            | {"role": Role.ASSISTANT.value, "active": True, "created_at": LONG_AGO}
        )
        logins.append({"id": login, "account_id": account, "client": "app", "opened_at": at})
        keys = browsers[number % len(browsers)].keys
        subscriptions.append(
            {"id": new_id(), "account_id": account, "session_id": login, "endpoint": f"{post.service.origin}/{number}"}
            | {**keys, "kid": kid, "made_at": at}
        )
    with post.parts.db.write() as session:
        for table, rows in ((Account, accounts), (LoginSession, logins), (PushSubscription, subscriptions)):
            session.execute(sa.insert(table), rows)
