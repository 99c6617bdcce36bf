"""What can be wrong with a single cell when it is read."""

from sheetops.records.catalogue.entry import error, warning

ERROR_VALUE = error(
    "error-value",
    "单元格是错误值|Cell shows an error",
    "“{column}”显示错误值 {value}。|{column} shows the error {value}.",
    "请直接填写内容，或修正公式。|Type the content, or mend the formula.",
    urgency=20,
)
FORMULA_WITHOUT_VALUE = error(
    "formula-without-value",
    "公式没有结果|Formula without a result",
    "“{column}”是公式，但文件里没有存下计算结果。|{column} holds a formula, but the file does not hold its result.",
    "请用 Excel 打开并保存一次，或直接填写内容。|Open and save it once in Excel, or type the content.",
    urgency=20,
)
FORMULA_IN_CELL = warning(
    "formula-in-cell",
    "该填内容的地方是公式|Formula where content belongs",
    "“{column}”是公式，取了它现在的结果：{value}。|{column} holds a formula; its present result was taken: {value}.",
    "请复制后用“选择性粘贴 → 数值”换成内容，以免以后变动。|Replace it by its value (Paste Special, Values), so that it does not change later.",
    urgency=80,
)
ID_LOST_DIGITS = error(
    "id-lost-digits",
    "编号丢了尾数|Number lost digits",
    "“{column}”被 Excel 存成了数字 {value}，第 15 位以后的数字已经丢失。|Excel stored {column} as the number {value}; its digits after the 15th are lost.",
    "请先把单元格设为“文本”，再从平台重新复制编号。|Set the cell to Text first, then copy the number from the platform again.",
    urgency=10,
)
ID_STORED_AS_NUMBER = warning(
    "id-stored-as-number",
    "编号存成了数字|Identifier stored as a number",
    "“{column}”的 {value} 存成了数字，这次没有丢位。|{column} {value} is stored as a number; no digit was lost this time.",
    "请把单元格设为“文本”后重新填写。|Set the cell to Text and type it again.",
    urgency=75,
)
DATE_UNREADABLE = error(
    "date-unreadable",
    "日期看不懂|Date not understood",
    "“{column}”写的“{value}”不是能识别的日期。|{column} says “{value}”, which is no date that can be read.",
    "请写成 {wanted} 这样的格式。|Write it like {wanted}.",
    urgency=25,
)
DATE_IMPOSSIBLE = error(
    "date-impossible",
    "日期不合理|Date out of range",
    "“{column}”的日期是 {value}，不在 2000–2099 年之间。|The date in {column} is {value}, not between 2000 and 2099.",
    "请核对年份后重新填写。|Check the year and type it again.",
    urgency=25,
)
DATE_AS_TEXT = warning(
    "date-as-text",
    "日期是文本|Date stored as text",
    "“{column}”的“{value}”是文本，已按日期读取，但 Excel 里无法排序和筛选。|{column} “{value}” is text; it was read as a date, but Excel cannot sort or filter it.",
    "请重新填写，格式如 {wanted}。|Type it again, like {wanted}.",
    urgency=85,
)
NUMBER_UNREADABLE = error(
    "number-unreadable",
    "数字看不懂|Number not understood",
    "“{column}”写的“{value}”不是数字。|{column} says “{value}”, which is no number.",
    "请只填数字，如 {wanted}。|Type digits only, like {wanted}.",
    urgency=25,
)
NUMBER_AS_TEXT = warning(
    "number-as-text",
    "数字是文本|Number stored as text",
    "“{column}”的“{value}”是文本，已按数字读取，但 Excel 里无法求和。|{column} “{value}” is text; it was read as a number, but Excel cannot add it up.",
    "请重新填写，只填数字。|Type it again, digits only.",
    urgency=85,
)
NOT_WHOLE = error(
    "not-whole",
    "应为整数|Whole number wanted",
    "“{column}”填的是 {value}，应为整数。|{column} says {value}; a whole number is wanted.",
    "请填整数。|Type a whole number.",
    urgency=30,
)
TOO_MANY_DECIMALS = warning(
    "too-many-decimals",
    "金额超过两位小数|More than two decimals",
    "“{column}”的 {value} 超过两位小数，按 {wanted} 元处理。|{column} {value} has more than two decimals and counts as {wanted}.",
    "请改为两位小数。|Type two decimals.",
    urgency=80,
)
UNKNOWN_CHOICE = error(
    "unknown-choice",
    "不在选项里|Unknown choice",
    "“{column}”填的“{value}”不在选项里。|{column} says “{value}”, which is not in the list.",
    "请从下拉列表选择：{wanted}。|Choose from the list: {wanted}.",
    urgency=22,
)

KINDS = (
    ERROR_VALUE,
    FORMULA_WITHOUT_VALUE,
    FORMULA_IN_CELL,
    ID_LOST_DIGITS,
    ID_STORED_AS_NUMBER,
    DATE_UNREADABLE,
    DATE_IMPOSSIBLE,
    DATE_AS_TEXT,
    NUMBER_UNREADABLE,
    NUMBER_AS_TEXT,
    NOT_WHOLE,
    TOO_MANY_DECIMALS,
    UNKNOWN_CHOICE,
)
