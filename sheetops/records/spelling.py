"""How words are compared: full and half width, case and stray spaces make no difference."""

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_GUARD = re.compile(r'=\s*"(.*)"|[\'‘’`](.+)', re.DOTALL)
_SPACES = re.compile(r"\s+")


def trimmed(text: str) -> str:
    """Return `text` without invisible characters and without spaces (U+3000, NBSP) around it."""
    text = text.strip()
    return text if text.isascii() else text.translate(_INVISIBLE).strip()


def folded(text: str) -> str:
    """Return what of `text` counts in a comparison: NFKC, no spaces, one case."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", trimmed(text))).casefold()


def half_width(text: str) -> str:
    """Return `text` with full-width digits and letters made ordinary, spaces around removed."""
    text = trimmed(text)
    return text if text.isascii() else trimmed(unicodedata.normalize("NFKC", text))


def unguarded(text: str) -> str:
    """Return `text` without the guard that exports put around long numbers: `'123`, `="123"`."""
    found = _GUARD.fullmatch(text)
    return trimmed(found[1] or found[2] or "") if found else text


def without_spaces(text: str) -> str:
    """Return `text` without any space."""
    return _SPACES.sub("", text)


def words_of(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds several, separated by `; ； 、 , ，` or line breaks."""
    return tuple(part for part in map(trimmed, re.split(r"[;；、,，\n]", text)) if part)
