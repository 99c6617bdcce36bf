"""The outbox: one row for each mail and recipient, sent once or told to be uncertain.

| state | meaning |
|---|---|
| queued | waits; `next_at` says until when at least |
| sending | taken; once `data_at` is set the server may have it |
| sent | the server took it, or the report lies in `reports/` |
| failed | the server refused it for good (5xx), or the address is none |
| uncertain | lost after DATA began, so nobody knows (RFC 1047); a person settles it |
| blocked | the last gate found personal data in it; it never goes out |
"""

import json
from datetime import datetime, timedelta

from sheetops.actions import QueueMail
from sheetops.adapters.crashpoints import crashpoint
from sheetops.adapters.state.database import Database
from sheetops.adapters.state.postings import MailState, Posting, posting_of
from sheetops.errors import UsageError
from sheetops.records.settings import Settings
from sheetops.records.text import Text

REPORTS = "reports/"
"""The recipient that stands for the shop's own folder of reports."""

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
"""How long a mail waits after its first, second … try; every four hours from then on."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS outbox (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    recipient TEXT NOT NULL,
    message_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    sender TEXT NOT NULL,
    data BLOB NOT NULL,
    state TEXT NOT NULL CHECK
        (state IN ('queued', 'sending', 'sent', 'failed', 'uncertain', 'blocked', 'dropped')),
    tries INTEGER NOT NULL DEFAULT 0,
    since TEXT NOT NULL,
    next_at TEXT NOT NULL,
    data_at TEXT,
    why TEXT NOT NULL DEFAULT '["", ""]',
    UNIQUE (key, recipient)
) STRICT;
CREATE INDEX IF NOT EXISTS outbox_in_a_state ON outbox (state);
"""


