"""Settings are strict: whatever is wrong is named, with what to do."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

from sheetops.adapters.clock import system_clock
from sheetops.adapters.settings import load_settings
from sheetops.errors import SettingsError, ShopNotFound
from sheetops.records.settings import BOUNDS, Settings

GOOD = 'id = "shop-1"\nname = "晴山旗舰店"\n'


def load(tmp_path: Path, text: str | bytes) -> object:
    data = text if isinstance(text, bytes) else text.encode()
    (tmp_path / "sheetops.toml").write_bytes(data)
    return load_settings(tmp_path)


def test_settings_when_only_the_needed_are_given_have_defaults(tmp_path: Path) -> None:
    (tmp_path / "sheetops.toml").write_text(GOOD, encoding="utf-8")
    settings = load_settings(tmp_path)
    assert settings.language == "zh-CN"
    assert settings.limits.review_hours == 24
    assert settings.mail.managers == ()


def test_settings_when_saved_by_notepad_with_a_byte_order_mark(tmp_path: Path) -> None:
    load(tmp_path, b"\xef\xbb\xbf" + GOOD.encode())


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (GOOD + 'langauge = "en"\n', "langauge"),
        (GOOD + '[mail]\nhots = "x"\n', "mail.hots"),
        (GOOD + '[mail]\nport = "465"\n', "mail.port is to be a whole number, but it is a text"),
        (GOOD + "[mail]\nmanagers = 'a@b.cn'\n", "mail.managers is to be a list"),
        (GOOD + "slip_pictures = 1\n", "slip_pictures is to be true or false"),
        (GOOD + "mail = 'x'\n", "mail is to be a section"),
        (GOOD + 'language = "fr"\n', 'language cannot be "fr"'),
        (GOOD + 'platform = "jd"\n', "platform"),
        (GOOD + "[mail]\nsecurity = 'tls'\n", "one of ssl, starttls, none"),
        ('name = "x"\n', "id is missing"),
        (GOOD + "[mail\n", "TOML"),
        (b"\xb5\xea\xc6\xcc", "UTF-8"),
    ],
)
def test_settings_when_something_is_wrong(tmp_path: Path, text: str | bytes, named: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, text)
    assert named in caught.value.message.en
    assert caught.value.remedy.zh


def test_settings_when_a_key_is_misspelt_offer_the_right_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, GOOD + 'langauge = "en"\n')
    assert "language" in caught.value.remedy.en


def test_folder_without_settings_is_no_shop(tmp_path: Path) -> None:
    with pytest.raises(ShopNotFound):
        load_settings(tmp_path)


@pytest.mark.parametrize("below", ["", "inner"])
def test_file_in_place_of_the_folder_is_named(tmp_path: Path, below: str) -> None:
    file = tmp_path / "shop"
    file.write_text("x", encoding="utf-8")
    with pytest.raises(ShopNotFound) as caught:
        load_settings(file / below)
    assert caught.value.message.zh == f"店铺文件夹的位置上是一个文件：“{file}”。"
    assert "--shop" in caught.value.remedy.en
    assert caught.value.exit_code == 3


def test_time_zone_that_does_not_exist_is_named() -> None:
    with pytest.raises(SettingsError) as caught:
        system_clock("Asia/Hangzhou")
    assert "Asia/Hangzhou" in caught.value.message.zh


def numbers(kind: Any, at: str = "") -> Iterator[str]:
    """Yield the path of every setting that is a number."""
    for field in fields(kind):
        if is_dataclass(field.type):
            yield from numbers(field.type, f"{at}{field.name}.")
        elif field.type is int:
            yield at + field.name


def test_every_number_has_bounds_that_hold_its_default() -> None:
    assert set(numbers(Settings)) == set(BOUNDS)
    settings = Settings(id="x", name="x")
    for path, (least, most) in BOUNDS.items():
        assert least <= attrgetter(path)(settings) <= most


@pytest.mark.parametrize("path", BOUNDS)
def test_number_is_refused_when_outside_its_bounds(path: str, tmp_path: Path) -> None:
    part, name = path.split(".")
    for at, outside in zip(BOUNDS[path], (-1, 1), strict=True):
        load(tmp_path, f"{GOOD}[{part}]\n{name} = {at}\n")
        with pytest.raises(SettingsError) as caught:
            load(tmp_path, f"{GOOD}[{part}]\n{name} = {at + outside}\n")
        assert f"{path} = {at + outside}" in caught.value.message.zh
