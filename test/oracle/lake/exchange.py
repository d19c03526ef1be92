"""Reads and writes tables as pyiceberg does: one JSON task a line in, one JSON answer a line out."""
import datetime
import decimal
import json
import sys
import uuid

import pyarrow as pa
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.table import StaticTable

EPOCH = datetime.datetime(1970, 1, 1)
MICROSECOND = datetime.timedelta(microseconds=1)


def text(value):
    """A value as text that does not depend on a library: times are microseconds, dates days, bytes hexadecimal."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return str((value.replace(tzinfo=None) - EPOCH) // MICROSECOND)
    if isinstance(value, datetime.date):
        return str((value - EPOCH.date()).days)
    if isinstance(value, datetime.time):
        return str((datetime.datetime.combine(EPOCH.date(), value) - EPOCH) // MICROSECOND)
    if isinstance(value, bytes):
        return value.hex().upper()
    if isinstance(value, dict):
        return [text(one) for one in value.values()]
    if isinstance(value, list):
        return [text(one) for one in value]
    if isinstance(value, tuple):
        return [text(one) for one in value]
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    if isinstance(value, (uuid.UUID, float, int, str)):
        return str(value)
    raise TypeError(type(value))


def read(task):
    table = StaticTable.from_metadata(task["metadata"])
    scan = table.scan(row_filter=task["filter"]) if "filter" in task else table.scan()
    arrow = scan.to_arrow().sort_by("id")
    return {
        "columns": [field.name for field in table.schema().fields],
        "rows": [[text(value) for value in row.values()] for row in arrow.to_pylist()],
        "files": len(list(scan.plan_files())),
    }


def append(task):
    """Takes our rows again, shifted, and appends them as pyiceberg writes."""
    catalog = SqlCatalog("exchange", uri="sqlite:///:memory:", warehouse=task["warehouse"])
    catalog.create_namespace("bronze")
    table = catalog.register_table("bronze.t", task["metadata"])
    rows = table.scan().to_arrow().sort_by("id").slice(0, task["count"])
    ids = pa.array([one + task["shift"] for one in rows["id"].to_pylist()], rows["id"].type)
    shifted = rows.set_column(rows.schema.get_field_index("id"), rows.schema.field("id"), ids)
    for _ in range(task.get("times", 1)):
        table.append(shifted)
    return {"metadata": catalog.load_table("bronze.t").metadata_location}


for line in sys.stdin:
    task = json.loads(line)
    answer = {"read": read, "append": append}[task["do"]](task)
    print(json.dumps(answer), flush=True)
