"""``zhifa serve | worker | db | demo | inspections | overview | keys …``: all that is done from a shell."""

import argparse
import json
from collections.abc import Sequence
from contextlib import closing

from zhifa.settings import Settings, load_settings


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="zhifa", description="掌上执法 server")
    commands = parser.add_subparsers(required=True)

    commands.add_parser("serve", help="run the server").set_defaults(run=_serve)

    commands.add_parser("worker", help="run background jobs only").set_defaults(run=_worker)

    database = commands.add_parser("db", help="migrations").add_subparsers(required=True)
    database.add_parser("upgrade", help="bring the schema up to date").set_defaults(run=_upgrade)
    revise = database.add_parser("revise", help="write a migration from the models")
    revise.add_argument("message")
    revise.set_defaults(run=_revise)

    commands.add_parser("openapi", help="print the OpenAPI document").set_defaults(run=_openapi)

    demo = commands.add_parser("demo", help="invented data for trying the system").add_subparsers(required=True)
    load = demo.add_parser("load", help="write the demo city into an empty database; again changes nothing")
    load.add_argument("--yes", action="store_true", help="even though ZHIFA_DEMO is not set")
    load.set_defaults(run=_demo_load)
    everything = demo.add_parser("run", help="all at once: migrate, load, say who may log in, serve")
    everything.set_defaults(run=_demo_run, yes=False, json=False)
    who = demo.add_parser("accounts", help="who may log in to the demo city")
    who.add_argument("--json", action="store_true", help="for programs: a list of objects")
    who.set_defaults(run=_demo_accounts)

    inspections = commands.add_parser("inspections", help="the records of visits").add_subparsers(required=True)
    refold = inspections.add_parser("refold", help="make the read model anew from the signed entries")
    refold.set_defaults(run=_refold)
    verify = inspections.add_parser("verify", help="check the proof of a visit; exits with 1 where it does not hold")
    verify.add_argument("proof", help="the file, as the desk saves it")
    verify.add_argument("--keys", help="the server's public keys (RFC 7517); this installation's own unless said")
    verify.add_argument("--files", help="a folder with photographs and other files to be found in it")
    verify.set_defaults(run=_verify)

    compliance = commands.add_parser("compliance", help="the rules of law").add_subparsers(required=True)
    rules = compliance.add_parser("rules", help="every rule with its legal source")
    rules.add_argument("--markdown", action="store_true", help="as the page of the manual")
    rules.set_defaults(run=_rules)
    steps = compliance.add_parser("procedure", help="what the phone reads before a visit is closed, as JSON")
    steps.set_defaults(run=_procedure)
    recheck = compliance.add_parser("recheck", help="check records against the rules anew; again changes nothing")
    recheck.add_argument("--all", action="store_true", help="every record, not only those that the day concerns")
    recheck.set_defaults(run=_recheck)

    overview = commands.add_parser("overview", help="what the visits amount to").add_subparsers(required=True)
    rebuild = overview.add_parser("rebuild", help="count every visit anew, while the server runs")
    rebuild.set_defaults(run=_rebuild)

    announce = commands.add_parser("announce", help="a message to everybody's inbox and phones")
    announce.add_argument("words")
    announce.add_argument("--role", help="only accounts of this role")
    announce.set_defaults(run=_announce)

    ledger = commands.add_parser("ledger", help="the ledger of all entries").add_subparsers(required=True)
    checked = ledger.add_parser("verify", help="walk through it; exits with 1 where it does not hold")
    checked.add_argument("--against", nargs="+", default=[], help="files with checkpoints that were kept, or proofs")
    checked.set_defaults(run=_ledger_verify)
    kept = ledger.add_parser("checkpoints", help="what the server signed of it, a line each, to be kept elsewhere")
    kept.set_defaults(run=_ledger_checkpoints)

    keys = commands.add_parser("keys", help="the server's signing keys").add_subparsers(required=True)
    keys.add_parser("list", help="every key, the oldest first").set_defaults(run=_keys_list)
    keys.add_parser("rotate", help="a new key signs; the others are still read").set_defaults(run=_keys_rotate)
    retire = keys.add_parser("retire", help="what this key signed is refused from now on")
    retire.add_argument("kid")
    retire.set_defaults(run=_keys_retire)

    arguments = parser.parse_args(argv)
    arguments.run(load_settings(), arguments)


