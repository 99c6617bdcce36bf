"""The short guide that lies in a shop's folder, for whoever opens it first."""

from sheetops.records.settings import Settings
from sheetops.records.text import Text

GUIDE_FILE = Text("说明.txt", "README.txt")

_GUIDE = Text(
    """{name} · 退换货工作夹

applications.xlsx  申请登记簿：客服登记和办理每一笔退换货，另有评价反馈
slips.xlsx         退换货单登记簿：系统开单，客服和仓库填写物流、收货、验货
handbook.xlsx      售后手册：主管维护政策、日历、原因、话术、快递、库存、客服等
board.xlsx         今日看板：系统生成，先看它就知道今天要办什么
slips/             可打印、可发给买家的退换货单
inbox/             把平台导出的退款报表放进来，下次运行自动导入
evidence/          买家凭证和验货照片
filing_log/        备案日志：每一步都有记录，只增不改
reports/           日报
versions/          工作簿的旧版本，误删误改时可以找回
sheetops.toml      设置：店名、退货地址、时限、邮件

第一次使用
1. 打开 sheetops.toml，填好退货地址。
2. 打开 handbook.xlsx，把库存和客服换成自己的；政策逐条看一遍。
3. 在 applications.xlsx 登记申请，或把导出文件放进 inbox。
4. 运行 sheetops run；以后由 sheetops serve 按时自动运行。

每本簿的第一张表说明了谁填什么。簿子开着也没关系，系统会等保存关闭后再写入。
""",
    """{name} · returns and exchanges

applications.xlsx  applications and feedback: agents record and handle every case here
slips.xlsx         slip register: sheetops issues; agents and warehouse add shipping and inspection
handbook.xlsx      policy, calendar, reasons, scripts, couriers, stock, agents: kept by supervisors
board.xlsx         today's board, made by sheetops: look here first
slips/             slips to print or to send to buyers
inbox/             drop the platform's exports here; the next run imports them
evidence/          buyers' evidence and inspection photos
filing_log/        the filing log: every step is recorded, nothing is changed later
reports/           daily reports
versions/          earlier versions of the workbooks, for when something was deleted
sheetops.toml      settings: name, return address, times, mail

To begin
1. Open sheetops.toml and fill in the return address.
2. Open handbook.xlsx: put in your own stock and agents, and read the policy row by row.
3. Record applications in applications.xlsx, or drop an export into inbox/.
4. Run `sheetops run`; later `sheetops serve` runs everything on time.

The first sheet of each book says who writes what. Keep a book open as long as you like: sheetops
waits until you have saved and closed it.
""",
)


def guide_text(settings: Settings) -> str:
    """Return the guide in the shop's language."""
    return _GUIDE.to(settings.language).format(name=settings.name)
