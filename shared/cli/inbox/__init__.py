"""`vertais inbox`: catches the mails of a development stack and shows them on a page and as JSON.

For development, demonstrations and tests: no sign-in, so it binds to this machine alone by default.
"""

import signal
from pathlib import Path

import click
from aiosmtpd.controller import UnthreadedController

from shared.cli.inbox.mails import Mails


def address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    return host, int(port)


@click.command()
@click.option("--smtp", envvar="VERTAIS_INBOX_SMTP", default="127.0.0.1:2525", show_default=True)
@click.option("--http", envvar="VERTAIS_INBOX_HTTP", default="127.0.0.1:8025", show_default=True)
@click.option("--folder", type=click.Path(path_type=Path), default=Path(".vertais/inbox"), show_default=True)
def inbox(smtp: str, http: str, folder: Path) -> None:
    """Receive mails over SMTP, keep them in FOLDER, show them at http://HTTP/inbox/."""
    import asyncio

    from shared.cli.inbox.pages import serve

    folder.mkdir(parents=True, exist_ok=True)
    mails = Mails(folder)
    serve(address(http), mails)
    loop = asyncio.new_event_loop()
    host, port = address(smtp)
    UnthreadedController(mails, hostname=host, port=port, loop=loop).begin()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, loop.stop)
    click.echo(f"smtp://{smtp} http://{http}/inbox/")
    loop.run_forever()
