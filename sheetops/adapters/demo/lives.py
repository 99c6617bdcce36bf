"""Lets the cases of the demo shop happen: who applied when, what was done, how each stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from sheetops.adapters.demo.certain import CERTAIN
from sheetops.adapters.demo.stories import STORIES, Story
from sheetops.records.columns import Value
from sheetops.records.seed import Row

DAYS = 30
_OWNERS = ("KF002", "KF005", "KF008", "KF002", "KF005")
SENT_OUT = ("exchange", "reship", "repair")
"""Case types in which goods go out and no money."""
_TELLING = timedelta(minutes=45)
"""What has happened has been told to the buyer too: it takes up to this long."""
_FREIGHT = Decimal("12.00")
_COUPONS = ("0.00", "0.00", "5.00", "10.00", "20.00")
_NOT_FOR_WISHES = ("UW-", "MG-", "EB-")
"""Goods that cannot be sent back without a reason: no wishes among them."""


@dataclass(slots=True)
class Life:
    """One case: what it is about, when what happened, and its state now."""

    story: Story
    applied: datetime
    stock: Row
    reason: str
    owner: str
    paid_amount: Decimal
    order_no: str
    refund_no: str
    case_id: str = ""
    status: str = "pending_review"
    times: dict[str, datetime] = field(default_factory=dict)
    insured: bool = False

    @property
    def sku(self) -> str:
        """Return the SKU code."""
        return str(self.stock["sku_code"])

    @property
    def asked(self) -> Decimal:
        """Return the money that the buyer asks for."""
        if self.story.case_type in SENT_OUT:
            return Decimal("0.00")
        return _FREIGHT if self.reason == "R19" else self.paid_amount

    @property
    def is_ours(self) -> bool:
        """Whether the fault is the shop's or the carrier's."""
        return self.reason not in ("R01", "R02", "R03")

    def has(self, event: str) -> bool:
        """Whether `event` has happened."""
        return event in self.times

    def at(self, event: str) -> datetime | None:
        """Return when `event` happened; None when it has not."""
        return self.times.get(event)


def lives(rng: Random, now: datetime, stock: Sequence[Row], count: int) -> list[Life]:
    """Return about `count` cases of the last thirty days, in the order of their applications."""
    found = [*_ordinary(rng, now, stock, count), *_certain(rng, now, stock)]
    found.sort(key=lambda life: life.applied)
    serials: dict[str, int] = {}
    for life in found:
        day = f"{life.applied:%Y%m%d}"
        serials[day] = serials.get(day, 0) + 1
        life.case_id = f"AS{day}-{serials[day]:04}"
    return found


def _ordinary(rng: Random, now: datetime, stock: Sequence[Row], count: int) -> Iterator[Life]:
    stories = [story for weight, story in STORIES for _ in range(weight)]
    if count < len(stories):
        stories = [stories[index * len(stories) // count] for index in range(count)]
    rng.shuffle(stories)
    for place, story in enumerate(stories):
        # later days are busier: a month's last ten days hold half of its cases
        share = ((place + rng.random()) / len(stories)) ** 0.55
        applied = _waking(now - timedelta(days=DAYS * (1 - share)), now, rng)
        yield _lived(rng, story, applied, now, stock)


def _certain(rng: Random, now: datetime, stock: Sequence[Row]) -> Iterator[Life]:
    for hours, story in CERTAIN:
        yield _lived(rng, story, now - timedelta(hours=hours), now, stock)


def _waking(moment: datetime, now: datetime, rng: Random) -> datetime:
    """Buyers apply between eight in the morning and midnight, and never in the future."""
    if moment.hour < 8:
        moment = moment.replace(hour=rng.choice((9, 12, 20, 21)))
    return min(moment, now - timedelta(minutes=25)).replace(microsecond=0)


def _lived(
    rng: Random, story: Story, applied: datetime, now: datetime, stock: Sequence[Row]
) -> Life:
    reason = rng.choice(story.reasons)
    item = _item(rng, reason, stock)
    price = item["price"]
    coupon = Decimal(rng.choice(_COUPONS))
    life = Life(
        story=story,
        applied=applied,
        stock=item,
        reason=reason,
        owner=rng.choice(_OWNERS),
        paid_amount=(price if isinstance(price, Decimal) else Decimal(99)) - coupon,
        order_no=f"33{rng.randrange(10**16, 10**17)}",
        refund_no=f"1{rng.randrange(10**16, 10**17)}",
        insured=rng.random() < 0.5,
    )
    _happen(life, rng, now)
    return life


def _item(rng: Random, reason: str, stock: Sequence[Row]) -> Row:
    fitting = _SUBJECTS.get(reason)
    wishes = reason in ("R01", "R02", "R03")
    able = [
        row
        for row in stock
        if (not fitting or str(row["sku_code"])[:2] in fitting)
        and not (wishes and str(row["sku_code"]).startswith(_NOT_FOR_WISHES))
    ]
    return rng.choice(able)


_SUBJECTS = {
    "R04": ("TS", "HD", "SN"),
    "R05": ("HD", "TS"),
    "R06": ("TS", "BG"),
    "R07": ("EB", "CP", "SN"),
    "R08": ("TS", "BG", "HD"),
    "R09": ("HD", "TS"),
    "R11": ("BD", "CP"),
    "R12": ("TS", "CP"),
    "R13": ("CP", "TS"),
    "R23": ("UW",),
}
"""Reason → beginnings of the SKU codes that it may be about."""


def _happen(life: Life, rng: Random, now: datetime) -> None:
    moment = life.applied
    for step in life.story.steps:
        moment += timedelta(hours=rng.uniform(*step.after))
        if moment.hour < 8:  # nobody is at the desk, and nobody sends a parcel
            moment = moment.replace(hour=8 + moment.hour % 3)
        if step.event == life.story.stalls or moment > now - _TELLING:
            return
        life.times[step.event] = moment.replace(microsecond=0)
        life.status = step.status


def order_times(life: Life, rng: Random) -> dict[str, Value]:
    """Return when the order was paid, shipped and signed for, as far as it came."""
    if life.story.goods == "unshipped":
        return {"paid_at": _before(life.applied, rng, 3, 60)}
    if life.story.goods == "not_received":
        shipped = _before(life.applied, rng, 130, 220)
        return {"paid_at": _before(shipped, rng, 4, 40), "shipped_at": shipped}
    late = life.story.name == "refused"
    signed = _before(life.applied, rng, 300, 420) if late else _before(life.applied, rng, 6, 110)
    shipped = _before(signed, rng, 45, 90)
    return {
        "paid_at": _before(shipped, rng, 4, 40),
        "shipped_at": shipped,
        "signed_at": signed,
    }


def _before(moment: datetime, rng: Random, least: float, most: float) -> datetime:
    return (moment - timedelta(hours=rng.uniform(least, most))).replace(microsecond=0)
