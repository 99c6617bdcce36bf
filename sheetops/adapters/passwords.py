"""Finds the mail password: in the environment, a file or the system's keyring; never asks."""

import getpass
import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, cast

from sheetops.errors import SettingsError
from sheetops.records.settings import Mail
from sheetops.records.text import Text


class _Keyring(Protocol):
    """What we use of the library `keyring`."""

    def get_password(self, service: str, user: str) -> str | None:
        """Return the password, None where there is none."""
        ...


def password_of(mail: Mail, folder: Path) -> str:
    """Return the password from the place that the settings name; empty without a user.

    The environment comes before the file, the file before the keyring. A relative file is looked
    for in the shop's `folder`. SettingsError when the password is not where it is said to be.
    """
    if not mail.user:
        return ""
    if mail.password_env:
        return _from_environment(mail.password_env)
    if mail.password_file:
        return _from_file(folder / mail.password_file, mail.password_file)
    if mail.keyring:
        return _from_keyring(mail.keyring, mail.user)
    raise bad_mail(_NO_PASSWORD)


def bad_mail(what: Text) -> SettingsError:
    """Return the error that says what is wrong under [mail], and that no mail is lost by it."""
    return SettingsError(what, _REMEDY)


def _from_environment(name: str) -> str:
    found = os.environ.get(name)
    if not found:
        raise bad_mail(_NO_VARIABLE.filled(name=name))
    return found


def _from_file(path: Path, name: str) -> str:
    try:
        found = path.read_text("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise bad_mail(_NO_FILE.filled(name=name)) from error
    if not found:
        raise bad_mail(_EMPTY_FILE.filled(name=name))
    return found


def _from_keyring(service: str, user: str) -> str:
    try:
        library = cast("_Keyring", importlib.import_module("keyring"))
    except ImportError as error:
        raise bad_mail(_NO_LIBRARY) from error
    try:
        with _nobody_to_ask():
            found = library.get_password(service, user)
    except Exception as error:  # every backend has errors of its own
        why = str(error) or type(error).__name__
        raise bad_mail(_NO_KEYRING.filled(why=why)) from error
    if not found:
        raise bad_mail(_NOT_IN_KEYRING.filled(service=service, user=user))
    return found


@contextmanager
def _nobody_to_ask() -> Iterator[None]:
    """Let a keyring that would ask on the terminal fail instead: nobody sits at the machine."""
    asking = getpass.getpass

    def refuse(*_: object, **__: object) -> str:
        raise OSError("the keyring is locked and asks for a password")

    getpass.getpass = refuse
    try:
        yield
    finally:
        getpass.getpass = asking


_REMEDY = Text(
    "请改正 sheetops.toml 的 [mail]；邮件会一直等着，不会丢。",
    "Mend [mail] in sheetops.toml; the mails wait meanwhile.",
)
_NO_PASSWORD = Text(
    "有 mail.user，但没有写明密码在哪里（password_env、password_file 或 keyring）。",
    "There is a mail.user, but nothing says where the password is "
    "(password_env, password_file, keyring).",
)
_NO_VARIABLE = Text(
    "环境变量 {name} 里没有邮箱密码。", "The environment variable {name} holds no password."
)
_NO_FILE = Text("读不到密码文件 {name}。", "The password file {name} cannot be read.")
_EMPTY_FILE = Text("密码文件 {name} 是空的。", "The password file {name} is empty.")
_NO_LIBRARY = Text(
    "设置里写了 mail.keyring，但没有安装 keyring 库：pip install keyring。",
    "mail.keyring is set, but the library is not installed: pip install keyring.",
)
_NO_KEYRING = Text("系统密钥环打不开：{why}。", "The system's keyring does not open: {why}.")
_NOT_IN_KEYRING = Text(
    "密钥环的 {service} 里没有 {user} 的密码；存入：keyring set {service} {user}。",
    "The keyring has no password of {user} under {service}; `keyring set {service} {user}`.",
)
