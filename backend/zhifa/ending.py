"""Whether this process has been told to stop. A signal is the process's, and so is this.

Requests that are being answered are finished; those that would go on for ever look here and end.
"""

import threading

_told = threading.Event()


def tell_to_end() -> None:
    """Called by whoever hears the signal."""
    _told.set()


def is_ending() -> bool:
    return _told.is_set()
