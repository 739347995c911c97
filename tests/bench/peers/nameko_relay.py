"""The pipeline's relay in plain nameko: its event dispatcher, which waits for each confirmation.

Usage: nameko_relay.py AMQP_URI DSN
"""

import json
import sys
import time

import psycopg2
from nameko.standalone.events import event_dispatcher

CLAIM = "SELECT id, body FROM outbox ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED"

if __name__ == "__main__":
    dispatch = event_dispatcher({"AMQP_URI": sys.argv[1]})
    connection = psycopg2.connect(sys.argv[2])
    print("ready", flush=True)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(CLAIM)
            rows = cursor.fetchall()
            for _, body in rows:
                dispatch("registration", "group_confirmed", json.loads(bytes(body)))
            cursor.execute("DELETE FROM outbox WHERE id = ANY(%s)", ([each for each, _ in rows],))
        connection.commit()
        if not rows:
            time.sleep(0.05)
