"""Every route, by feature. From a URL to a row: here → ``<feature>/routes.py`` → ``service`` → ``queries``."""

from collections.abc import Sequence

from litestar.types import ControllerRouterHandler

from zhifa.agencies import routes as agencies
from zhifa.appraisal import answer_routes as appraisal_answers
from zhifa.appraisal import routes as appraisal
from zhifa.benchmarks import disclosure_routes as benchmark_pages
from zhifa.benchmarks import import_routes as benchmark_imports
from zhifa.benchmarks import list_routes as benchmark_lists
from zhifa.benchmarks import routes as benchmarks
from zhifa.benchmarks import version_routes as benchmark_versions
from zhifa.compliance import alert_routes as alerts
from zhifa.compliance import figure_routes as figures
from zhifa.credentials import change_routes as credential_changes
from zhifa.credentials import file_routes as credential_files
from zhifa.credentials import issuer_routes as issuers
from zhifa.credentials import routes as credentials
from zhifa.credentials import training_routes as training
from zhifa.credentials import withdrawn_routes as withdrawn
from zhifa.custody import routes as custody
from zhifa.documents import routes as documents
from zhifa.evidence import routes as evidence
from zhifa.evidence import upload_routes as uploads
from zhifa.feedback import complaint_page_routes as complaint_pages
from zhifa.feedback import routes as feedback
from zhifa.feedback import visit_routes as visits
from zhifa.identity import account_routes as accounts
from zhifa.identity import routes as identity
from zhifa.identity import session_routes as session
from zhifa.inspections import comparison_routes as comparison
from zhifa.inspections import routes as inspections
from zhifa.legality import qualification_routes as legal_qualifications
from zhifa.legality import routes as legality
from zhifa.matters import change_routes as matter_changes
from zhifa.matters import routes as matters
from zhifa.notify import push_routes as push
from zhifa.notify import routes as notify
from zhifa.overview import routes as overview
from zhifa.register import routes as register
from zhifa.review import assignment_routes as assignments
from zhifa.review import presence_routes as presence
from zhifa.review import referral_routes as referrals
from zhifa.review import routes as review
from zhifa.subjects import code_routes as subject_codes
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
    pages.robots,
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
    subject_codes.print_subject_codes,
    matters.list_matters,
    matters.get_matter,
    matter_changes.list_matter_changes,
    matter_changes.propose_matter_change,
    matter_changes.get_matter_change,
    matter_changes.decide_matter_change,
    matter_changes.list_changes_of_matter,
    matter_changes.list_holders,
    benchmarks.list_benchmarks,
    benchmarks.get_benchmark,
    benchmarks.assess_benchmark,
    benchmark_lists.list_lists,
    benchmark_lists.list_list_versions,
    benchmark_lists.enter_list_version,
    benchmark_lists.get_list_version,
    benchmark_lists.decide_list_version,
    benchmark_versions.list_versions,
    benchmark_versions.enter_version,
    benchmark_versions.list_versions_of_one,
    benchmark_versions.get_version,
    benchmark_versions.decide_version,
    benchmark_imports.list_layouts,
    benchmark_imports.import_benchmarks,
    benchmark_imports.last_import,
    benchmark_imports.enter_import,
    benchmark_imports.decide_import,
    benchmark_pages.list_page,
    benchmark_pages.listed,
    benchmark_pages.one,
    comparison.compare_cases,
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
    documents.get_record_paper,
    documents.get_proof,
    review.review_inspection,
    review.review_many,
    review.undo_reviews,
    review.list_return_reasons,
    referrals.list_referrals,
    referrals.list_referral_agencies,
    referrals.refer_inspection,
    referrals.answer_referral,
    assignments.list_reviewers,
    assignments.assign_inspections,
    presence.be_present,
    presence.leave_record,
    alerts.list_alerts,
    alerts.count_alerts,
    alerts.get_alert,
    alerts.step_alert,
    alerts.assign_alerts,
    figures.register_duty,
    figures.read_calendar,
    figures.list_thresholds,
    figures.publish_threshold,
    overview.read_overview,
    overview.export_overview,
    appraisal.list_rubrics,
    appraisal.list_rubric_versions,
    appraisal.write_rubric,
    appraisal.list_draws,
    appraisal.freeze_draw,
    appraisal.get_draw,
    appraisal.get_draw_list,
    appraisal.export_draw,
    appraisal.name_seed,
    appraisal.reassign_sheet,
    appraisal.list_sheets,
    appraisal.get_sheet,
    appraisal.write_sheet,
    appraisal_answers.list_appraisals,
    appraisal_answers.answer_appraisal,
    appraisal_answers.recuse_from_sheet,
    legality.get_legality,
    legality.list_legal_reviewers,
    legality.ask_legal_review,
    legality.list_legal_reviews,
    legality.get_legal_review,
    legality.give_legal_opinion,
    legality.recuse_from_legal_review,
    legality.recall_legal_review,
    legal_qualifications.list_legal_qualifications,
    legal_qualifications.list_legal_holders,
    legal_qualifications.record_legal_qualification,
    legal_qualifications.end_legal_qualification,
    notify.read_inbox,
    notify.mark_inbox_read,
    notify.stream_inbox,
    notify.read_preferences,
    notify.keep_preferences,
    push.get_push_key,
    push.subscribe_push,
    push.unsubscribe_push,
    sync.send_entries,
    sync.entries_schema,
    sync.list_quarantine,
    sync.resolve_quarantine,
    credentials.list_credentials,
    credentials.get_credential,
    credentials.propose_credential,
    credentials.propose_status,
    credentials.reissue_card_code,
    issuers.list_issuers,
    issuers.add_issuer,
    issuers.change_issuer,
    issuers.try_format,
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
    custody.list_checkpoints,
    custody.checkpoint_file,
    verification_pages.presented_page,
    verification_pages.card_page,
    verification_pages.portrait,
    reports.report_form,
    reports.send_report,
    visits.visit_page,
    visits.rate_visit,
    visits.proof_script,
    visits.visit_history,
    visits.subject_page,
    documents.paper_page,
    complaint_pages.complaint_form,
    complaint_pages.send_complaint,
    complaint_pages.visit_complaint_form,
    complaint_pages.send_visit_complaint,
    complaint_pages.ask_for_complaint,
    complaint_pages.ask_for_secret,
    complaint_pages.show_complaint,
    feedback.list_complaints,
    feedback.get_complaint,
    feedback.take_complaint_step,
    feedback.get_complaint_picture,
    feedback.list_ratings,
    register.home,
    register.matters_page,
    register.matters_listed,
    register.matter_page,
    register.matter_told,
    register.agencies_page,
    register.agencies_listed,
    register.agency_page,
    register.agency_told,
]
