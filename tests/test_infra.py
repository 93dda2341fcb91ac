"""What is deployed is read by a parser here, since no container runs in the tests."""

import sqlite3
import subprocess
from pathlib import Path

import pytest
import yaml

from zhifa.settings import load_settings

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def compose() -> dict:
    return yaml.safe_load((ROOT / "infra/compose.yaml").read_text())


def test_compose_has_app_postgres_minio_and_caddy(compose: dict) -> None:
    assert {"app", "worker", "migrate", "postgres", "minio", "caddy"} == set(compose["services"])
    named = {v.split(":")[0] for s in compose["services"].values() for v in s.get("volumes", []) if v[0] not in "./"}
    assert named == set(compose["volumes"])
    for service in compose["services"].values():
        assert set(service.get("depends_on", {})) <= set(compose["services"])
        assert "image" in service


def test_compose_sets_only_settings_that_exist(compose: dict) -> None:
    for name in ("app", "worker", "migrate"):
        load_settings({key: str(value) for key, value in compose["services"][name]["environment"].items()})


def test_only_the_proxy_reaches_the_application_which_believes_it_who_is_asking(compose: dict) -> None:
    app = compose["services"]["app"]
    assert app["environment"]["FORWARDED_ALLOW_IPS"] == "*"
    assert [name for name, service in compose["services"].items() if service.get("ports")] == ["caddy"]


def test_every_file_that_compose_mounts_is_there(compose: dict) -> None:
    for service in compose["services"].values():
        for volume in service.get("volumes", []):
            if volume.startswith("./"):
                assert (ROOT / "infra" / volume.split(":")[0]).is_file()


def test_no_secret_stands_in_compose(compose: dict) -> None:
    for service in compose["services"].values():
        for key, value in service.get("environment", {}).items():
            if "PASSWORD" in key or "SECRET" in key or "KEY" in key:
                assert str(value).startswith("${")


def test_the_caddyfile_is_balanced_and_reaches_the_app() -> None:
    text = (ROOT / "infra/Caddyfile").read_text()
    assert text.count("{") == text.count("}")
    assert "reverse_proxy app:8000" in text


def test_a_backup_of_a_running_installation_opens(tmp_path: Path) -> None:
    data, target = tmp_path / "data", tmp_path / "backup"
    for folder in ("objects/evidence/ab", "keys", "push/keys"):
        (data / folder).mkdir(parents=True)
        (data / folder / "secret").write_text(folder)
    (data / "objects/evidence/ab/abcd").write_bytes(b"photo")
    live = sqlite3.connect(data / "zhifa.sqlite3")
    live.execute("PRAGMA journal_mode=WAL")
    live.execute("CREATE TABLE fact (text)")
    live.execute("INSERT INTO fact VALUES ('kept')")
    live.commit()
    subprocess.run([ROOT / "infra/backup/backup.sh", data, target], check=True, capture_output=True)
    live.close()
    [copy] = target.glob("zhifa-*.sqlite3")
    restored = sqlite3.connect(copy)
    assert restored.execute("SELECT text FROM fact").fetchone() == ("kept",)
    restored.close()
    assert (target / "objects/evidence/ab/abcd").read_bytes() == b"photo"
    for keys in (target / "keys", target / "push/keys"):
        assert (keys / "secret").read_text() == str(keys.relative_to(target))
        assert keys.stat().st_mode & 0o077 == 0
