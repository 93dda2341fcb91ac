"""Portraits 持证人照片: the original is kept as it came; what is shown is a small JPEG made from it.

Objects: ``portraits/<sha256>`` (original), ``derivatives/<sha256>/portrait`` (480 px, nothing but pixels).
A picture counts only when a second person has approved it, so that nobody can put a face to a name alone.
"""

import hashlib
import io
import warnings
from datetime import datetime

from sqlmodel import Session

from zhifa.credentials import registry_queries
from zhifa.credentials.changes_reading import shown
from zhifa.credentials.policy import require_one
from zhifa.credentials.proposals import enter
from zhifa.credentials.registry_schemas import Change, PortraitProposal
from zhifa.errors import NotFound, Unprocessable
from zhifa.identity.actor import Actor
from zhifa.ports import ObjectMissing, ObjectStore

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
SIDE = 480  # pixels of the longer side as shown
SMALLEST = 200  # pixels of the shorter side of an original, below which no face is recognised


class PortraitUnreadable(Unprocessable):
    code = "portrait_unreadable"
    detail = "这个文件不是完整的 JPEG 或 PNG 照片,或像素过大,没有保存。请换一张照片。"


class PortraitTooSmall(Unprocessable):
    code = "portrait_too_small"
    detail = f"照片太小,看不清面部,没有保存。短边至少要有 {SMALLEST} 像素。"


class PortraitMissing(NotFound):
    code = "portrait_missing"
    detail = "该证件还没有登记照片,或不在您的管辖范围内。"


def object_key(sha256: str) -> str:
    return f"portraits/{sha256}"


def shown_key(sha256: str) -> str:
    return f"derivatives/{sha256}/portrait"


def store(objects: ObjectStore, content: bytes) -> str:
    """Keeps original and derivative; the original's SHA-256.

    Raises:
        PortraitUnreadable, PortraitTooSmall
    """
    small = derive(content)
    sha256 = hashlib.sha256(content).hexdigest()
    objects.put_bytes(object_key(sha256), content)
    objects.put_bytes(shown_key(sha256), small)
    return sha256


def derive(content: bytes) -> bytes:
    """The JPEG that is shown: upright, at most 480 pixels, without the camera's metadata.

    Raises:
        PortraitUnreadable, PortraitTooSmall
    """
    from PIL.Image import DecompressionBombWarning  # large, and of no use to those that receive

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", DecompressionBombWarning)
            return _derive(content)
    except (PortraitUnreadable, PortraitTooSmall):
        raise
    except Exception as error:  # decoders raise anything for damaged bytes
        raise PortraitUnreadable from error


def read(objects: ObjectStore, sha256: str) -> bytes:
    """The picture as shown. Raises PortraitMissing."""
    try:
        return b"".join(objects.read(shown_key(sha256)))
    except ObjectMissing as error:
        raise PortraitMissing from error


def of_certificate(session: Session, actor: Actor, number: str) -> str:
    """The SHA-256 of the portrait in use. Raises PortraitMissing."""
    sha256 = registry_queries.own_portrait(session, actor, number)
    if sha256 is None:
        raise PortraitMissing
    return sha256


def propose(
    session: Session, actor: Actor, number: str, sha256: str, *, at: datetime, request_id: str | None
) -> Change:
    """Proposes a stored picture as the portrait. Raises CertificateNotFound."""
    row = require_one(session, actor, number)
    change = enter(
        session, actor, "portrait", PortraitProposal(sha256), number=number, agency_id=row.agency_id,
        division=row.division_code, reason="更换照片" if row.portrait else "登记照片", at=at, request_id=request_id,
    )  # fmt: skip
    return shown(session, actor, change.id)


def _derive(content: bytes) -> bytes:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
        width, height = picture.size
        if width * height > MAX_PIXELS:
            raise PortraitUnreadable
        if min(width, height) < SMALLEST:
            raise PortraitTooSmall
        picture.draft("RGB", (SIDE, SIDE))
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    bare = Image.new("RGB", upright.size, "white")
    bare.paste(upright, mask=upright.getchannel("A"))
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
