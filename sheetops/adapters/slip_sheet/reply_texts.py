"""The reply texts that a shop starts from: `templates/replies/LANGUAGE/SCENE.txt`."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from sheetops.adapters import shipped
from sheetops.records.choices import CHOICES
from sheetops.records.text import Language


def reply_texts(folder: Path | None, language: Language) -> Mapping[str, str]:
    """Return scene → text; the shop's own file wins over the one that sheetops ships."""
    found = {}
    for scene in CHOICES["scene"]:
        try:
            path = shipped.find("templates", f"replies/{language}/{scene.key}.txt", folder)
            found[scene.key] = path.read_text("utf-8-sig").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            continue
    return MappingProxyType(found)
