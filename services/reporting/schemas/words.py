"""The words for reports, columns, codes and notes; translated when they are shown."""

from dataclasses import dataclass

from shared.web.i18n import Lazy
from shared.web.i18n import lazy as N_


@dataclass(frozen=True)
class Wording:
    """A report's title, what it tells in one sentence, and how its figures are defined."""

    title: Lazy
    summary: Lazy
    definition: Lazy


REPORTS = {
    "participants": Wording(
        N_("Participants in network groups by gender and year"),
        N_("How many different people took part in the network's groups."),
        N_(
            "A participant is a person who was present at least once in a group of the network by the as-of day. "
            "People are counted by the reporting year of the call. Mentors, people on waiting lists and those who "
            "withdrew before they came are not counted."
        ),
    ),
    "groups": Wording(
        N_("Groups and their meetings"),
        N_("Seats in each group; meetings planned, held and moved."),
        N_(
            "A seat is one person in one group. A meeting counts as held when it has taken place by the as-of day; "
            "a meeting that was moved counts once."
        ),
    ),
    "attendance": Wording(
        N_("Attendance by group and meeting"),
        N_("How many were present at each meeting, in per cent and hours."),
        N_(
            "Attendance is the number of those present divided by the number of members at that meeting. Somebody who "
            "was there for a part of a meeting counts as present; only the minutes present count in the hours."
        ),
    ),
    "pair-figures": Wording(
        N_("Pair periods: figures"),
        N_("Pairs, people and days by year."),
        N_(
            "A pair is a period that was approved and not withdrawn by the as-of day. Further colleagues are counted "
            "apart. A day counts as realised when it has passed and nobody has said otherwise."
        ),
    ),
    "pair-states": Wording(
        N_("Pair periods: where they stand"),
        N_("How many pairs are planned, under way, done and reported."),
        N_(
            "Where a pair stood on the as-of day follows from the dates of its stages. A pair counts as reported when "
            "both follow-up forms have come in."
        ),
    ),
    "costs": Wording(
        N_("Hours by employer and accounting year"),
        N_("The hours that each employer allocates to the project."),
        N_(
            "Hours at the meetings of the network's groups, and days of pair periods, by the employer on that date. "
            "The accounting year is the calendar year of the date. Nobody's name and no amount of money is shown."
        ),
    ),
    "mentor-hours": Wording(
        N_("Mentors' hours"),
        N_("Hours of planning, meetings and arranging, by the employer's policy."),
        N_(
            "Meetings that were held, by school year (1 August to 31 July). Paid hours follow the policy of the "
            "mentor's employer; where it pays nothing the hours are working time."
        ),
    ),
    "veso": Wording(
        N_("VESO days"),
        N_("Teacher working days earned by attending meetings."),
        N_(
            "Four meetings attended in a school year (1 August to 31 July) replace one VESO day where the employer "
            "has the rule and the person has a teaching obligation. Attendance of a part counts from two thirds of "
            "the meeting. Nothing is carried over."
        ),
    ),
}

COLUMNS = {
    "accounting_year": N_("Accounting year"),
    "additional_colleagues": N_("Further colleagues"),
    "arrangement_paid": N_("Arranging, paid"),
    "arrangement_recorded": N_("Arranging, recorded"),
    "date": N_("Date"),
    "days_not_accepted": N_("Days after leaving, not accepted"),
    "days_planned": N_("Days planned"),
    "days_realised": N_("Days realised"),
    "employer": N_("Employer"),
    "entitlement": N_("Entitled"),
    "female": N_("Women"),
    "group": N_("Group"),
    "hours": N_("Hours"),
    "hours_not_accepted": N_("Hours after leaving, not accepted"),
    "male": N_("Men"),
    "meeting": N_("Meeting number"),
    "meeting_hours": N_("Meeting hours"),
    "meetings": N_("Meetings"),
    "meetings_held": N_("Meetings held"),
    "meetings_moved": N_("Meetings moved"),
    "meetings_over": N_("Meetings over"),
    "meetings_paid": N_("Meetings, paid"),
    "meetings_planned": N_("Meetings planned"),
    "mentor": N_("Mentor"),
    "not_stated": N_("Not stated"),
    "organisation": N_("Organisation"),
    "other": N_("Other"),
    "paid_hours": N_("Paid hours"),
    "pairs": N_("Pairs"),
    "participants": N_("Participants"),
    "percent": N_("Attendance, %"),
    "period_days": N_("Days of pair periods"),
    "person": N_("Person"),
    "person_days": N_("Person-days planned"),
    "persons": N_("Persons"),
    "planning_paid": N_("Planning, paid"),
    "policy": N_("Policy"),
    "possible": N_("Members"),
    "present": N_("Present"),
    "remark": N_("Remark"),
    "reporting_year": N_("Reporting year"),
    "school_year": N_("School year"),
    "scope": N_("Scope"),
    "seats": N_("Seats"),
    "status": N_("Stage"),
    "unit": N_("Unit"),
    "veso_days": N_("VESO days"),
    "visitors": N_("Visitors"),
    "working_time": N_("Working time"),
}

CODES = {
    "cross_organisation": N_("between organisations"),
    "done_unreported": N_("done, not reported"),
    "entitled": N_("yes"),
    "in_progress": N_("under way"),
    "internal": N_("inside one organisation"),
    "jyvaskyla": N_("Jyväskylä: working time"),
    "no_rule": N_("the employer has no rule"),
    "none": N_("no policy"),
    "not_entitled": N_("no: no teaching obligation"),
    "opelix": N_("Opelix: working time"),
    "other_length_not_chosen": N_(
        "Paid hours wait: choose in the network's settings what is paid for a meeting of another length."
    ),
    "planned": N_("planned"),
    "reported": N_("reported"),
    "seinajoki": N_("Seinäjoki: paid hours"),
}

NOTES = {
    "accounting_year": N_("A meeting moved to January counts in the new accounting year."),
    "costs_after_leaving": N_(
        "A member's costs are accepted up to its last day in the network. What its people did after that stands apart "
        "and is not allocated. It is to be decided: the member pays it itself, or the last day is moved."
    ),
    "gender_as_told": N_("Gender is what each person has told by the day on which the report was made."),
    "hours_not_money": N_("Hours only: pay is the employer's own matter."),
    "moved_counts_once": N_("A cancelled meeting and the one that replaces it are one meeting."),
    "no_carry_over": N_("Meetings over are not carried over to the next school year."),
    "pairs_approved": N_("Approved pairs only."),
    "unrecorded_has_no_figures": N_("A meeting whose attendance has not been recorded yet has no figures."),
    "small_cells": N_("For publication: counts of 1 to 4 are shown as <5, and “..” where they could be worked out."),
    "unique_persons": N_("Somebody in two groups or years is one person in the line “Together”."),
}
