"""The shop's record handed out: which sheets, for whom, as what, and that it was done is filed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sheetops.actions import FileEntry
from sheetops.errors import StorageError, UsageError
from sheetops.records.dictionary import PEOPLES_BOOKS, SHEETS
from sheetops.records.lists import LISTS
from sheetops.records.sheets import Sheet
from sheetops.records.text import Text
from sheetops.rules.exporting.profiles import Profile, exported_rows, exported_sheet
from sheetops.shop.outlets import refuse_own_files

if TYPE_CHECKING:
    from sheetops.shop.shop import Shop

SHEET_KEYS = tuple(
    sheet.key for book in PEOPLES_BOOKS for sheet in book.sheets if sheet is not LISTS
)


def export_to(
    shop: "Shop", path: Path, keys: Sequence[str], profile: Profile, form: str
) -> dict[str, int]:
    """Write the sheets with these keys to `path`; return sheet key → rows.

    `form` is csv or xlsx. UsageError for what cannot be written, StorageError for a file that
    somebody has open.
    """
    from sheetops.adapters.handout import Wording, csv_bytes, xlsx_bytes
    from sheetops.adapters.whole_file import put

    _guard(shop, path, keys, form)
    parts = [exported_sheet(SHEETS[key], profile) for key in keys]
    tables = [shop.records[key] for key in keys]
    rows = [
        exported_rows(table, sheet, profile) for table, sheet in zip(tables, parts, strict=True)
    ]
    wording = Wording(shop.language, shop.look.references)
    if form == "csv":
        data = csv_bytes(parts[0], rows[0], wording)
    else:
        data = xlsx_bytes(list(zip(parts, rows, strict=True)), wording, shop.settings.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    if put(path, data, shop.now) is None:
        raise StorageError(
            Text(f"{path.name} 正被打开，没有写入。", f"{path.name} is open; nothing was written."),
            Text("请关闭后再运行，或换个文件名。", "Close it, or choose another name."),
        )
    counts = {key: len(table) for key, table in zip(keys, tables, strict=True)}
    _file(shop, path, counts, parts, profile)
    return counts


def _guard(shop: "Shop", path: Path, keys: Sequence[str], form: str) -> None:
    unknown = [key for key in keys if key not in SHEET_KEYS]
    if unknown:
        known = ", ".join(SHEET_KEYS)
        raise UsageError(
            Text(f"没有名为 {unknown[0]} 的表。", f"There is no sheet {unknown[0]}."),
            Text(f"可用的表：{known}。", f"The sheets are: {known}."),
        )
    if form == "csv" and len(keys) > 1:
        raise UsageError(
            Text("CSV 文件只能放一张表。", "A CSV file holds one sheet."),
            Text("请用 --format xlsx，或逐张导出。", "Use --format xlsx, or export one by one."),
        )
    refuse_own_files(shop, path)


def _file(
    shop: "Shop", path: Path, counts: dict[str, int], parts: Sequence[Sheet], profile: Profile
) -> None:
    """That something left the record belongs into the record."""
    said = "; ".join(f"{sheet.title.to(shop.language)} ×{counts[sheet.key]}" for sheet in parts)
    entry = FileEntry(
        event="export",
        actor="job:export",
        actor_role="system",
        source=f"export:{path.name}",
        new_value=said,
        reason=f"--profile {profile.value}",
    )
    shop.state.entries.add([entry], shop.now)
