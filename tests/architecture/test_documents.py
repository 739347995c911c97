"""Every command that the documents name exists, with its options, and CI runs those that a newcomer types first."""

import itertools
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from shared.cli.group import vertais

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^ *```sh\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:make|vertais|\.venv/bin/vertais|docker compose) [^`]+)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
STAYS = {"up"}


def commands(document: Path) -> Iterator[list[str]]:
    """The words of every command in a document."""
    text = document.read_text(encoding="utf-8")
    for block in BLOCK.findall(text):
        yield from filter(None, (shlex.split(line, comments=True) for line in block.splitlines()))
    yield from (shlex.split(each.replace("\n", " ")) for each in INLINE.findall(text))


def all_commands() -> list[list[str]]:
    found = {tuple(words) for document in DOCUMENTS for words in commands(document)}
    return [list(words) for words in sorted(found)]


@pytest.mark.parametrize("words", all_commands(), ids=" ".join)
def test_a_command_in_the_documents_can_be_typed(words):
    match words:
        case ["make", target, *_]:
            assert target in make_targets()
        case ["vertais" | ".venv/bin/vertais", *rest]:
            assert_known_to_vertais(rest)
        case ["docker", "compose", *rest]:
            assert_known_to_compose(rest)
        case ["cp", source, _]:
            assert (ROOT / source).exists()
        case _:
            pytest.fail("no test knows how to check this command")


def make_targets() -> set[str]:
    dry = {"cwd": ROOT, "capture_output": True, "text": True, "env": {**os.environ, "MAKEFLAGS": ""}}
    database = subprocess.run(["make", "--print-data-base", "--question", "help"], check=False, **dry)
    return set(re.findall(r"^([a-z-]+):", database.stdout, re.MULTILINE))


def assert_known_to_vertais(words: list[str]) -> None:
    """Every word is a command, an option of it, or an argument that it takes. Nothing is run."""
    command, context = vertais, click.Context(vertais)
    while words and isinstance(command, click.Group):
        name, command, words = command.resolve_command(context, words)
        context = click.Context(command, parent=context, info_name=name)
    assert command is not None
    command.make_parser(context).parse_args(list(words))


def assert_known_to_compose(words: list[str]) -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
    profiles = {profile for each in services.values() for profile in each.get("profiles", ())}
    for option, value in itertools.pairwise(words):
        assert option != "--profile" or value in profiles
        assert option != "--scale" or value.split("=")[0] in services


def test_what_a_newcomer_types_first_is_run_by_ci():
    runs = set(re.findall(r"^\s*make ([a-z-]+)", (ROOT / ".ci/run").read_text(encoding="utf-8"), re.MULTILINE))
    typed = [words for name in ("README.md", "CONTRIBUTING.md") for words in commands(ROOT / name)]
    targets = {words[1] for words in typed if words[0] == "make"}
    assert targets - runs - STAYS - {"help"} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: str(each.relative_to(ROOT)))
def test_a_link_between_documents_leads_somewhere(document):
    links = LINK.findall(document.read_text(encoding="utf-8"))
    assert [each for each in links if not (document.parent / each).exists()] == []


def test_every_setting_is_explained():
    """Variables of programs, containers and the gateway; those that only a test reads are explained there."""
    programs = [path for part in ("shared", "services") for path in (ROOT / part).rglob("*")]
    read = [*programs, ROOT / "docker-compose.yml", ROOT / ".env.example", ROOT / "Dockerfile"]
    texts = (path.read_bytes() for path in read if path.is_file() and path.suffix != ".pyc")
    named = {name.decode() for text in texts for name in re.findall(rb"VERTAIS_[A-Z_]+[A-Z]", text)}
    explained = (ROOT / "docs/operations/settings.md").read_text(encoding="utf-8")
    assert named - set(re.findall(r"`(VERTAIS_[A-Z_]+)`", explained)) == set()
