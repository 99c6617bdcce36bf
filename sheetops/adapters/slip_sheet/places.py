"""Where a slip's files lie, which numbers are there already, and writing a file once."""

import os
import secrets
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sheetops.errors import StorageError
from sheetops.records.text import Text
from sheetops.rules.slips.numbering import parse


def place_of(folder: Path, number: str, suffix: str) -> Path:
    """Return `slips/YYYY/MM/NUMBER.suffix` in the shop folder; the name says nothing personal."""
    parsed = parse(number)
    if parsed is None:
        raise ValueError(f"{number!r} is no slip number")
    day = parsed.day
    return folder / "slips" / f"{day:%Y}" / f"{day:%m}" / f"{number}.{suffix}"


def printed_numbers(folder: Path, day: date | None = None) -> Iterator[str]:
    """Yield every slip number that has a file in the shop folder; with `day`, of its month only."""
    for path in (folder / "slips").glob(f"{day:%Y/%m}/*" if day else "*/*/*"):
        if parse(path.stem) is not None:
            yield path.stem


def write_once(path: Path, data: bytes) -> bool:
    """Put `data` at `path`, whole or not at all; False where a file stands already, which stays.

    StorageError when the folder does not take it.
    """
    try:
        if path.exists():
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            with part.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            return _claim(part, path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise refusal(error, path) from error


def _claim(part: Path, path: Path) -> bool:
    """Give the written file its name unless somebody was faster."""
    try:
        path.hardlink_to(part)
    except FileExistsError:
        return False
    except (OSError, NotImplementedError):  # a share or a stick without hard links
        if path.exists():
            return False
        part.replace(path)
    _keep_name(path.parent)
    return True


def _keep_name(folder: Path) -> None:
    """Make the new name durable where the system can (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:  # some network file systems refuse; the file is there all the same
        return
    finally:
        os.close(handle)


def refusal(error: OSError, path: Path | None = None) -> StorageError:
    """Return the error that says that the folder does not take a slip, and what to do."""
    why, where = error.strerror or str(error), path or error.filename or "slips"
    return StorageError(
        Text(f"无法写入单据 {where}（{why}）。", f"The slip {where} cannot be written ({why})."),
        Text(
            "请检查磁盘空间和 slips 文件夹的写入权限；解决后再次运行即可补打。",
            "Check disk space and write permission of the slips folder; the next run prints it.",
        ),
    )
