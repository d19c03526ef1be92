"""Lineage of queries by sqlglot: a JSON line in for each query, a JSON line out.

In:  {"id", "sql", "schema": {db: {table: {column: type}}}}
Out: {"id", "columns": [[name, flows, uses]], "rows": [...]}; each a sorted list of "db.table.column"
  flows  what sqlglot.lineage says of the column
  uses   the same walked here over sqlglot's scopes, with what decides the rows of subqueries inside the column
  rows   what decides which rows there are: WHERE, HAVING, GROUP BY, joins, DISTINCT, set operations, ORDER BY with LIMIT
"""

import json
import sys

from sqlglot import exp, parse_one
from sqlglot.lineage import lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, build_scope, find_all_in_scope

DIALECT = "trino"


def table_name(table):
    return f"{table.db}.{table.name}"


class Walk:
    def __init__(self):
        self.memo_columns, self.memo_rows = {}, {}

    def leaf(self, scope, column):
        at = scope
        while at is not None and column.table not in at.sources:
            at = at.parent
        if at is None:
            # A name of the select list.
            for name, found in self.columns(scope):
                if not column.table and name == column.name:
                    return found
            raise ValueError(f"no source for {column.sql()}")
        source = at.sources[column.table]
        if isinstance(source, exp.Table):
            return {f"{table_name(source)}.{column.name}"}
        return dict(self.columns(source))[column.name]

    def used(self, scope, expression):
        """What an expression of this scope comes from, subqueries with all that decides them."""
        found = set()
        for column in find_all_in_scope(expression, exp.Column):
            found |= self.leaf(scope, column)
        inner = {id(one.expression): one for one in scope.subquery_scopes}
        for query in find_all_in_scope(expression, exp.UNWRAPPED_QUERIES):
            sub = inner[id(query)]
            found |= self.rows(sub)
            if not isinstance(query.parent, exp.Exists) and not isinstance(getattr(query.parent, "parent", None), exp.Exists):
                for _, one in self.columns(sub):
                    found |= one
        return found

    def columns(self, scope):
        key = id(scope)
        if key not in self.memo_columns:
            self.memo_columns[key] = list(self.columns_of(scope))
        return self.memo_columns[key]

    def columns_of(self, scope):
        query = scope.expression
        if isinstance(query, exp.Subquery):
            yield from self.columns(scope.subquery_scopes[0])
            return
        if isinstance(query, exp.SetOperation):
            left, right = (self.columns(one) for one in scope.set_operation_scopes)
            for (name, a), (_, b) in zip(left, right):
                # Rows of INTERSECT and EXCEPT are rows of the left side.
                yield name, (a | b if isinstance(query, exp.Union) else a)
            return
        if isinstance(query, exp.Values):
            for name in query.alias_column_names:
                yield name, set()
            return
        for select in query.selects:
            yield select.alias_or_name, self.used(scope, select)

    def rows(self, scope):
        key = id(scope)
        if key not in self.memo_rows:
            self.memo_rows[key] = self.rows_of(scope)
        return self.memo_rows[key]

    def rows_of(self, scope):
        query = scope.expression
        found = set()
        if isinstance(query, exp.Subquery):
            return self.rows(scope.subquery_scopes[0])
        if isinstance(query, exp.SetOperation):
            sides = scope.set_operation_scopes
            for side in sides:
                found |= self.rows(side)
            if not isinstance(query, exp.Union) or query.args.get("distinct"):
                for side in sides:
                    for _, one in self.columns(side):
                        found |= one
        elif isinstance(query, exp.Select):
            for _, (_, source) in scope.selected_sources.items():
                if isinstance(source, Scope):
                    found |= self.rows(source)
            parts = [query.args.get("where"), query.args.get("having"), query.args.get("group")]
            parts += [join.args.get("on") for join in query.find_all(exp.Join) if join.args.get("on") and owner(join) is query]
            for part in parts:
                if part is not None:
                    found |= self.used(scope, part)
            if query.args.get("distinct"):
                for _, one in self.columns(scope):
                    found |= one
        limited = query.args.get("limit") is not None or query.args.get("offset") is not None
        if limited and query.args.get("order") is not None:
            found |= self.used(scope, query.args["order"])
        return found


def owner(node):
    """The SELECT that a join belongs to."""
    at = node.parent
    while at is not None and not isinstance(at, exp.Select):
        at = at.parent
    return at


def leaves(node):
    return sorted(
        {
            f"{table_name(one.expression)}.{one.name.split('.')[-1].strip(chr(34))}"
            for one in node.walk()
            if isinstance(one.expression, exp.Table)
        }
    )


def judge(case):
    schema = case["schema"]
    expression = parse_one(case["sql"], dialect=DIALECT)
    qualified = qualify(expression.copy(), schema=schema, dialect=DIALECT, identify=False)
    scope = build_scope(qualified)
    walk = Walk()
    columns = []
    for name, uses in walk.columns(scope):
        flows = lineage(name, case["sql"], schema, dialect=DIALECT)
        columns.append([name, leaves(flows), sorted(uses)])
    return {"id": case["id"], "columns": columns, "rows": sorted(walk.rows(scope))}


for line in sys.stdin:
    if line.strip():
        case = json.loads(line)
        try:
            print(json.dumps(judge(case), ensure_ascii=False))
        except Exception as error:
            print(json.dumps({"id": case["id"], "error": f"{type(error).__name__}: {error}"}, ensure_ascii=False))
