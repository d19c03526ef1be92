import { literal } from './column-sql.ts'
import type { FileKind } from './file-source.ts'

/** The rows of one file with where they stand (`__file`, `__line`) and as they were (`__raw`, of JSON `__json` too); text formats are read as text. */
export function rawSql(file: string, kind: FileKind): string {
  const of = `${literal(file)} AS __file, row_number() OVER () AS __line`
  switch (kind) {
    case 'lines':
      return `SELECT __file, __line, CASE WHEN json_valid(line) THEN line::JSON ELSE to_json(line) END AS __raw,
        CASE WHEN json_valid(line) THEN line::JSON END AS __json FROM (SELECT ${of}, line FROM read_csv(${literal(file)},
        columns = {'line': 'VARCHAR'}, delim = '', quote = '', escape = '', header = false, auto_detect = false)) WHERE line IS NOT NULL`
    case 'json':
      return `SELECT ${of}, json AS __raw, json AS __json FROM read_json_objects(${literal(file)}, format = 'auto')`
    case 'csv':
      return `SELECT ${of}, to_json(file) AS __raw, * FROM read_csv(${literal(file)}, header = true, all_varchar = true) AS file`
    case 'parquet':
      return `SELECT ${of}, to_json(file) AS __raw, * FROM read_parquet(${literal(file)}) AS file`
  }
}
