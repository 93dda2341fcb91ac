"""Who may go where, said a second time by hand; and which module may know which.

``DOORS`` repeats on purpose what routes and GRANTS say: opening a door takes two changes, and the second is here.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from importlinter.cli import lint_imports
from litestar import Litestar
from litestar.routes import HTTPRoute
from litestar.testing import TestClient
from sqlmodel import SQLModel, func, select

import zhifa
from tests.support.city import City
from zhifa.app import Parts
from zhifa.identity.models import AuditRow, Role
from zhifa.ids import new_id

ROOT = Path(__file__).parents[1]
PACKAGE = Path(zhifa.__file__).parent

OPEN = "anybody"
ALL = {"officer", "supervisor", "overseer", "registrar", "administrator", "assistant"}
OFFICER = {"officer"}
READERS = {"officer", "supervisor", "overseer", "assistant"}
REVIEWERS = {"supervisor", "overseer"}
OVERSEER = {"overseer"}
COMMENTERS = REVIEWERS | {"assistant"}
KEEPERS = REVIEWERS | {"administrator"}
ADMINISTRATOR = {"administrator"}
REGISTRAR = {"registrar"}
REGISTRY_READERS = KEEPERS | REGISTRAR

DOORS: dict[str, set[str] | str] = {
    "GET /": OPEN,
    "GET /app": OPEN,
    "GET /app/{path:path}": OPEN,
    "GET /console": OPEN,
    "GET /console/{path:path}": OPEN,
    "GET /schema": OPEN,
    "GET /schema/{path:str}": OPEN,
    "GET /schema/openapi.json": OPEN,
    "GET /schema/entries.json": OPEN,
    "GET /schema/reference": OPEN,
    "GET /health/live": OPEN,
    "GET /health/ready": OPEN,
    "POST /api/session": OPEN,
    "POST /api/session/refresh": OPEN,
    "DELETE /api/session": OPEN,
    "GET /api/me": ALL,
    "POST /api/me/password": ALL,
    "POST /api/devices": OFFICER,
    "GET /api/devices": KEEPERS | OFFICER,
    "POST /api/devices/{device_id:uuid}/revocation": KEEPERS,
    "GET /api/accounts": ADMINISTRATOR,
    "POST /api/accounts": ADMINISTRATOR,
    "POST /api/accounts/{account_id:uuid}/password": ADMINISTRATOR,
    "POST /api/accounts/{account_id:uuid}/unlock": ADMINISTRATOR,
    "POST /api/accounts/{account_id:uuid}/state": ADMINISTRATOR,
    "GET /api/agencies": ALL,
    "GET /api/divisions": ALL,
    "GET /api/matters": ALL,
    "GET /api/matters/{matter_id:uuid}": ALL,
    "GET /api/matters/{matter_id:uuid}/holders": ALL,
    "GET /api/matters/{matter_id:uuid}/changes": REVIEWERS,
    "GET /api/matter-changes": REVIEWERS,
    "POST /api/matter-changes": REVIEWERS,
    "GET /api/matter-changes/{change_id:uuid}": REVIEWERS,
    "POST /api/matter-changes/{change_id:uuid}/decision": REVIEWERS,
    "GET /api/benchmarks": ALL,
    "GET /api/benchmarks/{benchmark_id:uuid}": ALL,
    "POST /api/benchmarks/{benchmark_id:uuid}/assessments": ALL,
    "GET /api/benchmark-lists": ALL,
    "GET /api/benchmark-list-versions": REVIEWERS,
    "POST /api/benchmark-list-versions": REVIEWERS,
    "GET /api/benchmark-list-versions/{code:str}/{version:int}": REVIEWERS,
    "POST /api/benchmark-list-versions/{code:str}/{version:int}/decision": REVIEWERS,
    "GET /api/benchmark-versions": REVIEWERS,
    "POST /api/benchmark-versions": REVIEWERS,
    "GET /api/benchmarks/{benchmark_id:uuid}/versions": REVIEWERS,
    "GET /api/benchmarks/{benchmark_id:uuid}/versions/{version:int}": REVIEWERS,
    "POST /api/benchmarks/{benchmark_id:uuid}/versions/{version:int}/decision": REVIEWERS,
    "GET /api/benchmark-layouts": REVIEWERS,
    "POST /api/benchmarks/import": REVIEWERS,
    "GET /api/benchmark-imports/last": REVIEWERS,
    "POST /api/benchmark-imports/{import_id:uuid}/entry": REVIEWERS,
    "POST /api/benchmark-imports/{import_id:uuid}/decision": REVIEWERS,
    "GET /benchmarks": OPEN,
    "GET /benchmarks.json": OPEN,
    "GET /benchmarks/{name:str}": OPEN,
    "GET /api/benchmarks/{benchmark_id:uuid}/comparison": READERS,
    "GET /api/subjects": READERS,
    "GET /api/subjects/{subject_id:uuid}": READERS,
    "GET /api/packs": OFFICER,
    "GET /api/packs/{sha256:str}": OFFICER,
    "GET /api/packs/benchmarks": OFFICER,
    "GET /api/packs/benchmarks/{sha256:str}": OFFICER,
    "POST /api/sync/entries": OFFICER,
    "OPTIONS /api/evidence/uploads": OPEN,
    "POST /api/evidence/uploads": OFFICER,
    "HEAD /api/evidence/uploads/{upload_id:str}": OFFICER,
    "PATCH /api/evidence/uploads/{upload_id:str}": OFFICER,
    "DELETE /api/evidence/uploads/{upload_id:str}": OFFICER,
    "POST /api/evidence/status": OFFICER,
    "HEAD /api/evidence/{sha256:str}": READERS,
    "GET /api/evidence/{sha256:str}/original": READERS,
    "GET /api/evidence/{sha256:str}/preview": READERS,
    "GET /api/evidence/{sha256:str}/thumbnail": READERS,
    "GET /api/inspections": READERS,
    "GET /api/inspections/counts": READERS,
    "GET /api/inspections/{inspection_id:uuid}": READERS,
    "GET /api/inspections/{inspection_id:uuid}/paper": READERS,
    "GET /api/inspections/{inspection_id:uuid}/proof": READERS,
    "GET /api/inspections/{inspection_id:uuid}/entries": READERS,
    "POST /api/inspections/{inspection_id:uuid}/reviews": COMMENTERS,
    "PUT /api/inspections/{inspection_id:uuid}/presence": COMMENTERS,
    "DELETE /api/inspections/{inspection_id:uuid}/presence": COMMENTERS,
    "GET /api/referrals": REVIEWERS,
    "GET /api/inspections/{inspection_id:uuid}/referral-agencies": REVIEWERS,
    "POST /api/inspections/{inspection_id:uuid}/referrals": REVIEWERS,
    "POST /api/referrals/{referral_id:uuid}/answers": REVIEWERS,
    "GET /api/reviewers": REVIEWERS,
    "POST /api/inspections/assignments": REVIEWERS,
    "POST /api/alerts/assignments": REVIEWERS,
    "POST /api/reviews": REVIEWERS,
    "GET /api/reviews/reasons": COMMENTERS,
    "POST /api/reviews/undo": REVIEWERS,
    "GET /api/rubrics": OVERSEER,
    "POST /api/rubrics": OVERSEER,
    "GET /api/rubrics/{rubric_id:uuid}": OVERSEER,
    "GET /api/draws": OVERSEER,
    "POST /api/draws": OVERSEER,
    "GET /api/draws/{draw_id:uuid}": OVERSEER,
    "GET /api/draws/{draw_id:uuid}/list": OVERSEER,
    "GET /api/draws/{draw_id:uuid}/export": OVERSEER,
    "POST /api/draws/{draw_id:uuid}/seed": OVERSEER,
    "POST /api/draws/{draw_id:uuid}/reassignments": OVERSEER,
    "GET /api/sheets": OVERSEER,
    "GET /api/sheets/{sheet_id:uuid}": OVERSEER,
    "POST /api/sheets/{sheet_id:uuid}": OVERSEER,
    "POST /api/sheets/{sheet_id:uuid}/recusal": OVERSEER,
    "GET /api/inspections/{inspection_id:uuid}/appraisals": READERS,
    "POST /api/inspections/{inspection_id:uuid}/appraisals/{draw_id:uuid}/statements": {"officer", "supervisor"},
    "GET /api/inspections/{inspection_id:uuid}/legality": READERS,
    "GET /api/inspections/{inspection_id:uuid}/legal-reviewers": REVIEWERS,
    "POST /api/inspections/{inspection_id:uuid}/legal-reviews": REVIEWERS,
    "GET /api/legal-reviews": REVIEWERS,
    "GET /api/legal-reviews/{review_id:uuid}": REVIEWERS,
    "POST /api/legal-reviews/{review_id:uuid}/opinion": REVIEWERS,
    "POST /api/legal-reviews/{review_id:uuid}/recusal": REVIEWERS,
    "POST /api/legal-reviews/{review_id:uuid}/recall": REVIEWERS,
    "GET /api/legal-qualifications": REGISTRAR | OVERSEER,
    "GET /api/legal-qualifications/holders": REGISTRAR | OVERSEER,
    "POST /api/legal-qualifications": REGISTRAR | OVERSEER,
    "POST /api/legal-qualifications/{qualification_id:uuid}/end": REGISTRAR | OVERSEER,
    "POST /api/inspections/{inspection_id:uuid}/duties": REVIEWERS,
    "GET /api/alerts": COMMENTERS,
    "GET /api/alerts/counts": COMMENTERS,
    "GET /api/alerts/{alert_id:uuid}": COMMENTERS,
    "POST /api/alerts/{alert_id:uuid}/steps": REVIEWERS,
    "GET /api/overview": COMMENTERS,
    "GET /api/overview/export": REVIEWERS,
    "GET /api/calendar": COMMENTERS,
    "GET /api/thresholds": COMMENTERS,
    "POST /api/thresholds": REVIEWERS,
    "GET /api/quarantine": REVIEWERS,
    "POST /api/quarantine/{quarantine_id:uuid}/resolution": REVIEWERS,
    "GET /api/credentials": REGISTRY_READERS,
    "POST /api/credentials": REGISTRAR,
    "GET /api/credentials/{number:str}": REGISTRY_READERS,
    "POST /api/credentials/{number:str}/status": REGISTRAR,
    "POST /api/credentials/{number:str}/card-code": REGISTRAR,
    "GET /api/issuers": REGISTRY_READERS,
    "POST /api/issuers": REGISTRAR | ADMINISTRATOR,
    "PUT /api/issuers/{name:str}": REGISTRAR | ADMINISTRATOR,
    "POST /api/issuers/trial": REGISTRAR | ADMINISTRATOR,
    "POST /api/credentials/import": REGISTRAR,
    "GET /api/credentials/export": REGISTRY_READERS,
    "PUT /api/credentials/{number:str}/portrait": REGISTRAR,
    "GET /api/credentials/{number:str}/portrait": REGISTRY_READERS | OFFICER,
    "GET /api/credential-changes": REGISTRY_READERS,
    "POST /api/credential-changes/{change_id:uuid}/decision": REGISTRAR,
    "GET /api/credential-changes/{change_id:uuid}/portrait": REGISTRY_READERS,
    "GET /api/credential-changes/{change_id:uuid}/report": REGISTRY_READERS,
    "GET /api/training": REGISTRY_READERS,
    "POST /api/training": REGISTRAR,
    "POST /api/credentials/{number:str}/assessments": REGISTRAR,
    "POST /api/credentials/{number:str}/exams": REGISTRAR,
    "GET /api/credentials/cards.pdf": REGISTRY_READERS,
    "GET /api/inbox": ALL,
    "POST /api/inbox/read": ALL,
    "GET /api/inbox/stream": ALL,
    "GET /api/inbox/preferences": ALL,
    "PUT /api/inbox/preferences": ALL,
    "GET /api/push/key": ALL,
    "POST /api/push/subscriptions": ALL,
    "DELETE /api/push/subscriptions": ALL,
    "POST /api/verifications": OPEN,
    "GET /.well-known/jwks.json": OPEN,
    "GET /api/verifications/unusual": REVIEWERS,
    "GET /api/false-officer-reports": {"overseer"},
    "GET /api/ledger/checkpoints": {"overseer"} | ADMINISTRATOR,
    "GET /api/ledger/checkpoints.txt": {"overseer"} | ADMINISTRATOR,
    "GET /v/{code:str}": OPEN,
    "GET /c/{code:str}": OPEN,
    "GET /v/portrait/{ticket:str}": OPEN,
    "GET /report": OPEN,
    "POST /report": OPEN,
    "GET /complaint": OPEN,
    "POST /complaint": OPEN,
    "GET /complaints": OPEN,
    "GET /complaints/{tracking:str}": OPEN,
    "POST /complaints": OPEN,
    "GET /i/{ticket:str}": OPEN,
    "POST /i/{ticket:str}/rating": OPEN,
    "GET /proof.js": OPEN,
    "GET /i/{ticket:str}/history": OPEN,
    "GET /i/{ticket:str}/complaint": OPEN,
    "POST /i/{ticket:str}/complaint": OPEN,
    "GET /s/{code:str}": OPEN,
    "GET /d/{code:str}": OPEN,
    "GET /api/complaints": {"overseer"},
    "GET /api/complaints/{complaint_id:uuid}": {"overseer"},
    "POST /api/complaints/{complaint_id:uuid}/steps": {"overseer"},
    "GET /api/complaints/{complaint_id:uuid}/pictures/{photo_id:uuid}": {"overseer"},
    "GET /api/ratings": {"overseer"},
    "POST /api/subjects/codes": REVIEWERS,
    "GET /register": OPEN,
    "GET /register/matters": OPEN,
    "GET /register/matters.json": OPEN,
    "GET /register/matters/{code:str}": OPEN,
    "GET /register/matters/{code:str}/data.json": OPEN,
    "GET /register/agencies": OPEN,
    "GET /register/agencies.json": OPEN,
    "GET /register/agencies/{code:str}": OPEN,
    "GET /register/agencies/{code:str}/data.json": OPEN,
    "GET /robots.txt": OPEN,
    "GET /withdrawn": OPEN,
    "GET /withdrawn.json": OPEN,
}

#: Beside models.py and *queries.py, these build SQL, each for a reason of its own.
SQL_ELSEWHERE = {
    "db.py",  # the engine
    "prepared.py",  # runs what queries build
    "jobs.py",  # its own table and queue
    "recurring.py",  # its own table
    "pages.py",  # keyset conditions
    "web/health.py",  # SELECT 1
    "identity/actor.py",  # the scope, as a subquery for everybody's queries
    "agencies/divisions.py",  # the scope of a division, likewise
    "inspections/policy.py",  # the scope of inspections, likewise
    "inspections/listing.py",  # the list and its counts
    "inspections/row_facts.py",  # what a list's row says beyond the inspection
    "inspections/record_reading.py",
    "inspections/rebuild.py",  # every inspection, one after another
    "subjects/service.py",
    "subjects/visits.py",  # figures of visits
    "sync/contents.py",  # what a pack is made of
    "sync/packs.py",
    "sync/quarantine.py",
    "sync/service.py",  # IntegrityError only
    "demo/load.py",  # fills empty tables
    "demo/history.py",
    "demo/portraits.py",
}


def _doors(app: Litestar) -> Iterator[tuple[str, Any]]:
    """Every route's handler; the OPTIONS that Litestar adds by itself says only which methods there are."""
    for route in app.routes:
        assert isinstance(route, HTTPRoute), f"{route.path} is no plain HTTP route"
        for handler in route.route_handlers:
            if "options_handler" in str(handler):
                continue
            for method in handler.http_methods:
                yield f"{method} {route.path}", handler


