"""Whose state this is: a copied shop folder must not share the journal of its original.

The state is found by the shop's id. A folder that was copied has the same id, and results that wait
for the original would go into the copy; so the state remembers its folder.
"""

from pathlib import Path

from sheetops.errors import ShopHeld, StorageError
from sheetops.records.text import Text

FILE = "shop-folder.txt"
_SETTINGS = "sheetops.toml"


def settle_in(state_folder: Path, shop_folder: Path) -> None:
    """Remember the shop's folder; ShopHeld where another folder with the same id is still there.

    A shop that was moved, or is reached by another name of the same share, is recognised.
    """
    note = state_folder / FILE
    try:
        known = Path(note.read_text("utf-8")) if note.is_file() else None
        if known == shop_folder:
            return
        if known is not None and _is_another_shop(known, shop_folder):
            raise _copied(known)
        state_folder.mkdir(parents=True, exist_ok=True)
        note.write_text(str(shop_folder), encoding="utf-8")
    except OSError as error:
        raise _unusable(state_folder, error) from error


def _is_another_shop(known: Path, shop_folder: Path) -> bool:
    """Whether both folders exist, hold the same settings and are not one folder."""
    one, other = known / _SETTINGS, shop_folder / _SETTINGS
    if not one.is_file() or one.samefile(other):
        return False
    return _id_line(one) == _id_line(other)


def _id_line(settings: Path) -> str:
    lines = settings.read_text("utf-8-sig", errors="replace").splitlines()
    return next((line.replace(" ", "") for line in lines if line.startswith("id")), "")


def _copied(known: Path) -> ShopHeld:
    return ShopHeld(
        Text(
            f"这个文件夹是店铺“{known}”的副本：两处的内部编号相同。",
            f'This folder is a copy of the shop "{known}": both have the same id.',
        ),
        Text(
            "要单独使用副本，请在它的 sheetops.toml 里把 id 改成别的；否则请到原来的文件夹运行。",
            "To use the copy by itself change the id in its sheetops.toml.",
        ),
    )


def _unusable(folder: Path, error: OSError) -> StorageError:
    return StorageError(
        Text(
            f"本机状态文件夹无法使用：{folder}（{error.strerror}）。",
            f"The local state folder cannot be used: {folder} ({error.strerror}).",
        ),
        Text("请检查磁盘空间和写入权限。", "Check disk space and write permission."),
    )
