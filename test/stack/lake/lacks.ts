import type { Lack } from './matrix.ts'

/** What engines, or dq, lack, in their own words. A lack that is mended fails the suite, so the list stays true. */
// biome-ignore format: one row a lack
export const lacks: readonly Lack[] = [
  { engine: /./,         row: /fixed/,             what: /^dq writes$/,        words: /dq cannot write such columns/ },
  { engine: /./,         row: /^format version/,    what: /^dq reads$/,         words: /of Iceberg's format version \d; dq reads and writes version 2/ },
  { engine: /./,         row: /^files of/,          what: /^dq reads$/,         words: /is (?:ORC|AVRO): dq reads tables of Parquet/ },
  { engine: /./,         row: /^uuid$/,            what: /filters|dq appends/, words: /^all \d+ files are read$/ },
  { engine: /Spark/,     row: /time\b/,            what: /reads ours|appends to ours/, words: /Spark does not support time fields/ },
  { engine: /Spark/,     row: /time\b/,            what: /filters ours|dq reads/, words: /Unsupported data type "TIME"/ },
  { engine: /Spark/,     row: /uuid/,              what: /^dq reads$/,         words: /Unsupported data type "UUID"/ },
  // Its Parquet reader orders uuids as signed numbers and passes over row groups that have them.
  { engine: /Spark/,     row: /^(?:identity\()?uuid/, what: /filters ours/,    words: /^0 rows, expected 1/ },
  { engine: /Spark/,     row: /void/,              what: /^dq reads$/,         words: /Transform is not supported: void/ },
  { engine: /Trino/,     row: /^(?:list|map)<.* becomes /, what: /^evolves$/,    words: /Cannot change type from/ },
  { engine: /Trino/,     row: /moved to the front/, what: /^evolves$/,         words: /mismatched input 'FIRST'/ },
  { engine: /Trino/,     row: /\(uuid/,            what: /filters ours|dq appends/, words: /^all \d+ files are read$/ },
  { engine: /pyiceberg/, row: /list<struct/,       what: /reads|append/,       words: /is \["103",\[\]\], expected \["103",null\]|is \["3",\[\]\], expected \["3",null\]/ },
  { engine: /pyiceberg/, row: /uuid/,              what: /dq appends/,         words: /Function 'equal' has no kernel matching input types/ },
  { engine: /pyiceberg/, row: /identity\(uuid/,    what: /appends|reads/,      words: /Keys of type extension<arrow.uuid>/ },
  // It reads the partition as a uuid and compares it with bytes.
  { engine: /pyiceberg/, row: /identity\(uuid/,    what: /filters ours/,        words: /^0 rows, expected 1/ },
  // It leaves last-column-id out of a new schema, and Nessie 0.99 wants it: "Cannot build AddSchema, some of required attributes are not set".
  { engine: /pyiceberg_rest/, row: /./,            what: /^evolves$/,          words: /WebApplicationException: HTTP 400 Bad Request/ },
  // Nessie's endpoint tells of a table's present snapshot only; earlier states are its own commits.
  { engine: /pyiceberg_rest/, row: /at a snapshot/, what: /reads ours/,        words: /Snapshot not found/ },
  { engine: /pyiceberg/, row: /bucket\[4\]\(time/, what: /appends|reads/,      words: /'int' object has no attribute 'hour'/ },
]
