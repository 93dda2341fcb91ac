"""Photographs with content a camera could have seen and the metadata it would have written.

    python -m tests.support.photos OUT_DIR --count 5 --min-bytes 3000000

A scene is drawn (walls, shelves, signs, light), then grain is laid over it, so that a JPEG is as large as a
phone's. Every picture differs from every other.
"""

import argparse
import functools
import io
import random
import zlib
from pathlib import Path

from PIL import ExifTags, Image, ImageChops, ImageDraw, ImageFont

#: Name → pixels of a landscape picture.
SIZES = {"small": (1280, 960), "photo": (4000, 3000), "large": (7300, 5480)}
CAPTURED = "2026:11:23 09:41:07"


def scene(width: int, height: int, seed: int, grain: float = 22.0) -> Image.Image:
    """A shop's back room: a wall in uneven light, shelves, boxes, a notice with words."""
    chance = random.Random(seed)
    light = Image.linear_gradient("L").resize((width, height)).rotate(180 * (seed % 2))
    picture = Image.merge("RGB", [light.point(_curve(chance)) for _ in range(3)])
    draw = ImageDraw.Draw(picture)
    for _ in range(60):
        x, y = chance.randrange(width), chance.randrange(height)
        box = (x, y, x + chance.randrange(20, width // 4), y + chance.randrange(20, height // 4))
        shape = chance.choice((draw.rectangle, draw.ellipse))
        shape(box, fill=_colour(chance), outline=_colour(chance), width=3)
    font = ImageFont.load_default(size=height // 20)
    draw.text((width // 10, height // 10), f"NOTICE {seed:06} / LOT {chance.random():.12f}", font=font, fill="black")
    if grain:
        noise = Image.effect_noise((width // 2, height // 2), grain).resize((width, height), Image.Resampling.BILINEAR)
        picture = ImageChops.add(picture, Image.merge("RGB", [noise] * 3), offset=-128)
    return picture


def _curve(chance: random.Random) -> list[int]:
    """One channel's answer to the light: warm on one side of the room, cool on the other."""
    dark, bright = chance.randrange(30, 90), chance.randrange(150, 230)
    return [dark + (bright - dark) * value // 255 for value in range(256)]


def _colour(chance: random.Random) -> tuple[int, int, int]:
    return chance.randrange(256), chance.randrange(256), chance.randrange(256)


def exif(*, orientation: int = 1, captured: str | None = CAPTURED, gps: bool = False) -> Image.Exif:
    made = Image.Exif()
    made[ExifTags.Base.Make], made[ExifTags.Base.Model] = "Yuncheng Optics", "YC-12 Field"
    made[ExifTags.Base.Orientation] = orientation
    if captured:
        made.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = captured
    if gps:
        place = made.get_ifd(ExifTags.IFD.GPSInfo)
        place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (35.0, 0.0, 54.36)
        place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", (110.0, 59.0, 53.88)
    return made


def jpeg(picture: Image.Image, *, quality: int = 90, **tags: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, exif=exif(**tags))  # type: ignore[arg-type]
    return out.getvalue()


@functools.cache
def photo(size: str = "photo", seed: int = 1, min_bytes: int = 0, orientation: int = 1, gps: bool = True) -> bytes:
    """A JPEG of a named size, of at least ``min_bytes``; made once a session."""
    for quality, grain in ((82, 10.0), (88, 22.0), (93, 30.0), (96, 45.0), (99, 70.0)):
        width, height = SIZES[size]
        drawn = scene(min(width, 4000), min(height, 3003), seed, grain)
        made = jpeg(drawn.resize((width, height)), quality=quality, orientation=orientation, gps=gps)
        if len(made) >= min_bytes:
            return made
    raise ValueError(f"{size} never reaches {min_bytes} bytes")


@functools.cache
def heic(seed: int = 1) -> bytes:
    from pillow_heif import from_pillow

    out = io.BytesIO()
    from_pillow(scene(640, 480, seed, 8.0)).save(out, quality=60, exif=exif().tobytes())
    return out.getvalue()


@functools.cache
def png(seed: int = 1) -> bytes:
    out = io.BytesIO()
    scene(640, 480, seed).convert("RGBA").save(out, "PNG")
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few hundred kilobytes that says it is 30,000 × 30,000 pixels, and is."""
    side = 30_000

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    header = side.to_bytes(4, "big") * 2 + bytes([1, 0, 0, 0, 0])
    packer, row = zlib.compressobj(9), bytes(1 + side // 8)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def truncated(seed: int = 1) -> bytes:
    whole = photo("small", seed)
    return whole[: len(whole) // 2]


def words() -> bytes:
    """Text that someone has named .jpg."""
    return "这不是照片。\n".encode() * 100


def main() -> None:
    parser = argparse.ArgumentParser(description="make test photographs")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=5)
    parser.add_argument("--min-bytes", type=int, default=0)
    parser.add_argument("--size", choices=SIZES, default="photo")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, chosen.count + 1):
        path = chosen.folder / f"photo-{number:02}.jpg"
        path.write_bytes(photo(chosen.size, number, chosen.min_bytes))
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
