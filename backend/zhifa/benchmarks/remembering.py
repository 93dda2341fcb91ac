"""The interface by which whoever keeps records tells the library what was found at a subject before."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, runtime_checkable
from uuid import UUID

from sqlmodel import Session

from zhifa.benchmarks.history import Past


@runtime_checkable
class History(Protocol):
    """Violations found at a subject before a day of Asia/Shanghai, from accepted records only."""

    def __call__(self, session: Session, subject_id: UUID, before: date) -> Sequence[Past]: ...
