"""The whole demo city as rows by table, and a digest that says whether two of them are the same."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from zhifa.agencies.models import Agency, AgencyAncestor, AgencyMatter, Division
from zhifa.appraisal.models import Rubric
from zhifa.benchmarks.models import (
    BenchmarkCitation,
    BenchmarkListVersion,
    BenchmarkMatter,
    BenchmarkRecord,
    BenchmarkVersion,
)
from zhifa.credentials.models import CardCode, Certificate, CertificateInterval, Issuer, Officer
from zhifa.credentials.training_models import Assessment, Exam, Training
from zhifa.demo import accounts, agencies, benchmarks, matters, people, registry, rubrics, subjects
from zhifa.demo.places import places
from zhifa.identity.models import Account
from zhifa.matters.models import Checklist, ChecklistItem, Matter
from zhifa.subjects.models import Subject

Row = dict[str, Any]
World = dict[type[Any], Sequence[Row]]


def world(password_hash: str) -> World:
    """Tables in the order in which they may be written."""
    listed = matters.matters()
    return {
        Division: [
            {"code": p.code, "name": p.name, "level": p.level, "kind": p.kind, "parent_code": p.parent}
            for p in places().values()
        ],
        Agency: agencies.agencies(),
        AgencyAncestor: agencies.ancestors(),
        Matter: listed,
        Checklist: matters.checklists(),
        ChecklistItem: matters.items(),
        AgencyMatter: agencies.agency_matters(listed),
        BenchmarkRecord: benchmarks.records(),
        BenchmarkVersion: benchmarks.versions(),
        BenchmarkCitation: benchmarks.citations(),
        BenchmarkMatter: benchmarks.matters(),
        BenchmarkListVersion: benchmarks.lists(),
        Officer: [person.officer for person in people.people()],
        Account: accounts.rows(password_hash),
        Certificate: people.certificates(),
        CertificateInterval: people.intervals(),
        Issuer: registry.issuers(),
        CardCode: registry.card_codes(),
        Exam: registry.exams(),
        Assessment: registry.assessments(),
        Training: registry.trainings(),
        Rubric: rubrics.rubrics(),
        Subject: subjects.subjects(),
    }


def digest(made: World) -> str:
    """The same on every machine and every run (given the same password hash)."""
    plain = {table.__name__: rows for table, rows in made.items()}
    return hashlib.sha256(json.dumps(plain, default=str, sort_keys=True).encode()).hexdigest()
