"""The inbox's pages and JSON, on the standard library's server in a thread of its own.

A mail's HTML is shown in a sandboxed frame: it runs no script and loads nothing.
"""

import html
import json
import re
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from shared.cli.inbox.mails import Mail, Mails

STYLE = Path(__file__).with_name("inbox.css")
LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")
POLICY = "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'"
FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox "
FRAME_RIGHTS = "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
LAYOUT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><link rel="stylesheet" href="/inbox/style.css"></head>
<body><main><h1>{title}</h1>
{content}
</main></body></html>
"""
LIST = """<form action="/inbox/" role="search"><label for="to">Receiver</label>
<input id="to" name="to" type="search" value="{to}"> <button>Search</button></form>
<p>{count} mails</p>
<table><caption>Mails, newest first</caption>
<thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">Received</th></tr></thead>
<tbody>
{rows}
</tbody></table>
<form method="post" action="/inbox/empty"><button>Delete all mails</button></form>"""
ROW = '<tr><td><a href="/inbox/{id}">{subject}</a></td><td>{to}</td><td>{at}{times}</td></tr>'
MAIL = """<p><a href="/inbox/">All mails</a></p>
<dl><dt>From</dt><dd>{sender}</dd><dt>To</dt><dd>{to}</dd><dt>Received</dt><dd>{at}{times}</dd>{headers}</dl>
<h2>Text</h2>
<pre>{text}</pre>
{frame}{attachments}"""
FRAME = """<h2>HTML</h2>
<iframe title="The mail as HTML" src="/inbox/{id}/html" sandbox="{rights}"></iframe>"""


def serve(address: tuple[str, int], mails: Mails) -> ThreadingHTTPServer:
    """Start in a daemon thread; the server, for its port and for tests."""
    handler = type("InboxHandler", (Handler,), {"mails": mails})
    server = ThreadingHTTPServer(address, handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Handler(BaseHTTPRequestHandler):
    mails: Mails
    protocol_version = "HTTP/1.1"
    server_version = "inbox"
    sys_version = ""

    def do_GET(self) -> None:
        path, to = urlsplit(self.path).path, self.query("to")
        fixed: dict[str, Callable[[], None]] = {
            "/inbox": lambda: self.redirect(),
            "/inbox/": lambda: self.page("Inbox", list_of(self.mails.list(to), to)),
            "/inbox/style.css": lambda: self.answer("text/css", STYLE.read_text()),
            "/inbox/api/messages": lambda: self.json([mail.as_json() for mail in self.mails.list(to)]),
        }
        fixed.get(path, lambda: self.one(path))()

    def one(self, path: str) -> None:
        mail_id, _, part = path.removeprefix("/inbox/").partition("/")
        mail = self.mails.find(mail_id)
        if mail is None or part not in ("", "html"):
            self.page("No such mail", '<p><a href="/inbox/">All mails</a></p>', HTTPStatus.NOT_FOUND)
        elif part == "html":
            self.answer(
                "text/html", '<base target="_top">' + (mail.body("html") or ""), policy=FRAME_POLICY + FRAME_RIGHTS
            )
        else:
            self.page(mail.header("Subject") or "(no subject)", view_of(mail))

    def do_DELETE(self) -> None:
        if urlsplit(self.path).path != "/inbox/api/messages":
            self.page("Not found", "", HTTPStatus.NOT_FOUND)
            return
        self.mails.empty()
        self.answer("text/plain", "", HTTPStatus.NO_CONTENT)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/inbox/empty" and self.headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none"):
            self.mails.empty()
        self.redirect()

    def query(self, name: str) -> str:
        return parse_qs(urlsplit(self.path).query).get(name, [""])[0]

    def redirect(self) -> None:
        self.answer("text/plain", "", HTTPStatus.SEE_OTHER, location="/inbox/")

    def json(self, value: object) -> None:
        self.answer("application/json", json.dumps(value, ensure_ascii=False))

    def page(self, title: str, content: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.answer("text/html", LAYOUT.format(title=html.escape(title), content=content), status)

    def answer(
        self,
        kind: str,
        text: str,
        status: HTTPStatus = HTTPStatus.OK,
        policy: str = POLICY,
        location: str | None = None,
    ) -> None:
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        if location:
            self.send_header("Location", location)
        if status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Searches hold addresses, and those are not logged."""


def list_of(mails: list[Mail], to: str) -> str:
    rows = [
        ROW.format(id=mail.id, subject=html.escape(mail.header("Subject") or "(no subject)"), **common(mail))
        for mail in mails
    ]
    return LIST.format(to=html.escape(to), count=len(mails), rows="\n".join(rows))


def common(mail: Mail) -> dict[str, str]:
    times = f" ({mail.note.received} times)" if mail.note.received > 1 else ""
    return {"to": html.escape(", ".join(mail.note.to)), "at": mail.note.at[:19].replace("T", " "), "times": times}


def view_of(mail: Mail) -> str:
    data = mail.as_json()
    headers = "".join(f"<dt>{html.escape(n)}</dt><dd>{html.escape(v)}</dd>" for n, v in data["headers"].items())
    frame = FRAME.format(id=mail.id, rights=FRAME_RIGHTS)
    return MAIL.format(
        sender=html.escape(data["from"]),
        headers=headers,
        text=linked(data["text"] or ""),
        frame=frame if data["html"] else "",
        attachments="".join(shown(each) for each in data["attachments"]),
        **common(mail),
    )


def shown(attachment: dict[str, str | None]) -> str:
    name = html.escape(f"{attachment['name'] or 'attachment'} ({attachment['type']})")
    return f"<h2>{name}</h2>\n<pre>{html.escape(attachment['text'] or '')}</pre>"


def linked(text: str) -> str:
    """Escaped, with addresses as links."""
    parts, end = [], 0
    for found in LINK.finditer(text):
        address = html.escape(found.group())
        parts += [html.escape(text[end : found.start()]), f'<a href="{address}">{address}</a>']
        end = found.end()
    return "".join([*parts, html.escape(text[end:])])
