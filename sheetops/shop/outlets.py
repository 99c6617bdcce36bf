"""Where a command may write what somebody asked it for: never over the shop's own files."""

from pathlib import Path
from typing import TYPE_CHECKING

from sheetops.errors import UsageError
from sheetops.records.text import Text

if TYPE_CHECKING:
    from sheetops.shop.shop import Shop


def refuse_own_files(shop: "Shop", path: Path) -> None:
    """Raise UsageError for a path in the shop's folder, unless it lies in `reports/`.

    The workbooks there are people's work, the log and the versions are the record; a slip of the
    pen in a file name must not replace any of them.
    """
    target = path.resolve()
    if target.is_relative_to(shop.folder) and not target.is_relative_to(shop.folder / "reports"):
        raise UsageError(
            Text(
                f"{path.name} 在店铺文件夹里，那里的文件是记录本身，不能覆盖。",
                f"{path.name} lies in the shop's folder; the files there are the record itself.",
            ),
            Text(
                "请把 --out 指到 reports/ 或店铺文件夹以外的地方。",
                "Name a place in reports/, or one outside of the shop's folder, with --out.",
            ),
        )
