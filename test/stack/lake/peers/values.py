"""Values as text that does not depend on a library, and the loop that answers tasks."""
import datetime
import decimal
import json
import os
import sys
import uuid


def text(value):
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        if value.tzinfo is not None:
            value = value.astimezone(datetime.timezone.utc).replace(tzinfo=None)
        return value.isoformat(" ", "microseconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.isoformat("microseconds")
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).hex().upper()
    if isinstance(value, dict):
        return [[text(key), text(one)] for key, one in value.items()]
    if isinstance(value, (list, tuple)):
        return [text(one) for one in value]
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    if isinstance(value, (uuid.UUID, float, int, str)):
        return str(value)
    raise TypeError(type(value))


def serve(tasks):
    """One JSON task a line in, one JSON answer a line out; what a library prints by itself goes to stderr."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        task = json.loads(line)
        try:
            answer = tasks[task.pop("do")](**task)
        except Exception as error:  # noqa: BLE001: every failure is an answer
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)
