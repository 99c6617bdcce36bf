"""Reads `sheetops.toml`: unknown keys, wrong types and bad TOML are told, with what to do."""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any, get_type_hints

from sheetops.errors import SettingsError, ShopNotFound
from sheetops.records.settings import ALLOWED, BOUNDS, Settings
from sheetops.records.text import Text

FILE = "sheetops.toml"


def load_settings(folder: Path) -> Settings:
    """Return the settings of the shop in `folder`; ShopNotFound or SettingsError."""
    path = folder / FILE
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError) as error:  # Windows knows only the first
        file = next((path for path in (folder, *folder.parents) if path.is_file()), None)
        raise (_file_there(file) if file else _no_shop(folder)) from error
    except UnicodeDecodeError as error:
        raise _bad(Text("文件不是 UTF-8 编码", "the file is not UTF-8 text"), _RESAVE) from error
    except OSError as error:
        raise _bad(
            Text(f"文件读不了：{error}", f"the file cannot be read: {error}"), _ACCESS
        ) from error
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _bad(Text(f"写法有误：{error}", f"it is not valid TOML: {error}"), _SYNTAX) from error
    return as_settings(found)


def as_settings(found: Mapping[str, object]) -> Settings:
    """Return the settings that the parsed TOML `found` says; SettingsError with the key named."""
    import msgspec

    unknown = next(_unknown_keys(Settings, found), None)
    if unknown:
        raise _unknown(*unknown)
    try:
        settings = msgspec.convert(found, Settings, strict=True)
    except msgspec.ValidationError as error:
        raise _bad(_what_is_wrong(str(error)), _TYPES) from error
    outside = next(_outside(settings), None)
    if outside:
        raise _bad(outside, _TYPES)
    return settings


def _outside(settings: Settings) -> Iterator[Text]:
    """Yield what is wrong with every value that is none of those that its setting may have."""
    for path, (least, most) in BOUNDS.items():
        value = attrgetter(path)(settings)
        if not least <= value <= most:
            yield Text(
                f"{path} = {value}，应在 {least} 到 {most} 之间",
                f"{path} = {value}, but it is from {least} to {most}",
            )
    for path, words in ALLOWED.items():
        value = attrgetter(path)(settings)
        if value not in words:
            listed = ", ".join(words)
            yield Text(
                f'{path} = "{value}"，只能是 {listed} 之一',
                f'{path} = "{value}", but it is one of {listed}',
            )


def _what_is_wrong(said: str) -> Text:
    """Return what msgspec says in words of ours; its own words where it says something new."""
    if found := re.fullmatch(r"Expected `(.+)`, got `(.+)` - at `\$\.(.+)`", said):
        wanted, got, path = found.groups()
        zh, en = _kind(wanted), _kind(got)
        return Text(
            f"{path} 应填{zh.zh}，现在是{en.zh}", f"{path} is to be {zh.en}, but it is {en.en}"
        )
    if found := re.fullmatch(r"Invalid enum value '(.*)' - at `\$\.(.+)`", said):
        value, path = found.groups()
        return Text(f'{path} 不能是 "{value}"', f'{path} cannot be "{value}"')
    if found := re.fullmatch(r"Object missing required field `(.+)`", said):
        return Text(f"缺少 {found[1]}", f"{found[1]} is missing")
    return Text(f"有一项的值不对：{said}", f"a value is wrong: {said}")


def _kind(name: str) -> Text:
    return _KINDS.get(name, Text(f" {name}", name))


_KINDS = {
    "int": Text("整数", "a whole number"),
    "float": Text("小数", "a decimal number"),
    "str": Text("文字（加引号）", "a text in quotes"),
    "bool": Text(" true 或 false", "true or false"),
    "array": Text("列表（放在方括号里）", "a list in square brackets"),
    "object": Text("一个小节", "a section"),
}
"""What msgspec calls a type → what people call it."""


def _unknown_keys(
    kind: Any, found: Mapping[str, object], at: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield (key, nearest known key) for every key that no setting has."""
    hints = get_type_hints(kind)
    known = [field.name for field in fields(kind)]
    for key, value in found.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            yield at + key, at + near[0] if near else ""
        elif isinstance(value, Mapping) and is_dataclass(hints[key]):
            yield from _unknown_keys(hints[key], value, f"{at}{key}.")


_SYNTAX = Text("请改正该行后再运行。", "Mend that line and run again.")
_TYPES = Text("请在设置文件里改正这一项，再运行。", "Mend this setting, then run again.")
_RESAVE = Text("请用记事本另存为 UTF-8 编码。", "Save it again as UTF-8.")
_ACCESS = Text("请检查文件权限。", "Check the file's permissions.")


def _bad(what: Text, remedy: Text) -> SettingsError:
    return SettingsError(Text(f"{FILE}：{what.zh}。", f"{FILE}: {what.en}."), remedy)


def _unknown(key: str, near: str) -> SettingsError:
    hint = (
        Text(f"是否想写 {near}？", f"Did you mean {near}?")
        if near
        else Text(
            "请删去该项，或查看说明文档里的设置列表。",
            "Remove it, or see the list of settings in the docs.",
        )
    )
    return _bad(Text(f"没有名为 {key} 的设置", f"there is no setting {key}"), hint)


def _no_shop(folder: Path) -> ShopNotFound:
    return ShopNotFound(
        Text(
            f"“{folder}”不是店铺文件夹：里面没有 {FILE}。",
            f'"{folder}" is not a shop: it has no {FILE}.',
        ),
        Text(
            "请进入店铺文件夹，或用 --shop 指明；新建店铺用 sheetops init 文件夹。",
            "Go to the shop's folder or name it with --shop; `sheetops init FOLDER` makes one.",
        ),
    )


def _file_there(file: Path) -> ShopNotFound:
    return ShopNotFound(
        Text(
            f"店铺文件夹的位置上是一个文件：“{file}”。",
            f'There is a file where the shop\'s folder should be: "{file}".',
        ),
        Text(
            f"请用 --shop 指明放有 {FILE} 的文件夹，不要指向其中的文件；"
            "如果文件占用了文件夹的名字，请先把它移开。",
            f"Name the folder that holds {FILE} with --shop, not a file in it. "
            "If a file has taken the folder's name, move it away first.",
        ),
    )
