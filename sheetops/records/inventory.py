"""库存 Inventory: what can be given in exchange, and what is reserved."""

from sheetops.records.columns import Band, Kind, define
from sheetops.records.sheets import Sheet
from sheetops.records.text import Text

# fmt: off
INVENTORY = Sheet(
    key="inventory",
    title=Text("库存", "Inventory"),
    purpose=Text(
        "可换商品和数量；换货占用、可换数量由系统计算。",
        "What can be given in exchange; reserved and available are computed.",
    ),
    table="inventory",
    key_column="sku_code",
    columns=(
        define("sku_code", "商家编码|SKU code", Kind.ID, "R", "M", Band.KEY, "唯一|Unique", example="TS-2026-001-L", width=18),
        define("item_title", "商品名称|Item", Kind.TEXT, "R", "M", Band.KEY, "商品名称|The item's name", example="纯棉T恤", width=24),
        define("sku_props", "规格|Properties", Kind.TEXT, "O", "M", Band.TYPED, "颜色、尺码等|Colour, size", example="白 L", width=14),
        define("category", "类目|Category", Kind.TEXT, "O", "M", Band.TYPED, "政策按类目适用|Policy rows may name it", example="服饰", width=10),
        define("price", "售价|Price", Kind.MONEY, "O", "M", Band.TYPED, "现价|Present price", least=0, example="99.00"),
        define("warehouse", "仓库|Warehouse", Kind.TEXT, "R", "M", Band.TYPED, "放在哪里|Where it lies", example="杭州仓", width=10),
        define("on_hand", "良品库存|On hand", Kind.COUNT, "R", "M", Band.TYPED, "可销售的数量|Sellable pieces", least=0, example="30", width=9),
        define("safety", "安全库存|Safety stock", Kind.COUNT, "O", "M", Band.TYPED, "低于此数提醒|Remind below this", least=0, example="5", width=9),
        define("defective", "次品库存|Defective", Kind.COUNT, "O", "M", Band.TYPED, "次品数量|Defective pieces", least=0, width=9),
        define("no_exchange", "不支持换货|No exchange", Kind.FLAG, "O", "M", Band.TYPED, "是：不能作为换出商品|Yes: never given in exchange", width=10),
        define("seven_day", "支持七天无理由|7-day no-reason", Kind.FLAG, "O", "M", Band.TYPED, "不填为“是”|Yes if empty", width=14),
        define("seal_once", "一次性密封品|One-time seal", Kind.FLAG, "O", "M", Band.TYPED, "拆封即影响二次销售|Opened means used", width=12),
        define("barcode", "条码|Barcode", Kind.ID, "O", "M", Band.SELDOM, "商品条码|The item's barcode", width=16),
        define("reserved_exchange", "换货占用|Reserved", Kind.COUNT, "O", "J", Band.JOBS, "未发出的换货数量|Exchanges not yet shipped", least=0, width=9),
        define("available", "可换数量|Available", Kind.COUNT, "O", "J", Band.JOBS, "良品库存减换货占用|On hand less reserved", width=9),
        define("in_return", "退货在途|In return", Kind.COUNT, "O", "J", Band.JOBS, "正在退回的数量|On their way back", least=0, width=9),
        define("issues", "校验提示|Issues", Kind.PROSE, "O", "J", Band.JOBS, "有问题时写在这里，改好后自动清空|What is wrong, cleared when mended", width=40),
    ),
)