@pytest.fixture(autouse=True)
def _endless_streams_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the server is told to stop: a door that answers for ever would be knocked at for ever."""
    monkeypatch.setattr("zhifa.notify.stream.is_ending", lambda: True)


def _ask(client: TestClient[Litestar], door: str, headers: dict[str, str]) -> Any:
    method, path = door.split(" ")
    filled = re.sub(r"\{\w+:uuid\}", str(new_id()), path)
    filled = re.sub(r"\{\w+:(str|path)\}", "0" * 64, filled)
    filled = re.sub(r"\{\w+:int\}", "1", filled)
    body = {} if method in {"POST", "PATCH"} else None
    return client.request(method, filled, headers=headers, json=body, follow_redirects=False)


def test_every_door_is_written_down(client: TestClient[Litestar]) -> None:
    assert {door for door, _ in _doors(client.app)} == set(DOORS)


def test_every_door_has_a_lock(client: TestClient[Litestar]) -> None:
    assert [door for door, handler in _doors(client.app) if handler.opt.get("permission") is None] == []


def test_strangers_are_asked_to_log_in(client: TestClient[Litestar], city: City) -> None:
    for door, who in DOORS.items():
        answer = _ask(client, door, {})
        if who == OPEN:
            assert answer.status_code != 403, door
            assert answer.status_code != 401 or answer.json()["code"] == "session_expired", door
        else:
            assert answer.status_code == 401, door
            assert door.startswith("HEAD") or answer.json()["code"] == "login_required", door


@pytest.mark.parametrize("role", list(Role))
def test_each_role_goes_where_it_may_and_no_further(
    client: TestClient[Litestar], city: City, parts: Parts, role: Role
) -> None:
    name = next(name for name, person in city.people.items() if person.role is role)
    headers, refused = city.headers(name), []
    for door, who in DOORS.items():
        if door == "DELETE /api/session":
            continue
        answer = _ask(client, door, headers)
        assert answer.status_code < 500, f"{door} for {role}: {answer.text}"
        if who == OPEN or role.value in who:
            assert answer.status_code not in {401, 403} or who == OPEN, f"{door} is shut to {role}"
        else:
            assert answer.status_code == 403, f"{door} is open to {role}"
            refused.append(door)
    templates = sorted(re.sub(r":(uuid|str|int)\}", "}", door) for door in refused)
    assert _refusals(parts, city[name].account) == templates, "each refusal left a trace"


def _refusals(parts: Parts, account: object) -> list[str]:
    with parts.db.read() as session:
        query = select(AuditRow.action).where(AuditRow.refused, AuditRow.account_id == account)
        return sorted(session.exec(query))


def test_reading_leaves_no_trace_of_a_refusal(client: TestClient[Litestar], city: City, parts: Parts) -> None:
    client.get("/api/me", headers=city.headers("li"))
    with parts.db.read() as session:
        assert session.scalar(select(func.count()).select_from(AuditRow)) == 0


def test_no_address_carries_a_secret(client: TestClient[Litestar]) -> None:
    """Addresses end up in logs and histories; tokens and passwords travel in headers, cookies and bodies."""
    schema = client.get("/schema/openapi.json").json()
    names = {
        parameter["name"]
        for path in schema["paths"].values()
        for operation in path.values()
        for parameter in operation.get("parameters", [])
        if parameter["in"] in {"path", "query"}
    }
    assert {name for name in names if re.search("token|password|secret|jwt|jws|auth|credential", name)} == set()


def test_every_guarded_route_documents_its_problems(client: TestClient[Litestar]) -> None:
    schema = client.get("/schema/openapi.json").json()
    for path in ("/api/session", "/api/session/refresh", "/api/me", "/api/devices", "/api/accounts"):
        for method, operation in schema["paths"][path].items():
            problems = [media for answer in operation["responses"].values() for media in answer.get("content", {})]
            assert "application/problem+json" in problems, f"{method} {path}"


def test_modules_know_only_whom_they_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """The contracts are in pyproject.toml, [tool.importlinter]."""
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", cache_dir=None) == 0


def test_sql_is_built_where_it_is_looked_for() -> None:
    builders = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts and _builds_sql(path)
    }
    named = {name for name in builders if name.endswith(("models.py", "queries.py"))}
    assert builders - named <= SQL_ELSEWHERE


def test_a_table_is_never_a_body(client: TestClient[Litestar]) -> None:
    """A table class exposes every column and validates nothing: what goes over the wire is a Struct."""
    for door, handler in _doors(client.app):
        signature = handler.parsed_fn_signature
        spoken = [signature.return_type, *(f for name, f in signature.parameters.items() if name == "data")]
        for field in spoken:
            assert not any(_is_table(kind) for kind in _parts_of(field.annotation)), door


def _parts_of(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from _parts_of(inner)


def _is_table(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, SQLModel)


def test_only_the_settings_read_the_environment() -> None:
    readers = {path.name for path in PACKAGE.rglob("*.py") if re.search(r"os\.(environ|getenv)", path.read_text())}
    assert readers <= {"settings.py"}


def _builds_sql(path: Path) -> bool:
    """Whether it imports more of SQL than the Session that is handed through."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import) and any(alias.name.split(".")[0] == "sqlalchemy" for alias in node.names):
            names.add("sqlalchemy")
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in {"sqlalchemy", "sqlmodel"}:
            names.update(alias.name for alias in node.names)
    return bool(names - {"Session"})
