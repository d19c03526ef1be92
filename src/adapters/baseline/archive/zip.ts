import { crc32, inflateRawSync } from 'node:zlib'
import { DqError } from '../../../kernel/errors.ts'
import { safePath } from './safe-path.ts'

/** Sizes of the fixed parts, and their signatures, as APPNOTE.TXT of PKWARE has them. */
const END = { signature: 0x06054b50, size: 22 }
const ENTRY = { signature: 0x02014b50, size: 46 }
const LOCAL = { signature: 0x04034b50, size: 30 }
const STORED = 0
const DEFLATED = 8
const ENCRYPTED = 0x41
const LINK = 0xa000
const FORMAT = 0xf000
const IN_ZIP64 = 0xffffffff

/**
 * The regular files of a zip archive, as its central directory lists them, each checked by its CRC-32. Nothing is written
 * anywhere; still a path that leads out of the archive is refused. Links are left out. `maxBytes` is for all files together.
 */
export function zipFiles(bytes: Buffer, shown: string, maxBytes: number): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  let left = maxBytes
  for (const entry of directory(bytes, shown)) {
    const name = safePath(entry.name, shown)
    if (entry.name.endsWith('/') || (entry.mode & FORMAT) === LINK) continue
    if (entry.flags & ENCRYPTED)
      throw new DqError(`${shown}: ${name} is encrypted`, {
        hint: 'pack the contracts without a password: git archive',
      })
    if (files.has(name)) throw broken(shown, `it holds ${name} twice`)
    left -= entry.size
    if (left < 0)
      throw new DqError(`${shown} unpacks to more than ${maxBytes} bytes`, {
        hint: 'pack the contracts alone: git archive --output=contracts.zip main contracts',
      })
    files.set(name, contentOf(bytes, entry, name, shown))
  }
  return files
}

interface Entry {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  /** Of Unix, 0 where it was made elsewhere. */
  readonly mode: number
  readonly offset: number
}

const broken = (shown: string, why: string): DqError =>
  new DqError(`${shown} is no readable zip archive: ${why}`, { hint: 'make it with git archive, or zip -r' })

function directory(bytes: Buffer, shown: string): readonly Entry[] {
  const end = endOf(bytes)
  if (end === undefined) throw broken(shown, 'it has no directory at its end')
  const [disk, count, size, start] = [
    end.readUInt16LE(4),
    end.readUInt16LE(10),
    end.readUInt32LE(12),
    end.readUInt32LE(16),
  ]
  if (count === 0xffff || size === IN_ZIP64 || start === IN_ZIP64)
    throw new DqError(`${shown} is a zip64 archive`, { hint: 'pack the contracts alone: they need no zip64' })
  if (disk !== 0 || end.readUInt16LE(6) !== 0) throw broken(shown, 'it is one of several parts')
  const entries: Entry[] = []
  let at = start
  for (let i = 0; i < count; i++) {
    if (at + ENTRY.size > bytes.length || bytes.readUInt32LE(at) !== ENTRY.signature)
      throw broken(shown, `its directory is damaged at byte ${at}`)
    const nameEnd = at + ENTRY.size + bytes.readUInt16LE(at + 28)
    const madeOnUnix = bytes.readUInt8(at + 5) === 3
    const entry = {
      name: nameOf(bytes.subarray(at + ENTRY.size, nameEnd)),
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      mode: madeOnUnix ? bytes.readUInt16LE(at + 40) : 0,
      offset: bytes.readUInt32LE(at + 42),
    }
    if ([entry.packed, entry.size, entry.offset].includes(IN_ZIP64))
      throw new DqError(`${shown} is a zip64 archive`, { hint: 'pack the contracts alone: they need no zip64' })
    entries.push(entry)
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

/** The record at the end, before a comment of up to 65,535 bytes. */
function endOf(bytes: Buffer): Buffer | undefined {
  const first = Math.max(0, bytes.length - END.size - 0xffff)
  for (let at = bytes.length - END.size; at >= first; at--) {
    const isEnd =
      bytes.readUInt32LE(at) === END.signature && at + END.size + bytes.readUInt16LE(at + 20) === bytes.length
    if (isEnd) return bytes.subarray(at)
  }
  return undefined
}

/** UTF-8 where it can be; names of old tools stand in a code page that nobody tells. */
function nameOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return bytes.toString('latin1')
  }
}

function contentOf(
  bytes: Buffer,
  { method, crc, packed, size, offset }: Entry,
  name: string,
  shown: string,
): Uint8Array {
  if (offset + LOCAL.size > bytes.length || bytes.readUInt32LE(offset) !== LOCAL.signature)
    throw broken(shown, `${name} is not where its directory says`)
  const start = offset + LOCAL.size + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28)
  const body = bytes.subarray(start, start + packed)
  if (body.length < packed) throw broken(shown, `it ends in the middle of ${name}`)
  const content = method === STORED ? body : method === DEFLATED ? inflated(body, size, name, shown) : undefined
  if (content === undefined)
    throw new DqError(`${shown}: ${name} is packed by method ${method}, which cannot be read`, {
      hint: 'make the archive with git archive, or zip -r',
    })
  if (content.length !== size || crc32(content) !== crc) throw broken(shown, `${name} is damaged`)
  return content
}

function inflated(body: Buffer, size: number, name: string, shown: string): Uint8Array {
  try {
    return inflateRawSync(body, { maxOutputLength: Math.max(1, size) })
  } catch {
    throw broken(shown, `${name} is damaged`)
  }
}
