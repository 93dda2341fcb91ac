"""Every route, by feature. From a URL to a row: here → ``<feature>/routes.py`` → ``service`` → ``queries``."""

from collections.abc import Sequence

from litestar.types import ControllerRouterHandler

from zhifa.web import health, pages

ROUTES: Sequence[ControllerRouterHandler] = [
    health.live,
    health.ready,
    pages.root,
    pages.officer_app,
    pages.console,
    pages.reference,
]
