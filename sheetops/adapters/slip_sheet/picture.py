"""The picture of a slip that agents send in the chat: the PDF's first page, 750 pixels wide."""

from io import BytesIO
from pathlib import Path

WIDTH = 750
"""Pixels: what chats show on a phone without scaling."""


def picture_of(pdf: Path) -> bytes | None:
    """Return the first page as PNG bytes, `WIDTH` pixels wide; None for a file that is no PDF."""
    import pypdfium2  # type: ignore[import-untyped]  # it carries no types

    try:
        document = pypdfium2.PdfDocument(pdf.read_bytes())
    except pypdfium2.PdfiumError:
        return None
    try:
        page = document[0]
        image = page.render(scale=WIDTH / page.get_width()).to_pil()
    finally:
        document.close()
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
