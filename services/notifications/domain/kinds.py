"""What the kinds of mails, and the reasons why one failed, are called where people see them in a list."""


def N_(text: str) -> str:
    """Mark a text for the catalogues; it is translated where it is shown."""
    return text


TITLES = {
    "N4": N_("The group is cancelled"),
    "N5": N_("Receipt of a registration"),
    "N6": N_("Requests to a supervisor"),
    "N7": N_("Information to a supervisor"),
    "N9": N_("Participation not approved"),
    "N10": N_("Reminder to a supervisor"),
    "N11": N_("Registration expired"),
    "N12": N_("Place confirmed"),
    "N13": N_("In the queue"),
    "N14": N_("Place offered"),
    "N15": N_("Offered place expired"),
    "N16": N_("Moved to another group"),
    "N18": N_("No place this time"),
    "N17": N_("A participant withdrew"),
    "N19": N_("Certificate of attendance"),
    "N20": N_("Proposal of a second group"),
    "N21": N_("The group starts"),
    "N24": N_("The group has finished"),
    "N26": N_("New dates for a group"),
    "N27": N_("Times of meetings confirmed"),
    "N28_29": N_("Meeting cancelled or moved"),
    "N30": N_("Attendance is missing"),
    "N36": N_("Help wanted in finding a partner"),
    "N33": N_("Which dates suit"),
    "N33_reminder": N_("Reminder to answer which dates suit"),
    "N34": N_("Result of asking for dates"),
    "N35": N_("No common time"),
    "N37": N_("Invitation to be a work pair"),
    "N38": N_("Application to a supervisor"),
    "N39": N_("Clarification of an application"),
    "N40": N_("Pair period approved"),
    "N41": N_("Decision on a pair period"),
    "N42": N_("Goals form"),
    "N43": N_("Goals of a pair period"),
    "N45": N_("A day of a pair period was not kept"),
    "N46": N_("Pair period interrupted"),
    "N46_shortened": N_("Pair period accepted with fewer days"),
    "N53": N_("Mid-term check of a pair period"),
    "amendment": N_("Change to a pair period, to a supervisor"),
    "amendment_decided": N_("Change to a pair period decided"),
    "N4_period": N_("The pair period is cancelled"),
    "N47": N_("Follow-up form"),
    "N48": N_("Reminder of the follow-up form"),
    "N51": N_("Encouragement to share what was learned"),
    "N50": N_("Talk after a pair period"),
    "N52": N_("Pair period withdrawn"),
    "N58": N_("Reminder of a meeting"),
    "approved_by_phone": N_("Approval recorded by phone"),
    "back_on": N_("Meeting takes place after all"),
    "desk": N_("News of the week"),
    "withdrawal_receipt": N_("Receipt of a withdrawal"),
}

REASONS = {
    "receiver_refused": N_("The mail server does not accept the address."),
    "mail_refused": N_("The mail server does not accept the mail."),
    "connection_lost": N_("The mail server stopped answering again and again."),
    "unfit": N_("The address or the mail is not in a form that can be sent."),
    "not_written": N_("The mail could not be written: a fault in the program, tell those who run the service."),
}
