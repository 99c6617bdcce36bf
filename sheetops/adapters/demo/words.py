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
        "R17": (("", Text("单号查不到任何记录", "The tracking number shows nothing at all")),),
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

REMARKS = (
    Text("买家要求尽快处理", "The buyer asks for speed"),
    Text("老客户，回购三次", "A regular, third order"),
    Text("已电话沟通，买家理解", "Talked on the phone, the buyer understands"),
    Text("双11预售单", "Double 11 pre-order"),
)

REFUSALS: tuple[tuple[str, Text, str], ...] = (
    (
        "not_intact",
        Text(
            "吊牌已剪且领口有粉底印，不符合完好标准，照片已发买家核对",
            "Labels cut and make-up on the collar: not intact; photos sent to the buyer",
        ),
        "partial_refund",
    ),
    (
        "window_passed",
        Text(
            "签收后第13天申请，已超过无理由期限", "Applied on day 13 after signing, past the window"
        ),
        "coupon",
    ),
    (
        "agreed_exchange",
        Text("与买家电话沟通后改为换大一码", "Agreed on the phone to exchange for one size larger"),
        "exchange",
    ),
)
"""Refusal reason, note, alternative."""

INSPECTION_NOTES = {
    "C": Text(
        "袖口有明显穿着痕迹，与买家协商扣减",
        "Clear signs of wear at the cuffs, a deduction is being discussed",
    ),
    "D": Text(
        "缺赠品杯刷，事先标价8元，买家已同意",
        "The free brush (priced at 8.00) is missing, the buyer agrees",
    ),
    "E": Text("寄回的不是本店商品", "What came back is not our item"),
}

FEEDBACK: tuple[tuple[int, str, tuple[str, ...], Text], ...] = (
    (5, "aftersale", (), Text("处理很快，第二天就退款了", "Very quick, refunded the next day")),
    (5, "wangwang", (), Text("客服态度好，讲得清楚", "Friendly and clear")),
    (
        4,
        "aftersale",
        ("slow",),
        Text("总体满意，验货等了两天", "Fine on the whole, inspection took two days"),
    ),
    (
        3,
        "survey",
        ("unclear",),
        Text("一开始没说清楚谁出运费", "It was not clear at first who pays the freight"),
    ),
    (5, "aftersale", (), Text("换货顺利，新的大小正好", "Exchange went well, the new one fits")),
    (
        2,
        "platform",
        ("slow", "amount"),
        Text("退款少了8块钱，后来才解释是赠品", "8 yuan less than expected; explained only later"),
    ),
    (4, "wangwang", (), Text("补寄的枕套收到了，谢谢", "The pillowcase arrived, thank you")),
    (
        1,
        "aftersale",
        ("attitude", "slow"),
        Text("问了三次才有人回，体验很差", "Asked three times before anybody answered"),
    ),
    (5, "phone", (), Text("电话里说得很耐心", "Very patient on the phone")),
    (3, "aftersale", ("logistics",), Text("上门取件改了两次时间", "The pick-up was moved twice")),
)

REPLY = Text(
    "已致电说明并致歉，买家表示理解", "Called to explain and apologise; the buyer understands"
)
CHECKS = Text("数量:合格;款式:合格;标识:合格;外观:合格", "quantity:ok;style:ok;label:ok;look:ok")
BUYER_ADDRESS = Text("浙江省杭州市余杭区***", "Yuhang district, Hangzhou, Zhejiang ***")
NICKS = ("t**8", "晴**子", "m**y", "小**妈", "z**1", "阿**木", "l**n", "橘**猫", "w**7", "行**者")
