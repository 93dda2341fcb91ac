"""The two apps' pages and the API's reference page. Their files are served by ServeStatic, see ``app.py``."""

from pathlib import Path

from litestar import Response, get
from litestar.response import Redirect

from zhifa.errors import NotFound
from zhifa.identity.permissions import Permission

STATIC = Path(__file__).parent / "static"
PUBLIC = {"permission": Permission.PUBLIC}


def _page(name: str) -> Response[bytes]:
    """An app's index page, for every address inside the app that is no file."""
    path = STATIC / name / "index.html"
    if not path.is_file():
        raise NotFound("页面尚未构建,请先运行 make build。")
    return Response(path.read_bytes(), media_type="text/html; charset=utf-8", headers={"cache-control": "no-cache"})


@get("/", opt=PUBLIC, include_in_schema=False, sync_to_thread=False)
def root() -> Redirect:
    return Redirect("/app/")


@get(["/app", "/app/{path:path}"], opt=PUBLIC, include_in_schema=False, sync_to_thread=False)
def officer_app() -> Response[bytes]:
    return _page("app")


@get(["/console", "/console/{path:path}"], opt=PUBLIC, include_in_schema=False, sync_to_thread=False)
def console() -> Response[bytes]:
    return _page("console")


@get("/schema/reference", opt=PUBLIC, include_in_schema=False, sync_to_thread=False)
def reference() -> Response[bytes]:
    return _page("reference")
