"""Reads statements with an independent parser (sqlglot): a JSON line {"dialect", "sql"} in, {"duckdb"} or {"error"} out.

A statement that the dialect's grammar refuses, or of which something is only passed through as a command, is an error.
"""

import json
import sys

import sqlglot
from sqlglot import exp

for line in sys.stdin:
    one = json.loads(line)
    try:
        tree = sqlglot.parse_one(one["sql"], read=one["dialect"], error_level=sqlglot.ErrorLevel.RAISE)
        if isinstance(tree, exp.Command) or tree.find(exp.Anonymous):
            raise ValueError(f"not understood: {tree.find(exp.Anonymous) or tree}")
        print(json.dumps({"duckdb": tree.sql(dialect="duckdb", unsupported_level=sqlglot.ErrorLevel.RAISE)}))
    except Exception as error:
        print(json.dumps({"error": str(error)}))
