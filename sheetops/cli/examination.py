"""What `doctor` looks at: programs, folders, workbooks, mail, the calendar, what waits."""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta

from sheetops.cli.programs import Finding, programs
from sheetops.errors import SettingsError
from sheetops.records.problems import Severity
from sheetops.records.text import Text
from sheetops.shop import Shop

_FINE = Text("正常", "fine")
_LOW_DISK = 500 * 1024 * 1024
_STALE = timedelta(hours=1)


def examine(shop: Shop) -> list[Finding]:
    """Return everything looked at, in the order in which a person would mend it."""
    found = [finding for look in _LOOKS for finding in look(shop)]
    return [*found, *programs()]


def _folder(shop: Shop) -> Iterator[Finding]:
    what = Text("店铺文件夹", "Shop folder")
    if os.access(shop.folder, os.W_OK):
        yield Finding(what, Text(f"可写：{shop.folder}", f"writable: {shop.folder}"))
    else:
        yield Finding(
            what,
            Text("没有写入权限", "not writable"),
            Text("请让管理员给这台机器的账号写入权限", "Ask for write permission for this account"),
            is_error=True,
        )


def _disk(shop: Shop) -> Iterator[Finding]:
    for what, path in (
        (Text("店铺所在磁盘", "Disk of the shop"), shop.folder),
        (Text("本机状态所在磁盘", "Disk of the local state"), _existing(shop)),
    ):
        free = shutil.disk_usage(path).free
        size = f"{free / 1024**3:.1f} GB"
        remedy = None if free > _LOW_DISK else Text("请清理磁盘", "Free some space")
        yield Finding(what, Text(f"剩余 {size}", f"{size} free"), remedy)


def _existing(shop: Shop) -> str:
    path = shop.state_folder
    while not path.exists():
        path = path.parent
    return str(path)


def _books(shop: Shop) -> Iterator[Finding]:
    met = [p for p in shop.look.records.problems if p.place.row is None]
    for problem in met:
        yield Finding(
            Text(f"工作簿 {problem.place}", f"Workbook {problem.place}"),
            Text(problem.message("zh-CN"), problem.message("en")),
            Text(problem.remedy("zh-CN"), problem.remedy("en")),
            is_error=problem.severity is Severity.ERROR,
        )
    if not met:
        yield Finding(Text("工作簿", "Workbooks"), _FINE)


def _templates(shop: Shop) -> Iterator[Finding]:
    from sheetops.adapters.slip_sheet import template_problems

    for problem in template_problems(shop.folder, shop.language):
        yield Finding(
            Text(f"单据模板 {problem.place}", f"Slip template {problem.place}"),
            Text(problem.message("zh-CN"), problem.message("en")),
            Text(problem.remedy("zh-CN"), problem.remedy("en")),
        )


def _address(shop: Shop) -> Iterator[Finding]:
    what, address = Text("退货地址", "Return address"), shop.settings.return_address
    if address.name and address.phone and address.address:
        yield Finding(
            what, Text(f"{address.name}，{address.address}", f"{address.name}, {address.address}")
        )
    else:
        yield Finding(
            what,
            Text("没有填写", "not filled in"),
            Text(
                "在 sheetops.toml 的 [return_address] 填写，否则开不了退换货单",
                "Fill in [return_address] in sheetops.toml; without it no slip can be issued",
            ),
        )


def _mail(shop: Shop) -> Iterator[Finding]:
    what, mail = Text("邮件", "Mail"), shop.settings.mail
    if not mail.host:
        yield Finding(
            what,
            Text("没有设置，日报存放在 reports 文件夹", "not set; reports stay in reports/"),
            Text(
                "要寄出请填写 sheetops.toml 的 [mail]",
                "To send them fill in [mail] in sheetops.toml",
            ),
        )
        return
    yield _line_to(shop)
    unsettled = len(shop.state.outbox.unsettled())
    remedy = Text("用 sheetops outbox 查看", "See `sheetops outbox`") if unsettled else None
    yield Finding(
        Text("未了结的邮件", "Unsettled mails"), Text(str(unsettled), str(unsettled)), remedy
    )


def _line_to(shop: Shop) -> Finding:
    """Return whether the mail server lets the shop in; nothing is sent."""
    from sheetops.adapters.smtp_line import Refused, open_line, why_broken

    mail = shop.settings.mail
    what, where = Text("邮件", "Mail"), f"{mail.host}:{mail.port}"
    try:
        open_line(mail, shop.folder).close()
    except SettingsError as error:
        return Finding(what, error.message, error.remedy, is_error=True)
    except Refused as error:
        said = f"{error.code} {error.words}"
        return Finding(
            what,
            Text(f"{where} 拒绝登录：{said}", f"{where} refuses: {said}"),
            Text("请核对用户名和密码（授权码）", "Check user and password"),
            is_error=True,
        )
    except OSError as error:
        why = why_broken(error)
        return Finding(
            what,
            Text(f"连不上 {where}：{why.zh}", f"{where} is not reached: {why.en}"),
            Text("邮件会先存着，连上后再寄出", "Mails wait and go out once it is reached"),
        )
    return Finding(what, Text(f"{where} 可以登录", f"{where} lets the shop in"))


def _calendar(shop: Shop) -> Iterator[Finding]:
    for year in (shop.now.year, shop.now.year + 1):
        what = Text(f"{year} 年节假日", f"Holidays of {year}")
        if shop.workdays.known(year):
            yield Finding(what, Text("已知", "known"))
        elif year == shop.now.year or shop.now.month >= 11:
            yield Finding(
                what,
                Text("还不知道，按周一至周五计算", "not known; Monday to Friday are taken"),
                Text(
                    "请升级 chinesecalendar，或在手册“日历”中填写",
                    "Upgrade chinesecalendar or fill in the handbook's Calendar",
                ),
            )


def _waiting(shop: Shop) -> Iterator[Finding]:
    what, waiting = Text("等待写入的结果", "Results waiting"), shop.waiting()
    if not waiting:
        yield Finding(what, Text("没有", "none"))
    for one in waiting:
        yield Finding(
            what,
            Text(f"{one.book}：{one.count} 项", f"{one.book}: {one.count}"),
            Text(
                f"{one.reason.zh}；关闭该工作簿后自动写入",
                f"{one.reason.en}; written once it is closed",
            ),
        )


def _holder(shop: Shop) -> Iterator[Finding]:
    from sheetops.adapters.heartbeat import last_beat

    what, beat = Text("负责的机器", "Job machine"), last_beat(shop.state_folder, shop.folder)
    if beat is None:
        yield Finding(
            what,
            Text("还没有运行过", "never ran"),
            Text(
                "用 sheetops install-service 让它定时运行", "`sheetops install-service` starts it"
            ),
        )
        return
    at = beat.at.replace("T", " ")[:16]
    stale = None
    if not beat.is_alive(shop.now, _STALE):
        stale = Text(
            "已超过一小时没有运行；请检查那台机器和定时任务",
            "More than an hour ago; see that machine and its timetable",
        )
    yield Finding(what, Text(f"{beat.host}，最近运行 {at}", f"{beat.host}, last run {at}"), stale)


_LOOKS = (
    _folder,
    _disk,
    _books,
    _address,
    _templates,
    _mail,
    _calendar,
    _waiting,
    _holder,
)
