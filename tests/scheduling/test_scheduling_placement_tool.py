"""C2, a common time across organisations, from a file: `vertais scheduling place` needs no stack."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bench.placing import instance_of

PLACE = [sys.executable, "-m", "shared.cli.main", "scheduling", "place"]


def run(*arguments, given=b""):
    return subprocess.run([*PLACE, *arguments], input=given, capture_output=True, timeout=110, check=False)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(instance_of(50, 7)), encoding="utf-8")
    return path


def test_the_answer_is_json_with_exactly_the_promised_fields(file):
    done = run(str(file))
    answer = json.loads(done.stdout)
    assert list(answer) == ["status", "placed", "bound", "groups", "unplaced", "seconds"]
    assert (answer["status"], answer["placed"], answer["bound"]) == ("optimal", 50, 50)
    assert [list(each) for each in answer["groups"]] == [["slot", "mentor", "people"]] * 7
    assert done.returncode == 0


def test_whoever_is_left_out_is_named_with_a_reason_and_what_would_help(tmp_path):
    path = tmp_path / "tight.json"
    path.write_text(json.dumps(instance_of(50, 7, tight=True)), encoding="utf-8")
    answer = json.loads(run(str(path)).stdout)
    assert len(answer["unplaced"]) == 50 - answer["placed"] > 0
    assert all(list(each) == ["id", "reason", "would_help"] for each in answer["unplaced"])
    assert all(each["would_help"] for each in answer["unplaced"])


def test_it_reads_standard_input_and_says_how_far_it_has_come(file):
    done = run("-", "--progress", given=file.read_bytes())
    assert json.loads(done.stdout)["placed"] == 50
    assert b"started: 50 placed, at most 50" in done.stderr


def test_nobody_to_place_and_nobody_placed_are_said_in_words(tmp_path):
    empty = {"people": [], "slots": [], "size": {"min": 5, "max": 9}}
    done = run("-", given=json.dumps(empty).encode())
    assert json.loads(done.stdout)["groups"] == []
    assert b"nobody to place" in done.stderr
    alone = empty | {"people": [{"id": "anna", "slots": {}}]}
    done = run("-", given=json.dumps(alone).encode())
    assert json.loads(done.stdout)["status"] == "infeasible"
    assert b"No group can be formed" in done.stderr


def test_a_file_that_makes_no_sense_is_refused_with_every_fault(tmp_path):
    path = tmp_path / "broken.json"
    path.write_text('{"people": [{"id": 7}], "slots": ["mon"], "size": {"min": 9, "max": 5}}', encoding="utf-8")
    done = run(str(path))
    assert done.returncode == 1
    assert done.stdout == b""
    assert b"people[0].id: 7 is not a text" in done.stderr
    assert b"min 9 is more than max 5" in done.stderr
    assert b"Traceback" not in done.stderr


def test_an_interruption_gives_the_best_groups_so_far_and_leaves_no_process(tmp_path):
    path = tmp_path / "large.json"
    path.write_text(json.dumps(instance_of(5600, 800)), encoding="utf-8")
    with subprocess.Popen([*PLACE, "--progress", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stderr.readline().startswith(b"started")
        children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text(encoding="ascii").split()
        os.kill(running.pid, signal.SIGINT)
        answer = json.loads(running.communicate(timeout=60)[0])
    assert answer["status"] == "cancelled"
    assert answer["placed"] > 5000
    assert {each["reason"] for each in answer["unplaced"]} <= {"cancelled"}
    time.sleep(0.1)
    assert children
    assert not any(Path(f"/proc/{each}").exists() for each in children)


def test_a_time_limit_is_kept_and_the_gap_is_stated(tmp_path):
    path = tmp_path / "large.json"
    path.write_text(json.dumps(instance_of(1000, 140)), encoding="utf-8")
    answer = json.loads(run("--seconds", "0.1", str(path)).stdout)
    assert answer["status"] in ("feasible", "optimal")
    assert answer["placed"] <= answer["bound"]


BESIDE = """
import eventlet
eventlet.monkey_patch()
import threading
from services.scheduling.commands.placement.running import solved
from tests.bench.placing import instance_of

served = []
def serve():
    while True:
        eventlet.sleep(0.01)
        served.append(1)

eventlet.spawn(serve)
answers = []
solving = threading.Thread(target=lambda: answers.append(solved(instance_of(1000, 140))))
solving.start()
solving.join()
print(answers[0]["placed"], len(served))
"""


def test_a_service_goes_on_while_its_child_solves():
    """In a process with green threads, as the services are: a wait that blocks would serve nothing meanwhile."""
    done = subprocess.run([sys.executable, "-c", BESIDE], capture_output=True, timeout=110, check=True)
    placed, served = map(int, done.stdout.split())
    assert placed == 1000
    assert served > 10
