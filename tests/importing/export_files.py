"""Platform exports in their own layout, verbatim, with the warts that real ones have."""

import csv
import io
from collections.abc import Mapping, Sequence

import xlsxwriter
import xlwt

HEADINGS_2016 = [
    "退款编号", "订单编号", "支付宝交易号", "订单付款时间", "商品编码", "退款完结时间",
    "买家会员名称", "买家实际支付金额", "宝贝标题", "买家退款金额", "手工退款/系统退款",
    "是否需要退货", "退款的申请时间", "超时时间", "退款状态", "货物状态", "退货物流信息",
    "发货物流信息", "客服介入状态", "卖家真实姓名", "卖家退货地址", "卖家邮编", "卖家电话",
    "卖家手机", "退货物流单号", "退货物流公司", "买家退款原因", "买家退款说明", "买家退货时间",
    "责任方", "售中或售后", "商家备注", "完结时间", "部分退款/全部退款", "审核操作人",
    "举证超时", "是否零秒响应", "退款操作人", "退款原因标签",
]  # fmt: skip
HEADINGS_2017 = [
    "订单编号",
    "退款编号",
    *(h.replace("商品编码", "商家编码") for h in HEADINGS_2016[2:-1]),
    "主数据编码",
]

Cell = str | float | None


def exported(**changed: Cell) -> Mapping[str, Cell]:
    """One row as the platform writes it; `退款状态=…` and the like change cells."""
    row: dict[str, Cell] = {
        "退款编号": "106206407540810",
        "订单编号": "3302710287203084298",
        "支付宝交易号": "2026092922001100001234567890",
        "订单付款时间": "2026-09-20 14:05:00",
        "商品编码": "TS-2026-001-L",
        "买家会员名称": "t**8",
        "买家实际支付金额": "198.00",
        "宝贝标题": "纯棉T恤",
        "买家退款金额": "198.00",
        "手工退款/系统退款": "手工退款",
        "是否需要退货": "是",
        "退款的申请时间": "2026-09-28 10:30:00",
        "超时时间": "2026-10-03 10:30:00",
        "退款状态": "买家已经申请退款，等待卖家同意",
        "货物状态": "买家已收到货",
        "客服介入状态": "不需客服介入",
        "卖家真实姓名": "王老板",
        "卖家手机": "13800138000",
        "买家退款原因": "7天无理由退换货",
        "买家退款说明": "尺码偏大",
        "售中或售后": "售中",
        "是否零秒响应": "否",
    }
    return {**row, **changed}


def as_xlsx(
    rows: Sequence[Mapping[str, Cell]],
    headings: Sequence[str] = HEADINGS_2016,
    above: Sequence[str] = (),
    sheets_before: Sequence[str] = (),
) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for title in sheets_before:
            book.add_worksheet(title).write_string(0, 0, "说明")
        sheet = book.add_worksheet("退款管理")
        for number, line in enumerate(above):
            sheet.write_string(number, 0, line)
        start = len(above)
        for column, heading in enumerate(headings):
            sheet.write_string(start, column, heading)
            for number, row in enumerate(rows, start + 1):
                value = row.get(heading.strip())
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif value is not None:
                    sheet.write_number(number, column, value)
    return target.getvalue()


def as_csv(
    rows: Sequence[Mapping[str, Cell]],
    encoding: str = "gb18030",
    headings: Sequence[str] = HEADINGS_2016,
    separator: str = ",",
) -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=separator)
    writer.writerow(headings)
    writer.writerows([row.get(heading) for heading in headings] for row in rows)
    return target.getvalue().encode(encoding)


def as_xls(
    rows: Sequence[Mapping[str, Cell]],
    headings: Sequence[str] = HEADINGS_2016,
    titles: Sequence[str] = ("退款管理",),
) -> bytes:
    """A BIFF workbook; the rows are dealt to its sheets in turn."""
    book = xlwt.Workbook(encoding="utf-8")
    for place, title in enumerate(titles):
        sheet = book.add_sheet(title)
        head: Mapping[str, Cell] = {heading: heading for heading in headings}
        for number, row in enumerate([head, *rows[place :: len(titles)]]):
            for column, heading in enumerate(headings):
                if row.get(heading) is not None:
                    sheet.write(number, column, row.get(heading))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_page(
    rows: Sequence[Mapping[str, Cell]],
    encoding: str = "utf-8",
    headings: Sequence[str] = HEADINGS_2016,
) -> bytes:
    """An HTML table, as platforms write it under the name of a workbook."""
    head = "".join(f"<th>{heading}</th>" for heading in headings)
    lines = (
        "<tr>" + "".join(f"<td>{row.get(h) or ''}</td>" for h in headings) + "</tr>" for row in rows
    )
    title = f'<tr><td colspan="{len(headings)}">退款<b>管理</b>&nbsp;导出</td></tr>'
    page = f'<html><meta charset="{encoding}"><table>{title}<tr>{head}</tr>{"".join(lines)}</table>'
    return (page + "</html>").encode(encoding)
