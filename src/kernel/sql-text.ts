/** An identifier as standard SQL delimits it (SQL-92 §5.2): DuckDB's and Trino's way. */
export const sqlIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A text as standard SQL writes it (SQL-92 §5.3), where a backslash means nothing: DuckDB's and Trino's way. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`
