"""The staff group that a job title tells of (decision 2): derived, so that nobody is asked, and corrected where wrong.

Finnish, Swedish and English titles; the first word that fits decides, the particular before the general.
"""

WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("student_teacher", ("opettajaksi opiskel", "opetusharjoittel", "lärarstuder", "student teacher")),
    ("school_assistant", ("koulunkäynti", "skolgångs", "school assistant", "classroom assistant")),
    ("guidance_counsellor", ("opinto-ohjaa", "oppilaanohjaa", "opo", "studiehandled", "elevhandled", "counsellor")),
    ("special_teacher", ("erityisope", "speciallärar", "special-education", "special education", "special needs")),
    ("principal", ("rehtori", "rektor", "principal", "koulunjohtaja", "skolföreståndar", "head teacher")),
    ("worklife_coordinator", ("työelämäkoordinaattori", "arbetslivskoordinator", "working-life coordinator")),
    ("secretary", ("sihteeri", "sekreterare", "secretary")),
    ("teacher", ("opettaja", "lehtori", "lärare", "lektor", "teacher", "lecturer", "kouluttaja", "utbildare")),
    ("instructor", ("ohjaaja", "handledare", "instructor")),
)


def staff_group_of(job_title: str) -> str | None:
    """The staff group of a job title; None where the title does not say."""
    title = f" {job_title.casefold()}"
    for group, words in WORDS:
        if any(f" {each} " in f"{title} " if len(each) == 3 else each in title for each in words):
            return group
    return None
