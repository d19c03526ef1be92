/** How the files of a contract folder end: a contract's document, and an Avro schema. */
export const ODCS = '.odcs.yaml'
export const AVSC = '.avsc'
