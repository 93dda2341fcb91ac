"""``make_parts(settings)`` and ``create_app(parts)``: the only place that wires things together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.middleware import DefineMiddleware
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme
from litestar.types import ASGIApp
from servestatic import ServeStaticASGI

import zhifa
from zhifa.adapters import object_store, senders
from zhifa.clock import Clock, now
from zhifa.db import Database
from zhifa.evidence.spool import Spool
from zhifa.evidence.uploads import Uploads
from zhifa.feedback.counter import Counter
from zhifa.identity.authentication import Authentication
from zhifa.identity.keyring import KeyRing
from zhifa.identity.permissions import Permission
from zhifa.identity.queries import ActorOfSession
from zhifa.identity.tokens import TokenKey
from zhifa.inspections.past_findings_queries import past_findings
from zhifa.notify.stream import Hub
from zhifa.ports import ObjectStore, Sender
from zhifa.requests import AnyRequest
from zhifa.routes import ROUTES
from zhifa.settings import Settings
from zhifa.structs import make_ready
from zhifa.sync.queries import DeviceKeys
from zhifa.sync.service import Reception
from zhifa.verification.enquiries import Enquiries
from zhifa.verification.page_routes import CodeLane
from zhifa.verification.report_routes import make_allowance
from zhifa.verification.service import Verifier
from zhifa.web.headers import OuterLayer
from zhifa.web.pages import STATIC
from zhifa.web.problems import HANDLERS

IMMUTABLE_S = int(timedelta(days=365).total_seconds())


@dataclass(frozen=True, slots=True)
class Parts:
    """What handlers ask for by name: ``db``, ``objects``, ``settings``, ``clock``, ``token_key``, ``spool``."""

    settings: Settings
    db: Database
    objects: ObjectStore
    clock: Clock
    token_key: TokenKey
    spool: Spool
    verifier: Verifier
    push_keys: KeyRing  # not those that sign tokens: browsers are bound to the key they subscribed with
    senders: Mapping[str, Sender]


def make_parts(settings: Settings, *, clock: Clock = now) -> Parts:
    make_ready()
    db, token_key = Database(settings.database), TokenKey.load_or_make(settings.data_dir)
    push_keys = KeyRing.load_or_make(settings.data_dir / "push")
    return Parts(
        settings=settings,
        db=db,
        objects=object_store(settings),
        clock=clock,
        token_key=token_key,
        spool=Spool(settings.spool_dir),
        verifier=Verifier(db, settings, token_key.ring, clock),
        push_keys=push_keys,
        senders=senders(settings, push_keys),
    )


def given(parts: Parts) -> dict[str, Any]:
    """What handlers may ask for by name: the parts, and what is made of them once for a process."""
    ring = parts.token_key.ring
    return {
        "db": parts.db,
        "objects": parts.objects,
        "settings": parts.settings,
        "clock": parts.clock,
        "token_key": parts.token_key,
        "spool": parts.spool,
        "key_ring": ring,
        "push_keys": parts.push_keys,
        "enquiries": Enquiries(parts.verifier, parts.settings, parts.clock),
        "hub": Hub(parts.db, parts.clock),
        "counter": Counter(parts.db, parts.objects, ring, parts.settings, parts.clock),
        "uploads": Uploads(parts.db, parts.objects, parts.settings, parts.clock, parts.spool),
        "reception": Reception(parts.db, parts.settings, parts.clock, DeviceKeys(parts.db)),
        "report_allowance": make_allowance(parts.settings),
        "actor_of": ActorOfSession(parts.db),
    }


def create_litestar(parts: Parts) -> Litestar:
    """The API without the layers around it. What it gives to handlers is ``app.state``, looked up at each request:
    whoever lays something else there need not build the API again."""
    state = State(given(parts), deep_copy=False)
    return Litestar(
        # In a router, so that an address with two methods is registered once: registered one by one, Litestar
        # 2.25 wraps the first method's sync handler twice and answers 500.
        route_handlers=[Router("/", route_handlers=ROUTES)],
        middleware=[DefineMiddleware(Authentication, state=state)],
        dependencies={
            **{name: _from(state, name) for name in state},
            "actor": Provide(_actor, sync_to_thread=False),
            "history": Provide(lambda: past_findings, sync_to_thread=False),
        },
        exception_handlers=HANDLERS,
        openapi_config=_openapi(),
        request_max_body_size=parts.settings.request_max_bytes,
        logging_config=None,
        state=state,
        on_shutdown=[lambda: state.spool.close(), lambda: state.db.close()],
    )


def _from(state: State, name: str) -> Provide:
    return Provide(lambda: state[name], sync_to_thread=False)


def create_app(parts: Parts) -> ASGIApp:
    """The whole application as the server runs it."""
    return layered(create_litestar(parts), parts.settings)


def layered(api: Litestar, settings: Settings) -> ASGIApp:
    """The API with the layers around it: the apps' files, and what every answer carries."""
    static = ServeStaticASGI(api, index_file=True, allow_all_origins=False, max_age=0, immutable_file_test=_immutable)
    for name in ("app", "console", "reference"):
        if (STATIC / name).is_dir():
            static.add_files(str(STATIC / name), prefix=f"/{name}/")
    return OuterLayer(CodeLane(static, api.state), https=settings.secure_cookies)


def _immutable(_path: str, url: str) -> bool:
    """Vite names these files by their content."""
    return "/assets/" in url


def _actor(request: AnyRequest) -> Any:
    return request.user


def _openapi() -> OpenAPIConfig:
    return OpenAPIConfig(
        title="掌上执法",
        version=zhifa.__version__,
        description="行政执法现场记录、核验与审核接口。错误一律为 application/problem+json。",
        path="/schema",
        render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        openapi_router=Router(
            "/schema", route_handlers=[], opt={"permission": Permission.PUBLIC}, include_in_schema=False
        ),
        components=Components(
            security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer", bearer_format="JWT")}
        ),
        security=[{"bearer": []}],
        use_handler_docstrings=True,
    )
