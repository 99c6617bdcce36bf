"""What `sheetops.toml` says about a shop; every setting, with its default, is here and is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sheetops.records.text import Language


@dataclass(frozen=True, slots=True)
class ReturnAddress:
    """Where buyers send goods back to; it is printed on every slip."""

    name: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Times that hold where no policy row says otherwise."""

    review_hours: int = 24
    return_days: int = 7
    inspect_hours: int = 48
    refund_days: int = 7
    reship_hours: int = 48
    evidence_hours: int = 48
    negotiate_hours: int = 72
    answer_days: int = 7
    """How long a buyer may answer a refusal before the platform closes the case."""
    confirm_days: int = 10
    """How long the platform waits for the shop to confirm goods sent back; it refunds then."""
    warn_hours: int = 4
    """A deadline is a warning when this or less is left, or a quarter of its time."""
    close_hours: int = 1


@dataclass(frozen=True, slots=True)
class Mail:
    """How mail leaves the shop; without a host, reports stay in `reports/`."""

    host: str = ""
    port: int = 465
    security: str = "ssl"
    """`ssl`, `starttls`, or `none` (accepted on loopback only)."""
    user: str = ""
    password_env: str = ""
    """Name of the environment variable that holds the password."""
    password_file: str = ""
    keyring: str = ""
    """Service name in the system's keyring, where the password of `user` lies."""
    sender: str = ""
    managers: tuple[str, ...] = ()
    timeout_seconds: int = 30


@dataclass(frozen=True, slots=True)
class Retention:
    """How long things are kept."""

    log_years: int = 3
    """After so many years a closed case is anonymised in the archive."""
    archive_days: int = 180
    """A case that was closed so many days ago moves into the archive."""
    versions_days: int = 90
    exports_days: int = 90
    """Exports in `inbox/done` and `inbox/refused`: they hold buyers' names and numbers."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One shop's settings; times are shop time in `time_zone`."""

    id: str
    """Names the local state of this shop; given once by `init`."""
    name: str
    language: Language = "zh-CN"
    time_zone: str = "Asia/Shanghai"
    platform: str = "tmall"
    """Key of the platform for rows that do not say (taobao, tmall, other)."""
    slip_pictures: bool = True
    """Make PDF and PNG beside each slip where LibreOffice is installed."""
    return_address: ReturnAddress = field(default_factory=ReturnAddress)
    limits: Limits = field(default_factory=Limits)
    mail: Mail = field(default_factory=Mail)
    retention: Retention = field(default_factory=Retention)


BOUNDS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "limits.review_hours": (1, 240),
        "limits.return_days": (1, 60),
        "limits.inspect_hours": (1, 240),
        "limits.refund_days": (1, 7),  # Consumer Protection Law art. 25: within 7 days of receipt
        "limits.reship_hours": (1, 360),
        "limits.evidence_hours": (1, 240),
        "limits.negotiate_hours": (1, 360),
        "limits.answer_days": (1, 60),
        "limits.confirm_days": (1, 60),
        "limits.warn_hours": (0, 72),
        "limits.close_hours": (0, 24),
        "mail.port": (1, 65_535),
        "mail.timeout_seconds": (1, 600),
        "retention.log_years": (3, 30),  # E-Commerce Law art. 31: 3 years at least
        "retention.archive_days": (30, 3_650),
        "retention.versions_days": (7, 3_650),
        "retention.exports_days": (1, 3_650),
    }
)
"""Setting, written as its path → the least and the most that it may say, both allowed.

Every number has both: a slip of the finger, 480 hours for 48, is seen before deadlines move.
"""

ALLOWED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "platform": ("taobao", "tmall", "other"),
        "mail.security": ("ssl", "starttls", "none"),
    }
)
"""Setting, written as its path → the words that it may say."""
