"""The apps' pages, the API's reference page, and what robots are told. Files are served by ServeStatic (``app.py``)."""

from pathlib import Path

from litestar import Response, get
from litestar.enums import MediaType
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
    return Response(path.read_bytes(), media_type=MediaType.HTML, headers={"cache-control": "no-cache"})


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


#: The public pages are there to be found; behind a login there is nothing to find.
ROBOTS = "User-agent: *\nDisallow: /api/\nDisallow: /app/\nDisallow: /console/\nDisallow: /schema/\n"


@get("/robots.txt", opt=PUBLIC, include_in_schema=False, media_type=MediaType.TEXT, sync_to_thread=False)
def robots() -> str:
    return ROBOTS
