"""What cannot be promised on every machine, as an error that says what to type."""

TEXTS = {
    "M2": "Python 3.11 to 3.13 is needed, this is {version} ({path}). Pass PY=/path/to/python3.12.",
    "M3": "A virtualenv cannot be made: sudo apt install python3-venv (on Ubuntu enable universe first).",
    "M4": "No RabbitMQ and no way to fetch it. Set AMQP_URI=..., or install rabbitmq-server, or docker.",
    "M5": "Your user id has no name, PostgreSQL cannot be created. "
    "Run as a named user or set VERTAIS_DATABASE_URL=postgresql+psycopg2://user:password@host/vertais_{{service}}.",
    "M6": "No chromium: browser tests skipped. sudo apt install chromium",
    "M7": "{folder}: {fact}.",
}


class MachineLacks(Exception):
    """Something is missing that only a person can provide; `code` is stable, the text says what to do."""

    def __init__(self, code: str, **data: object) -> None:
        self.code = code
        self.data = data
        super().__init__(f"{code}: {TEXTS[code].format(**data)}")


class StepFailed(Exception):
    """A program that the setup ran ended badly; carries the command and the tail of what it printed."""

    def __init__(self, command: list, output: str) -> None:
        self.command = command
        self.output = output
        super().__init__(f"failed: {' '.join(command[:6])}\n{output[-3000:]}")
