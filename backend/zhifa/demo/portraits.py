"""Portraits of invented officers: plainly drawn figures in the pose of an identity picture, never a real face."""

import hashlib
import io
from functools import cache
from random import Random
from typing import NamedTuple

import sqlalchemy as sa
from PIL import Image, ImageDraw, ImageFont
from pylopdf_fonts_zh_cn import sans_path
from sqlmodel import col

from zhifa.credentials.models import Certificate
from zhifa.credentials.portraits import object_key, shown_key
from zhifa.db import Database, table_of
from zhifa.demo.people import people
from zhifa.demo.seed import randomness
from zhifa.ports import ObjectStore

SIZE = (384, 480)
MARK = "演示"

Colour = tuple[int, int, int]

SKINS: tuple[Colour, ...] = ((244, 208, 177), (234, 192, 156), (222, 176, 138), (206, 158, 120))
HAIRS: tuple[Colour, ...] = ((30, 28, 30), (58, 44, 36), (84, 66, 52), (120, 120, 124))
BACKDROPS: tuple[Colour, ...] = ((226, 236, 246), (232, 240, 232), (244, 238, 228), (236, 232, 244))
UNIFORM, SHIRT, INK = (28, 42, 76), (206, 222, 240), (60, 52, 50)

_HANG = (
    sa.update(table_of(Certificate))
    .where(col(Certificate.number) == sa.bindparam("b_number"))
    .values(portrait=sa.bindparam("portrait"))
)


class Look(NamedTuple):
    skin: Colour
    hair: Colour
    backdrop: Colour
    long_hair: bool
    glasses: bool
    width: int  # of the head, pixels


def portrait(username: str) -> bytes:
    """A JPEG, the same for the same person every time."""
    image = Image.new("RGB", SIZE)
    draw, look = ImageDraw.Draw(image), _look(randomness(f"portrait/{username}"))
    draw.rectangle((0, 0, *SIZE), fill=look.backdrop)
    _draw_body(draw, look)
    _draw_head(draw, look)
    draw.text((SIZE[0] // 2, SIZE[1] - 8), MARK, font=_font(), anchor="ms", fill=(255, 255, 255))
    packed = io.BytesIO()
    image.save(packed, "JPEG", quality=80)
    return packed.getvalue()


def hang_portraits(db: Database, objects: ObjectStore) -> int:
    """Gives every demo certificate without a portrait one; how many. The objects come first, so that no certificate
    ever names a picture that is not there. What is drawn is small and bare already, so it is shown as it is."""
    with db.read() as session:
        bare = session.execute(
            sa.select(col(Certificate.number), col(Certificate.officer_id)).where(
                col(Certificate.demo), col(Certificate.portrait).is_(None)
            )
        ).all()
    usernames = {person.id: person.username for person in people()}
    hung = [{"b_number": number, "portrait": _stored(objects, usernames[officer])} for number, officer in bare]
    if hung:
        with db.write() as session:
            session.connection().execute(_HANG, hung)
    return len(hung)


def _stored(objects: ObjectStore, username: str) -> str:
    """The SHA-256 of the portrait, which is both original and what is shown."""
    content = portrait(username)
    sha256 = hashlib.sha256(content).hexdigest()
    for key in (object_key(sha256), shown_key(sha256)):
        objects.put_bytes(key, content)
    return sha256


def _look(random: Random) -> Look:
    return Look(
        skin=random.choice(SKINS),
        hair=random.choice(HAIRS),
        backdrop=random.choice(BACKDROPS),
        long_hair=random.random() < 0.45,
        glasses=random.random() < 0.3,
        width=random.randrange(124, 150),
    )


def _draw_body(draw: ImageDraw.ImageDraw, look: Look) -> None:
    if look.long_hair:
        draw.rounded_rectangle((192 - 92, 120, 192 + 92, 356), 70, fill=look.hair)
    draw.rounded_rectangle((44, 356, 340, 560), 84, fill=UNIFORM)
    draw.polygon(((140, 356), (244, 356), (192, 436)), fill=SHIRT)
    draw.rectangle((162, 300, 222, 372), fill=look.skin)


def _draw_head(draw: ImageDraw.ImageDraw, look: Look) -> None:
    left, right = 192 - look.width // 2, 192 + look.width // 2
    draw.ellipse((left - 10, 96, right + 10, 260), fill=look.hair)
    draw.ellipse((left, 128, right, 330), fill=look.skin)
    draw.chord((left - 4, 104, right + 4, 236), 180, 360, fill=look.hair)
    for eye in (192 - 32, 192 + 32):
        draw.ellipse((eye - 7, 216, eye + 7, 230), fill=INK)
        draw.line((eye - 15, 202, eye + 15, 202), fill=look.hair, width=5)
        if look.glasses:
            draw.ellipse((eye - 24, 200, eye + 24, 246), outline=INK, width=4)
    if look.glasses:
        draw.line((184, 220, 200, 220), fill=INK, width=4)
    draw.line((192, 234, 186, 262, 196, 264), fill=INK, width=3)
    draw.line((172, 292, 212, 292), fill=(150, 78, 72), width=5)


@cache
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(sans_path()), 40)
