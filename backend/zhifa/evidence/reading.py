"""Handing evidence out: which bytes of it, under which headers."""

import re

from litestar import Response
from litestar.response import Stream

from zhifa.evidence import sniff
from zhifa.evidence.arrival import object_key
from zhifa.evidence.models import Evidence
from zhifa.evidence.problems import DerivativeImpossible, DerivativePending, RangeUnsatisfiable
from zhifa.ports import ObjectStore

#: Whatever the bytes are, a browser that shows them runs nothing and asks nobody.
CONFINED = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}
RETRY_AFTER_S = "2"

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def derivative_key(sha256: str, name: str) -> str:
    return f"derivatives/{sha256}/{name}"


def original(objects: ObjectStore, evidence: Evidence, asked: str | None) -> Stream:
    """The original, or the one range of it that is asked for (RFC 9110 §14.2; several at once: all of it).

    Raises:
        RangeUnsatisfiable
    """
    span = _span(asked, evidence.size)
    start, end = span or (0, evidence.size)
    headers = {
        **CONFINED,
        "Accept-Ranges": "bytes",
        "Content-Length": str(end - start),
        "Content-Disposition": f'attachment; filename="{_file_name(evidence)}"',
        "ETag": f'"{evidence.sha256}"',
    }
    if span:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{evidence.size}"
    return Stream(
        objects.read(object_key(evidence.sha256), start=start, length=end - start),
        status_code=206 if span else 200,
        media_type=evidence.media_type,
        headers=headers,
    )


def derivative(objects: ObjectStore, evidence: Evidence, name: str) -> Response[bytes]:
    """A preview or thumbnail; it is made from the original and is not evidence itself, which a header says.

    Raises:
        DerivativePending, DerivativeImpossible
    """
    if evidence.derivative == "pending":
        raise DerivativePending(headers={"Retry-After": RETRY_AFTER_S})
    if evidence.derivative != "ready":
        raise DerivativeImpossible(reason=evidence.derivative_reason or "not_an_image")
    content = b"".join(objects.read(derivative_key(evidence.sha256, name)))
    headers = {**CONFINED, "X-Derived-From": f"sha256:{evidence.sha256}"}
    return Response(content, media_type="image/jpeg", headers=headers)


def _file_name(evidence: Evidence) -> str:
    return f"evidence-{evidence.sha256[:16]}.{sniff.extension(evidence.media_type)}"


def _span(asked: str | None, size: int) -> tuple[int, int] | None:
    """Start and end (exclusive) of the one range asked for; None for all."""
    found = _RANGE.fullmatch((asked or "").replace(" ", ""))
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1 if last else size, size)
    if start >= size or (last and first and int(last) < int(first)) or start >= end:
        raise RangeUnsatisfiable(headers={"Content-Range": f"bytes */{size}"})
    return start, end
