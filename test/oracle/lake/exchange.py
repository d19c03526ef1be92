"""Reads and writes tables as pyiceberg does: one JSON task a line in, one JSON answer a line out."""
import pathlib
import sys

import pyarrow as pa
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.table import StaticTable

sys.path.append(str(pathlib.Path(__file__).parents[2] / "stack" / "lake" / "peers"))
from values import serve, text  # noqa: E402


def read(metadata, filter=None):
    table = StaticTable.from_metadata(metadata)
    scan = table.scan() if filter is None else table.scan(row_filter=filter)
    arrow = scan.to_arrow().sort_by("id")
    return {
        "columns": [field.name for field in table.schema().fields],
        "rows": [[text(value) for value in row.values()] for row in arrow.to_pylist()],
        "files": len(list(scan.plan_files())),
    }


def append(metadata, warehouse, count, shift, times=1):
    """Takes our rows again, shifted, and appends them as pyiceberg writes."""
    catalog = SqlCatalog("exchange", uri="sqlite:///:memory:", warehouse=warehouse)
    catalog.create_namespace("bronze")
    table = catalog.register_table("bronze.t", metadata)
    rows = table.scan().to_arrow().sort_by("id").slice(0, count)
    ids = pa.array([one + shift for one in rows["id"].to_pylist()], rows["id"].type)
    shifted = rows.set_column(rows.schema.get_field_index("id"), rows.schema.field("id"), ids)
    for _ in range(times):
        table.append(shifted)
    return {"metadata": catalog.load_table("bronze.t").metadata_location}


serve({"read": read, "append": append})
