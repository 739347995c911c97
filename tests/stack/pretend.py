"""A supervisor whose services are stand-ins and whose servers are given: `pretend.py INSTANCE`.

With PORT and NAME instead it is such a service: it answers with its name and its process id.
"""

import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from shared.cli.stack.children import Program
from shared.cli.stack.instance import Instance
from shared.cli.stack.services import Programs
from shared.cli.stack.supervisor import Plan, Supervisor


class PretendPrograms(Programs):
    def setup(self) -> Program:
        return Program("setup", [sys.executable, "-c", "pass"])

    def service(self, name: str) -> Program:
        return Program(name, [sys.executable, __file__, str(self.addresses.ports[name]), name])


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = f"{sys.argv[2]} {os.getpid()} {self.path}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
    plan = Plan(("registration", "reporting"), "settable", disposable=True)
    Supervisor(Instance(sys.argv[1]), plan, control=0, programs=PretendPrograms).run()
