"""The post office of the events process: sends what is due, as soon as it is due.

Guaranteed: each mail that is due is handed to the mail server at least once, and after a crash with the same
Message-ID; a mail that fails holds up no other. While the server does not answer nothing is counted as failed.
"""

import threading
from collections.abc import Sequence
from uuid import UUID

import eventlet
import structlog
from nameko.extensions import DependencyProvider

from services.notifications.commands import sending, writing
from services.notifications.service.smtp import Connection, Refused, Unreachable
from services.notifications.tables import Mail
from shared.bus import NotYet
from shared.bus.failures import surroundings
from shared.work import Runtime

AT_ONCE = 20
POLL = 1  # seconds
LONGEST_PAUSE = 60  # seconds

log = structlog.get_logger()


class PostOffice(DependencyProvider):
    """Runs beside the consumer and the timers of its container, until that stops."""

    def setup(self) -> None:
        self.runtime: Runtime = self.container.config["runtime"]
        self.stopping = False
        self.woken = threading.Event()

    def start(self) -> None:
        self.runtime.after_commit.append(self.woken.set)
        self.container.spawn_managed_thread(self.run, identifier="post office")

    def stop(self) -> None:
        self.stopping = True
        self.woken.set()

    def run(self) -> None:
        """Look when woken, and every second; while the surroundings do not answer, ever more rarely."""
        pause = POLL
        while not self.stopping:
            self.woken.clear()
            pause = self.look(pause)
            if pause > POLL:
                eventlet.sleep(pause)
            else:
                self.woken.wait(POLL)

    def look(self, pause: int) -> int:
        """Send what is due; the seconds until the next look."""
        try:
            deliver_due(self.runtime)
        except Exception as error:
            log.warning("post office waits", error=type(error).__name__, seconds=pause)
            return min(2 * pause, LONGEST_PAUSE)
        return POLL


def deliver_due(runtime: Runtime) -> int:
    """Send everything that is due; how many mails left. Raises Unreachable when there is no mail server."""
    sent = 0
    with Connection(runtime.settings.smtp_url) as server:
        while taken := _claim(runtime):
            sent += _deliver(runtime, server, taken)
    return sent


def _claim(runtime: Runtime) -> list[UUID]:
    with runtime.work() as work:
        return sending.claim(work, AT_ONCE)


def _deliver(runtime: Runtime, server: Connection, taken: Sequence[UUID]) -> int:
    sent = 0
    for place, mail_id in enumerate(taken):
        try:
            sent += _deliver_one(runtime, server, mail_id)
        except Unreachable:
            with runtime.work() as work:
                sending.release(work, taken[place:])
            raise
        except Exception as error:
            if surroundings(error):
                raise
            _record_failure(runtime, mail_id, error)
    return sent


def _deliver_one(runtime: Runtime, server: Connection, mail_id: UUID) -> bool:
    with runtime.work() as work:
        mail = work.session.get_one(Mail, mail_id)
        written = writing.write(work, mail)
        if written is None:
            sending.drop(work, mail)
            return False
    server.send(written)
    with runtime.work() as work:
        sending.record_sent(work, mail_id)
    log.info("mail sent", mail=str(mail_id), kind=written["X-Vertais-Kind"])
    return True


def _record_failure(runtime: Runtime, mail_id: UUID, error: Exception) -> None:
    refused = error if isinstance(error, Refused) else None
    reason = refused.reason if refused else f"not_written {type(error).__name__}"
    final = refused.final if refused else not isinstance(error, NotYet)
    with runtime.work() as work:
        sending.record_failure(work, mail_id, reason, final=final)
    (log.error if final else log.warning)("mail not sent", mail=str(mail_id), reason=reason, final=final)
