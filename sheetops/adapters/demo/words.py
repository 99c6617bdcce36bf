"""What buyers and agents write in the demo shop, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType

from sheetops.records.text import Text

SHOP = Text("晴山生活旗舰店", "Qingshan Living")
ADDRESS = Text(
    "浙江省杭州市余杭区良渚街道通运街88号3号仓",
    "Warehouse 3, 88 Tongyun Street, Liangzhu, Yuhang, Hangzhou, Zhejiang",
)
CONSIGNEE = Text("晴山售后部", "Qingshan after-sales")

TITLES: Mapping[str, Text] = MappingProxyType(
    {
        "TS-2026-001": Text(
            "260g重磅纯棉圆领T恤男女同款宽松打底衫", "Heavy cotton T-shirt 260 g, unisex, loose fit"
        ),
        "HD-2026-014": Text(
            "加绒连帽卫衣男秋冬宽松情侣款外套", "Fleece hoodie, loose fit, autumn and winter"
        ),
        "SN-2026-006": Text(
            "轻便缓震跑鞋透气网面运动鞋", "Light cushioned running shoes, breathable mesh"
        ),
        "BG-2026-003": Text("大容量通勤帆布托特包单肩女包", "Large canvas tote bag for every day"),
        "BD-2026-021": Text("A类全棉水洗棉四件套床单被套", "Washed cotton bedding set, 4 pieces"),
        "CP-2026-009": Text("316不锈钢保温杯大容量便携水杯", "316 steel vacuum flask, leak-proof"),
        "EB-2026-002": Text(
            "半入耳式蓝牙耳机长续航降噪", "Half in-ear Bluetooth earphones, long battery"
        ),
        "UW-2026-008": Text("莫代尔抗菌内裤三条装中腰", "Modal briefs, pack of 3"),
        "MG-CUSTOM-01": Text("刻字马克杯生日礼物定制陶瓷杯", "Engraved ceramic mug, made to order"),
    }
)
"""Stem of the SKU code → title on the platform."""

DETAILS: Mapping[str, tuple[tuple[str, Text], ...]] = MappingProxyType(
    {
        "R01": (
            ("", Text("穿上不太适合我，想退掉", "It does not suit me, I would like to return it")),
            (
                "",
                Text(
                    "颜色和想象的不一样，未使用，吊牌都在",
                    "Not the colour I imagined; unused, labels on",
                ),
            ),
            ("", Text("给家人买的，他说用不上", "Bought for my family, they do not need it")),
        ),
        "R02": (
            ("", Text("拍错尺码了，应该要大一码", "Ordered the wrong size, one larger please")),
            ("", Text("重复下单了，退掉其中一件", "Ordered twice by mistake, one goes back")),
            ("", Text("不喜欢这个版型", "I do not like the cut")),
        ),
        "R03": (
            ("", Text("还没发货，不想要了", "Not shipped yet, I no longer want it")),
            (
                "",
                Text(
                    "下单后发现家里有，不用发了", "I found I have one at home, please do not ship"
                ),
            ),
        ),
        "R04": (
            (
                "TS HD",
                Text(
                    "尺码偏小，肩宽比详情页少3厘米，穿着很紧",
                    "Too small: shoulders 3 cm less than the page says, very tight",
                ),
            ),
            (
                "SN",
                Text("标的42码，实际量出来只有25.5厘米", "Marked 42, but I measured 25.5 cm only"),
            ),
            (
                "BD",
                Text("被套量出来比描述短了8厘米", "The duvet cover is 8 cm shorter than described"),
            ),
        ),
        "R05": (
            (
                "HD",
                Text(
                    "页面是雾蓝色，收到的偏灰，色差明显",
                    "Mist blue on the page, what came is almost grey",
                ),
            ),
            (
                "TS",
                Text(
                    "领口款式和图片不一样，少了一道压线",
                    "The collar differs from the picture, a seam is missing",
                ),
            ),
        ),
        "R06": (
            (
                "TS",
                Text(
                    "写的是纯棉，水洗标上含涤纶35%",
                    "Said to be pure cotton; the label says 35 % polyester",
                ),
            ),
            (
                "BG",
                Text(
                    "帆布很薄，和详情页写的16安不符", "The canvas is thin, not 16 oz as described"
                ),
            ),
        ),
        "R07": (
            (
                "EB",
                Text(
                    "右耳没有声音，充电后也连不上手机",
                    "No sound on the right, and it will not pair after charging",
                ),
            ),
            (
                "CP",
                Text(
                    "保温杯倒置漏水，密封圈有缺口", "The flask leaks upside down, the seal is torn"
                ),
            ),
            (
                "SN",
                Text("穿第一次鞋底前掌就开胶了", "The sole came loose the first time I wore them"),
            ),
            (
                "TS HD",
                Text("洗了一次腋下接缝就裂开了", "The seam under the arm split in the first wash"),
            ),
        ),
        "R08": (
            (
                "TS HD",
                Text(
                    "袖口线头很多，有一处跳线",
                    "Many loose threads at the cuff and a skipped stitch",
                ),
            ),
            (
                "BG",
                Text(
                    "包底走线歪了，提手两边不一样长",
                    "Crooked stitching, the handles are not the same length",
                ),
            ),
        ),
        "R09": (
            (
                "",
                Text(
                    "单独手洗也掉色，水都染蓝了",
                    "It bleeds even washed by hand alone, the water turned blue",
                ),
            ),
        ),
        "R11": (
            (
                "BD",
                Text(
                    "四件套少了一个枕套，包装里只有三件",
                    "One pillowcase is missing, only three pieces in the pack",
                ),
            ),
            ("CP", Text("说送杯刷，包裹里没有", "The free brush was not in the parcel")),
        ),
        "R12": (
            ("TS", Text("拍的是白色L，收到的是白色M", "I ordered white L and got white M")),
            ("CP", Text("买的墨绿500ml，发来的是750ml", "Ordered green 500 ml, got 750 ml")),
        ),
        "R13": (
            (
                "CP",
                Text("收到时外箱破了，杯身有一块凹痕", "The box was torn and the flask has a dent"),
            ),
            (
                "TS",
                Text(
                    "T恤前胸有一块黄色污渍，洗不掉",
                    "A yellow stain on the chest that does not wash out",
                ),
            ),
        ),
        "R15": (
            (
                "",
                Text(
                    "说48小时发货，第四天了还没有物流",
                    "Promised in 48 hours, on the fourth day nothing has moved",
                ),
            ),
        ),
        "R16": (
            (
                "",
                Text(
                    "物流停在中转站五天没有动", "The parcel has been stuck in a hub for five days"
                ),
            ),
            (
                "",
                Text(
                    "显示已签收，但我和驿站都没有收到",
                    "Shown as signed for, but neither I nor the locker has it",
                ),
            ),
        ),
        "R17": (
            ("", Text("单号在官网查不到任何记录", "The tracking number shows nothing at all")),
        ),
        "R19": (
            (
                "",
                Text(
                    "退货垫付的12元运费还没有退给我",
                    "The 12 yuan of freight I advanced is not refunded yet",
                ),
            ),
        ),
        "R23": (
            (
                "",
                Text(
                    "穿了两天皮肤发红发痒，有医院的病历",
                    "Red and itching skin after two days, I have a doctor's note",
                ),
            ),
        ),
    }
)
"""Reason code → what buyers write, with the beginnings of the SKU codes it fits (none: all)."""
