"""What can be wrong with a picture on a sheet."""

from sheetops.records.catalogue.entry import warning

PICTURE_BROKEN = warning(
    "picture-broken",
    "图片打不开|Picture cannot be opened",
    "贴在本行的一张图片打不开，没有存为凭证。"
    "|A picture placed on this row cannot be opened; it was not kept as evidence.",
    "请删掉后重新贴一张，最好用 PNG 或 JPG。|Delete it and place it again, best as PNG or JPEG.",
    urgency=45,
)
PICTURE_TOO_LARGE = warning(
    "picture-too-large",
    "图片太大|Picture too large",
    "贴在本行的一张图片有 {value}，超过 {wanted}，没有存为凭证。"
    "|A picture placed on this row has {value}, more than {wanted}; it was not kept as evidence.",
    "请缩小后重新贴，工作簿也会更快。"
    "|Make it smaller and place it again; the workbook gets faster too.",
    urgency=45,
)
PICTURE_WITHOUT_ROW = warning(
    "picture-without-row",
    "图片不在任何一行|Picture beside all rows",
    "第 {value} 行贴了图片，但这一行没有登记内容，不知道属于哪一单。"
    "|There is a picture at row {value}, but that row is empty, so it belongs to no case.",
    "请把图片的上边拖到它所属的那一行。|Drag its top edge onto the row that it belongs to.",
    urgency=65,
)
PICTURE_TWICE = warning(
    "picture-in-two-cases",
    "同一张图片用在两单|One picture in two cases",
    "本行的一张图片与 {value} 的完全相同。"
    "|A picture of this row is the very same as one of {value}.",
    "请核对是哪一单的凭证；若只是随排序错位，把图片拖回原行，并从 evidence 中删去多余的一份。"
    "|Find out whose evidence it is. If sorting misplaced it, drag it back to its row and delete "
    "the copy from evidence/.",
    urgency=35,
)

KINDS = (PICTURE_BROKEN, PICTURE_TOO_LARGE, PICTURE_WITHOUT_ROW, PICTURE_TWICE)
