"""Asks Great Expectations: one JSON document on stdin, one on stdout. Whatever else anybody prints goes to stderr.

In:  {"database": path of an SQLite file, "table": name, "columns": [[name, kind]],
      "expectations": [{"type", "kwargs", "on": "sql" | "pandas"}]}
Out: {"version", "results": [{"success", "result", "exception": text or null}]}   in the order of the expectations
"""

import json
import os
import sys

answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)

# What it would send to its makers, and bars that nobody sees.
os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

import great_expectations as gx
import pandas as pd
from great_expectations.core.expectation_suite import ExpectationSuite
from great_expectations.data_context.types.base import ProgressBarsConfig

KEPT = [
    "observed_value", "element_count", "unexpected_count", "unexpected_percent", "missing_count", "missing_percent",
    "unexpected_percent_total", "unexpected_percent_nonmissing", "partial_unexpected_list", "partial_missing_list",
    "partial_unexpected_counts", "details",
]


def plain(value):
    """numpy's numbers and booleans as Python's; dates, decimals and the rest as text."""
    return value.item() if hasattr(value, "item") else str(value)


def messages(info):
    """The exception's text; Great Expectations has two shapes for it, flat and by metric."""
    if not info:
        return None
    if "raised_exception" in info:
        return info["exception_message"] if info["raised_exception"] else None
    found = [m for m in (messages(inner) for inner in info.values() if isinstance(inner, dict)) if m]
    return found[0] if found else None


def failed(message):
    return {"success": False, "result": {}, "exception": (str(message).strip() or "no reason given").split("\n")[0][:500]}


def as_pandas(request):
    """The table with the types it had: SQLite knows neither dates nor booleans."""
    import sqlite3

    connection = sqlite3.connect(request["database"])
    frame = pd.read_sql_query('SELECT * FROM "%s"' % request["table"].replace('"', '""'), connection)
    connection.close()
    for name, kind in request["columns"]:
        if kind in ("date", "timestamp"):
            frame[name] = pd.to_datetime(frame[name])
        elif kind == "boolean":
            frame[name] = frame[name].map({0: False, 1: True})
    return frame


def batch_of(context, where, request):
    if where == "sql":
        source = context.data_sources.add_sqlite("sql", connection_string="sqlite:///" + request["database"])
        asset = source.add_table_asset("table", table_name=request["table"])
        return asset.add_batch_definition_whole_table("all").get_batch()
    asset = context.data_sources.add_pandas("pandas").add_dataframe_asset("table")
    return asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": as_pandas(request)})


def judge(batch, numbered):
    """The answers to some expectations by their number; one that cannot be loaded leaves the others as they are."""
    found, loaded = {}, []
    for number, expectation in numbered:
        one = {"type": expectation["type"], "kwargs": expectation["kwargs"], "meta": {"number": number}}
        try:
            if not ExpectationSuite(name="one", expectations=[one]).expectations:
                raise ValueError("Great Expectations has no such expectation")
            loaded.append(one)
        except Exception as error:
            found[number] = failed(error)
    if loaded:
        suite = ExpectationSuite(name="dq", expectations=loaded)
        result = batch.validate(suite, result_format="SUMMARY").to_json_dict()
        for one in result["results"]:
            exception = messages(one["exception_info"])
            kept = {key: one["result"][key] for key in KEPT if key in one["result"]}
            number = one["expectation_config"]["meta"]["number"]
            found[number] = failed(exception) if exception else {"success": one["success"], "result": kept, "exception": None}
    return found


def main():
    request = json.load(sys.stdin)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    found = {}
    for where in ("sql", "pandas"):
        asked = [(i, one) for i, one in enumerate(request["expectations"]) if one["on"] == where]
        if asked:
            found |= judge(batch_of(context, where, request), asked)
    missing = failed("Great Expectations gave no answer")
    results = [found.get(i, missing) for i in range(len(request["expectations"]))]
    json.dump({"version": gx.__version__, "results": results}, answers, default=plain, allow_nan=False)
    answers.flush()


main()
