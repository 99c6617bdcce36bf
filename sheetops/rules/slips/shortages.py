"""An exchange that stock does not allow: what else the shop can offer, and how to say it (T23)."""

from collections.abc import Sequence

from sheetops.records.catalogue_slips import EXCHANGE_SHORT
from sheetops.records.problems import Fact, Problem
from sheetops.records.table import Record
from sheetops.records.text import Text
from sheetops.rules.slips.replies import Speaker
from sheetops.rules.slips.reply_facts import stock_words
from sheetops.rules.slips.stock import Stock

MOST_OFFERED = 3


def shortage(case: Record, pieces: int, stock: Stock, speaker: Speaker) -> Problem:
    """Return the problem that says what is short, what could be given, and what to tell the buyer.

    Offered are other make-ups of the wanted item, never the one that the buyer sends back, or a
    refund, which needs the buyer's consent.
    """
    sku = case.text("exchange_sku")
    own = case.text("sku_code")
    found = stock.alternatives(sku, pieces)
    others = [row for row in found if row["sku_code"] != own][:MOST_OFFERED]
    facts: dict[str, Fact] = {
        "sku": sku,
        "free": str(stock.free(sku)),
        "wanted": str(pieces),
        "proposal": _proposal(others, stock),
        "reply": _reply(case, others, speaker),
    }
    place = case.place("exchange_sku")
    return Problem(EXCHANGE_SHORT, place, facts, "applications", "exchange_sku")


def _proposal(others: Sequence[Record], stock: Stock) -> Text:
    if not others:
        return Text("同款其他规格也没有货。", "No other make-up of the item is in stock. ")
    named = [(row, row.text("sku_code"), stock.free(row.text("sku_code"))) for row in others]
    zh = "、".join(f"{stock_words(row, 'zh-CN')} {sku}（{left} 件）" for row, sku, left in named)
    en = ", ".join(f"{stock_words(row, 'en')} {sku} ({left} left)" for row, sku, left in named)
    return Text(f"同款可换：{zh}。", f"Same item in stock: {en}. ")


def _reply(case: Record, others: Sequence[Record], speaker: Speaker) -> str:
    zh = speaker.language == "zh-CN"
    listed = ("、" if zh else ", ").join(stock_words(row, speaker.language) for row in others)
    none = "同款其他规格目前也没有货" if zh else "no other make-up of this item is in stock"
    return speaker.say("exchange_short", case, alternatives=listed or none) or listed or none
