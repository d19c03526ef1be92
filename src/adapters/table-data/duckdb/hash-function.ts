import { murmur3 } from '../../../lake/iceberg/murmur3.ts'
import { twosComplement } from '../../../lake/iceberg/single-value.ts'
import type { IcebergType } from '../../../lake/iceberg/types.ts'
import {
  BIGINT,
  BLOB,
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBType,
  INTEGER,
  VARCHAR,
} from '../../duckdb.ts'

const encoder = new TextEncoder()

/** By name: the parameter's type and the bytes that are hashed (table specification, "Appendix B"). */
const FUNCTIONS: Readonly<Record<string, readonly [DuckDBType, (value: unknown) => Uint8Array]>> = {
  iceberg_hash_text: [VARCHAR, (value) => encoder.encode(String(value))],
  iceberg_hash_bytes: [BLOB, (value) => (value as { readonly bytes: Uint8Array }).bytes],
  iceberg_hash_long: [BIGINT, (value) => longBytes(value as bigint)],
  iceberg_hash_unscaled: [VARCHAR, (value) => twosComplement(BigInt(String(value)))],
}

function longBytes(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigInt64(0, value, true)
  return bytes
}

/** Makes the hash of bucket partitions known to a connection: DuckDB has none of its own. */
export function registerHashes(connection: DuckDBConnection): void {
  for (const [name, [parameter, bytesOf]] of Object.entries(FUNCTIONS)) {
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name,
        returnType: INTEGER,
        parameterTypes: [parameter],
        mainFunction: (_info, input, output) => {
          const values = input.getColumnVector(0)
          for (let row = 0; row < input.rowCount; row++) {
            const value = values.getItem(row)
            output.setItem(row, value === null ? null : murmur3(bytesOf(value)))
          }
          output.flush()
        },
      }),
    )
  }
}

/** The hash of a column's value as SQL; undefined for types that have none. */
export function hashSql(of: string, type: IcebergType): string | undefined {
  switch (type.kind) {
    case 'string':
      return `iceberg_hash_text(${of})`
    case 'uuid':
      return `iceberg_hash_bytes(unhex(replace(${of}::VARCHAR, '-', '')))`
    case 'binary':
    case 'fixed':
      return `iceberg_hash_bytes(${of})`
    case 'int':
    case 'long':
      return `iceberg_hash_long(${of}::BIGINT)`
    case 'date':
      return `iceberg_hash_long(datediff('day', DATE '1970-01-01', ${of})::BIGINT)`
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return `iceberg_hash_long(epoch_us(${of}))`
    case 'decimal':
      return `iceberg_hash_unscaled(replace(${of}::VARCHAR, '.', ''))`
    default:
      return undefined
  }
}
