"""The few reasons for which a run cannot go on, each with its exit code.

A bad row is never one of these: it is a `sheetops.records.problems.Problem`, collected and shown.
"""

from sheetops.records.text import Text


class SheetopsError(Exception):
    """A run that cannot go on; `message` says what happened and `remedy` what to do about it."""

    exit_code = 70

    def __init__(self, message: Text, remedy: Text) -> None:
        super().__init__(f"{message.en} {remedy.en}")
        self.message = message
        self.remedy = remedy


class UsageError(SheetopsError):
    """The command was called with something that it cannot use."""

    exit_code = 2


class ShopNotFound(SheetopsError):
    """The folder is not a shop: it has no `sheetops.toml`."""

    exit_code = 3


class FolderNotEmpty(SheetopsError):
    """`init` and `demo` never write into a folder that has something in it."""

    exit_code = 4


class SettingsError(SheetopsError):
    """The settings file cannot be read: bad TOML, an unknown key or a wrong type."""

    exit_code = 5


class WorkbookUnreadable(SheetopsError):
    """A workbook that a job cannot do without is missing, locked with a password or damaged."""

    exit_code = 6


class StorageError(SheetopsError):
    """The folder or the local disk does not take what has to be written: full, or not permitted."""

    exit_code = 7


class ShopHeld(SheetopsError):
    """Another machine or another run is working on this shop at this moment."""

    exit_code = 8


class JobFailed(SheetopsError):
    """A job file cannot be loaded, or its plan broke off; nothing of it was applied."""

    exit_code = 9


class LogBroken(SheetopsError):
    """The filing log's chain does not hold (V22): jobs stop until somebody has looked."""

    exit_code = 10
