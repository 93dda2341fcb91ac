"""Imports every table, for whoever needs the whole schema (migrations, tests)."""

from zhifa import jobs
from zhifa.agencies import models as agencies
from zhifa.benchmarks import models as benchmarks
from zhifa.credentials import models as credentials
from zhifa.credentials import training_models as training
from zhifa.evidence import models as evidence
from zhifa.identity import models as identity
from zhifa.inspections import models as inspections
from zhifa.matters import models as matters
from zhifa.review import models as review
from zhifa.subjects import models as subjects
from zhifa.sync import models as sync
from zhifa.verification import models as verification

__all__ = [
    "agencies",
    "benchmarks",
    "credentials",
    "evidence",
    "identity",
    "inspections",
    "jobs",
    "matters",
    "review",
    "subjects",
    "sync",
    "training",
    "verification",
]
