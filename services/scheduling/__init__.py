"""When do they meet? Meetings and reserve dates of confirmed groups, attendance, calendars.

A *series* is all meetings of one group. A *reserve date* is held in case a meeting is cancelled; *activated*, it
replaces one. A cancelled meeting and its *replacement* are one of the planned meetings. Nothing here can hold what
was said in a meeting.
"""
