import { crc32 as zlibCrc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { crc32 } from '../../src/contracts/partitioner/crc32.ts'
import { murmur2 } from '../../src/contracts/partitioner/murmur2.ts'
import { partitionFor } from '../../src/contracts/partitioner.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

// Apache Kafka, clients/src/test/java/org/apache/kafka/common/utils/UtilsTest.java, testMurmur2; the numbers from Akka's Murmur2Spec, which has them from Kafka's Utils.
// biome-ignore format: one row a case
const hashes: [key: string, murmur2: number][] = [
  ['21',                                               -973932308],
  ['foobar',                                           -790332482],
  ['a-little-bit-long-string',                         -985981536],
  ['a-little-bit-longer-string',                      -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8',  -58897971],
  ['abc',                                               479470107],
  ['1',                                               -1993445489],
  ['12',                                                126087238],
  ['123',                                              -267702483],
  ['1234',                                            -1614185708],
  ['12345',                                           -1188365604],
]

test.for(hashes)('murmur2 of "%s" is what Kafka computes', ([key, hash]) => {
  expect(murmur2(utf8(key))).toBe(hash)
  // toPositive clears the sign bit: -973932308 & 0x7fffffff = 2147483648 - 973932308 = 1173551340
  expect(partitionFor(key, 7)).toBe((hash < 0 ? hash + 2 ** 31 : hash) % 7)
  expect(partitionFor(key, 7, 'murmur2_random')).toBe(partitionFor(key, 7))
})

test('a key is hashed as its UTF-8 bytes, long or short', () => {
  for (const key of ['São Paulo', '😀', 'x'.repeat(256), 'x'.repeat(257), ''])
    expect(partitionFor(key, 2 ** 31 - 1)).toBe((murmur2(utf8(key)) & 0x7fffffff) % (2 ** 31 - 1))
})

test('crc32 is the checksum of zlib, whose check value is cbf43926', () => {
  expect(crc32(utf8('123456789'))).toBe(0xcbf43926)
  for (const key of ['', 'a', 'São Paulo', 'x'.repeat(300)]) {
    expect(crc32(utf8(key))).toBe(zlibCrc32(utf8(key)))
    expect(partitionFor(key, 5, 'crc32')).toBe(zlibCrc32(utf8(key)) % 5)
  }
})
