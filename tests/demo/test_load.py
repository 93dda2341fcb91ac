"""Loading the demo city, on both engines."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import col

from tests.support.city import City
from zhifa import cli
from zhifa.app import Parts
from zhifa.demo.accounts import PASSWORD
from zhifa.demo.load import NotADemoDatabase, load
from zhifa.demo.seed import demo_id
from zhifa.identity.models import Account, LoginSession
from zhifa.identity.passwords import matches
from zhifa.identity.tokens import AccessClaims
from zhifa.ids import new_id
from zhifa.settings import Settings
from zhifa.subjects.models import Subject

Client = TestClient[Litestar]


def headers(parts: Parts, username: str) -> dict[str, str]:
    at, session_id, account_id = parts.clock(), new_id(), demo_id("account", username)
    with parts.db.write() as session:
        session.add(LoginSession(id=session_id, account_id=account_id, client="app", opened_at=at))
    claims = AccessClaims(account_id=account_id, session_id=session_id)
    return {"Authorization": f"Bearer {parts.token_key.issue(claims, at=at, life=timedelta(hours=1))}"}


def pack(client: Client, who: dict[str, str], name: str) -> Any:
    (info,) = [p for p in client.get("/api/packs", headers=who).json()["packs"] if p["name"] == name]
    return client.get(f"/api/packs/{info['sha256']}", headers=who).json()[name]


def test_loading_takes_seconds_and_a_second_time_changes_nothing(parts: Parts) -> None:
    started = time.process_time()
    first = load(parts.db)
    assert time.process_time() - started < 10
    assert first.rows["Subject"] == 2006
    assert set(load(parts.db).rows.values()) == {0}
    with parts.db.read() as session:
        account = session.scalars(sa.select(Account).where(col(Account.username) == "yanhu01")).one()
    assert matches(PASSWORD, account.password_hash)


def test_demo_data_never_lies_beside_real_data(city: City) -> None:
    with pytest.raises(NotADemoDatabase):
        load(city.parts.db)
    with city.parts.db.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Subject)) == 1


def test_an_officer_of_the_demo_city_can_prepare_for_a_day_without_signal(parts: Parts, client: Client) -> None:
    load(parts.db)
    yanhu, guwei = headers(parts, "yanhu01"), headers(parts, "guwei01")
    assert {s["division_code"][:6] for s in pack(client, yanhu, "subjects")} == {"140802"}
    assert {m["field"] for m in pack(client, yanhu, "matters")} == {"市场监管"}
    cards = pack(client, yanhu, "officers")
    assert len(cards) >= 10
    assert {card["agency_name"] for card in cards} == {"盐湖区市场监督管理局"}
    assert {s["division_code"] for s in pack(client, guwei, "subjects")} == {"140830100"}
    assert {m["code"] for m in pack(client, guwei, "matters")} == {"CG-SR-001", "CG-YY-001", "CG-GD-001", "YJ-RQ-001"}
    assert all(m["delegated"] for m in pack(client, guwei, "matters"))
    assert len(pack(client, headers(parts, "yuncheng01"), "subjects")) == 2006
    assert "YJ-YH-001" not in {m["code"] for m in pack(client, headers(parts, "fenglingdu01"), "matters")}


def test_the_command_refuses_unless_demo_is_meant(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "load_settings", lambda: settings)
    with pytest.raises(SystemExit, match="nothing was written"):
        cli.main(["demo", "load"])


def test_the_accounts_are_printed_for_people_and_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["demo", "accounts"])
    assert PASSWORD in capsys.readouterr().out
    cli.main(["demo", "accounts", "--json"])
    assert set(json.loads(capsys.readouterr().out)[0]) == {"username", "password", "role", "agency", "display_name"}
