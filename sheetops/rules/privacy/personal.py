"""Finds personal data in free text: phones, ID and bank cards, e-mails, accounts, addresses, names.

What must be masked before it leaves a workbook follows from PIPL art. 28 and 51. An order, refund
or tracking number is no personal number: a long number counts as a card only when it has an
issuer's prefix, an issuer's length and a valid check digit, or is called a card right before it.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_NARROW = str.maketrans("０１２３４５６７８９－＠", "0123456789-@")
_HINT = re.compile(r"[0-9@０-９＠]|[市区县旗州].|旺旺|微信|QQ|支付宝|收件人|收货人|联系人|姓名")

_MOBILE = re.compile(
    r"(?<![\d*])(?:\+?86[- ]?)?"
    r"(?:1[3-9]\d{9,10}-\d{1,4}|1[3-9]\d{9}|1[3-9]\d[- ]\d{4}[- ]\d{4})(?![\d*])"
)
_LANDLINE = re.compile(r"(?<![\d*-])0\d{2,3}[- ]?\d{7,8}(?:-\d{1,5})?(?![\d*])")
_ID_CARD = re.compile(r"(?<!\d)[1-9]\d{16}[\dXx](?!\d)")
_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){14,18}(?!\d)")
_ISSUED = re.compile(
    r"62\d{14,17}|9558\d{15}|4\d{15}|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}"
    r"|35\d{14}|3[47]\d{13}|6(?:011|5\d\d)\d{12}"
)
_CALLED_CARD = re.compile(r"(?:卡号?|账户|账号|card)\D{0,8}$", re.IGNORECASE)
_CALLED_NUMBER = re.compile(
    r"(?:订单|退款|退货|售后|单据|快递|物流|运|单|编)(?:编)?号?\D{0,6}$"
    r"|(?:order|refund|tracking|parcel|case)\D{0,12}$",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_ACCOUNT = re.compile(
    r"(?:旺旺|微信|QQ|支付宝)(?:号|账号|账户|ID|昵称)?\s?[:：是为]?\s?([A-Za-z0-9_-]{5,40})"
)
_NAME = re.compile(r"(?:收件人|收货人|联系人|姓名)\s?[:：是]\s?([一-龥]{2,4})")

_PROVINCE = (
    "(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南"
    "|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)"
    "(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)?"
)
# the first character may be one of them too: 市中区
_PLACE = "[一-龥](?:(?![市区县旗])[一-龥]){0,6}?(?:市|自治州|盟|区|县|旗)"
AREA = re.compile(rf"(?:{_PROVINCE}\s?)?(?:{_PLACE}\s?){{0,3}}")
"""Province, city and district: the part of an address that may stay."""
_MARK = (
    "路|街道|街|大道|巷|弄|胡同|村|镇|乡|组|小区|花园|公寓|大厦|广场|苑|号楼|号"
    "|栋|幢|座|楼|单元|室|驿站"
)
_DETAIL = rf"(?:[一-龥A-Za-z0-9#-]{{0,12}}?(?:{_MARK})\s?(?:\d[\dA-Za-z-]*)?)+"
_ADDRESS = re.compile(
    rf"(?P<province>{_PROVINCE}\s?)?(?P<places>(?:{_PLACE}\s?){{1,3}})(?P<detail>{_DETAIL})"
)
_STREET = re.compile(
    rf"(?:(?![省市区县旗])[一-龥]){{1,6}}(?:路|街|大道|巷|弄|胡同)\d{{1,5}}(?:号|弄)(?:{_DETAIL})?"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of personal data in a text, at `start` up to but not including `end`."""

    start: int
    end: int
    kind: str
    """mobile, landline, id_card, bank_card, email, account, address or name."""
    text: str


def find_personal(text: str, known: Collection[str] = ()) -> list[Finding]:
    """Return the personal data in `text`, in order, not overlapping.

    `known` holds numbers that are known to be order, refund or tracking numbers.
    """
    if not text or not _HINT.search(text):
        return []
    narrow = text.translate(_NARROW)
    found = sorted(_candidates(narrow, known), key=lambda f: (f.start, -f.end))
    kept: list[Finding] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(Finding(one.start, one.end, one.kind, text[one.start : one.end]))
    return kept


def is_id_card(number: str) -> bool:
    """Return whether `number` is an 18-digit resident ID number with date and check digit right."""
    if not _ID_CARD.fullmatch(number):
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    return born.year >= 1900 and _ID_CHECKS[total % 11] == number[-1].upper()


def passes_luhn(digits: str) -> bool:
    """Return whether the last digit is the Luhn check digit of the ones before (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _candidates(text: str, known: Collection[str]) -> Iterator[Finding]:
    for kind, pattern in (("mobile", _MOBILE), ("landline", _LANDLINE), ("email", _EMAIL)):
        for match in pattern.finditer(text):
            if match[0] not in known:
                yield _finding(kind, match)
    yield from (_finding("id_card", m) for m in _ID_CARD.finditer(text) if is_id_card(m[0]))
    yield from _cards(text, known)
    for kind, pattern in (("account", _ACCOUNT), ("name", _NAME)):
        yield from (_finding(kind, match, 1) for match in pattern.finditer(text))
    yield from _addresses(text)


def _cards(text: str, known: Collection[str]) -> Iterator[Finding]:
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        before = text[max(0, match.start() - 16) : match.start()]
        called = bool(_CALLED_CARD.search(before))
        issued = bool(_ISSUED.fullmatch(digits)) and not _CALLED_NUMBER.search(before)
        if digits not in known and (called or issued) and passes_luhn(digits):
            yield _finding("bank_card", match)


def _addresses(text: str) -> Iterator[Finding]:
    for match in _ADDRESS.finditer(text):
        areas = len(re.findall(_PLACE, match["places"])) + bool(match["province"])
        if areas > 1 or re.search(r"\d", match["detail"]):
            yield Finding(match.start("detail"), match.end("detail"), "address", match["detail"])
    yield from (_finding("address", match) for match in _STREET.finditer(text))


def _finding(kind: str, match: re.Match[str], group: int = 0) -> Finding:
    return Finding(match.start(group), match.end(group), kind, match[group])
