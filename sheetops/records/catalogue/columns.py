"""What can be wrong with a value by its column alone: missing, misformed, out of bounds, unknown."""

from sheetops.records.catalogue.entry import error, warning

MISSING_VALUE = error(
    "missing-value",
    "必填项没有填|Required cell is blank",
    "“{column}”没有填。|{column} is blank.",
    "请填写：{wanted}。|Fill it in: {wanted}.",
    urgency=30,
)
MISSING_WHEN = error(
    "missing-when",
    "此时必填的项没有填|Cell that is now required is blank",
    "“{column}”没有填（{when}）。|{column} is blank; it is needed {when}.",
    "请填写：{wanted}。|Fill it in: {wanted}.",
    urgency=32,
)
BAD_FORM = error(
    "bad-form",
    "格式不对|Wrong form",
    "“{column}”的“{value}”格式不对，应为{wanted}。|{column} “{value}” has the wrong form; it should be {wanted}.",
    "请对照平台核对后重新填写。|Compare it with the platform and type it again.",
    urgency=28,
)
PHONE_FORM = warning(
    "phone-form",
    "电话号码不像电话|Phone number looks wrong",
    "“{column}”不像手机或座机号码。|{column} does not look like a mobile or landline number.",
    "请核对号码，或填平台上的隐私号。|Check it, or use the number that the platform shows.",
    urgency=72,
)
ID_ENDS_IN_ZEROS = warning(
    "id-ends-in-zeros",
    "编号尾数可能丢了|Number may have lost digits",
    "“{column}”的 {value} 从第 16 位起全是 0，可能被 Excel 改过。|{column} {value} has only zeros after its 15th digit; Excel may have changed it.",
    "请对照平台核对，不对就按文本重新填写。|Compare it with the platform; if it differs, type it again as text.",
    urgency=60,
)
NUMBER_TOO_SMALL = error(
    "number-too-small",
    "数字太小|Number too small",
    "“{column}”是 {value}，不能小于 {wanted}。|{column} is {value}; it may not be less than {wanted}.",
    "请核对后重新填写。|Check it and type it again.",
    urgency=30,
)
NUMBER_TOO_LARGE = error(
    "number-too-large",
    "数字太大|Number too large",
    "“{column}”是 {value}，不能大于 {wanted}。|{column} is {value}; it may not be more than {wanted}.",
    "请核对后重新填写。|Check it and type it again.",
    urgency=30,
)
TEXT_LENGTH = error(
    "text-length",
    "字数不合要求|Text too short or too long",
    "“{column}”有 {value} 个字，应为 {wanted} 个字。|{column} has {value} characters; {wanted} are wanted.",
    "请补充或精简。|Say more, or less.",
    urgency=34,
)
TEXT_ENDLESS = warning(
    "text-endless",
    "单元格内容过长|Cell holds very much text",
    "“{column}”有 {value} 个字，超过 {wanted} 字的部分在单据和邮件里会被截断。|{column} has {value} characters; what goes beyond {wanted} is cut off on slips and in mails.",
    "请写要点，原文存成文件放进 evidence 文件夹。|Write the main points and keep the full text as a file in evidence/.",
    urgency=88,
)
UNKNOWN_REFERENCE = error(
    "unknown-reference",
    "找不到对应的记录|No such entry",
    "“{column}”的“{value}”在“{sheet}”里找不到。|{column} “{value}” is not in {sheet}.",
    "请从下拉列表选择，或先在“{sheet}”里登记。|Choose from the list, or enter it in {sheet} first.",
    urgency=26,
)
UNKNOWN_SKU = warning(
    "unknown-sku",
    "库存表里没有这个商品|Item not in Inventory",
    "“{column}”的“{value}”在“{sheet}”里找不到。|{column} “{value}” is not in {sheet}.",
    "请核对商家编码，新商品请主管补进库存表。|Check the SKU code; ask the supervisor to add a new item to Inventory.",
    urgency=70,
)
FUTURE_TIME = error(
    "future-time",
    "时间在将来|Time lies in the future",
    "“{column}”是 {value}，还没有到。|{column} is {value}, which has not come yet.",
    "请核对年月日和时间。|Check date and time.",
    urgency=24,
)
DUPLICATE_KEY = error(
    "duplicate-key",
    "编号重复|Key used twice",
    "“{column}”{value} 出现了多次（第 {rows} 行）。|{column} {value} stands in several rows ({rows}).",
    "请保留正确的一行，其余改号或删除。|Keep the right row; renumber or delete the others.",
    urgency=8,
)
TIME_ORDER = error(
    "time-order",
    "时间先后不对|Times in the wrong order",
    "“{column}”({value})早于“{other}”({wanted})。|{column} ({value}) is before {other} ({wanted}).",
    "请核对这两个时间。|Check both times.",
    urgency=36,
)
PERSONAL_IN_TEXT = warning(
    "personal-in-text",
    "文字里有个人信息|Personal data in a text",
    "“{column}”里写了{value}。|{column} contains {value}.",
    "请删去或打码（如 138****8998）；备案和邮件中会自动打码。|Delete or mask it (138****8998); the filing log and mails mask it anyway.",
    rule="V18",
    basis="个人信息保护法 6、51 条|PIPL art. 6, 51",
    urgency=78,
)

KINDS = (
    MISSING_VALUE,
    MISSING_WHEN,
    BAD_FORM,
    PHONE_FORM,
    ID_ENDS_IN_ZEROS,
    NUMBER_TOO_SMALL,
    NUMBER_TOO_LARGE,
    TEXT_LENGTH,
    TEXT_ENDLESS,
    UNKNOWN_REFERENCE,
    UNKNOWN_SKU,
    FUTURE_TIME,
    DUPLICATE_KEY,
    TIME_ORDER,
    PERSONAL_IN_TEXT,
)
