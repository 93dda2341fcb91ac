"""Turns between processes: who waits is woken, a dead process holds nothing, and the one just served queues again."""

import multiprocessing
import os
import signal
import threading
import time
from contextlib import nullcontext
from itertools import pairwise
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from zhifa import turns
from zhifa.errors import Unavailable
from zhifa.turns import Turn

FORK = multiprocessing.get_context("fork")


def hold(turn: Turn, taken: Event) -> None:
    with turn():
        taken.set()
        time.sleep(60)


def test_a_process_that_is_killed_gives_its_turn_back(tmp_path: Path) -> None:
    turn, taken = Turn(tmp_path / "db"), FORK.Event()
    with turn():
        pass  # opened before the fork: the child opens its own
    holder = FORK.Process(target=hold, args=(turn, taken))
    holder.start()
    assert taken.wait(30)
    mine = threading.Event()

    def wait() -> None:
        with turn():
            mine.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert not mine.wait(0.2)
    os.kill(holder.pid or 0, signal.SIGKILL)
    assert mine.wait(30)
    waiting.join()
    holder.join()


def take_turns(turn: Turn, name: str, log: Path, go: Event) -> None:
    go.wait(30)
    for _ in range(100):
        with turn(), log.open("a") as file:
            time.sleep(0.002)  # as long as a small transaction
            file.write(name)


def test_who_has_just_had_a_turn_queues_behind_whoever_waits(tmp_path: Path) -> None:
    turn, log, go = Turn(tmp_path / "db"), tmp_path / "log", FORK.Event()
    processes = [FORK.Process(target=take_turns, args=(turn, name, log, go)) for name in "ab"]
    for process in processes:
        process.start()
    go.set()
    for process in processes:
        process.join()
    told = log.read_text()
    assert (told.count("a"), told.count("b")) == (100, 100)
    in_turn = sum(one != other for one, other in pairwise(told))
    assert in_turn > 100, "of at most 199"


def test_one_thread_after_another_and_none_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_S", 0.05)
    turn = Turn(tmp_path / "db")
    refused = []

    def ask() -> None:
        try:
            with turn():
                pass
        except Unavailable:
            refused.append(True)

    for holding in (turn(), nullcontext()):
        with holding:
            thread = threading.Thread(target=ask)
            thread.start()
            thread.join()
    assert refused == [True], "only while it was held"
    turn.close()
    with turn():
        pass
