"""Tables as pyiceberg reads and writes them, by the location of their metadata: its own catalogs do not speak Nessie's API."""
import datetime
import decimal
import sys
import uuid

import pyarrow as pa
from pyiceberg import expressions
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.table import StaticTable
from pyiceberg.transforms import parse_transform
from pyiceberg.types import NestedField
from values import serve, text

(warehouse,) = sys.argv[1:]
catalog = SqlCatalog("peer", uri="sqlite:///:memory:", warehouse=warehouse)
catalog.create_namespace("bronze")
count = 0


def next_name():
    global count
    count += 1
    return f"bronze.t{count}"


def literal(kind, value):
    if kind in ("binary", "fixed"):
        return bytes.fromhex(value)
    if kind in ("int", "long"):
        return int(value)
    if kind in ("float", "double"):
        return float(value)
    if kind == "boolean":
        return value == "true"
    if kind == "decimal":
        return decimal.Decimal(value)
    if kind == "uuid":
        return uuid.UUID(value)
    if kind == "date":
        return datetime.date.fromisoformat(value)
    if kind == "time":
        return datetime.time.fromisoformat(value)
    if kind == "timestamp":
        return datetime.datetime.fromisoformat(value)
    if kind == "timestamptz":
        return datetime.datetime.fromisoformat(value + "+00:00")
    return value


COMPARISONS = {"=": expressions.EqualTo, ">=": expressions.GreaterThanOrEqual}


def filter_of(where):
    return COMPARISONS[where["comparison"]](where["column"], literal(where["kind"], where["value"]))


def plain(value, type):
    """Maps are lists of pairs already; records are dictionaries."""
    if isinstance(value, dict):
        return [plain(one, type.field(name).type) for name, one in value.items()]
    if isinstance(value, list) and (pa.types.is_list(type) or pa.types.is_large_list(type)):
        return [plain(one, type.value_type) for one in value]
    return text(value)


def read(metadata, columns, where=None, snapshot=None):
    table = StaticTable.from_metadata(metadata)
    options = {} if where is None else {"row_filter": filter_of(where)}
    if snapshot is not None:
        options["snapshot_id"] = int(snapshot)
    scan = table.scan(selected_fields=tuple(columns), **options)
    arrow = scan.to_arrow().sort_by("id")
    types = [arrow.schema.field(name).type for name in columns]
    rows = [[plain(row[name], type) for name, type in zip(columns, types)] for row in arrow.to_pylist()]
    return {"rows": rows, "files": len(list(scan.plan_files()))}


def shifted(source, low, high, shift):
    rows = StaticTable.from_metadata(source).scan().to_arrow().sort_by("id")
    rows = rows.filter((pa.compute.field("id") >= low) & (pa.compute.field("id") < high))
    ids = pa.array([one + shift for one in rows["id"].to_pylist()], rows["id"].type)
    return rows.set_column(rows.schema.get_field_index("id"), rows.schema.field("id"), ids)


def append(metadata, source, low, high, shift):
    table = catalog.register_table(next_name(), metadata)
    table.append(shifted(source, low, high, shift))
    return {"metadata": table.metadata_location}


def delete(metadata, where):
    table = catalog.register_table(next_name(), metadata)
    table.delete(filter_of(where))
    return {"metadata": table.metadata_location}


def argument(value):
    if isinstance(value, list):
        return tuple(value)
    if value.startswith(":"):
        return NestedField(1, "of", value[1:]).field_type
    return value


def alter(metadata, call):
    method, *arguments = call
    arguments = [argument(one) for one in arguments]
    table = catalog.register_table(next_name(), metadata)
    with table.update_schema() as update:
        getattr(update, method)(*arguments)
    return {"metadata": table.metadata_location}


def respec(metadata, removed, added):
    table = catalog.register_table(next_name(), metadata)
    with table.update_spec() as update:
        for name in removed:
            update.remove_field(name)
        for column, transform, name in added:
            update.add_field(column, parse_transform(transform), name)
    return {"metadata": table.metadata_location}


def create(source, fields):
    schema = StaticTable.from_metadata(source).schema()
    spec = PartitionSpec(
        *[
            PartitionField(schema.find_field(column).field_id, 1000 + i, parse_transform(transform), f"p{i}")
            for i, (column, transform) in enumerate(fields)
        ]
    )
    table = catalog.create_table(next_name(), schema, partition_spec=spec)
    return {"metadata": table.metadata_location}


serve({"read": read, "append": append, "create": create, "delete": delete, "alter": alter, "respec": respec})
