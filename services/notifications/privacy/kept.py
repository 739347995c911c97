"""What notifications keeps about people."""

from services.notifications.domain.kinds import TITLES
from services.notifications.tables import KnownParticipation, KnownRegistration, Mail, Message, Preference
from shared.privacy import COPY, Kept, Named
from shared.web.i18n import lazy as N_

MAIL_STATES = {
    "waiting": N_("waits to leave"),
    "retrying": N_("waits to leave"),
    "sending": N_("waits to leave"),
    "sent": N_("sent"),
    "failed": N_("could not be delivered"),
    "stopped": N_("stopped"),
    "needless": N_("was not needed any more"),
}

kept = (
    Kept(
        Message,
        N_("What the mails were about"),
        "person_id",
        facts=((N_("Happened"), "occurred_at"),),
        retention="messages",
    ),
    Kept(
        Mail,
        N_("Mails to you"),
        "person_id",
        facts=(
            (N_("Subject"), lambda row: row.subject or TITLES.get(row.kind, row.kind)),
            (N_("State"), "state"),
            (N_("Sent"), "sent_at"),
        ),
        words=MAIL_STATES,
        retention="messages",
    ),
    Kept(
        Preference,
        N_("Your choices"),
        "person_id",
        facts=((N_("Reminders"), "reminders"), (N_("Calendar entries with mails about dates"), "invitations")),
    ),
    Kept(
        KnownParticipation,
        N_("Copies of your attendance"),
        lambda ids: KnownParticipation.data["person_id"].astext.in_([str(each) for each in ids]),
        on_erasure=COPY,
    ),
    Kept(
        KnownRegistration,
        N_("Copies of your registrations"),
        lambda ids: KnownRegistration.data["person_id"].astext.in_([str(each) for each in ids]),
        on_erasure=COPY,
    ),
    Named(
        KnownRegistration,
        N_("Copies of registrations that name you as supervisor"),
        lambda ids: KnownRegistration.data["supervisor_id"].astext.in_([str(each) for each in ids]),
    ),
)
