"""A preview and a thumbnail from each picture: a small program of its own that yields to whatever else runs.

    python -m zhifa.evidence.derive

It reads a JSON object a line, ``[source, media_type, folder, max_pixels]``, writes ``preview`` and ``thumbnail`` into
the folder and answers with one line. Each picture is decoded in a fork of its own, for which the decoders are loaded
already: a malformed one can at worst end that fork, which has a ceiling on memory and on time. Of ours nothing is
imported but words (``forms.py``). Metadata (place, camera, serial numbers) stays in the original and never reaches a
derivative.

It ends by itself when nothing was asked for a while, or when whoever asks is gone.
"""

import json
import os
import resource
import select
import sys
import traceback
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from zhifa.evidence.forms import FORMATS, SIZES, Outcome

#: Address space of the child. 64 megapixels take 256 MB as RGBA; HEIC needs that about three times.
MEMORY_BYTES = 2 << 30
CPU_SECONDS = 60
#: Decoding may take long, receiving may not.
NICENESS = 15
IDLE_SECONDS = 10
QUALITY = {"preview": 82, "thumbnail": 75}


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


def main() -> None:
    os.nice(NICENESS)
    while select.select([sys.stdin], [], [], IDLE_SECONDS)[0] and (asked := sys.stdin.readline()):
        child = os.fork()
        if not child:
            _answer(*json.loads(asked))
        _, status = os.waitpid(child, 0)
        if status:
            _say({"ended": os.waitstatus_to_exitcode(status)})


def _answer(source: str, media_type: str, folder: str, max_pixels: int) -> NoReturn:
    """What a fork does, from its first moment to its last."""
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _say(asdict(derive(Path(source), media_type, Path(folder), max_pixels=max_pixels)))
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _say(told: dict[str, Any]) -> None:
    os.write(sys.stdout.fileno(), f"{json.dumps(told)}\n".encode())


if __name__ == "__main__":
    main()