def _serve(settings: Settings, _arguments: argparse.Namespace) -> None:
    from zhifa.server import serve

    for path, words in (("/app/", "执法人员手机端"), ("/console/", "审核台"), ("/schema/reference", "接口说明")):
        print(f"{settings.base_url}{path:<18}{words}", flush=True)
    serve(settings)


def _worker(settings: Settings, _arguments: argparse.Namespace) -> None:
    from zhifa.server import run_worker

    run_worker(settings)


def _upgrade(settings: Settings, _arguments: argparse.Namespace) -> None:
    from zhifa.db import Database
    from zhifa.migrations import upgrade

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    upgrade(Database(settings.database))


def _revise(settings: Settings, arguments: argparse.Namespace) -> None:
    from zhifa.db import Database
    from zhifa.migrations import revise

    revise(Database(settings.database), arguments.message)


def _openapi(settings: Settings, _arguments: argparse.Namespace) -> None:
    import tempfile
    from dataclasses import replace
    from pathlib import Path

    from zhifa.app import create_litestar, make_parts

    with tempfile.TemporaryDirectory() as folder:
        app = create_litestar(make_parts(replace(settings, data_dir=Path(folder), database_url="", objects_url="")))
        print(json.dumps(app.openapi_schema.to_schema(), ensure_ascii=False, indent=1, sort_keys=True))


def _demo_load(settings: Settings, arguments: argparse.Namespace) -> None:
    import zhifa.tables  # noqa: F401 foreign keys name tables of every feature
    from zhifa.app import make_parts
    from zhifa.demo.duties import settle
    from zhifa.demo.history import load_history
    from zhifa.demo.load import NotADemoDatabase, load
    from zhifa.demo.portraits import hang_portraits
    from zhifa.overview.counting import Counting
    from zhifa.worker import ledger_of

    if not (settings.demo or arguments.yes):
        raise SystemExit(
            "ZHIFA_DEMO is not set: nothing was written. Set it, or say --yes if this database is for demo."
        )
    parts = make_parts(settings)
    try:
        loaded = load(parts.db)
        hang_portraits(parts.db, parts.objects)
        visits = load_history(parts)
        ledger_of(parts).sweep()
        if settle(parts, visits):
            Counting(parts.db, parts.clock).rebuild()
    except NotADemoDatabase as error:
        raise SystemExit(f"Nothing was written: {error}. Demo data never lies beside real data.") from None
    finally:
        parts.db.close()
    print(f"演示数据,不作执法依据:新写入 {sum(loaded.rows.values())} 行、{len(visits)} 次检查")


def _demo_accounts(_settings: Settings, arguments: argparse.Namespace) -> None:
    from zhifa.demo.accounts import FIRST, PASSWORD, printable

    rows = printable()
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    print(f"演示账号(共 {len(rows)} 个,密码均为 {PASSWORD};全部账号见 zhifa demo accounts --json)")
    for row in rows[: len(FIRST)]:
        print(f"  {row['username']:<16}{row['role']:<15}{row['display_name']}  {row['agency']}")


def _demo_run(settings: Settings, arguments: argparse.Namespace) -> None:
    """One process: what the parts import takes longer than what they do when all is there already."""
    for part in (_upgrade, _demo_load, _demo_accounts, _serve):
        part(settings, arguments)


def _refold(settings: Settings, _arguments: argparse.Namespace) -> None:
    import zhifa.tables  # noqa: F401 foreign keys name tables of every feature
    from zhifa.db import Database
    from zhifa.inspections.rebuild import refold_all

    print(f"{refold_all(Database(settings.database))} inspections made anew")


def _verify(settings: Settings, arguments: argparse.Namespace) -> None:
    from zhifa.documents.checking_by_hand import told

    lines, holds = told(arguments.proof, arguments.keys, arguments.files, settings.data_dir)
    print("\n".join(lines))
    if not holds:
        raise SystemExit(1)


