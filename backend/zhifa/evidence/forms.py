"""Which pictures get a preview, of which size, and what became of one: words that the server shares with the program
that decodes (``derive.py``), whose decoders are large and of no use to those that receive."""

from dataclasses import dataclass

SIZES = {"preview": 1600, "thumbnail": 320}  # pixels of the longer side
FORMATS = {
    "image/jpeg": ("JPEG",),
    "image/png": ("PNG",),
    "image/webp": ("WEBP",),
    "image/gif": ("GIF",),
    "image/bmp": ("BMP",),
    "image/tiff": ("TIFF",),
    "image/heic": ("HEIF",),
    "image/avif": ("AVIF",),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """``state``: ready, or impossible with a reason. Width and height as one looks at it, upright."""

    state: str
    reason: str | None = None
    width: int | None = None
    height: int | None = None
    exif_captured_at: str | None = None
