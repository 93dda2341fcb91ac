"""Which job is done by what."""

from zhifa.app import Parts
from zhifa.jobs import Handler


def handlers(parts: Parts) -> dict[str, Handler]:
    """Kind of job → the function that does it."""
    del parts
    return {}