def _ledger_verify(settings: Settings, arguments: argparse.Namespace) -> None:
    from pathlib import Path

    import zhifa.tables  # noqa: F401 foreign keys name tables of every feature
    from zhifa.custody.checking import verify
    from zhifa.db import Database
    from zhifa.identity.keyring import KeyRing

    try:
        kept = [Path(name).read_text() for name in arguments.against]
    except (OSError, UnicodeDecodeError) as error:
        raise SystemExit(f"cannot be read: {error}") from error
    with closing(Database(settings.database)) as db, db.read() as session:
        found = verify(session, KeyRing.load_or_make(settings.data_dir).public_jwk, kept)
    print(f"{found.places} places, {found.checkpoints} checkpoints, compared with {found.outside} kept elsewhere")
    if found.waiting:
        print(f"{found.waiting} visits wait for a place: the worker gives it")
    for problem in found.problems:
        print(f"WRONG  {problem}")
    if found.problems:
        raise SystemExit(1)


def _ledger_checkpoints(settings: Settings, _arguments: argparse.Namespace) -> None:
    import zhifa.tables  # noqa: F401 foreign keys name tables of every feature
    from zhifa.custody.ledger import lines
    from zhifa.db import Database

    with closing(Database(settings.database)) as db, db.read() as session:
        print(lines(session), end="")


def _rules(_settings: Settings, arguments: argparse.Namespace) -> None:
    from zhifa.compliance.manual import markdown
    from zhifa.compliance.rules import RULES

    if arguments.markdown:
        print(markdown(), end="")
        return
    for rule in RULES.values():
        print(f"{rule.id:<6} v{rule.version} {rule.severity.value:<6} {rule.title}  ({rule.citation})")


def _procedure(_settings: Settings, _arguments: argparse.Namespace) -> None:
    from zhifa.compliance.procedure import procedure

    print(json.dumps(procedure(), ensure_ascii=False, indent=1))


def _recheck(settings: Settings, arguments: argparse.Namespace) -> None:
    import zhifa.tables  # noqa: F401 foreign keys name tables of every feature
    from zhifa.clock import now
    from zhifa.compliance.rechecking import Rechecks
    from zhifa.db import Database
    from zhifa.overview.jobs import Follower

    db = Database(settings.database)
    rechecks = Rechecks(db, now, Follower(db, now))
    done = rechecks.everything() if arguments.all else rechecks.sweep()
    print(f"{done.visits} records checked, {done.changes} findings appeared, changed or went")


def _rebuild(settings: Settings, _arguments: argparse.Namespace) -> None:
    import zhifa.tables  # noqa: F401 foreign keys name tables of every feature
    from zhifa.clock import now
    from zhifa.db import Database
    from zhifa.overview.counting import Counting

    print(f"{Counting(Database(settings.database), now).rebuild()} agency-months and agency-years counted")


def _announce(settings: Settings, arguments: argparse.Namespace) -> None:
    import zhifa.tables  # noqa: F401 foreign keys name tables of every feature
    from zhifa.clock import now
    from zhifa.db import Database
    from zhifa.identity.models import Role
    from zhifa.notify.occasions import announce

    if arguments.role and arguments.role not in set(Role):
        raise SystemExit(f"no role {arguments.role}: nothing was sent. There are {', '.join(Role)}")
    with Database(settings.database).write() as session:
        told = announce(session, arguments.words, role=Role(arguments.role) if arguments.role else None, at=now())
    print(f"{told} accounts are told; phones hear of it as the worker gets to them")


def _keys_list(settings: Settings, _arguments: argparse.Namespace) -> None:
    from zhifa.identity.keyring import KeyRing

    for key in KeyRing.load_or_make(settings.data_dir).listed():
        print(f"{key.kid}  {key.made_at.isoformat(timespec='seconds')}  {key.state}")


def _keys_rotate(settings: Settings, _arguments: argparse.Namespace) -> None:
    from zhifa.clock import now
    from zhifa.identity.keyring import KeyRing

    made = KeyRing.load_or_make(settings.data_dir).rotate(now())
    print(f"{made.kid} signs from now on; retire the earlier keys when what they signed has run out")


def _keys_retire(settings: Settings, arguments: argparse.Namespace) -> None:
    from zhifa.identity.keyring import KeyNotInRotation, KeyRing, LastKey

    try:
        KeyRing.load_or_make(settings.data_dir).retire(arguments.kid)
    except KeyNotInRotation:
        raise SystemExit(f"no key {arguments.kid} is in rotation: see `zhifa keys list`") from None
    except LastKey:
        raise SystemExit("this is the key that signs: nothing was changed. Run `zhifa keys rotate` first.") from None
    print(f"{arguments.kid} is retired: its private half is gone and what it signed is refused")
