"""The ground everything stands on: schema, settings, problems, headers."""

import dataclasses

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from litestar import Litestar, get
from litestar.testing import TestClient
from sqlmodel import SQLModel

import zhifa.tables  # noqa: F401
from zhifa.app import Parts, create_litestar
from zhifa.identity.permissions import Permission
from zhifa.settings import Settings, load_settings

#: What a browser says that it reads.
READS = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_models_and_migrations_agree(parts: Parts) -> None:
    with parts.db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


@pytest.mark.parametrize("table", SQLModel.metadata.sorted_tables, ids=lambda t: t.name)
def test_every_foreign_key_leads_an_index(table: sa.Table) -> None:
    leading = {next(iter(index.columns)).name for index in table.indexes}
    leading |= {next(iter(c.columns)).name for c in table.constraints if isinstance(c, sa.UniqueConstraint)}
    leading |= {next(iter(table.primary_key.columns)).name}
    assert {fk.parent.name for fk in table.foreign_keys} <= leading


def test_every_setting_is_documented() -> None:
    assert all(field.metadata["doc"].endswith(".") for field in dataclasses.fields(Settings))


def test_settings_come_from_the_environment_and_bad_ones_are_named() -> None:
    assert load_settings({"ZHIFA_PORT": "81", "ZHIFA_DEMO": "true"}).demo
    assert load_settings({"PORT": "8123"}).base_url == "http://127.0.0.1:8123"
    with pytest.raises(ValueError, match="ZHIFA_PORT must be a whole number"):
        load_settings({"ZHIFA_PORT": "eighty"})
    with pytest.raises(ValueError, match="ZHIFA_PROT"):
        load_settings({"ZHIFA_PROT": "80"})


def test_an_unexpected_error_is_problem_json_and_tells_no_secret(parts: Parts) -> None:
    @get("/boom", opt={"permission": Permission.PUBLIC}, sync_to_thread=False)
    def boom() -> None:
        raise RuntimeError("the password is hunter2")

    app = create_litestar(parts)
    app.register(boom)
    with TestClient(app, raise_server_exceptions=False) as client:
        answer, read = client.get("/boom"), client.get("/boom", headers=READS)
    assert answer.status_code == read.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "internal_error"
    assert "hunter2" not in answer.text + read.text
    assert "服务器内部错误" in read.text


def test_unknown_addresses_and_methods_are_problems(client: TestClient[Litestar]) -> None:
    assert client.get("/api/nothing-here").json()["code"] == "not_found"
    assert client.post("/health/live").json()["code"] == "method_not_allowed"


@pytest.mark.parametrize("path", ["/nothing-here", "/v/", "/c/", "/withdrawn?cursor=bad"])
def test_whoever_opens_a_wrong_address_reads_a_page(client: TestClient[Litestar], path: str) -> None:
    answer, told = client.get(path, headers=READS), client.get(path)
    assert answer.status_code == told.status_code in {400, 404}
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    assert told.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/api/nothing-here", "/health/nothing-here"])
def test_programs_are_told_in_json_whatever_they_accept(client: TestClient[Litestar], path: str) -> None:
    assert client.get(path, headers=READS).headers["content-type"] == "application/problem+json"


def test_health(client: TestClient[Litestar]) -> None:
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").json() == {"status": "ok"}


def test_every_struct_has_a_name_of_its_own_on_the_wire(client: TestClient[Litestar]) -> None:
    """Two of one name are told apart by their modules' paths, and the generated client loses both."""
    names = client.get("/schema/openapi.json").json()["components"]["schemas"]
    assert [name for name in names if name[0].islower()] == []
