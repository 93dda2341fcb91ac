"""``zhifa ledger verify``: whether the ledger holds, and is still what others were told of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from zhifa.custody import queries
from zhifa.custody.chain import EMPTY, TYPE, Checkpointed, following, opened
from zhifa.identity.statements import KeyOf, NotStated, type_of
from zhifa.inspections.entry import digest

STRETCH = 5_000
_JWS = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


@dataclass(slots=True)
class Verdict:
    """``problems``: what does not fit, a sentence each; none: the ledger holds. ``waiting``: visits with an entry that
    has no place yet, a thousand at most. ``outside``: checkpoints from elsewhere that it was compared with."""

    places: int = 0
    waiting: int = 0
    checkpoints: int = 0
    outside: int = 0
    problems: list[str] = field(default_factory=list)


def verify(session: Session, key_of: KeyOf, kept: Sequence[str] = ()) -> Verdict:
    """Walks through the whole ledger. ``kept``: texts with checkpoints that were kept elsewhere, proofs among them."""
    found, own = Verdict(), queries.checkpoints(session)
    outside = [jws for text in kept for jws in _JWS.findall(text) if type_of(jws) == TYPE]
    told: list[Checkpointed] = []
    for jws in (*own, *outside):
        try:
            told.append(opened(jws, key_of))
        except NotStated as error:
            found.problems.append(f"a checkpoint is not signed by a key of this server ({error})")
    found.checkpoints, found.outside = len(own), len(outside)
    wanted = {said.position: said.head for said in told}
    if len(wanted) < len({(said.position, said.head) for said in told}):
        found.problems.append("two checkpoints say different things of the same place: the ledger was written anew")
    found.problems += _walked(session, found, wanted)
    found.problems += [
        f"the ledger ends at {found.places}, and once had {position} places: the last ones were taken away"
        for position in sorted(wanted)
        if position > found.places
    ]
    found.waiting = len(queries.visits_without_place(session, queries.NONE, 1_000))
    return found


def _walked(session: Session, found: Verdict, wanted: Mapping[int, str]) -> Iterator[str]:
    head = EMPTY
    while rows := queries.places(session, found.places, STRETCH):
        for row in rows:
            found.places += 1
            if row.position != found.places:
                yield f"place {found.places} is missing"
                found.places = row.position
            if row.jws is None:
                yield f"the entry at place {row.position} is gone"
            elif digest(row.jws) != row.sha256:
                yield f"the entry at place {row.position} was altered"
            head = following(head, row.sha256)
            if head != row.head:
                yield f"place {row.position} does not follow the one before it"
                head = row.head
            if wanted.get(row.position, head) != head:
                yield f"at place {row.position} the ledger is another than its checkpoint says"
