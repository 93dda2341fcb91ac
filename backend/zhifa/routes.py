"""Every route, by feature. From a URL to a row: here → ``<feature>/routes.py`` → ``service`` → ``queries``."""

from collections.abc import Sequence

from litestar.types import ControllerRouterHandler

from zhifa.agencies import routes as agencies
from zhifa.matters import routes as matters
from zhifa.subjects import routes as subjects
from zhifa.sync import pack_routes as packs
from zhifa.web import health, pages

ROUTES: Sequence[ControllerRouterHandler] = [
    health.live,
    health.ready,
    pages.root,
    pages.officer_app,
    pages.console,
    pages.reference,
    agencies.list_agencies,
    subjects.list_subjects,
    subjects.get_subject,
    matters.list_matters,
    matters.get_matter,
    packs.list_packs,
    packs.get_pack,
]
