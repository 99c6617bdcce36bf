"""The kinds of problem that slips, stock and reply texts can have."""

from sheetops.records.problems import ProblemKind, Severity
from sheetops.records.text import Text

SLIP_WITHHELD = ProblemKind(
    code="slip-withheld",
    severity=Severity.ERROR,
    title=Text("已同意，但还不能开单", "Approved, but no slip can be made yet"),
    message=Text(
        "已同意寄回，但还不能开单：{reasons}。",
        "The return is approved, but no slip can be made yet: {reasons}.",
    ),
    remedy=Text(
        "补齐后系统会自动开单，买家寄出前请不要口头给地址。",
        "Once mended, the slip is made by itself; do not give the address by word of mouth.",
    ),
    urgency=20,
)

EXCHANGE_SHORT = ProblemKind(
    code="exchange-short-stock",
    severity=Severity.ERROR,
    title=Text("换货缺货", "Not enough stock for an exchange"),
    message=Text(
        "换货商品 {sku} 可换 {free} 件，需要 {wanted} 件，暂不能开换货单。",
        "The replacement {sku} has {free} available and {wanted} wanted: no exchange slip yet.",
    ),
    remedy=Text(
        "{proposal}买家改换其他商品，请改“换货商品编码”；买家同意退款，请把状态改为"
        "“换货转退款”并登记关联的退款申请。\n可发给买家：{reply}",
        "{proposal}If the buyer takes another item, change the wanted SKU; if the buyer agrees to a"
        " refund, set the status to converted and record the linked refund case."
        "\nReply to paste: {reply}",
    ),
    rule="V11",
    basis=Text("流程 3.3.1：换货以有库存为前提", "Process 3.3.1: exchange only against stock"),
    urgency=20,
)

RETURN_ADDRESS_MISSING = ProblemKind(
    code="return-address-missing",
    severity=Severity.ERROR,
    title=Text("没有填写退货地址", "The return address is not set"),
    message=Text(
        "设置里的退货地址不完整，缺：{missing}。所有退货单、换货单都在等它。",
        "The return address in the settings lacks: {missing}. Every slip waits for it.",
    ),
    remedy=Text(
        "请在 sheetops.toml 的 [return_address] 中填写。",
        "Fill it in under [return_address] in sheetops.toml.",
    ),
    basis=Text(
        "网络购买商品七日无理由退货暂行办法第 11 条：应提供准确的退货地址、联系人和电话",
        "Seven-day return measures, art. 11: give true address, contact and phone",
    ),
    urgency=5,
)

TEMPLATE_NAME_MISSING = ProblemKind(
    code="slip-template-name-missing",
    severity=Severity.WARNING,
    title=Text("单据模板缺少命名单元格", "A slip template lacks a named cell"),
    message=Text(
        "模板 {template} 里没有名为 {names} 的单元格。{consequence}",
        "The template {template} has no cell named {names}. {consequence}",
    ),
    remedy=Text(
        "在模板中选中该单元格，在名称框输入这个名称并按回车；或者删除店铺里的这个模板文件，改用自带模板。",
        "Select the cell in the template, type the name into the name box and press Enter; or delete"
        " the shop's copy of the template to use the one that comes with sheetops.",
    ),
    urgency=60,
)

TEMPLATE_PICTURE_MISSING = ProblemKind(
    code="slip-template-picture-missing",
    severity=Severity.WARNING,
    title=Text("单据模板缺少图片", "A slip template lacks a picture"),
    message=Text(
        "模板 {template} 里没有名为 {names} 的图片，单据上不会有它。",
        "The template {template} has no picture named {names}; slips go without it.",
    ),
    remedy=Text(
        "从自带模板复制这张图片过来，并在名称框保持原名。",
        "Copy the picture from the template that comes with sheetops and keep its name.",
    ),
    urgency=61,
)

TEMPLATE_UNUSABLE = ProblemKind(
    code="slip-template-unusable",
    severity=Severity.WARNING,
    title=Text("单据模板无法使用", "A slip template cannot be used"),
    message=Text(
        "模板 {template} 无法使用（{reason}），本次改用自带模板。",
        "The template {template} cannot be used ({reason}); the shipped one was used instead.",
    ),
    remedy=Text(
        "请用 Excel 打开并另存为 .xlsx，或删除它以使用自带模板。",
        "Open it in Excel and save it as .xlsx, or delete it to use the shipped one.",
    ),
    urgency=60,
)

SLIP_PICTURES_MISSING = ProblemKind(
    code="slip-pictures-missing",
    severity=Severity.WARNING,
    title=Text("单据没有 PDF 和图片", "Slips without PDF and picture"),
    message=Text(
        "{count} 张单据只有 Excel 文件，没有 PDF 和图片：{reason}",
        "{count} slips have the workbook but no PDF and picture: {reason}",
    ),
    remedy=Text(
        "可以打开这些 Excel 文件打印或截图；解决后，新开的单据会带 PDF 和图片。",
        "Print the workbooks or photograph them; once mended, new slips have PDF and picture.",
    ),
    urgency=70,
)

PLACEHOLDER_UNKNOWN = ProblemKind(
    code="script-placeholder-unknown",
    severity=Severity.WARNING,
    title=Text("话术里有不认识的花括号", "A script has an unknown placeholder"),
    message=Text(
        "话术里的 {names} 不认识，会原样出现在回复里。",
        "The script's {names} is not known and would stand in the reply as it is.",
    ),
    remedy=Text(
        "请改用已有的名称，例如 {known}。",
        "Use a known name, such as {known}.",
    ),
    urgency=65,
)

SLIP_NUMBER_BROKEN = ProblemKind(
    code="slip-number-check-digit",
    severity=Severity.ERROR,
    title=Text("退货编号被改动过", "A slip number was changed"),
    message=Text(
        "退货编号 {value} 的校验位不对，很可能被改动过，扫码时会找不到这张单。",
        "The check digit of {value} does not hold: it was changed, and scanning will not find it.",
    ),
    remedy=Text(
        "请照 slips 文件夹里这张单据的编号改回来；编号由系统填写，不需要手工改。",
        "Restore the number that stands on the slip in the slips folder; nobody needs to edit it.",
    ),
    urgency=15,
)

SLIP_KINDS = (
    SLIP_WITHHELD,
    EXCHANGE_SHORT,
    RETURN_ADDRESS_MISSING,
    TEMPLATE_NAME_MISSING,
    TEMPLATE_PICTURE_MISSING,
    TEMPLATE_UNUSABLE,
    SLIP_PICTURES_MISSING,
    PLACEHOLDER_UNKNOWN,
    SLIP_NUMBER_BROKEN,
)
"""Every kind of problem that this part of the shop can have."""
