"""Imports every table, for whoever needs the whole schema (migrations, tests)."""

from zhifa import jobs, recurring
from zhifa.agencies import models as agencies
from zhifa.appraisal import models as appraisal
from zhifa.benchmarks import models as benchmarks
from zhifa.compliance import alert_models as alerts
from zhifa.compliance import models as compliance
from zhifa.credentials import models as credentials
from zhifa.credentials import training_models as training
from zhifa.custody import models as custody
from zhifa.evidence import models as evidence
from zhifa.feedback import models as feedback
from zhifa.identity import models as identity
from zhifa.inspections import case_models as cases
from zhifa.inspections import models as inspections
from zhifa.legality import models as legality
from zhifa.matters import models as matters
from zhifa.notify import models as notify
from zhifa.overview import models as overview
from zhifa.review import assignment_models as assignments
from zhifa.review import models as review
from zhifa.review import referral_models as referrals
from zhifa.subjects import models as subjects
from zhifa.sync import models as sync
from zhifa.verification import models as verification

__all__ = [
    "agencies",
    "alerts",
    "appraisal",
    "assignments",
    "benchmarks",
    "cases",
    "compliance",
    "credentials",
    "custody",
    "evidence",
    "feedback",
    "identity",
    "inspections",
    "jobs",
    "legality",
    "matters",
    "notify",
    "overview",
    "recurring",
    "referrals",
    "review",
    "subjects",
    "sync",
    "training",
    "verification",
]
