"""A new shop: complete, loadable, and never in a folder that has something in it."""

import errno
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from sheetops.adapters.settings import load_settings
from sheetops.adapters.workbook.build import init_shop
from sheetops.adapters.workbook.build.new_shop import FOLDERS
from sheetops.adapters.workbook.build.settings_file import WORDS, settings_text
from sheetops.adapters.workbook.read import read_book
from sheetops.errors import FolderNotEmpty, StorageError
from sheetops.records.dictionary import HANDBOOK, PEOPLES_BOOKS
from sheetops.records.settings import Settings
from sheetops.records.text import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_shop_has_its_books_folders_settings_and_guide(
    language: Language, tmp_path: Path
) -> None:
    shop = tmp_path / "not" / "yet" / "there"
    init_shop(shop, language, "晴山")
    settings = load_settings(shop)
    assert (settings.name, settings.language) == ("晴山", language)
    assert {book.file for book in PEOPLES_BOOKS} <= {path.name for path in shop.iterdir()}
    assert all((shop / name).is_dir() for name in FOLDERS)
    guide = shop / ("说明.txt" if language == "zh-CN" else "README.txt")
    assert "晴山" in guide.read_text(encoding="utf-8-sig")


def test_two_new_shops_have_different_ids(tmp_path: Path) -> None:
    for name in ("a", "b"):
        init_shop(tmp_path / name, "en", "Shop")
    assert load_settings(tmp_path / "a").id != load_settings(tmp_path / "b").id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_handbook_of_a_new_shop_is_filled_and_the_books_are_empty(
    language: Language, tmp_path: Path
) -> None:
    init_shop(tmp_path / "shop", language, "Shop")
    for book in PEOPLES_BOOKS:
        data = (tmp_path / "shop" / book.file).read_bytes()
        tables, problems = read_book(data, book, book.file, language)
        assert list(problems) == []
        for key, table in tables.items():
            filled = book is HANDBOOK and key not in ("training", "improvements")
            assert bool(len(table)) == (filled or key == "lists"), key


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(FolderNotEmpty):
        init_shop(tmp_path, "en", "Shop")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "shop").write_text("mine")
    with pytest.raises(FolderNotEmpty):
        init_shop(tmp_path / "shop", "en", "Shop")
    assert (tmp_path / "shop").read_text() == "mine"


def test_what_a_file_manager_leaves_behind_does_not_count(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").write_bytes(b"")
    init_shop(tmp_path, "en", "Shop")
    assert (tmp_path / "sheetops.toml").is_file()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("broken", range(5))
def test_nothing_is_left_half_made_when_a_file_cannot_be_written(
    number: int, broken: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, count = Path.write_bytes, 0

    def fail(path: Path, data: bytes) -> int:
        nonlocal count
        count += 1
        if count > broken:
            write(path, data[:10])
            raise OSError(number, "broken", str(path))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(StorageError):
        init_shop(tmp_path / "new" / "shop", "zh-CN", "店")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_and_empty_stays_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, data: bytes) -> int:
        raise OSError(errno.EROFS, "read-only", str(path))

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(StorageError):
        init_shop(tmp_path, "en", "Shop")
    assert tmp_path.is_dir()
    assert list(tmp_path.iterdir()) == []


def _paths(kind: type[object], at: str = "") -> Iterator[str]:
    for field in fields(kind):  # type: ignore[arg-type]  # a dataclass by its callers
        yield at + field.name
        default = field.default_factory() if callable(field.default_factory) else None
        if is_dataclass(default):
            yield from _paths(type(default), f"{at}{field.name}.")


def test_every_setting_is_explained_and_nothing_else() -> None:
    assert set(WORDS) == set(_paths(Settings))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_settings_file_says_every_default_with_a_line_about_it(language: Language) -> None:
    settings = Settings(id="x", name='A "B" \\ 店', language=language)
    text = settings_text(settings)
    found = tomllib.loads(text)
    assert found["name"] == settings.name
    assert found["limits"]["review_hours"] == 24
    assert found["mail"]["managers"] == []
    for words in WORDS.values():
        assert f"# {words.to(language)}\n" in text
