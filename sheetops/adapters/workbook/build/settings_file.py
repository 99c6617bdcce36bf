"""Writes `sheetops.toml`: every setting, its value and what it is for, in the shop's language."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType
from typing import Any

from sheetops.records.settings import Settings
from sheetops.records.text import Language, Text

_HEAD = Text(
    "店铺设置。改好保存即可，下次运行生效；写错的项目会被指出来。",
    "The shop's settings. Save and the next run follows them; a mistake is pointed out.",
)

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "id": Text(
            "本店的内部编号，由系统给出，请勿修改",
            "Names this shop's local state; given once, leave it",
        ),
        "name": Text("店名，印在单据和邮件上", "The shop's name, as slips and mails show it"),
        "language": Text("语言：zh-CN 或 en", "Language: zh-CN or en"),
        "time_zone": Text("店铺所在时区", "The shop's time zone"),
        "platform": Text(
            "未写平台的行按哪个平台算：taobao、tmall、other",
            "Platform of rows that name none: taobao, tmall, other",
        ),
        "slip_pictures": Text(
            "装有 LibreOffice 时，同时生成单据的 PDF 和图片",
            "Make PDF and picture of each slip where LibreOffice is installed",
        ),
        "return_address": Text(
            "退货地址，印在每张退换货单上", "Where goods are sent back to; printed on every slip"
        ),
        "return_address.name": Text("收件人", "Consignee"),
        "return_address.phone": Text("电话", "Phone"),
        "return_address.address": Text("省市区和详细地址", "Province, city, district and street"),
        "return_address.postcode": Text("邮编", "Postcode"),
        "limits": Text(
            "政策表没有写明时用的时限", "Times that hold where no policy row says otherwise"
        ),
        "limits.review_hours": Text("审核，小时", "To review, hours"),
        "limits.return_days": Text("买家寄回，天", "For the buyer to send back, days"),
        "limits.inspect_hours": Text("收货后验货，小时", "To inspect after receipt, hours"),
        "limits.refund_days": Text(
            "收货后退款，天，法律规定不超过 7", "To refund after receipt, days; 7 at most by law"
        ),
        "limits.reship_hours": Text(
            "验货通过后发出换货，小时", "To ship a replacement once inspected, hours"
        ),
        "limits.evidence_hours": Text(
            "等买家补充凭证，小时", "For the buyer to add evidence, hours"
        ),
        "limits.negotiate_hours": Text(
            "验货不通过后协商，小时", "To negotiate after a failed inspection, hours"
        ),
        "limits.answer_days": Text(
            "拒绝后买家修改申请，天", "For the buyer to answer a refusal, days"
        ),
        "limits.confirm_days": Text(
            "买家寄回后确认收货，天，逾期平台自动退款",
            "To confirm goods sent back, days; the platform refunds by itself then",
        ),
        "limits.warn_hours": Text(
            "剩余不到多少小时开始预警", "A warning begins when this many hours are left"
        ),
        "limits.close_hours": Text("剩余不到多少小时算临期", "Hours left that count as very close"),
        "mail": Text(
            "发邮件用的邮箱；host 留空则邮件只存到 reports 文件夹",
            "How mail leaves the shop; without a host it stays in reports/",
        ),
        "mail.host": Text("发信服务器，如 smtp.exmail.qq.com", "Mail server"),
        "mail.port": Text(
            "端口，ssl 一般 465，starttls 一般 587", "Port: 465 for ssl, 587 for starttls"
        ),
        "mail.security": Text(
            "加密方式：ssl、starttls；none 只用于本机", "ssl or starttls; none on this machine only"
        ),
        "mail.user": Text("登录名", "User name"),
        "mail.password_env": Text(
            "存放密码的环境变量名；密码不要写在这里",
            "Environment variable that holds the password; never write it here",
        ),
        "mail.password_file": Text("或者：存放密码的文件", "Or: a file that holds the password"),
        "mail.keyring": Text(
            "或者：系统密钥环里的服务名；存法：keyring set 服务名 登录名",
            "Or: a service in the system's keyring; `keyring set SERVICE USER` puts it there",
        ),
        "mail.sender": Text("发件人地址", "Sender's address"),
        "mail.managers": Text(
            "收日报、周报、月报的人；客服和仓库的地址填在手册的“客服”里",
            "Who gets the daily, weekly and monthly report; the desk's addresses stand in Agents",
        ),
        "mail.timeout_seconds": Text("等服务器多少秒", "Seconds to wait for the server"),
        "retention": Text("保存多久", "How long things are kept"),
        "retention.log_years": Text(
            "完结后几年去除个人信息；金额、日期、编号和备案日志保留",
            "Years after closing until a case's personal data goes; amounts, dates, numbers and "
            "the filing log stay",
        ),
        "retention.archive_days": Text(
            "完结多少天后移入 archive 文件夹", "Days after closing until a case moves to archive/"
        ),
        "retention.versions_days": Text(
            "工作簿的旧版本，天", "Earlier versions of workbooks, days"
        ),
        "retention.exports_days": Text(
            "inbox 里处理过的平台文件，天", "Exports that were taken in from inbox/, days"
        ),
    }
)
"""Setting, written as its path → what it is for."""


def settings_text(settings: Settings) -> str:
    """Return the settings file: TOML, one commented line for each setting, defaults included."""
    lines = [f"# {_HEAD.to(settings.language)}", ""]
    lines += _lines(settings, "", settings.language)
    return "\n".join(lines).rstrip() + "\n"


def _lines(part: Any, path: str, language: Language) -> Iterator[str]:
    """Yield plain settings first and tables after them, as TOML wants it."""
    values = [(field.name, getattr(part, field.name)) for field in fields(part)]
    for name, value in values:
        if not is_dataclass(value):
            yield f"# {WORDS[path + name].to(language)}"
            yield f"{name} = {_as_toml(value)}"
    for name, value in values:
        if is_dataclass(value):
            yield ""
            yield f"# {WORDS[path + name].to(language)}"
            yield f"[{path}{name}]"
            yield from _lines(value, f"{path}{name}.", language)


def _as_toml(value: str | bool | int | tuple[str, ...]) -> str:
    """JSON and TOML write strings, numbers, booleans and lists of strings alike."""
    return json.dumps(value, ensure_ascii=False)
