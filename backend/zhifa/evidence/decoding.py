"""Hands pictures to ``derive``, a program of lower priority that is started for the first and kept for a while."""

import json
import os
import select
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec
import structlog

from zhifa.evidence.forms import Outcome

TIMEOUT_S = 120

log = structlog.get_logger("zhifa.evidence")


class Decoder:
    """One picture after another, whoever asks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._program: subprocess.Popen[bytes] | None = None

    def run(self, source: Path, media_type: str, folder: Path, max_pixels: int) -> Outcome:
        """What became of the picture. One whose fork was killed, or is not done in time, asked for too much.

        Raises:
            RuntimeError: the program failed of itself; the job is tried again and then shown to people.
        """
        asked = json.dumps([str(source), media_type, str(folder), max_pixels]).encode() + b"\n"
        with self._lock:
            # It may just have ended for want of pictures.
            answer = self._ask(asked) or self._ask(asked)
        if answer is None:
            raise RuntimeError("the program that decodes pictures does not answer")
        ended = answer.get("ended", 0)
        if ended > 0:
            raise RuntimeError("a picture could not be decoded, see the log")
        if ended < 0:
            log.warning("a picture ended its process", signal=-ended)
            return Outcome("impossible", "image_too_large")
        return msgspec.convert(answer, Outcome)

    def close(self) -> None:
        with self._lock:
            self._end()

    def _ask(self, line: bytes) -> dict[str, int] | None:
        """The answer; None if the program has ended. One that takes too long is ended, and that is an answer."""
        said, heard = self._pipes()
        with suppress(BrokenPipeError):
            said.write(line)
            said.flush()
            if not select.select([heard], [], [], TIMEOUT_S)[0]:
                self._end()
                return {"ended": -signal.SIGKILL}
            if answer := heard.readline():
                told: dict[str, int] = json.loads(answer)
                return told
        self._end()
        return None

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._program is None:
            command = [sys.executable, "-m", "zhifa.evidence.derive"]
            # A session of its own, so that it can be ended together with its fork.
            self._program = subprocess.Popen(  # noqa: S603 our own words
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
            )
        if self._program.stdin is None or self._program.stdout is None:
            raise RuntimeError("pipes were asked for")
        return self._program.stdin, self._program.stdout

    def _end(self) -> None:
        program, self._program = self._program, None
        if program is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        for pipe in (program.stdin, program.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        program.wait()


#: The one of this process.
DECODER = Decoder()
