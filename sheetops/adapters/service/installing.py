"""Writes the files of a service, or takes them away; switching it on is the commands' work."""

import os
from pathlib import Path

from sheetops.adapters.service import systemd, windows_task
from sheetops.adapters.service.definition import Definition, Mode, System, Work, this_program
from sheetops.errors import StorageError
from sheetops.records.text import Text


def planned(
    folder: Path,
    shop_id: str,
    shop_name: str,
    state_folder: Path,
    mode: Mode,
    system: System,
    account: str | None = None,
) -> Definition:
    """Return what `install` would write for the shop in `folder`, and how it is switched on."""
    work = Work(
        folder=folder,
        shop_id=shop_id,
        shop_name=shop_name,
        mode=mode,
        program=this_program(),
        state=os.environ.get("SHEETOPS_STATE"),
        account=account or os.environ.get("SUDO_USER"),
    )
    if system == "windows":
        return windows_task.define(work, state_folder)
    return systemd.define(work, _units(), is_system=_is_root())


def install(definition: Definition) -> None:
    """Write the files; StorageError names the one that cannot be written."""
    for path, data in definition.files:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as error:
            raise _refused(path, error) from error


def uninstall(definition: Definition) -> list[Path]:
    """Remove the files that are there and return them; StorageError names one that stays."""
    gone = []
    for path, _ in definition.files:
        try:
            path.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise _refused(path, error) from error
        gone.append(path)
    return gone


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _units() -> Path:
    if _is_root():
        return systemd.SYSTEM_UNITS
    home = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(home) / "systemd" / "user"


def _refused(path: Path, error: OSError) -> StorageError:
    return StorageError(
        Text(
            f"{path} 写不进去：{error.strerror}。", f"{path} cannot be written: {error.strerror}."
        ),
        Text(
            "请检查权限；装成系统服务需要管理员权限。",
            "Check permissions; a service of the whole system needs an administrator.",
        ),
    )
