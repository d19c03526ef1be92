import { compileJsonDecoder } from '../../contracts/codec/json-decoder.ts'
import { compileJsonEncoder } from '../../contracts/codec/json-encoder.ts'
import type { Contract } from '../../contracts/model.ts'

/** The JSON text of a row or record as the contract's encoder writes it: the same text for the same values, whatever wrote them. */
export function rowText(contract: Contract): (value: unknown) => string {
  const [decode, encode] = [compileJsonDecoder(contract), compileJsonEncoder(contract)]
  return (value) => encode(decode(value))
}
