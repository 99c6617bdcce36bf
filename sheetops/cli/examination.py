"""What `doctor` looks at: programs, folders, workbooks, mail, the calendar, what waits."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sheetops.records.problems import Severity
from sheetops.records.text import Language, Text
from sheetops.shop import Shop

_FINE = Text("正常", "fine")
_LOW_DISK = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; without a remedy it is fine. An error keeps jobs from running."""

    what: Text
    result: Text
    remedy: Text | None = None
    is_error: bool = False

    def cells(self) -> tuple[Text | str, ...]:
        """Return what a table shows."""
        return (self.what, self.result, self.remedy or "")

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return the finding for a program."""
        return {
            "what": self.what.to(language),
            "result": self.result.to(language),
            "remedy": self.remedy.to(language) if self.remedy else None,
            "fine": self.remedy is None,
        }


def examine(shop: Shop) -> list[Finding]:
    """Return everything looked at, in the order in which a person would mend it."""
    return [finding for look in _LOOKS for finding in look(shop)]


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


def _office(_shop: Shop) -> Iterator[Finding]:
    from sheetops.adapters.office import find

    what, path = Text("LibreOffice", "LibreOffice"), find()
    if path:
        yield Finding(what, Text(str(path), str(path)))
    else:
        yield Finding(
            what,
            Text("没有安装", "not installed"),
            Text(
                "单据没有 PDF 和图片；需要时安装 LibreOffice",
                "Slips have no PDF and picture; install LibreOffice to get them",
            ),
        )


def _templates(shop: Shop) -> Iterator[Finding]:
    from sheetops.adapters.office import find, has_chinese_font
    from sheetops.adapters.slip_sheet import template_problems

    for problem in template_problems(shop.folder, shop.language):
        yield Finding(
            Text(f"单据模板 {problem.place}", f"Slip template {problem.place}"),
            Text(problem.message("zh-CN"), problem.message("en")),
            Text(problem.remedy("zh-CN"), problem.remedy("en")),
        )
    if find() and not has_chinese_font():
        yield Finding(
            Text("中文字体", "Chinese font"),
            Text("没有找到", "none found"),
            Text(
                "单据图片里的中文会显示成方框；请安装思源黑体或 Noto CJK 字体",
                "Chinese on slip pictures shows as boxes; install a font such as Noto Sans CJK",
            ),
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
    unsettled = shop.state.outbox.unsettled()
    result = Text(
        f"{mail.host}:{mail.port}，未了结 {len(unsettled)} 封",
        f"{mail.host}:{mail.port}, {len(unsettled)} unsettled",
    )
    remedy = Text("用 sheetops outbox 查看", "See `sheetops outbox`") if unsettled else None
    yield Finding(what, result, remedy)


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
    from sheetops.adapters.lease import holder

    found = holder(shop.folder)
    what = Text("负责的机器", "Job machine")
    if found:
        host, since = found.get("host", "?"), found.get("renewed", "?").replace("T", " ")
        yield Finding(what, Text(f"{host}，最近运行 {since}", f"{host}, last run {since}"))
    else:
        yield Finding(what, Text("还没有运行过", "never ran"))


_LOOKS = (
    _folder,
    _disk,
    _books,
    _address,
    _office,
    _templates,
    _mail,
    _calendar,
    _waiting,
    _holder,
)
