"""What may be done, and which role may do it. Every route names one of these in its ``opt``.

A role's permission opens the door; whether the *target* is in the actor's scope is asked by each
feature's queries, in SQL.
"""

from collections.abc import Mapping
from enum import StrEnum

from zhifa.identity.models import Role


class Permission(StrEnum):
    PUBLIC = "public"  # no login
    OWN_SESSION = "own_session"  # anyone who is logged in
    ACCOUNT_MANAGE = "account_manage"
    DEVICE_REGISTER = "device_register"
    DEVICE_READ = "device_read"
    DEVICE_REVOKE = "device_revoke"
    REFERENCE_READ = "reference_read"  # agencies, matters
    SUBJECT_READ = "subject_read"
    PACK_READ = "pack_read"
    ENTRY_SEND = "entry_send"
    EVIDENCE_SEND = "evidence_send"
    EVIDENCE_READ = "evidence_read"
    INSPECTION_READ = "inspection_read"
    INSPECTION_COMMENT = "inspection_comment"
    INSPECTION_REVIEW = "inspection_review"
    QUARANTINE_READ = "quarantine_read"
    QUARANTINE_RESOLVE = "quarantine_resolve"
    CREDENTIAL_READ = "credential_read"  # the registry of certificates, training
    CREDENTIAL_ENTER = "credential_enter"  # propose, record
    CREDENTIAL_APPROVE = "credential_approve"  # never one's own proposal
    ISSUER_EDIT = "issuer_edit"  # who issues certificates, and the format of their numbers
    PORTRAIT_READ = "portrait_read"
    APPRAISE = "appraise"  # 案卷评查: rubrics, draws, sheets
    LEGAL_REVIEW = "legal_review"  # 法制审核: ask for it, give it where one is qualified
    LEGAL_QUALIFY = "legal_qualify"  # register who is qualified, never oneself
    APPRAISAL_ANSWER = "appraisal_answer"  # to the result of one's own or one's agency's record
    VERIFICATION_READ = "verification_read"  # unusual verifications
    ALERT_READ = "alert_read"  # 预警, thresholds
    ALERT_STEP = "alert_step"
    THRESHOLD_PUBLISH = "threshold_publish"
    OVERVIEW_READ = "overview_read"  # 概览 of what the scope's visits amount to
    OVERVIEW_EXPORT = "overview_export"
    BENCHMARK_READ = "benchmark_read"  # drafts, versions, what changed between them
    BENCHMARK_EDIT = "benchmark_edit"  # enter, import, approve what another entered, withdraw
    BENCHMARK_PUBLISH = "benchmark_publish"  # never what one entered
    LEDGER_READ = "ledger_read"  # 台账: what was signed of it, to be kept elsewhere
    REPORT_READ = "report_read"  # reports of false officers
    COMPLAINT_HANDLE = "complaint_handle"  # complaints and ratings, never the agency complained of
    SUBJECT_CODE_PRINT = "subject_code_print"
    MATTER_PROPOSE = "matter_propose"  # read and propose changes of the catalogue, revoke one's own
    MATTER_DECIDE = "matter_decide"  # never what one proposed


_P = Permission
_EVERYONE = frozenset({_P.PUBLIC, _P.OWN_SESSION})
_READER = _EVERYONE | {
    _P.REFERENCE_READ,
    _P.SUBJECT_READ,
    _P.INSPECTION_READ,
    _P.EVIDENCE_READ,
    _P.INSPECTION_COMMENT,
}
_REVIEWER = _READER | {
    _P.BENCHMARK_READ,
    _P.BENCHMARK_EDIT,
    _P.INSPECTION_REVIEW,
    _P.ALERT_READ,
    _P.ALERT_STEP,
    _P.THRESHOLD_PUBLISH,
    _P.OVERVIEW_READ,
    _P.OVERVIEW_EXPORT,
    _P.QUARANTINE_READ,
    _P.QUARANTINE_RESOLVE,
    _P.DEVICE_READ,
    _P.DEVICE_REVOKE,
    _P.CREDENTIAL_READ,
    _P.PORTRAIT_READ,
    _P.SUBJECT_CODE_PRINT,
    _P.MATTER_PROPOSE,
    _P.LEGAL_REVIEW,
}

GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.OFFICER: _EVERYONE
    | {
        _P.REFERENCE_READ,
        _P.SUBJECT_READ,
        _P.PACK_READ,
        _P.ENTRY_SEND,
        _P.EVIDENCE_SEND,
        _P.EVIDENCE_READ,
        _P.INSPECTION_READ,
        _P.DEVICE_REGISTER,
        _P.DEVICE_READ,
        _P.PORTRAIT_READ,
        _P.APPRAISAL_ANSWER,
    },
    Role.SUPERVISOR: _REVIEWER | {_P.VERIFICATION_READ, _P.APPRAISAL_ANSWER},
    Role.OVERSEER: _REVIEWER
    | {
        _P.BENCHMARK_PUBLISH,
        _P.MATTER_DECIDE,
        _P.VERIFICATION_READ,
        _P.REPORT_READ,
        _P.LEDGER_READ,
        _P.COMPLAINT_HANDLE,
        _P.APPRAISE,
        _P.LEGAL_QUALIFY,
    },
    Role.ASSISTANT: _READER | {_P.ALERT_READ, _P.OVERVIEW_READ},
    Role.REGISTRAR: _EVERYONE
    | {
        _P.REFERENCE_READ,
        _P.CREDENTIAL_READ,
        _P.CREDENTIAL_ENTER,
        _P.CREDENTIAL_APPROVE,
        _P.ISSUER_EDIT,
        _P.PORTRAIT_READ,
        _P.LEGAL_QUALIFY,
    },
    Role.ADMINISTRATOR: _EVERYONE
    | {
        _P.REFERENCE_READ,
        _P.ACCOUNT_MANAGE,
        _P.DEVICE_READ,
        _P.DEVICE_REVOKE,
        _P.CREDENTIAL_READ,
        _P.ISSUER_EDIT,
        _P.PORTRAIT_READ,
        _P.LEDGER_READ,
    },
}


def may(role: Role, permission: Permission) -> bool:
    return permission in GRANTS[role]
