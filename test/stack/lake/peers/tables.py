"""
Tables as pyiceberg reads and writes them. tables.py WAREHOUSE: by the location of their metadata, as none of its catalogs speaks Nessie's own API.
tables.py rest PROPERTIES: by name, through an Iceberg REST endpoint.
"""
import datetime
import decimal
import json
import sys
import uuid

import pyarrow as pa
from pyiceberg import expressions
from pyiceberg.catalog.rest import RestCatalog
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.table import StaticTable
from pyiceberg.transforms import parse_transform
from pyiceberg.types import NestedField
from values import serve, text



class ByMetadata:
    """Every change is one of a new table, registered from the metadata of the old one."""

    def __init__(self, warehouse):
        self.catalog = SqlCatalog("peer", uri="sqlite:///:memory:", warehouse=warehouse)
        self.catalog.create_namespace("bronze")
        self.count = 0

    def next_name(self):
        self.count += 1
        return f"bronze.t{self.count}"

    def opened(self, table):
        return StaticTable.from_metadata(table)

    def changing(self, table):
        return self.catalog.register_table(self.next_name(), table)

    def created(self, name, schema, spec):
        return self.catalog.create_table(self.next_name(), schema, partition_spec=spec)


class ByName:
    def __init__(self, properties):
        self.catalog = RestCatalog("peer", **json.loads(properties))

    def opened(self, table):
        return self.catalog.load_table(table)

    changing = opened

    def created(self, name, schema, spec):
        return self.catalog.create_table(name, schema, partition_spec=spec)


tables = ByName(sys.argv[2]) if sys.argv[1] == "rest" else ByMetadata(sys.argv[1])


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


def read(table, columns, where=None, snapshot=None):
    options = {} if where is None else {"row_filter": filter_of(where)}
    if snapshot is not None:
        options["snapshot_id"] = int(snapshot)
    scan = tables.opened(table).scan(selected_fields=tuple(columns), **options)
    arrow = scan.to_arrow().sort_by("id")
    types = [arrow.schema.field(name).type for name in columns]
    rows = [[plain(row[name], type) for name, type in zip(columns, types)] for row in arrow.to_pylist()]
    return {"rows": rows, "files": len(list(scan.plan_files()))}


def shifted(source, low, high, shift):
    rows = tables.opened(source).scan().to_arrow().sort_by("id")
    rows = rows.filter((pa.compute.field("id") >= low) & (pa.compute.field("id") < high))
    ids = pa.array([one + shift for one in rows["id"].to_pylist()], rows["id"].type)
    return rows.set_column(rows.schema.get_field_index("id"), rows.schema.field("id"), ids)


def append(table, source, low, high, shift):
    to = tables.changing(table)
    to.append(shifted(source, low, high, shift))
    return {"metadata": to.metadata_location}


def delete(table, where):
    of = tables.changing(table)
    of.delete(filter_of(where))
    return {"metadata": of.metadata_location}


def argument(value):
    if isinstance(value, list):
        return tuple(value)
    if value.startswith(":"):
        return NestedField(1, "of", value[1:]).field_type
    return value


def alter(table, call):
    method, *arguments = call
    arguments = [argument(one) for one in arguments]
    of = tables.changing(table)
    with of.update_schema() as update:
        getattr(update, method)(*arguments)
    return {"metadata": of.metadata_location}


def respec(table, removed, added):
    of = tables.changing(table)
    with of.update_spec() as update:
        for name in removed:
            update.remove_field(name)
        for column, transform, name in added:
            update.add_field(column, parse_transform(transform), name)
    return {"metadata": of.metadata_location}


def create(name, source, fields):
    schema = tables.opened(source).schema()
    spec = PartitionSpec(
        *[
            PartitionField(schema.find_field(column).field_id, 1000 + i, parse_transform(transform), f"p{i}")
            for i, (column, transform) in enumerate(fields)
        ]
    )
    return {"metadata": tables.created(name, schema, spec).metadata_location}


serve({"read": read, "append": append, "create": create, "delete": delete, "alter": alter, "respec": respec})
