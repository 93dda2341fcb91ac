"""One frozen settings object; every field can be set by an environment variable ``ZHIFA_<FIELD>``."""

import os
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path


def _setting(default: typing.Any = MISSING, *, doc: str) -> typing.Any:
    """A settings field with its documentation; a test fails for a field without one."""
    return field(default=default, metadata={"doc": doc})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator may choose. Units are in the names or in the documentation."""

    data_dir: Path = _setting(Path(".data"), doc="Folder of the embedded database, objects, keys and spool files.")
    database_url: str = _setting("", doc="SQLAlchemy URL; empty means SQLite in the data folder.")
    objects_url: str = _setting(
        "", doc="s3+http(s)://KEY:SECRET@HOST:PORT/BUCKET; empty means a folder in the data folder."
    )
    base_url: str = _setting("http://127.0.0.1:8000", doc="Address under which phones reach the server.")
    host: str = _setting("127.0.0.1", doc="Address to listen on.")
    port: int = _setting(8000, doc="Port to listen on (PORT is read as well).")
    demo: bool = _setting(False, doc="Whether this installation holds demo data, which every screen then says.")

    access_minutes: int = _setting(15, doc="Life of an access token, minutes.")
    refresh_days: int = _setting(30, doc="Life of a login, days, however often it is refreshed.")
    login_free_attempts: int = _setting(5, doc="Wrong passwords before a delay begins.")
    login_delay_s: int = _setting(30, doc="First delay after too many wrong passwords, seconds; it doubles each time.")
    login_delay_max_s: int = _setting(3600, doc="The longest such delay, seconds.")
    login_address_failures: int = _setting(100, doc="Wrong passwords from one network address before it must wait.")
    login_address_window_s: int = _setting(600, doc="Stretch over which they are counted, and the wait, seconds.")

    verifications_per_address: int = _setting(
        60, doc="Verifications of codes that one network address may ask for in a minute, of each process."
    )
    verifications_per_code: int = _setting(30, doc="Verifications of one code in a minute, by whomever, likewise.")
    reports_per_address: int = _setting(5, doc="Reports of false officers from one network address in an hour.")
    wrong_codes_per_address: int = _setting(
        20, doc="Wrong codes, links and tracking numbers from one network address in ten minutes, of each process."
    )
    ratings_per_address: int = _setting(20, doc="Ratings from one network address in an hour, of each process.")
    complaints_per_address: int = _setting(5, doc="Complaints from one network address in an hour, of each process.")

    batch_max_entries: int = _setting(200, doc="Entries in one sync batch.")
    entry_max_bytes: int = _setting(64 * 1024, doc="Bytes of one signed entry.")
    request_max_bytes: int = _setting(16 * 1024 * 1024, doc="Bytes of a JSON request body.")
    file_max_bytes: int = _setting(500 * 1024 * 1024, doc="Bytes of one evidence file.")
    uploads_open_per_device: int = _setting(20, doc="Unfinished evidence uploads an account may hold.")
    upload_expiry_hours: int = _setting(72, doc="Hours after which an unfinished upload may be forgotten.")
    image_max_pixels: int = _setting(64_000_000, doc="Pixels above which no preview of a picture is made.")
    clock_skew_warn_s: int = _setting(60, doc="Clock skew shown to the supervisor, seconds.")
    late_entry_hours: int = _setting(24, doc="Hours after closing when an arrival counts as late.")

    undo_minutes: int = _setting(10, doc="Minutes within which reviewers may take back their own decision; 0: never.")

    return_reasons: str = _setting(
        "", doc="File with the reasons for returning a record to pick from, like review/reasons.json; empty: that one."
    )

    push_services: str = _setting(
        "fcm.googleapis.com, updates.push.services.mozilla.com, .push.apple.com, .notify.windows.com",
        doc="Push services that may be posted to: hosts, domains with a leading dot, or whole origins; empty: no push.",
    )
    push_contact: str = _setting(
        "", doc="mailto: or https: address where push services reach the operator; empty means the base URL."
    )
    push_connections: int = _setting(8, doc="Push messages that are sent at the same time.")
    gateways: str = _setting("", doc="Gateways that unread messages are passed on by as well: sms, wechat.")
    escalate_after: str = _setting(
        "record_returned=24, certificate_withdrawn=8, alert_assigned=24, complaint_received=24, complaint_due=8, "
        "unread_escalated=48",
        doc="Kinds of message that must be read, and the hours after which an unread one goes to the next person.",
    )

    processes: int = _setting(0, doc="Processes that receive; 0 means one for each processor core.")
    worker: bool = _setting(True, doc="Whether `serve` also runs the worker process for background jobs.")
    log_level: str = _setting("INFO", doc="DEBUG, INFO, WARNING or ERROR.")

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'zhifa.sqlite3').absolute()}"

    @property
    def known_push_services(self) -> tuple[str, ...]:
        return _listed(self.push_services)

    @property
    def gateway_names(self) -> tuple[str, ...]:
        return _listed(self.gateways)

    @property
    def escalation_hours(self) -> dict[str, float]:
        """Kind of message → hours."""
        pairs = (each.partition("=") for each in _listed(self.escalate_after))
        return {kind.strip(): float(hours) for kind, _, hours in pairs}

    @property
    def secure_cookies(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def spool_dir(self) -> Path:
        """Where bytes are received before they are an object; on this machine, never shared."""
        return self.data_dir / "spool"


def load_settings(env: Mapping[str, str] = os.environ) -> Settings:
    """Reads the environment.

    Raises:
        ValueError: a variable does not fit its field's type, or a ZHIFA_ variable is unknown.
    """
    known = {f"ZHIFA_{f.name.upper()}": f for f in fields(Settings)}
    unknown = [name for name in env if name.startswith("ZHIFA_") and name not in known and name != "ZHIFA_DEV_API"]
    if unknown:
        raise ValueError(f"unknown settings: {', '.join(sorted(unknown))}")
    hints = typing.get_type_hints(Settings)
    values: dict[str, typing.Any] = {
        f.name: _parse(hints[f.name], env[name], name) for name, f in known.items() if name in env
    }
    if "PORT" in env and "port" not in values:
        values["port"] = _parse(int, env["PORT"], "PORT")
    if "port" in values and "base_url" not in values:
        values["base_url"] = f"http://127.0.0.1:{values['port']}"
    return Settings(**values)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())


def _parse(kind: type | types.UnionType, raw: str, name: str) -> object:
    if kind is bool:
        if raw.lower() not in {"1", "0", "true", "false"}:
            raise ValueError(f"{name} must be true or false, not {raw!r}")
        return raw.lower() in {"1", "true"}
    if kind is int:
        try:
            return int(raw)
        except ValueError:
            raise ValueError(f"{name} must be a whole number, not {raw!r}") from None
    return Path(raw) if kind is Path else raw
