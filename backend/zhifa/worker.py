"""Which job is done by what."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from zhifa.app import Parts
from zhifa.benchmarks import jobs as benchmarks
from zhifa.compliance import rechecking as compliance
from zhifa.custody import jobs as custody
from zhifa.custody.ledger import Ledger
from zhifa.evidence import jobs as evidence
from zhifa.evidence.derivatives import Derivatives
from zhifa.evidence.uploads import Uploads
from zhifa.feedback import jobs as feedback
from zhifa.feedback.photos import Photographs
from zhifa.jobs import Handler, Lane, Together
from zhifa.notify import jobs as notify
from zhifa.overview import jobs as overview
from zhifa.recurring import Recurring, daily
from zhifa.verification import jobs as verification

#: How often is looked for visits to check: what many phones bring in a moment is checked together.
CHECKS_S, RESTING_S = 2.0, 15.0
#: A phone that comes back into signal brings photograph after photograph; previews begin when they are in.
PICTURES_SETTLE = timedelta(seconds=5)

#: Work that comes round by itself; terms of law move on with the day.
RECURRING: tuple[Recurring, ...] = (
    *benchmarks.RECURRING,
    *notify.RECURRING,
    *feedback.RECURRING,
    *overview.RECURRING,
    *verification.RECURRING,
    *custody.RECURRING,
    Recurring(compliance.SWEEP, daily(0, 20)),
)


def lanes(parts: Parts) -> tuple[Lane, ...]:
    """People are told in time, and visits checked, however many pictures are to be made; what rests on a changed
    visit may wait a little."""
    overviews, ledger = overview.Follower(parts.db, parts.clock), ledger_of(parts)

    def checked(ids: Collection[UUID]) -> None:
        ledger.enter(ids)
        overviews(ids)

    return (
        Lane({**notify.handlers(parts.db, parts.senders, parts.settings, parts.clock)}),
        Lane(_pictures(parts), settled=PICTURES_SETTLE),
        Lane(
            {
                **benchmarks.handlers(parts.db, parts.objects, parts.clock),
                **overview.handlers(overviews),
                **verification.handlers(parts.db, parts.clock),
                **custody.handlers(ledger),
            }
        ),
        Lane({**benchmarks.reading_handlers(parts.db, parts.objects, parts.clock)}),
        Lane(compliance.handlers(parts.db, parts.clock, checked), pause_s=CHECKS_S),
        Lane(compliance.slow_handlers(parts.db, parts.clock, overviews), pause_s=RESTING_S),
    )


def ledger_of(parts: Parts) -> Ledger:
    return Ledger(parts.db, parts.token_key.ring, parts.settings, parts.clock)


def handlers(parts: Parts) -> dict[str, Handler | Together]:
    """Kind of job → the function that does it."""
    return {kind: handler for lane in lanes(parts) for kind, handler in lane.handlers.items()}


def _pictures(parts: Parts) -> dict[str, Handler | Together]:
    uploads = Uploads(parts.db, parts.objects, parts.settings, parts.clock, parts.spool)
    derivatives = Derivatives(parts.db, parts.objects, parts.settings, parts.spool)
    photographs = Photographs(parts.db, parts.objects, parts.settings, parts.spool)
    return {**evidence.handlers(uploads, derivatives), **feedback.handlers(parts.db, photographs, parts.clock)}
