"""Masks personal data wherever it leaves a workbook: filing log, mails, board, notes.

Phones keep the first three and last four digits, landlines lose the last four, names keep the
first character, nicknames the first and last, addresses province, city and district, bank cards
the last four digits. A masked text stays as it is when it is masked again.
"""

import re
from collections.abc import Callable, Collection, Mapping
from hashlib import sha256
from types import MappingProxyType

from sheetops.records.columns import Column, Kind, Value
from sheetops.rules.privacy.personal import AREA, Finding, find_personal

HIDDEN = "****"
# country code in front, extension of a virtual number behind
_AROUND_MOBILE = re.compile(r"^\+?86[- ]?(?=1)|(?<=\d{11})-\d{1,4}$")
_MOBILE_ALONE = re.compile(r"1[3-9]\d{9}")
_MASKED_PHONE = re.compile(r"1\d{2}\*{4}\d{4}|0\d{2,3}-?\d{3,4}\*{4}|\*{4}")


def mask_text(text: str, known: Collection[str] = ()) -> str:
    """Return free text with every piece of personal data masked.

    `known` holds numbers of orders, refunds and parcels, which are never taken for cards or phones.
    """
    # what stays of two findings can make up a third one, so look until nothing is found
    while found := find_personal(text, known):
        for one in reversed(found):
            text = text[: one.start] + _mask_finding(one) + text[one.end :]
    return text


def mask_value(column: Column, value: Value) -> Value:
    """Return the value of `column` as it may leave the workbook; anything but text stays."""
    if not isinstance(value, str) or not value:
        return value
    mask = _BY_COLUMN.get(column.key)
    if mask is not None:
        return mask(value)
    if column.personal:
        return HIDDEN
    if column.kind is Kind.ID:
        # people put the buyer's phone where a parcel's number belongs
        return mask_phone(value) if _MOBILE_ALONE.fullmatch(value) else value
    return mask_text(value) if column.kind in (Kind.TEXT, Kind.PROSE) else value


def mask_phone(text: str) -> str:
    """Return `138****8998`, `0571-8888****`; four stars for what is no phone number."""
    text = text.strip()
    if _MASKED_PHONE.fullmatch(text):
        return text
    found = find_personal(text)
    if len(found) == 1 and found[0].text == text and found[0].kind in ("mobile", "landline"):
        return _mask_finding(found[0])
    return HIDDEN


def mask_name(name: str) -> str:
    """Return the first character and one star, or two for a name of three and more."""
    name = name.strip()
    return name[:1] + ("*" if len(name) <= 2 else "**") if name else name


def mask_nick(nick: str) -> str:
    """Return the first and last character of a buyer's nickname with two stars between."""
    nick = nick.strip()
    if len(nick) < 3:
        return nick[:1] + "*" if nick else nick
    return f"{nick[0]}**{nick[-1]}"


def mask_address(address: str) -> str:
    """Return province, city and district, the rest as four stars."""
    area = AREA.match(address.strip())
    return mask_text((area[0].strip() if area else "") + HIDDEN)


def mask_number(number: str) -> str:
    """Return the last six digits of an order, refund or tracking number, for mails to a group."""
    return number if len(number) <= 6 else f"…{number[-6:]}"


def fingerprint(value: str, salt: str) -> str:
    """Return two hex digits by which equal values can be told apart from changed ones.

    Deliberately short: with the digits that a mask leaves readable, a longer one would let anybody
    who knows the salt try out the hidden rest of a phone number.
    """
    return sha256(f"{salt}\0{value}".encode()).hexdigest()[:2]


def _mask_finding(found: Finding) -> str:
    match found.kind:
        case "mobile":
            digits = re.sub(r"\D", "", _AROUND_MOBILE.sub("", found.text))
            return f"{digits[:3]}{HIDDEN}{digits[-4:]}"
        case "landline":
            return re.sub(r"\d{4}(?:-\d{1,5})?$", HIDDEN, found.text)
        case "id_card" | "bank_card":
            return HIDDEN + found.text[-4:]
        case "email":
            return f"{found.text[0]}***@{HIDDEN}"
        case "account":
            return f"{found.text[0]}***{found.text[-1]}"
        case "name":
            return mask_name(found.text)
        case _:
            return HIDDEN


_BY_COLUMN: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "buyer_nick": mask_nick,
        "receiver_name": mask_name,
        "receiver_phone": mask_phone,
        "receiver_addr": mask_address,
    }
)
