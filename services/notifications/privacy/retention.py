"""For how long notifications keeps what is about people."""

from sqlalchemy import func

from services.notifications.tables import Mail, Message, Preference
from shared.privacy import Follows, Rule

OVER = ("sent", "failed", "stopped", "needless")

retention = (
    Rule(Message, "messages", Message.occurred_at),
    Rule(Mail, "messages", func.coalesce(Mail.sent_at, Mail.due_at, type_=Mail.due_at.type), Mail.state.in_(OVER)),
    Follows(Preference, "the person"),
)
