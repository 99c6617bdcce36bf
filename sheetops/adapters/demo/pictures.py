"""Draws the pictures that buyers of the demo shop send: goods on a table, the fault marked."""

import io
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw, ImageFilter

_SIZE = (480, 360)
_SHADES = ((226, 222, 214), (214, 220, 226), (232, 226, 216), (218, 214, 208))
_CLOTH = ((246, 246, 244), (146, 166, 188), (198, 182, 160))
_MARK = (190, 44, 34)


def picture(sku: str, rng: Random) -> bytes:
    """Return a JPEG of the goods with that SKU code, as somebody would photograph a fault."""
    image = _table(rng)
    draw = ImageDraw.Draw(image)
    spot = _SHAPES.get(sku[:2], _parcel)(draw, rng)
    image = image.filter(ImageFilter.GaussianBlur(1.1))
    _mark(ImageDraw.Draw(image), spot)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=62)
    return out.getvalue()


Spot = tuple[int, int]


def _table(rng: Random) -> Image.Image:
    """A table top: light falls from one side."""
    shade = rng.choice(_SHADES)
    image = Image.new("RGB", _SIZE, shade)
    draw = ImageDraw.Draw(image)
    for x in range(0, _SIZE[0], 4):
        fall = int(28 * x / _SIZE[0])
        tone = tuple(max(0, part - fall) for part in shade)
        draw.rectangle((x, 0, x + 4, _SIZE[1]), fill=tone)
    return image


def _shirt(draw: ImageDraw.ImageDraw, rng: Random) -> Spot:
    tone = rng.choice(_CLOTH)
    edge = tuple(max(0, part - 26) for part in tone)
    outline = [(150, 60), (205, 48), (240, 66), (275, 48), (330, 60), (392, 122), (350, 158),
               (328, 138), (328, 318), (152, 318), (152, 138), (130, 158), (88, 122)]  # fmt: skip
    draw.polygon(outline, fill=tone, outline=edge)
    draw.arc((205, 30, 275, 84), 10, 170, fill=edge, width=5)
    for x in (190, 242, 292):
        draw.line((x, 150, x - 12, 310), fill=edge, width=1)
    spot = (rng.randint(190, 290), rng.randint(130, 240))
    draw.ellipse((spot[0] - 16, spot[1] - 10, spot[0] + 14, spot[1] + 12), fill=(196, 176, 120))
    return spot


def _shoe(draw: ImageDraw.ImageDraw, rng: Random) -> Spot:
    draw.polygon([(90, 220), (110, 130), (180, 120), (240, 178), (350, 200), (398, 232), (396, 250),
                  (92, 250)], fill=(58, 62, 68))  # fmt: skip
    draw.rounded_rectangle((84, 244, 402, 276), 14, fill=(240, 240, 238))
    for x in range(172, 240, 16):
        draw.line((x, 132 + (x - 172) // 2, x + 22, 118 + (x - 172) // 2), fill=(230,) * 3, width=4)
    spot = (rng.randint(330, 376), 252)
    draw.polygon([(spot[0] - 30, 246), (spot[0] + 20, 246), (spot[0], 262)], fill=(30, 30, 30))
    return spot


def _flask(draw: ImageDraw.ImageDraw, rng: Random) -> Spot:
    draw.rounded_rectangle((190, 96, 290, 322), 22, fill=(38, 74, 62))
    draw.rounded_rectangle((204, 48, 276, 100), 10, fill=(30, 32, 34))
    draw.line((206, 120, 206, 300), fill=(96, 132, 118), width=7)
    spot = (rng.randint(232, 268), rng.randint(170, 270))
    draw.ellipse((spot[0] - 20, spot[1] - 14, spot[0] + 20, spot[1] + 14), fill=(22, 48, 40))
    return spot


def _earphones(draw: ImageDraw.ImageDraw, rng: Random) -> Spot:
    draw.rounded_rectangle((140, 120, 340, 272), 60, fill=(244, 244, 246), outline=(206,) * 3)
    draw.line((142, 178, 338, 178), fill=(206,) * 3, width=3)
    draw.ellipse((180, 196, 226, 246), fill=(226,) * 3)
    draw.ellipse((254, 196, 300, 246), fill=(206,) * 3)
    return (277 + rng.randint(-4, 4), 221)


def _bag(draw: ImageDraw.ImageDraw, rng: Random) -> Spot:
    draw.arc((176, 40, 304, 210), 180, 360, fill=(150, 132, 104), width=10)
    draw.polygon([(120, 130), (360, 130), (376, 316), (104, 316)], fill=(208, 192, 162))
    draw.line((112, 300, 368, 306), fill=(150, 132, 104), width=2)
    return (rng.randint(150, 330), 302)


def _bedding(draw: ImageDraw.ImageDraw, rng: Random) -> Spot:
    for step, tone in enumerate((214, 204, 194)):
        top = 240 - step * 58
        draw.rounded_rectangle((96, top, 384, top + 70), 16, fill=(tone, tone - 8, tone - 24))
    return (rng.randint(150, 330), 150)


def _parcel(draw: ImageDraw.ImageDraw, rng: Random) -> Spot:
    draw.polygon([(100, 130), (300, 100), (384, 150), (384, 290), (184, 320), (100, 262)],
                 fill=(186, 150, 108))  # fmt: skip
    draw.line((100, 130, 184, 180, 384, 150), fill=(150, 116, 78), width=4)
    draw.line((184, 180, 184, 320), fill=(150, 116, 78), width=3)
    draw.rectangle((220, 206, 320, 262), fill=(240,) * 3)
    return (rng.randint(120, 176), rng.randint(180, 250))


_SHAPES: dict[str, Callable[[ImageDraw.ImageDraw, Random], Spot]] = {
    "TS": _shirt,
    "HD": _shirt,
    "UW": _shirt,
    "SN": _shoe,
    "CP": _flask,
    "EB": _earphones,
    "BG": _bag,
    "BD": _bedding,
}


def _mark(draw: ImageDraw.ImageDraw, spot: Spot) -> None:
    x, y = spot
    draw.ellipse((x - 40, y - 34, x + 40, y + 34), outline=_MARK, width=4)
