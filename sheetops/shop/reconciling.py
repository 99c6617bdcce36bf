"""A reconciliation of the shop with an export: made, written as a workbook, and remembered."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sheetops.errors import StorageError, UsageError
from sheetops.records.problems import Problem
from sheetops.records.text import Text
from sheetops.shop.outlets import refuse_own_files

if TYPE_CHECKING:
    from sheetops.rules.reconciling.reconcile import Reconciliation
    from sheetops.shop.shop import Shop


def reconcile_with(shop: "Shop", path: Path) -> "Reconciliation":
    """Hold record and slip register against the export at `path`; UsageError where it is none."""
    from sheetops.rules.importing.presets import Purpose
    from sheetops.rules.reconciling.reconcile import reconcile
    from sheetops.shop.importing import read_file

    try:
        found = read_file(shop, path)
    except OSError as error:
        raise _no_export(path, Text(str(error.strerror), str(error.strerror))) from error
    if isinstance(found, Problem):
        raise UsageError(
            Text(found.message("zh-CN"), found.message("en")),
            Text(found.remedy("zh-CN"), found.remedy("en")),
        )
    if found.preset.purpose is not Purpose.REFUNDS:
        title = found.preset.title
        raise _no_export(path, Text(f"这是“{title.zh}”", f"it is “{title.en}”"))
    return reconcile(found, shop.records, shop.now, shop.settings)


def write_reconciliation(shop: "Shop", found: "Reconciliation", out: Path | None) -> Path:
    """Write the break list to `out` (default: `reports/`) and remember what it came to.

    StorageError when somebody has the workbook open, UsageError for a place among the shop's files.
    """
    from sheetops.adapters.reconcile_sheet import reconcile_book
    from sheetops.adapters.whole_file import put

    if out is not None:
        refuse_own_files(shop, out)
    path = out or shop.folder / "reports" / f"reconcile-{shop.now:%Y-%m-%d}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    way = _way(path.resolve().parent, shop.folder)
    data = reconcile_book(found, shop.settings.name, shop.language, way)
    if put(path, data, shop.now) is None:
        raise StorageError(
            Text(f"{path.name} 正被打开，没有写入。", f"{path.name} is open; nothing was written."),
            Text(
                "请关闭后再运行，或用 --out 换个文件名。", "Close it, or name another with --out."
            ),
        )
    _remember(shop, found, path)
    return path


def reconciling_problems(shop: "Shop") -> Iterator[Problem]:
    """Yield what board and report say of the last reconciliation."""
    from sheetops.adapters.state.reconciliations import Reconciliations
    from sheetops.rules.reconciling.problem_kinds import unreconciled

    last = Reconciliations(shop.state.database).last()
    if last is not None:
        told = unreconciled(
            last.at, last.source, last.workbook, last.breaks, last.amount, last.oldest, shop.now
        )
        yield from [told] if told else []


def _remember(shop: "Shop", found: "Reconciliation", path: Path) -> None:
    from sheetops.adapters.state.reconciliations import LastReconciliation, Reconciliations

    resolved = path.resolve()
    inside = resolved.is_relative_to(shop.folder)
    name = resolved.relative_to(shop.folder).as_posix() if inside else resolved.name
    one = LastReconciliation(
        shop.now, found.source, name, len(found.breaks), found.at_stake, found.oldest
    )
    Reconciliations(shop.state.database).remember(one)


def _way(start: Path, shop: Path) -> str | None:
    """Return the way from one folder to the shop's, with a slash behind; None across drives."""
    try:
        way = os.path.relpath(shop, start).replace("\\", "/")
    except ValueError:
        return None
    return "" if way == "." else f"{way}/"


def _no_export(path: Path, why: Text) -> UsageError:
    return UsageError(
        Text(f"{path.name} 不能用来对账：{why.zh}。", f"{path.name} cannot be used: {why.en}."),
        Text(
            "请从平台导出“退款管理”报表后再试。",
            "Export the platform's refund report and try again.",
        ),
    )
