"""QR code and barcode of a slip number, as PNG bytes for the pictures of a template."""

from io import BytesIO

BAR_WIDTH = 4
"""Pixels of the narrowest bar; whole pixels keep every edge sharp."""
QUIET = 10
"""Modules of white on both sides that scanners need (ISO/IEC 15417, 4.3.1)."""
SHAPE = 62 / 374
"""Height by width of the barcode, as the shipped templates frame it."""


def qr_png(number: str) -> bytes:
    """Return the QR code of `number`, error correction M or better, with its quiet zone."""
    import segno

    out = BytesIO()
    segno.make(number, error="m", micro=False).save(out, kind="png", scale=10, border=4)
    return out.getvalue()


def barcode_png(number: str) -> bytes:
    """Return the Code 128 barcode of `number`, bars only: the number stands above it in print."""
    from barcode import Code128
    from PIL import Image

    (modules,) = Code128(number).build()
    row = [0] * QUIET + [int(module) for module in modules] + [0] * QUIET
    width = len(row) * BAR_WIDTH
    line = Image.new("1", (len(row), 1))
    line.putdata([255 * (1 - bar) for bar in row])
    image = line.resize((width, round(width * SHAPE)), Image.Resampling.NEAREST)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
