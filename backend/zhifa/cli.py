"""``zhifa serve | worker | db | openapi | demo``: everything an operator does from a shell."""

import argparse
import json
from collections.abc import Sequence

from zhifa.settings import Settings, load_settings


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="zhifa", description="掌上执法 server")
    commands = parser.add_subparsers(required=True)

    commands.add_parser("serve", help="run the server").set_defaults(run=_serve)

    worker = commands.add_parser("worker", help="run background jobs only")
    worker.add_argument("--follow-parent", action="store_true", help="end when standard input closes")
    worker.set_defaults(run=_worker)

    database = commands.add_parser("db", help="migrations").add_subparsers(required=True)
    database.add_parser("upgrade", help="bring the schema up to date").set_defaults(run=_upgrade)
    revise = database.add_parser("revise", help="write a migration from the models")
    revise.add_argument("message")
    revise.set_defaults(run=_revise)

    commands.add_parser("openapi", help="print the OpenAPI document").set_defaults(run=_openapi)

    arguments = parser.parse_args(argv)
    arguments.run(load_settings(), arguments)


def _serve(settings: Settings, _arguments: argparse.Namespace) -> None:
    from zhifa.server import serve

    serve(settings)


def _worker(settings: Settings, arguments: argparse.Namespace) -> None:
    from zhifa.server import run_worker

    run_worker(settings, follow_parent=arguments.follow_parent)


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
