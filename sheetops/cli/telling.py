"""Says in words what a job wants done: what `--dry-run` prints, line by line."""

from collections.abc import Iterable, Iterator
from typing import Any

from sheetops.actions import (
    Action,
    AddRow,
    ArchiveRow,
    ClearCase,
    FileEntry,
    ForgetMonth,
    KeepPicture,
    PrintSlip,
    PublishBoard,
    QueueMail,
    SetValue,
    ShelveImport,
)
from sheetops.records.cells import to_cell
from sheetops.records.columns import Value
from sheetops.records.dictionary import SHEETS
from sheetops.records.references import References
from sheetops.records.text import Language, Text

Line = tuple[str, str, str]
"""Where, what, and the change."""


def tell(actions: Iterable[Action], language: Language, references: References) -> Iterator[Line]:
    """Yield one line for each action, in the language and with the words that cells show."""
    for action in actions:
        match action:
            case SetValue():
                yield _set_value(action, language, references)
            case AddRow():
                yield _add_row(action, language, references)
            case PrintSlip():
                yield ("slips/", action.slip_no, _word("打印单据", "print the slip", language))
            case FileEntry():
                what = action.field or action.event
                yield ("filing_log/", action.case_id or "", f"{what}: {action.new_value or ''}")
            case PublishBoard():
                yield ("board.xlsx", "", _word("更新看板", "refresh the board", language))
            case QueueMail():
                yield (", ".join(action.recipients) or "reports/", action.key, action.subject)
            case _:
                yield from _tell_of_files(action, language)


def _tell_of_files(action: Action, language: Language) -> Iterator[Line]:
    match action:
        case ShelveImport():
            yield (f"inbox/{action.name}", "", f"→ inbox/{action.to}/")
        case KeepPicture():
            yield (action.book, action.path, _word("存为凭证图片", "keep as evidence", language))
        case ArchiveRow():
            yield _archive_row(action, language)
        case ClearCase():
            yield from _clear_case(action, language)
        case ForgetMonth():
            what = _word("去除个人信息", "remove personal data", language)
            yield (f"archive/{action.month}.xlsx", "", what)


def as_json(actions: Iterable[Action], language: Language, references: References) -> list[Any]:
    """Return the same lines for a program."""
    return [
        {"action": type(action).__name__, "where": where, "what": what, "change": change}
        for action in actions
        for where, what, change in tell([action], language, references)
    ]


def _set_value(action: SetValue, language: Language, references: References) -> Line:
    sheet = SHEETS[action.sheet]
    heading = sheet.by_key[action.column].title.to(language)
    seen = _cell(action.sheet, action.column, action.seen, language, references)
    wanted = _cell(action.sheet, action.column, action.wanted, language, references)
    where = f"{action.book}!{sheet.title.to(language)}"
    return (where, f"{action.key} {heading}", f"{seen or '—'} → {wanted or '—'}")


def _add_row(action: AddRow, language: Language, references: References) -> Line:
    sheet = SHEETS[action.sheet]
    filled = [
        f"{sheet.by_key[key].title.to(language)}={shown}"
        for key, value in action.values.items()
        if (shown := _cell(action.sheet, key, value, language, references))
    ]
    new = _word("新增一行：", "new row: ", language)
    return (f"{action.book}!{sheet.title.to(language)}", action.key, new + "; ".join(filled))


def _archive_row(action: ArchiveRow, language: Language) -> Line:
    title = SHEETS[action.sheet].title.to(language)
    what = _word("归档", "archive", language)
    return (f"archive/{action.month}.xlsx!{title}", action.key, what)


def _clear_case(action: ClearCase, language: Language) -> Iterator[Line]:
    for row in action.rows:
        where = f"{row.book}!{SHEETS[row.sheet].title.to(language)}"
        archive = f"archive/{action.month}.xlsx"
        yield (where, row.key, _word("移出，已在 ", "take out, stands in ", language) + archive)


def _cell(sheet: str, column: str, value: Value, language: Language, references: References) -> str:
    shown = to_cell(SHEETS[sheet].by_key[column], value, language, references)
    return "" if shown is None else str(shown).replace("\n", " ")


def _word(zh: str, en: str, language: Language) -> str:
    return Text(zh, en).to(language)
