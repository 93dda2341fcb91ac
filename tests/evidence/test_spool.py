"""The spool's sweep: what a killed server left behind goes, whoever sweeps first."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from zhifa.evidence.spool import Spool
from zhifa.ids import new_id


def leave(root: Path) -> None:
    """What a process that was killed leaves: its folder with a file in it, and a lock that nobody holds."""
    folder = root / new_id().hex
    folder.mkdir(parents=True)
    (folder / "half").write_bytes(b"half a photograph")
    folder.with_suffix(".lock").touch()


def test_processes_that_start_at_once_sweep_without_hindering_each_other(tmp_path: Path) -> None:
    for _ in range(200):
        leave(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(Spool, [tmp_path] * 8))
    assert list(tmp_path.iterdir()) == []


def test_the_folder_of_a_living_process_stays(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    kept = spool.folder
    Spool(tmp_path)
    assert kept.is_dir()
    spool.close()
    assert list(tmp_path.iterdir()) == []