class Outbox:
    """All mails, in the local database; `add` inside a transaction of the caller joins it."""

    def __init__(self, database: Database) -> None:
        """Use `database`, making the table where it is missing."""
        self._database = database
        database.prepare(SCHEMA)

    def knows(self, key: str) -> bool:
        """Whether a mail with this key was ever queued."""
        return bool(self._database.rows("SELECT 1 FROM outbox WHERE key = ? LIMIT 1", (key,)))

    def add(self, mail: QueueMail, settings: Settings, now: datetime) -> None:
        """Queue a mail for `reports/` and each recipient; what the outbox knows stays as it is.

        Without a mail host the copy in `reports/` is the mail. An address that is none, or no
        address at all, is a failed row, told like any other; it keeps the mail from nobody else.
        """
        with self._database.transaction():
            self._add(mail, REPORTS, settings, now)
            if settings.mail.host:
                for recipient in dict.fromkeys(mail.recipients or ("",)):
                    self._add(mail, recipient, settings, now)

    def due(self, now: datetime) -> list[Posting]:
        """Return what may be sent at `now`, oldest first."""
        return self._postings(
            "state = 'queued' AND next_at <= ? ORDER BY since, id", (now.isoformat(),)
        )

    def unsettled(self) -> list[Posting]:
        """Return everything that is neither sent nor dropped, oldest first."""
        return self._postings("state NOT IN ('sent', 'dropped') ORDER BY since, id")

    def troubled(self) -> list[Posting]:
        """Return the mails that a person has to settle: uncertain, refused for good, blocked."""
        return self._postings("state IN ('uncertain', 'failed', 'blocked') ORDER BY since, id")

    def blocked(self) -> list[Posting]:
        """Return the mails in which the last gate found personal data."""
        return self._postings("state = 'blocked' ORDER BY since, id")

    def data(self, posting: Posting) -> bytes:
        """Return the stored bytes of a mail."""
        row = self._database.rows("SELECT data FROM outbox WHERE id = ?", (posting.id,))[0]
        return bytes(row["data"])

    def recover(self, now: datetime) -> None:
        """Settle what a broken-off run left: before DATA it waits again, after it nobody knows.

        Only for the one run that holds the shop.
        """
        left = self._postings("state = 'sending'")
        for posting in left:
            began = self._database.rows("SELECT data_at FROM outbox WHERE id = ?", (posting.id,))
            if began[0]["data_at"] is None:
                self._move(posting, MailState.QUEUED, now, _BROKEN_OFF)
            else:
                self._move(posting, MailState.UNCERTAIN, now, _LOST)

    def claim(self, posting: Posting) -> None:
        """Take a mail for sending, durably, before the server hears of it."""
        with self._database.transaction():
            self._database.execute(
                "UPDATE outbox SET state = 'sending', tries = tries + 1, data_at = NULL"
                " WHERE id = ? AND state = 'queued'",
                (posting.id,),
            )
        crashpoint("outbox: claimed")

    def begin_data(self, posting: Posting, now: datetime) -> None:
        """Write down, durably, that from now on the server may have the mail."""
        with self._database.transaction():
            self._database.execute(
                "UPDATE outbox SET data_at = ? WHERE id = ? AND state = 'sending'",
                (now.isoformat(), posting.id),
            )
        crashpoint("outbox: data begun")

    def sent(self, posting: Posting, now: datetime) -> None:
        """Write down that the server took the mail."""
        self._move(posting, MailState.SENT, now, Text("", ""))

    def failed(self, posting: Posting, now: datetime, why: Text) -> None:
        """Write down that the server will never take the mail."""
        self._move(posting, MailState.FAILED, now, why)

    def lost(self, posting: Posting, now: datetime, why: Text) -> None:
        """Write down that nobody knows whether the server took the mail."""
        self._move(posting, MailState.UNCERTAIN, now, why)

    def again(self, posting: Posting, now: datetime, why: Text) -> None:
        """Let the mail wait for its next try."""
        pause = BACK_OFF[min(posting.tries, len(BACK_OFF) - 1)]
        self._move(posting, MailState.QUEUED, now + pause, why)

    def resolve_sent(self, number: int, now: datetime) -> None:
        """Settle an uncertain mail that did arrive; UsageError when it is not uncertain."""
        self._move(self._only(number, {MailState.UNCERTAIN}), MailState.SENT, now, Text("", ""))

    def resolve_resend(self, number: int, now: datetime) -> None:
        """Send an uncertain or refused mail again: the same bytes, the same Message-ID.

        UsageError for any other, and for one whose recipient is no address at all.
        """
        from sheetops.adapters.letters import address_fault

        posting = self._only(number, {MailState.UNCERTAIN, MailState.FAILED})
        fault = address_fault(posting.recipient)
        if fault:
            raise UsageError(Text(f"{fault.zh}。", f"{fault.en}."), _CANNOT_GO)
        self._move(posting, MailState.QUEUED, now, Text("人工要求重发", "to be sent again by hand"))

    def resolve_drop(self, number: int, now: datetime) -> None:
        """Let a mail be that need not go out; UsageError for one that may just be on its way."""
        settled = {MailState.SENT, MailState.SENDING, MailState.DROPPED}
        self._move(self._only(number, set(MailState) - settled), MailState.DROPPED, now, _BY_HAND)

    def posting(self, number: int) -> Posting:
        """Return the mail with this number; UsageError when there is none."""
        return self._only(number, set(MailState))

    def shed(self, before: datetime) -> None:
        """Let go of the bytes of mails that are settled since before then; the rows stay.

        `reports/` keeps a copy, and a key stays taken for ever.
        """
        with self._database.transaction():
            self._database.execute(
                "UPDATE outbox SET data = x'' WHERE state IN ('sent', 'dropped')"
                " AND next_at < ? AND length(data) > 0",
                (before.isoformat(),),
            )

    def _add(self, mail: QueueMail, recipient: str, settings: Settings, now: datetime) -> None:
        from sheetops.adapters.gate import scan
        from sheetops.adapters.letters import (
            address_fault,
            build_letter,
            clean_address,
            sender_of,
        )

        crashpoint("outbox: before a mail is queued")
        fault = None if recipient == REPORTS else address_fault(recipient)
        if recipient == REPORTS:
            to = tuple(clean_address(r) for r in mail.recipients if address_fault(r) is None)
        else:
            to = () if fault else (clean_address(recipient),)
        letter = build_letter(mail, to, settings, now)
        blocked = scan(letter.data, settings.name)
        state = MailState.BLOCKED if blocked else MailState.FAILED if fault else MailState.QUEUED
        why = blocked or fault or Text("", "")
        self._database.execute(
            "INSERT OR IGNORE INTO outbox"
            " (key, recipient, message_id, subject, sender, data, state, since, next_at, why)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                mail.key,
                recipient,
                letter.message_id,
                letter.subject,
                sender_of(settings),
                letter.data,
                state.value,
                now.isoformat(),
                now.isoformat(),
                json.dumps(why.both(), ensure_ascii=False),
            ),
        )

    def _move(self, posting: Posting, to: MailState, next_at: datetime, why: Text) -> None:
        crashpoint(f"outbox: before {to.value}")
        with self._database.transaction():
            self._database.execute(
                "UPDATE outbox SET state = ?, next_at = ?, why = ?, data_at = NULL WHERE id = ?",
                (
                    to.value,
                    next_at.isoformat(),
                    json.dumps(why.both(), ensure_ascii=False),
                    posting.id,
                ),
            )
        crashpoint(f"outbox: {to.value}")

    def _only(self, number: int, states: set[MailState]) -> Posting:
        found = self._postings("id = ?", (number,))
        if not found or found[0].state not in states:
            raise UsageError(
                Text(
                    f"没有可以这样处理的邮件：{number}。",
                    f"No mail {number} to do that with.",
                ),
                Text(
                    "用 sheetops outbox 查看编号和状态。",
                    "`sheetops outbox` lists numbers and states.",
                ),
            )
        return found[0]

    def _postings(self, where: str, values: tuple[object, ...] = ()) -> list[Posting]:
        rows = self._database.rows(f"SELECT * FROM outbox WHERE {where}", values)  # noqa: S608 - ours
        return [posting_of(row) for row in rows]


_BY_HAND = Text("人工放弃", "dropped by hand")
_CANNOT_GO = Text(
    "这封信无法再发：请先改正收件地址，以后的邮件会用新地址；这一封用 --drop 放弃，"
    "内容在 reports 里。",
    "This mail cannot go out. Mend the address for those to come, and let this one be with "
    "--drop; reports/ has a copy.",
)
_BROKEN_OFF = Text("上次运行中断，重新排队", "the last run broke off; queued again")
_LOST = Text(
    "上次运行在发送途中中断，不确定是否送达",
    "the last run broke off while sending; it may or may not have arrived",
)
