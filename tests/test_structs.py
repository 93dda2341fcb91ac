"""Two first requests at once must not end the process (see ``zhifa.structs``)."""

import subprocess
import sys

FIRST_CHECKS_AT_ONCE = """
import sys, threading
import zhifa.app
from zhifa.inspections.bodies import check_body, entry_schema, kinds
from zhifa.structs import make_ready

make_ready()
sys.setswitchinterval(1e-6)
together, schema, done = threading.Barrier(8), entry_schema()["$defs"], []

def check():
    together.wait()
    for kind in sorted(kinds()):
        check_body(kind, schema[kind]["examples"][0])
    done.append(True)

threads = [threading.Thread(target=check) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert len(done) == 8
"""


def test_the_first_bodies_may_be_checked_at_once() -> None:
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", FIRST_CHECKS_AT_ONCE], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
