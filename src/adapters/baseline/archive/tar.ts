import { DqError } from '../../../kernel/errors.ts'
import { safePath } from './safe-path.ts'

const BLOCK = 512

/**
 * The regular files of a tar archive (ustar, pax and GNU long names). Nothing is written anywhere; still a path that leads out
 * of the archive is refused, because somebody made it on purpose. Links and devices are left out.
 */
export function tarFiles(bytes: Uint8Array, shown: string): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  let longName: string | undefined
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const header = bytes.subarray(at, at + BLOCK)
    if (header.every((byte) => byte === 0)) break
    if (!hasChecksum(header))
      throw broken(shown, at === 0 ? 'it does not begin like one' : `its header at byte ${at} is damaged`)
    const size = number(header.subarray(124, 136))
    const start = at + BLOCK
    const body = bytes.subarray(start, start + size)
    if (!(size >= 0) || body.length < size) throw broken(shown, 'it ends in the middle of a file')
    at = start + Math.ceil(size / BLOCK) * BLOCK
    const type = String.fromCharCode(header[156] ?? 0)
    if (type === 'x') longName = paxPath(body) ?? longName
    else if (type === 'L') longName = text(body)
    else if (type !== 'g') {
      if (type === '0' || type === '\0') files.set(safePath(longName ?? nameOf(header), shown), body)
      longName = undefined
    }
  }
  return files
}

const broken = (shown: string, why: string): DqError =>
  new DqError(`${shown} is no readable tar archive: ${why}`, { hint: 'make it with tar czf, or git archive' })

/** ustar keeps the first part of a long path in a field of its own. */
function nameOf(header: Uint8Array): string {
  const isUstar = text(header.subarray(257, 262)) === 'ustar'
  const prefix = isUstar ? text(header.subarray(345, 500)) : ''
  const name = text(header.subarray(0, 100))
  return prefix === '' ? name : `${prefix}/${name}`
}

/** Records `<length> <key>=<value>\n`; the length counts bytes. */
function paxPath(body: Uint8Array): string | undefined {
  let found: string | undefined
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(0x20, at)
    const length = Number(text(body.subarray(at, space)))
    if (space < 0 || !(length > 0)) return found
    const record = text(body.subarray(space + 1, at + length - 1))
    if (record.startsWith('path=')) found = record.slice('path='.length)
    at += length
  }
  return found
}

/** The sum of all bytes, its own field counted as spaces. */
function hasChecksum(header: Uint8Array): boolean {
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0)
  return sum === number(header.subarray(148, 156))
}

/** Octal text, or base 256 when the first bit is set. */
function number(field: Uint8Array): number {
  if ((field[0] ?? 0) & 0x80) return field.subarray(1).reduce((value, byte) => value * 256 + byte, 0)
  return Number.parseInt(text(field).trim() || '0', 8)
}

function text(field: Uint8Array): string {
  const end = field.indexOf(0)
  return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end))
}
