"""Every route, by feature. From a URL to a row: here → ``<feature>/routes.py`` → ``service`` → ``queries``."""

from collections.abc import Sequence

from litestar.types import ControllerRouterHandler

from zhifa.agencies import routes as agencies
from zhifa.benchmarks import routes as benchmarks
from zhifa.credentials import change_routes as credential_changes
from zhifa.credentials import file_routes as credential_files
from zhifa.credentials import routes as credentials
from zhifa.credentials import training_routes as training
from zhifa.credentials import withdrawn_routes as withdrawn
from zhifa.evidence import routes as evidence
from zhifa.evidence import upload_routes as uploads
from zhifa.identity import account_routes as accounts
from zhifa.identity import routes as identity
from zhifa.identity import session_routes as session
from zhifa.inspections import routes as inspections
from zhifa.matters import routes as matters
from zhifa.review import routes as review
from zhifa.subjects import routes as subjects
from zhifa.sync import library_routes as library
from zhifa.sync import pack_routes as packs
from zhifa.sync import routes as sync
from zhifa.verification import card_routes as cards
from zhifa.verification import page_routes as verification_pages
from zhifa.verification import report_routes as reports
from zhifa.verification import routes as verification
from zhifa.web import health, pages

ROUTES: Sequence[ControllerRouterHandler] = [
    health.live,
    health.ready,
    pages.root,
    pages.officer_app,
    pages.console,
    pages.reference,
    session.open_session,
    session.refresh_session,
    session.close_session,
    session.me,
    session.change_password,
    identity.register_device,
    identity.list_devices,
    identity.revoke_device,
    accounts.list_accounts,
    accounts.unlock_account,
    accounts.set_account_state,
    accounts.open_account,
    accounts.reset_password,
    agencies.list_agencies,
    agencies.list_divisions,
    subjects.list_subjects,
    subjects.get_subject,
    matters.list_matters,
    matters.get_matter,
    benchmarks.list_benchmarks,
    benchmarks.get_benchmark,
    benchmarks.assess_benchmark,
    packs.list_packs,
    packs.get_pack,
    library.library_manifest,
    library.library_file,
    uploads.router,
    evidence.status,
    evidence.exists,
    evidence.original,
    evidence.preview,
    evidence.thumbnail,
    inspections.list_inspections,
    inspections.count_inspections,
    inspections.get_inspection,
    inspections.list_entries,
    review.review_inspection,
    sync.send_entries,
    sync.entries_schema,
    sync.list_quarantine,
    sync.resolve_quarantine,
    credentials.list_credentials,
    credentials.get_credential,
    credentials.propose_credential,
    credentials.propose_status,
    credentials.reissue_card_code,
    credentials.list_issuers,
    credential_files.import_credentials,
    credential_files.export_credentials,
    credential_files.propose_portrait,
    credential_files.get_portrait,
    credential_changes.list_changes,
    credential_changes.decide_change,
    credential_changes.get_proposed_portrait,
    credential_changes.get_import_report,
    training.list_training,
    training.record_training,
    training.record_assessment,
    training.record_exam,
    withdrawn.page,
    withdrawn.listed,
    cards.print_cards,
    verification.verify,
    verification.jwks,
    verification.list_unusual,
    verification.list_reports,
    verification_pages.presented_page,
    verification_pages.card_page,
    verification_pages.portrait,
    reports.report_form,
    reports.send_report,
    reports.complaint,
]
