"""Which job is done by what."""

from zhifa.app import Parts
from zhifa.evidence import jobs as evidence
from zhifa.evidence.derivatives import Derivatives
from zhifa.evidence.uploads import Uploads
from zhifa.feedback import photos
from zhifa.jobs import Handler


def handlers(parts: Parts) -> dict[str, Handler]:
    """Kind of job → the function that does it."""
    uploads = Uploads(parts.db, parts.objects, parts.settings, parts.clock, parts.spool)
    derivatives = Derivatives(parts.db, parts.objects, parts.settings, parts.spool)
    photographs = photos.Photographs(parts.db, parts.objects, parts.settings, parts.spool)
    return {**evidence.handlers(uploads, derivatives), **photos.handlers(photographs)}
