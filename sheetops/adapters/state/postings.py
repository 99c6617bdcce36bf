"""One mail to one recipient: its state, and the row that says so."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sheetops.records.text import Text


class MailState(StrEnum):
    """Where a mail stands: queued → sending → sent, or one of the ends that a person looks at."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    BLOCKED = "blocked"
    DROPPED = "dropped"
    """A person has decided that it need not go out."""


STATE_WORDS: Mapping[MailState, Text] = {
    MailState.QUEUED: Text("等待发送", "queued"),
    MailState.SENDING: Text("发送中", "sending"),
    MailState.SENT: Text("已发送", "sent"),
    MailState.FAILED: Text("发送失败", "failed"),
    MailState.UNCERTAIN: Text("不确定是否送达", "uncertain"),
    MailState.BLOCKED: Text("已拦下", "blocked"),
    MailState.DROPPED: Text("已放弃", "dropped"),
}


@dataclass(frozen=True, slots=True)
class Posting:
    """One row of the outbox."""

    id: int
    key: str
    recipient: str
    message_id: str
    subject: str
    sender: str
    state: MailState
    tries: int
    since: datetime
    next_at: datetime
    why: Text

    def cells(self) -> tuple[Text | str, ...]:
        """Return number, state, recipient, subject, since and why, for a table."""
        state = STATE_WORDS[self.state]
        since = f"{self.since:%Y-%m-%d %H:%M}"
        return (str(self.id), state, self.recipient or "—", self.subject, since, self._reason())

    def _reason(self) -> Text:
        """Return why it is not out, and when it is tried again."""
        if self.state is not MailState.QUEUED or not self.tries:
            return self.why
        at = f"{self.next_at:%m-%d %H:%M}"
        zh, en = self.why.zh.rstrip("。"), self.why.en.rstrip(".")
        return Text(f"{zh}；{at} 起再试", f"{en}; next try from {at} on")

    def as_json(self) -> Mapping[str, object]:
        """Return the row for a program."""
        return {
            "id": self.id,
            "key": self.key,
            "state": self.state.value,
            "recipient": self.recipient,
            "subject": self.subject,
            "message_id": self.message_id,
            "tries": self.tries,
            "since": self.since.isoformat(),
            "next_at": self.next_at.isoformat(),
            "why": self.why.en,
        }


def posting_of(row: sqlite3.Row) -> Posting:
    """Return the posting that a row of the table `outbox` holds."""
    return Posting(
        id=row["id"],
        key=row["key"],
        recipient=row["recipient"],
        message_id=row["message_id"],
        subject=row["subject"],
        sender=row["sender"],
        state=MailState(row["state"]),
        tries=row["tries"],
        since=datetime.fromisoformat(row["since"]),
        next_at=datetime.fromisoformat(row["next_at"]),
        why=Text(*json.loads(row["why"])),
    )
