"""The couriers that a new shop starts with, and the forms of their numbers.

Forms are the platform's own patterns where one is known, shortened to what tells couriers apart.
Numbers made of digits alone overlap between couriers and have no check digit, so a number that
does not fit is worth a look and never an error. Letters in front (SF, JD, JT, YT, DPK, STO, the EMS
forms) decide.
"""

from sheetops.records.seed.rows import Row, say
from sheetops.records.text import Language

# code, name, other names, kuaidi100's code, number form
_COURIERS = (
    ("SF", "顺丰速运|SF Express", "顺丰;顺丰快递;SF", "shunfeng", r"SF\d{12,20}|\d{12}|\d{15}"),
    ("ZTO", "中通快递|ZTO Express", "中通;中通速递", "zhongtong", r"(7[0-9]|4[0-9]|5[0-9]|6[0-9]|9[0-9]|3[0-9]|2[0-9])\d{10,13}|\d{12}"),
    ("YTO", "圆通速递|YTO Express", "圆通;圆通快递", "yuantong", r"YT\d{10,16}|Y\d{12}|DD[89]\d{15}|[6-9]\d{17}|[A-Z0-9]{2}\d{8}(\d{2})?"),
    ("YUNDA", "韵达快递|Yunda Express", "韵达;韵达速递", "yunda", r"\d{13}|\d{15}"),
    ("STO", "申通快递|STO Express", "申通;申通E物流", "shentong", r"STO\d{10}|\d{12,13}|\d{15}"),
    ("JT", "极兔速递|J&T Express", "极兔;极兔快递;百世快递", "jtexpress", r"JT\d{10,20}"),
    ("JD", "京东物流|JD Logistics", "京东;京东快递", "jd", r"JDV?\d{10,20}|JD[0-9A-Z]{11,17}"),
    ("EMS", "EMS|EMS", "邮政EMS;特快专递", "ems", r"[ELRSVA][A-Z]\d{9}CN|1[01]\d{11}|5[01]\d{11}|9[57]\d{11}"),
    ("POST", "邮政快递包裹|China Post parcel", "邮政;邮政包裹;快递包裹", "youzhengguonei", r"[GAKQPH]{2}\d{9}\w{2}|9[689]\d{11}"),
    ("DBL", "德邦快递|Deppon", "德邦;德邦物流", "debangkuaidi", r"DPK\d{10,15}|\d{8,10}|\d{15,}(-\d+)*"),
    ("OTHER", "其他快递|Other courier", "其他;其它", "", r"[A-Z0-9-]{8,35}"),
)  # fmt: skip


def courier_rows(language: Language) -> tuple[Row, ...]:
    """Return the starting couriers; ordinary post is not among them, slips ask not to use it."""
    return tuple(
        {
            "code": code,
            "name": say(name, language),
            "aliases": aliases,
            "kuaidi100": tracking or None,
            "number_pattern": pattern,
            "trackable": True,
        }
        for code, name, aliases, tracking, pattern in _COURIERS
    )
