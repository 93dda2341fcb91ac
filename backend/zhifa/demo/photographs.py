"""Pictures for invented visits: plainly drawn, never mistaken for a real shop."""

import hashlib
import io
from dataclasses import dataclass
from functools import cached_property

from PIL import Image, ImageDraw

from zhifa.demo.seed import randomness

SIZE = (960, 720)
MEDIA_TYPE = "image/jpeg"


@dataclass(frozen=True)
class Photograph:
    content: bytes

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def photograph(about: str) -> Photograph:
    """Shelves with boxes, in colours drawn from the name, and DEMO across them."""
    random = randomness(f"photograph/{about}")
    image = Image.new("RGB", SIZE, (226, 222, 214))
    draw = ImageDraw.Draw(image)
    for shelf in range(4):
        floor = 170 * (shelf + 1)
        draw.rectangle((20, floor, SIZE[0] - 20, floor + 10), fill=(122, 104, 84))
        left = 40
        while left < SIZE[0] - 120:
            width, height = random.randrange(50, 110), random.randrange(50, 130)
            colour = tuple(random.randrange(70, 220) for _ in range(3))
            draw.rectangle((left, floor - height, left + width, floor - 1), fill=colour, outline=(60, 60, 60))
            left += width + random.randrange(6, 40)
    draw.text((SIZE[0] // 2 - 130, SIZE[1] - 40), "DEMO - NOT A REAL PLACE", fill=(150, 30, 30), font_size=22)
    packed = io.BytesIO()
    image.save(packed, "JPEG", quality=80)
    return Photograph(packed.getvalue())
