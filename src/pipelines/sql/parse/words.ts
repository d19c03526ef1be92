/** Words that are no names unless they are quoted: reserved in DuckDB, Trino or Spark, or part of the grammar here. */
export const RESERVED: ReadonlySet<string> = new Set(
  `ALL AND ANTI AS ASC BETWEEN BY CASE CAST CROSS DESC DISTINCT ELSE END EXCEPT EXISTS EXTRACT FALSE FILTER FOR FROM
  FULL GROUP HAVING IN INNER INTERSECT INTERVAL INTO IS JOIN LATERAL LEFT LIKE LIMIT NATURAL NOT NULL OFFSET ON OR ORDER
  OUTER OVER PARTITION PIVOT QUALIFY RIGHT SELECT SEMI TABLE TABLESAMPLE THEN TRUE UNION UNNEST UNPIVOT USING VALUES
  WHEN WHERE WINDOW WITH WITHIN`.split(/\s+/),
)

/** What a misspelt keyword may have meant. */
export const KEYWORDS: readonly string[] = [...RESERVED]

/** Words that may stand behind a column of the select list. */
export const AFTER_ITEM = ['FROM', 'WHERE', 'GROUP', 'ORDER', 'UNION', 'AS']

/** Parts of SQL that the three engines do not share, each with the way that they do share. */
export const NOT_PORTABLE: Readonly<Record<string, string>> = {
  QUALIFY:
    'number the rows in a subquery and filter it outside: SELECT … FROM (SELECT …, ROW_NUMBER() OVER (…) AS n …) t WHERE n = 1',
  WINDOW: 'write the window where it is used: OVER (PARTITION BY … ORDER BY …)',
  LATERAL: 'join a subquery that stands on its own',
  UNNEST: 'flatten the array before it reaches the table',
  PIVOT: 'write one SUM(x) FILTER (WHERE …) per column',
  UNPIVOT: 'write one SELECT per column, and UNION ALL',
  TABLESAMPLE: 'a batch job reads all rows',
  NATURAL: 'name the columns: JOIN … USING (…); a new column would change what is joined',
  SEMI: 'write WHERE EXISTS (SELECT 1 FROM … WHERE …)',
  ANTI: 'write WHERE NOT EXISTS (SELECT 1 FROM … WHERE …)',
  RECURSIVE: 'recursion is not in the subset',
  ROLLUP: 'write one GROUP BY per level, and UNION ALL',
  CUBE: 'write one GROUP BY per level, and UNION ALL',
  GROUPING: 'write one GROUP BY per set, and UNION ALL',
}
