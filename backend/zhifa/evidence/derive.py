"""A preview and a thumbnail from one picture: a small program of its own, run as a child for each picture.

    python -m zhifa.evidence.derive SOURCE MEDIA_TYPE FOLDER MAX_PIXELS

It writes ``preview`` and ``thumbnail`` into FOLDER and one JSON object to standard output. A malformed
picture can at worst end this child: it has a ceiling on memory and on time, and imports nothing of ours.
Metadata (place, camera, serial numbers) stays in the original and never reaches a derivative.
"""

import json
import resource
import sys
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

#: Address space of the child. 64 megapixels take 256 MB as RGBA; HEIC needs that about three times.
MEMORY_BYTES = 2 << 30
CPU_SECONDS = 60
SIZES = {"preview": 1600, "thumbnail": 320}  # pixels of the longer side
QUALITY = {"preview": 82, "thumbnail": 75}
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


def derive(source: Path, media_type: str, folder: Path, *, max_pixels: int) -> Outcome:
    """Makes both derivatives from one decoding; what cannot be done is an outcome, not an error."""
    Image.MAX_IMAGE_PIXELS = max_pixels
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _derive(source, media_type, folder)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError):
        return Outcome("impossible", "image_too_large")
    except Exception:  # the boundary: decoders raise anything for damaged bytes whose first ones were right
        return Outcome("impossible", "image_truncated")


def _derive(source: Path, media_type: str, folder: Path) -> Outcome:
    formats = FORMATS.get(media_type)
    if formats is None:
        return Outcome("impossible", "not_an_image")
    if media_type == "image/heic":
        _register_heic()
    try:
        image: Image.Image = Image.open(source, formats=formats)
    except UnidentifiedImageError:
        return Outcome("impossible", "image_truncated")
    with image:
        width, height = image.size
        exif = image.getexif()
        if exif.get(ExifTags.Base.Orientation, 1) in {5, 6, 7, 8}:
            width, height = height, width
        image.draft("RGB", (SIZES["preview"], SIZES["preview"]))  # JPEG only: decodes at a half, a quarter …
        upright = _on_white(_reduced(image, SIZES["preview"]))
    for name, side in SIZES.items():
        upright.thumbnail((side, side), Image.Resampling.LANCZOS)
        upright.save(folder / name, "JPEG", quality=QUALITY[name], optimize=True, progressive=name == "preview")
    return Outcome("ready", None, width, height, _captured_at(exif))


def _reduced(image: Image.Image, side: int) -> Image.Image:
    image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return image


def _on_white(image: Image.Image) -> Image.Image:
    """Upright, RGB, transparency on white, and nothing but pixels."""
    turned = ImageOps.exif_transpose(image)
    if turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info:
        turned = Image.alpha_composite(Image.new("RGBA", turned.size, "white"), turned.convert("RGBA"))
    bare = turned.convert("RGB")
    clean = Image.new("RGB", bare.size)
    clean.paste(bare)
    return clean


def _captured_at(exif: Image.Exif) -> str | None:
    """DateTimeOriginal as the camera wrote it (Exif 2.32 §4.6.5: ``YYYY:MM:DD HH:MM:SS``, no zone)."""
    said: Any = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    text = said.strip("\x00 ") if isinstance(said, str) else ""
    return text if len(text) == 19 and text.isprintable() else None


def _register_heic() -> None:
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False)


def main(arguments: list[str]) -> None:
    source, media_type, folder, max_pixels = arguments
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    outcome = derive(Path(source), media_type, Path(folder), max_pixels=int(max_pixels))
    sys.stdout.write(json.dumps(asdict(outcome)))


if __name__ == "__main__":
    main(sys.argv[1:])
