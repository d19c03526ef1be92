// The one door to DuckDB's client: adapters of several ports use it.
export {
  BIGINT,
  BLOB,
  type DuckDBConnection,
  DuckDBInstance,
  DuckDBScalarFunction,
  type DuckDBType,
  DuckDBTypeId,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api'
