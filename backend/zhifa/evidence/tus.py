"""The words of tus 1.0 (https://tus.io/protocols/resumable-upload): headers read and written, no effects."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from uuid import UUID

from zhifa.evidence.problems import (
    FileTooLarge,
    TusVersionUnsupported,
    UploadChecksumInvalid,
    UploadLengthInvalid,
    UploadMetadataInvalid,
    UploadOffsetInvalid,
    UploadTypeUnsupported,
)

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,checksum,expiration,termination"
CONTENT_TYPE = "application/offset+octet-stream"
MAX_DIGITS = 15  # enough for a petabyte; int() of longer texts costs time

_SHA256 = re.compile(r"[0-9a-f]{64}")
_MEDIA_TYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,60}", re.ASCII)

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Declared:
    """What the phone says of a file before it sends it."""

    sha256: str
    media_type: str
    length: int


def capabilities(max_size: int) -> dict[str, str]:
    """The headers of OPTIONS."""
    return {
        "Tus-Resumable": VERSION,
        "Tus-Version": VERSION,
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(max_size),
        "Tus-Checksum-Algorithm": "sha256",
    }


def require_version(headers: Headers) -> None:
    if headers.get("tus-resumable") != VERSION:
        raise TusVersionUnsupported(headers={"Tus-Version": VERSION})


def require_content_type(headers: Headers) -> None:
    if headers.get("content-type", "").split(";")[0].strip().lower() != CONTENT_TYPE:
        raise UploadTypeUnsupported


def declared(headers: Headers, *, max_size: int) -> Declared:
    """From Upload-Length and Upload-Metadata (``sha256``, ``type``; ``inspection`` must be an id if given).

    Raises:
        UploadLengthInvalid: absent, deferred, zero or no number.
        FileTooLarge
        UploadMetadataInvalid
    """
    length = _whole_number(headers.get("upload-length"))
    if not length:
        raise UploadLengthInvalid
    if length > max_size:
        raise FileTooLarge(max_bytes=max_size)
    said = _metadata(headers.get("upload-metadata", ""))
    if not _SHA256.fullmatch(said.get("sha256", "")):
        raise UploadMetadataInvalid(field="sha256")
    if not _MEDIA_TYPE.fullmatch(said.get("type", "")):
        raise UploadMetadataInvalid(field="type")
    _require_id(said.get("inspection"))
    return Declared(said["sha256"], said["type"], length)


def offset(headers: Headers) -> int:
    """Upload-Offset. Raises UploadOffsetInvalid."""
    value = _whole_number(headers.get("upload-offset"))
    if value is None:
        raise UploadOffsetInvalid
    return value


def checksum(headers: Headers) -> bytes | None:
    """The SHA-256 that Upload-Checksum says of this request's bytes, if it says one.

    Raises:
        UploadChecksumInvalid: another algorithm, or not 32 bytes in Base64.
    """
    said = headers.get("upload-checksum")
    if said is None:
        return None
    algorithm, _, encoded = said.partition(" ")
    try:
        digest = base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise UploadChecksumInvalid from error
    if algorithm != "sha256" or len(digest) != 32:
        raise UploadChecksumInvalid
    return digest


def content_length(headers: Headers) -> int | None:
    return _whole_number(headers.get("content-length"))


def expires(moment: datetime) -> str:
    """The value of Upload-Expires (RFC 9110 §5.6.7)."""
    return format_datetime(moment, usegmt=True)


def _whole_number(text: str | None) -> int | None:
    if text is None or not (text.isascii() and text.isdigit()) or len(text) > MAX_DIGITS:
        return None
    return int(text)


def _metadata(text: str) -> dict[str, str]:
    """``key base64,key base64``; a key alone has an empty value."""
    said: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        key, _, value = pair.partition(" ")
        try:
            said[key] = base64.b64decode(value, validate=True).decode()
        except ValueError as error:
            raise UploadMetadataInvalid(field=key[:40]) from error
    return said


def _require_id(text: str | None) -> None:
    try:
        UUID(text or "00000000-0000-0000-0000-000000000000")
    except ValueError as error:
        raise UploadMetadataInvalid(field="inspection") from error
