"""Evidence and words: pictures where a reason needs them, no personal data where it may leak."""

from collections import Counter
from collections.abc import Iterator

from sheetops.records.catalogue import cases as kinds
from sheetops.records.catalogue import columns
from sheetops.records.columns import Kind
from sheetops.records.problems import Problem
from sheetops.records.showing import listed, shortened
from sheetops.records.spelling import words_of
from sheetops.records.table import Table
from sheetops.records.text import Text
from sheetops.rules.checks.audit import Audit, finding
from sheetops.rules.checks.column_checks import CHECKED_SHEETS, Check, rows_with
from sheetops.rules.checks.typed import words
from sheetops.rules.evidence.placed import TYPED, pictures_of, plain_path
from sheetops.rules.policy.verdict_rules import DETAIL_LENGTH
from sheetops.rules.privacy.personal import find_personal

_ANY_KIND = Text("个人信息", "personal data")
_KINDS = {
    "mobile": Text("手机号", "a mobile number"),
    "landline": Text("座机号", "a landline number"),
    "id_card": Text("身份证号", "an identity card number"),
    "bank_card": Text("银行卡号", "a bank card number"),
    "email": Text("邮箱", "an e-mail address"),
    "account": Text("账号", "an account name"),
    "address": Text("地址", "an address"),
    "name": Text("姓名", "a name"),
}
_NUMBERS = ("order_no", "refund_no", "sub_order_no", "tracking_no", "x_tracking_no")


def _pictures(audit: Audit) -> Iterator[Problem]:
    """A reason has as many pictures as the handbook asks for (process 3.1.1)."""
    table = audit.records["applications"]
    for index, code in enumerate(table.column("reason_code")):
        reason = audit.reason_of(code)
        if reason is None or not reason.evidence_min:
            continue
        count = len(pictures_of(table[index]))
        if count < reason.evidence_min:
            yield finding(
                kinds.EVIDENCE_MISSING,
                table,
                index,
                "evidence",
                value=str(count),
                wanted=str(reason.evidence_min),
                reason=f"{reason.code} {reason.name}",
            )


def _details(audit: Audit) -> Iterator[Problem]:
    """A reason that asks for detail has 10 characters of it (process 3.1.1)."""
    table = audit.records["applications"]
    rows = zip(table.column("reason_code"), words(table, "reason_detail"), strict=True)
    for index, (code, detail) in enumerate(rows):
        reason = audit.reason_of(code)
        if reason is None or not reason.needs_detail or detail is None:
            continue
        if len(detail) < DETAIL_LENGTH:
            value, wanted = str(len(detail)), str(DETAIL_LENGTH)
            yield finding(
                kinds.DETAIL_TOO_SHORT, table, index, "reason_detail", value=value, wanted=wanted
            )


def _paths(audit: Audit) -> Iterator[Problem]:
    """Evidence lies in the evidence folder, and where somebody has looked, it is there."""
    for sheet, column in TYPED.items():
        table = audit.records[sheet]
        for index, text in enumerate(words(table, column)):
            for path in words_of(text) if text else ():
                yield from _path(audit, table, index, column, path)


def _path(audit: Audit, table: Table, index: int, column: str, path: str) -> Iterator[Problem]:
    plain = plain_path(path)
    inside = plain.startswith("evidence/") and ".." not in plain.split("/")
    if not inside:
        example = table.sheet.by_key[column].example
        value = shortened(path)
        yield finding(kinds.EVIDENCE_PATH, table, index, column, value=value, wanted=example)
    elif audit.files is not None and plain not in audit.files:
        yield finding(kinds.EVIDENCE_NOT_FOUND, table, index, column, value=shortened(path))


def _personal(audit: Audit) -> Iterator[Problem]:
    """V18: free texts hold no personal data of the buyer (PIPL art. 6)."""
    for sheet in CHECKED_SHEETS:
        table = audit.records[sheet.key]
        for column in sheet.columns:
            free = column.kind is Kind.PROSE and not column.of_jobs and not column.personal
            if not free or column.key not in table.columns:
                continue
            texts = words(table, column.key)
            suspect = {text for text in set(texts) if text and find_personal(text)}
            for index in rows_with(table, column.key, suspect):
                found = find_personal(texts[index] or "", _known(table, index))
                if found:
                    what = [_KINDS.get(kind, _ANY_KIND) for kind in Counter(f.kind for f in found)]
                    yield finding(
                        columns.PERSONAL_IN_TEXT, table, index, column.key, value=listed(what)
                    )


def _known(table: Table, index: int) -> list[str]:
    """The row's own numbers are no cards and no phones."""
    row = table[index]
    return [row.text(key) for key in _NUMBERS if row[key] is not None]


CHECKS: tuple[Check, ...] = (_pictures, _details, _paths, _personal)
"""The checks of this module."""
