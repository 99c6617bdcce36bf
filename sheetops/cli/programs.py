"""What `doctor` looks at on the machine itself, with or without a shop."""

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sheetops import __version__
from sheetops.records.text import Language, Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; without a remedy it is fine. An error keeps jobs from running."""

    what: Text
    result: Text
    remedy: Text | None = None
    is_error: bool = False

    def cells(self) -> tuple[Text | str, ...]:
        """Return what a table shows."""
        return (self.what, self.result, self.remedy or "")

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return the finding for a program."""
        return {
            "what": self.what.to(language),
            "result": self.result.to(language),
            "remedy": self.remedy.to(language) if self.remedy else None,
            "fine": self.remedy is None,
        }


def programs() -> Iterator[Finding]:
    """Yield what is installed here, and what for."""
    python = f"Python {platform.python_version()}, {platform.system()}"
    yield Finding(
        Text("sheetops", "sheetops"), Text(f"{__version__}，{python}", f"{__version__}, {python}")
    )
    yield from _office()
    yield from _fonts()


def _office() -> Iterator[Finding]:
    from sheetops.adapters.office import find

    what, path = Text("LibreOffice", "LibreOffice"), find()
    if path:
        yield Finding(what, Text(str(path), str(path)))
    else:
        yield Finding(
            what,
            Text("没有安装", "not installed"),
            Text(
                "单据没有 PDF 和图片；需要时安装 LibreOffice",
                "Slips have no PDF and picture; install LibreOffice to get them",
            ),
        )


def _fonts() -> Iterator[Finding]:
    from sheetops.adapters.office import find, has_chinese_font

    if find() and not has_chinese_font():
        yield Finding(
            Text("中文字体", "Chinese font"),
            Text("没有找到", "none found"),
            Text(
                "单据图片里的中文会显示成方框；请安装思源黑体或 Noto CJK 字体",
                "Chinese on slip pictures shows as boxes; install a font such as Noto Sans CJK",
            ),
        )
