"""States of pair periods in words."""

from shared.web.i18n import lazy as N_

STATES = {
    "drafting": N_("Plan being written"),
    "submitted": N_("Waiting for the supervisors"),
    "under_review": N_("Waiting for the decision"),
    "returned_for_clarification": N_("The pair is asked to clarify"),
    "approved": N_("Approved"),
    "rejected": N_("Not approved"),
    "goals_due": N_("Goals to be reported"),
    "goals_reported": N_("Ready to start"),
    "in_progress": N_("Going on"),
    "interrupted": N_("Interrupted"),
    "performed": N_("Days done"),
    "followup_due": N_("Follow-up forms to be sent"),
    "followup_partial": N_("One follow-up form is missing"),
    "followup_complete": N_("Reported"),
    "closed": N_("Finished"),
    "lapsed": N_("Done, not reported"),
    "withdrawn": N_("Withdrawn"),
    "cancelled": N_("Cancelled"),
}
