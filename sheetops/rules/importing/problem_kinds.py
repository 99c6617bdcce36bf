"""What can be wrong with a platform export, as a file, as a layout, and in a row."""

from sheetops.records.catalogue.entry import error, warning

UNREADABLE = error(
    "import-unreadable",
    "导出文件读不了|Export cannot be read",
    "“{value}”读不了：{why}。|{value} cannot be read: {why}.",
    "请从平台重新导出，保持 .xlsx、.xls 或 .csv 格式，放进 inbox。"
    "|Export it again as .xlsx, .xls or .csv and put it into inbox.",
    urgency=10,
)
UNKNOWN_LAYOUT = error(
    "import-unknown-layout",
    "不认识的导出格式|Unknown export",
    "“{value}”的表头不是已知的任何一种导出。"
    "|The headings of {value} are those of no export that is known.",
    "请导出“退款管理”报表，不要改动表头；其他系统的导出请先用 sheetops import 文件 --map 建对照表。"
    "|Export the refund report and leave its headings alone; for another system's export write a "
    "mapping first: sheetops import FILE --map.",
    urgency=10,
)
NOT_FOR_IMPORT = error(
    "import-not-for-import",
    "这种报表不用导入|Report without cases",
    "“{value}”是“{wanted}”，里面没有退换货申请，没有导入。"
    "|{value} is a “{wanted}”; there are no applications in it and nothing was imported.",
    "要更新售后登记，请导出“退款管理”报表。"
    "|To bring the cases up to date, export the refund report.",
    urgency=10,
)
MAPPING_WRONG = error(
    "import-mapping-wrong",
    "导出对照表有误|Mapping cannot be used",
    "对照表“{value}”用不了：{why}。|The mapping {value} cannot be used: {why}.",
    "请在 imports 文件夹里改正，或删掉后用 sheetops import 文件 --map 重新生成。"
    "|Mend it in imports/, or delete it and write it again: sheetops import FILE --map.",
    urgency=10,
)
MIXED_ENCODING = warning(
    "import-mixed-encoding",
    "文件里混了两种编码|Two encodings in one file",
    "有 {n} 行和其他行的编码不同（第 {lines} 行），已分别识别。"
    "|{n} lines are in another encoding than the others (lines {lines}); each was read in its own.",
    "请抽查这几行的中文是否正常。|Look whether the Chinese in those lines is right.",
    urgency=70,
)
LETTERS_LOST = warning(
    "import-letters-lost",
    "有些字认不出来|Letters lost",
    "有 {n} 行里有认不出来的字（第 {lines} 行），已用“\ufffd”代替。"
    "|{n} lines have letters that no encoding explains (lines {lines}); “\ufffd” stands for them.",
    "请从平台重新导出，不要用其他软件转存。|Export it again, and do not convert the file.",
    urgency=40,
)
ROW_RAGGED = error(
    "import-row-ragged",
    "这一行列数不对|Row with too many or too few cells",
    "这一行有 {value} 列，表头有 {wanted} 列，内容可能错位，没有导入。"
    "|This row has {value} cells and the headings are {wanted}; its cells may stand in wrong "
    "columns, so it was left out.",
    "请从平台重新导出；如果只有这一行，请手工登记。"
    "|Export it again; if it is this row alone, record the case by hand.",
    urgency=20,
)
NEAR_MISS = error(
    "import-near-miss",
    "导出格式差一点|Export almost recognised",
    "“{value}”很像“{wanted}”，但缺少列：{missing}。没有导入，以免漏掉内容。"
    "|{value} looks like “{wanted}”, but these columns are missing: {missing}. Nothing was "
    "imported, so that nothing is left out.",
    "请重新导出并保留全部列；如果平台改了列名，请用 sheetops import 文件 --map 建对照表。"
    "|Export it again with all columns; if the platform renamed them, write a mapping: "
    "sheetops import FILE --map.",
    urgency=10,
)
NUMBER_DAMAGED = error(
    "import-number-damaged",
    "编号已损坏|Number damaged",
    "“{column}”是 {value}，尾数已丢失，不能用来对应。"
    "|{column} is {value}; its last digits are lost and it identifies nothing.",
    "这份文件可能用 Excel 打开保存过，请从平台重新导出。"
    "|The file was probably opened and saved in Excel; export it from the platform again.",
    urgency=10,
)
ROW_UNUSABLE = error(
    "import-row-unusable",
    "这一行无法登记|Row cannot be recorded",
    "没有可用的退款编号，订单、商品和申请时间也不齐，无法登记。"
    "|There is no usable refund number, and order, SKU and time of application are incomplete.",
    "请从平台重新导出，或由客服手工登记这一单。"
    "|Export it from the platform again, or record this case by hand.",
    urgency=10,
)
ROW_DOUBLED = warning(
    "import-row-doubled",
    "文件里有重复行|Row stands twice in the file",
    "退款编号 {value} 在文件里出现多次，内容不同，以最后一行为准。"
    "|Refund number {value} stands in the file more than once with different content; "
    "the last row was taken.",
    "请在平台核对这一单。|Check this case on the platform.",
    urgency=60,
)
AMBIGUOUS = warning(
    "import-ambiguous",
    "对应到多行|Several rows fit",
    "退款编号 {value} 在登记簿里有多行，导出没有子订单编号，不知道更新哪一行。"
    "|The book has several rows for refund number {value}, and the export has no sub-order number.",
    "请按平台核对这几行，或删去重复登记的行。|Check these rows, or remove the one recorded twice.",
    urgency=40,
)
VALUE_UNREADABLE = warning(
    "import-value-unreadable",
    "内容看不懂|Value not understood",
    "“{column}”的“{value}”看不懂，没有导入。"
    "|“{value}” in {column} is not understood and was left out.",
    "请在平台核对，手工补上。|Look it up on the platform and fill it in by hand.",
    urgency=60,
)
UNKNOWN_STATUS = warning(
    "import-unknown-status",
    "没见过的平台状态|Unknown platform status",
    "“{column}”的“{value}”没有见过，已照原文登记，处理状态没有变。"
    "|“{value}” in {column} is unknown; it was recorded verbatim and moved nothing.",
    "请在平台核对这一单，并按实际情况改处理状态。"
    "|Check the case on the platform and set its status accordingly.",
    urgency=30,
)
UNKNOWN_REASON = warning(
    "import-unknown-reason",
    "没见过的退款原因|Unknown reason",
    "退款原因“{value}”不在原因表的“平台说法”里，先登记为“其他”。"
    "|The reason “{value}” is not among the platform's words in Reasons; recorded as other.",
    "请改成真实原因，并把这个说法加到原因表。"
    "|Choose the true reason, and add these words to Reasons.",
    urgency=60,
)
UNKNOWN_CARRIER = warning(
    "import-unknown-carrier",
    "没见过的快递公司|Unknown courier",
    "退货物流公司“{value}”不在快递表里，没有写入。|The courier “{value}” is not in Couriers.",
    "请把它加到快递表的“其他叫法”，或手工选择。|Add it to Couriers, or choose one by hand.",
    urgency=70,
)
TRACKING_MISSING = warning(
    "import-tracking-missing",
    "没有退货单号|Tracking number missing",
    "平台说买家已经退货，但导出里没有退货物流单号，状态没有变。"
    "|The platform says that the buyer sent the goods, but there is no tracking number.",
    "请问买家要单号，填到退换货单登记簿。|Ask the buyer for it and fill it in the slip register.",
    urgency=50,
)
STATUS_CONFLICT = warning(
    "import-status-conflict",
    "与平台状态不一致|Status contradicts the platform",
    "平台说“{value}”，登记簿是“{seen}”，不能直接改过去。"
    "|The platform says “{value}”, the book says “{seen}”; no step leads from one to the other.",
    "请在平台核对这一单，再由客服改处理状态。"
    "|Check the case on the platform; the agent sets the status.",
    rule="V19",
    urgency=30,
)
DIFFERS = warning(
    "import-differs",
    "与平台内容不一致|Differs from the platform",
    "“{column}”平台是 {value}，登记簿是 {seen}，登记簿的没有动。"
    "|{column} is {value} on the platform and {seen} in the book; the book was left alone.",
    "请核对后改成正确的内容。|Check which one is right and correct it.",
    urgency=50,
)
VANISHED = warning(
    "import-vanished",
    "导出里没有这一单|Case missing from the export",
    "登记簿有这一单（{value}），同一时间段的导出里没有，登记簿没有动。"
    "|The book has this case ({value}), the export of the same span of time has not; the book was "
    "left alone.",
    "请在平台查这一单：可能换了退款编号，或导出时筛掉了。"
    "|Look it up on the platform: its number may have changed, or the export was filtered.",
    urgency=50,
)
REFUND_UNRECORDED = warning(
    "import-refund-unrecorded",
    "有退款没有登记|Refund that nobody recorded",
    "订单 {value} 在平台有退款，登记簿里没有这一单。"
    "|Order {value} has a refund on the platform that the book does not know.",
    "请导出“退款管理”报表导入，或手工登记。|Import the refund report, or record it by hand.",
    urgency=40,
)

KINDS = (
    UNREADABLE,
    UNKNOWN_LAYOUT,
    NOT_FOR_IMPORT,
    MAPPING_WRONG,
    NEAR_MISS,
    MIXED_ENCODING,
    LETTERS_LOST,
    ROW_RAGGED,
    NUMBER_DAMAGED,
    ROW_UNUSABLE,
    ROW_DOUBLED,
    AMBIGUOUS,
    VALUE_UNREADABLE,
    UNKNOWN_STATUS,
    UNKNOWN_REASON,
    UNKNOWN_CARRIER,
    TRACKING_MISSING,
    STATUS_CONFLICT,
    DIFFERS,
    VANISHED,
    REFUND_UNRECORDED,
)
