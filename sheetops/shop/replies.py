"""What to tell a buyer as a case stands now, for whoever asks about the case."""

from typing import TYPE_CHECKING

from sheetops.rules.slips.replies import Speaker
from sheetops.rules.slips.scenes import case_reply

if TYPE_CHECKING:
    from sheetops.records.table import Record
    from sheetops.shop.shop import Shop


def reply_now(shop: "Shop", case: "Record") -> str | None:
    """Return the reply to paste, in the words of the shop's scripts; None where none fits.

    The latest of the case's slips that is not void says most of where the case stands.
    """
    slips = [
        slip
        for slip in shop.records["slips"]
        if slip["case_id"] == case["case_id"] and slip["slip_status"] != "void"
    ]
    speaker = Speaker(shop.records, shop.settings, shop.language, shop.reply_texts)
    return case_reply(case, slips[-1] if slips else None, speaker)
