"""What can be wrong with a workbook or a sheet as a whole."""

from sheetops.records.catalogue.entry import error, warning

BOOK_EMPTY = error(
    "book-empty",
    "工作簿是空文件|Workbook is an empty file",
    "“{value}”的大小是 0 字节，里面什么都没有。|{value} has 0 bytes; nothing is in it.",
    "可能是保存或同步时中断了，请从 versions 文件夹取回最近的一份。|A save or a sync was probably cut off; take the newest copy from versions/.",
    urgency=1,
)
BOOK_NOT_WORKBOOK = error(
    "book-not-workbook",
    "不是 Excel 工作簿|Not an Excel workbook",
    "“{value}”虽然叫 .xlsx，内容却不是 Excel 工作簿。|{value} is called .xlsx, but what is in it is no Excel workbook.",
    "请用 Excel 打开原来的文件，另存为“Excel 工作簿(*.xlsx)”。|Open the original in Excel and save it as Excel Workbook (*.xlsx).",
    urgency=1,
)
BOOK_OLD_FORMAT = error(
    "book-old-format",
    "旧版 .xls 格式|Old .xls format",
    "“{value}”是旧版 Excel 97–2003 格式(.xls)，只是改了扩展名。|{value} is in the old Excel 97–2003 format (.xls), under a new name.",
    "请用 Excel 打开后另存为“Excel 工作簿(*.xlsx)”。|Open it in Excel and save it as Excel Workbook (*.xlsx).",
    urgency=1,
)
BOOK_ENCRYPTED = error(
    "book-encrypted",
    "工作簿设了打开密码|Workbook has a password",
    "“{value}”设了打开密码，无法读取。|{value} is locked with a password and cannot be read.",
    "请在 Excel 的“文件 → 信息 → 保护工作簿”中取消打开密码后保存。|Remove the password in Excel (File, Info, Protect Workbook) and save.",
    urgency=1,
)
BOOK_DAMAGED = error(
    "book-damaged",
    "工作簿已损坏|Workbook is damaged",
    "“{value}”不完整或已损坏，无法读取。|{value} is cut off or damaged and cannot be read.",
    "请先用 Excel 打开并让它修复，打不开时从 versions 文件夹取回最近的一份。|Let Excel open and repair it; if it cannot, take the newest copy from versions/.",
    urgency=1,
)
BOOK_TOO_LARGE = error(
    "book-too-large",
    "工作簿过大|Workbook too large",
    "“{value}”没有读取：{wanted}，不像是登记用的工作簿。|{value} was not read: {wanted}, as no record book does.",
    "请删除多余的工作表、图片或空行后保存。|Delete sheets, pictures or empty rows that are not needed, and save.",
    urgency=1,
)
SHEET_MISSING = error(
    "sheet-missing",
    "工作表不见了|Sheet missing",
    "工作簿里没有“{value}”工作表。|The workbook has no sheet {value}.",
    "请把改过的工作表名改回“{value}”，或从 versions 文件夹取回。|Give the sheet its name {value} back, or take it from versions/.",
    urgency=2,
)
HEADINGS_NOT_FOUND = error(
    "headings-not-found",
    "找不到标题行|No heading row",
    "前 {wanted} 行里找不到标题行。|No heading row was found in the first {wanted} rows.",
    "请恢复标题行，列名与“数据字典”一致。|Put the heading row back, with the names of the data dictionary.",
    urgency=2,
)
HEADING_MISSING = error(
    "heading-missing",
    "缺少列|Column missing",
    "缺少这些列：{value}。|These columns are missing: {value}.",
    "请把列名改回来，或插入一列并写上列名；列的先后不限。|Give the columns their names back, or insert them; their order does not matter.",
    urgency=3,
)
HEADING_MISSING_OPTIONAL = warning(
    "heading-missing-optional",
    "缺少不常用的列|Seldom used column missing",
    "缺少这些不常用的列：{value}，按空白处理。|These seldom used columns are missing and read as blank: {value}.",
    "如果需要，请插入一列并写上列名。|Insert a column with that name if you need it.",
    urgency=95,
)
HEADING_DOUBLED = error(
    "heading-doubled",
    "列名重复|Heading doubled",
    "“{value}”这个列名出现了多次({wanted})，只读取第一列。|The heading {value} stands in several columns ({wanted}); only the first is read.",
    "请删除多余的一列，或改成别的名字。|Delete the column that is not needed, or give it another name.",
    urgency=3,
)
MERGED_CELLS = error(
    "merged-cells",
    "有合并单元格|Merged cells",
    "{value} 是合并单元格，除第一格外都读不到内容，也写不进去。|{value} is merged: only its first cell can be read, and nothing can be written there.",
    "请取消合并，每行各填各的内容。|Unmerge it and fill each row.",
    urgency=4,
)
ROWS_BELOW_TABLE = warning(
    "rows-below-table",
    "有行在表格之外|Rows below the table",
    "第 {value} 行起写在表格之外，筛选、排序和下拉选项管不到。|From row {value} on, rows stand below the table; filters, sorting and dropdowns do not reach them.",
    "请拖动表格右下角，把这些行包进来。|Drag the table's lower right corner over them.",
    urgency=90,
)

KINDS = (
    BOOK_EMPTY,
    BOOK_NOT_WORKBOOK,
    BOOK_OLD_FORMAT,
    BOOK_ENCRYPTED,
    BOOK_DAMAGED,
    BOOK_TOO_LARGE,
    SHEET_MISSING,
    HEADINGS_NOT_FOUND,
    HEADING_MISSING,
    HEADING_MISSING_OPTIONAL,
    HEADING_DOUBLED,
    MERGED_CELLS,
    ROWS_BELOW_TABLE,
)
