"""Settings are strict: whatever is wrong is named, with what to do."""

from pathlib import Path

import pytest

from sheetops.adapters.clock import system_clock
from sheetops.adapters.settings import load_settings
from sheetops.errors import SettingsError, ShopNotFound

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
        (GOOD + '[mail]\nport = "465"\n', "$.mail.port"),
        (GOOD + 'language = "fr"\n', "fr"),
        ('name = "x"\n', "id"),
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


def test_time_zone_that_does_not_exist_is_named() -> None:
    with pytest.raises(SettingsError) as caught:
        system_clock("Asia/Hangzhou")
    assert "Asia/Hangzhou" in caught.value.message.zh
