"""How large the parts of a workbook may be once they are unpacked, in bytes."""

LARGEST_PART = 1 << 31
"""A sheet of 1,048,576 rows × 50 columns is some 2 GB of XML and packs 5 to 60 times smaller."""
SUSPECT_PART = 1 << 26
SUSPECT_RATIO = 300
"""A part that is larger than the one and packed tighter than the other is made to fill a memory."""
LARGEST_DOCUMENT = 1 << 28
"""Of parts other than sheets; expat takes them whole."""


def in_words(size: int) -> str:
    """Return a round size: 2 GB, 64 MB."""
    return f"{size >> 30} GB" if size >= 1 << 30 else f"{size >> 20} MB"
