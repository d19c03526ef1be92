"""Judges cases with the real Great Expectations on SQLite: a JSON line in for each case, a JSON line out.

In:  {"id", "columns": [[name, type]], "rows": [[value]], "type", "kwargs"}
Out: {"id", "success", "result", "exception"}
"""

import json
import logging
import os
import re
import sqlite3
import sys
import tempfile
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

import great_expectations as gx
from great_expectations.core.expectation_suite import ExpectationSuite
from great_expectations.data_context.types.base import ProgressBarsConfig

SQLITE = {
    "int": "INTEGER", "double": "FLOAT", "string": "TEXT", "timestamp": "TIMESTAMP", "date": "DATE", "decimal": "NUMERIC",
    "boolean": "BOOLEAN",
}
KEPT = [
    "observed_value", "element_count", "unexpected_count", "unexpected_percent", "missing_count", "missing_percent",
    "unexpected_percent_total", "unexpected_percent_nonmissing", "partial_unexpected_list", "partial_missing_list", "details",
]


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def first_line(text):
    """Without addresses in memory, which differ from run to run."""
    return re.sub(r" at 0x[0-9a-f]+", "", text.split("\n")[0])[:200]


def plain(value):
    """numpy's numbers and booleans as Python's; dates as text."""
    return value.item() if hasattr(value, "item") else str(value)


def messages(info):
    """The exception's text; Great Expectations has two shapes for it."""
    if not info:
        return None
    if "raised_exception" in info:
        return info["exception_message"] if info["raised_exception"] else None
    found = [m for m in (messages(inner) for inner in info.values() if isinstance(inner, dict)) if m]
    return found[0] if found else None


def main():
    cases = [json.loads(line) for line in sys.stdin if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cases.sqlite")
        tables = {}
        connection = sqlite3.connect(path)
        for case in cases:
            key = json.dumps([case["columns"], case["rows"]])
            if key not in tables:
                tables[key] = f"t{len(tables)}"
                columns = ", ".join(f"{quoted(name)} {SQLITE[kind]}" for name, kind in case["columns"])
                connection.execute(f"CREATE TABLE {tables[key]} ({columns})")
                marks = ", ".join("?" for _ in case["columns"])
                connection.executemany(f"INSERT INTO {tables[key]} VALUES ({marks})", case["rows"])
            case["table"] = tables[key]
        connection.commit()
        connection.close()

        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
        source = context.data_sources.add_sqlite("s", connection_string=f"sqlite:///{path}")
        batches = {}
        for case in cases:
            table = case["table"]
            if table not in batches:
                asset = source.add_table_asset(table, table_name=table)
                batches[table] = asset.add_batch_definition_whole_table(table).get_batch()
            answer = {"id": case["id"]}
            try:
                suite = ExpectationSuite(name="s", expectations=[{"type": case["type"], "kwargs": case["kwargs"]}])
                if not suite.expectations:
                    raise ValueError("Great Expectations dropped it")
                result = batches[table].validate(suite, result_format="SUMMARY").to_json_dict()["results"][0]
                exception = messages(result["exception_info"])
                kept = {key: result["result"][key] for key in KEPT if key in result["result"]}
                answer |= {"success": result["success"], "result": kept}
                if exception:
                    answer |= {"result": {}, "exception": first_line(exception)}
            except Exception as error:  # what it refuses to load is an answer too
                answer |= {"success": False, "result": {}, "exception": first_line(str(error))}
            print(json.dumps(answer, default=plain), flush=True)


main()
