"""The product with the tests' small city on a day that a browser test sets: ``another_day PORT FOLDER``.

The clock goes on from what stands in ``FOLDER/moment``, which is read at each look at it. Jobs and reminders of
deadlines are done beside the server, by the same clock.
"""

import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvicorn

from tests.support.city import make_city
from zhifa.agencies.models import Agency
from zhifa.app import create_app, make_parts
from zhifa.feedback.jobs import remind
from zhifa.identity.models import Role
from zhifa.ids import new_id
from zhifa.jobs import run_due
from zhifa.migrations import upgrade
from zhifa.settings import Settings
from zhifa.web.logs import configure_logs
from zhifa.worker import handlers

BUREAUS = {"140800": "运城市司法局", "140802": "盐湖区司法局"}


def _since(moment: Path) -> datetime:
    gone = time.time() - moment.stat().st_mtime
    return datetime.fromisoformat(moment.read_text()).astimezone(UTC) + timedelta(seconds=max(gone, 0))


def main(port: str, folder: str) -> None:
    configure_logs("ERROR")
    moment = Path(folder) / "moment"
    settings = Settings(data_dir=Path(folder) / "data", port=int(port), log_level="ERROR", worker=False)
    settings.data_dir.mkdir()
    parts = make_parts(settings, clock=lambda: _since(moment))
    upgrade(parts.db)
    make_city(parts).appoint("registrar_two", Role.REGISTRAR, division="140800")
    with parts.db.write() as session:
        for code, name in BUREAUS.items():
            session.add(Agency(id=new_id(), code=f"sfj-{code}", name=name, field="司法行政", division_code=code))

    def work() -> None:
        jobs = handlers(parts)
        while True:
            remind(parts.db, parts.clock)
            if not run_due(parts.db, jobs, clock=parts.clock):
                time.sleep(0.3)

    threading.Thread(target=work, daemon=True).start()
    uvicorn.run(create_app(parts), host="127.0.0.1", port=settings.port, log_config=None, access_log=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
