"""Which job is done by what."""

from zhifa.app import Parts
from zhifa.benchmarks import jobs as benchmarks
from zhifa.compliance import rechecking as compliance
from zhifa.evidence import jobs as evidence
from zhifa.evidence.derivatives import Derivatives
from zhifa.evidence.uploads import Uploads
from zhifa.feedback import jobs as feedback
from zhifa.feedback.photos import Photographs
from zhifa.jobs import Handler
from zhifa.notify import jobs as notify
from zhifa.overview import jobs as overview
from zhifa.recurring import Recurring, daily

#: Work that comes round by itself; terms of law move on with the day.
RECURRING: tuple[Recurring, ...] = (
    *benchmarks.RECURRING,
    *notify.RECURRING,
    *feedback.RECURRING,
    *overview.RECURRING,
    Recurring(compliance.SWEEP, daily(0, 20)),
)


def lanes(parts: Parts) -> tuple[dict[str, Handler], ...]:
    """Jobs that do not wait for one another: people are told in time, however many pictures are to be made."""
    return notify.handlers(parts.db, parts.senders, parts.settings, parts.clock), _at_leisure(parts)


def handlers(parts: Parts) -> dict[str, Handler]:
    """Kind of job → the function that does it."""
    return {kind: handler for lane in lanes(parts) for kind, handler in lane.items()}


def _at_leisure(parts: Parts) -> dict[str, Handler]:
    uploads = Uploads(parts.db, parts.objects, parts.settings, parts.clock, parts.spool)
    derivatives = Derivatives(parts.db, parts.objects, parts.settings, parts.spool)
    overviews = overview.Follower(parts.db, parts.clock)
    photographs = Photographs(parts.db, parts.objects, parts.settings, parts.spool)
    return {
        **benchmarks.handlers(parts.db, parts.objects, parts.clock),
        **evidence.handlers(uploads, derivatives),
        **feedback.handlers(parts.db, photographs, parts.clock),
        **notify.handlers(parts.db, parts.senders, parts.settings, parts.clock),
        **compliance.handlers(parts.db, parts.clock, overviews),
        **overview.handlers(overviews),
    }
