const NEW_LINE = 10
/** Bytes of a block: written at once. */
export const BLOCK_BYTES = 256 * 1024

/** Lines of text, put together to blocks of bytes. */
export interface LineBlocks {
  /** Gives the bytes of the line with its end. */
  put(line: string): number
  /** Hands over what there is. */
  flush(): void
  /** Forgets what was not handed over. */
  clear(): void
}

/**
 * Each line becomes bytes at once: a text of many lines, made bytes later, costs three times as much. `take` gets a block, and gives one of
 * BLOCK_BYTES to go on with: the same, when it needs it no more.
 */
export function lineBlocks(take: (block: Buffer, length: number) => Buffer): LineBlocks {
  let block: Buffer | undefined
  let waiting = 0
  const flush = (): void => {
    if (waiting > 0) block = take(block!, waiting)
    waiting = 0
  }
  return {
    put(line) {
      // A unit of UTF-16 takes up to three bytes.
      const most = 3 * line.length + 1
      if (most > BLOCK_BYTES - waiting) flush()
      if (most > BLOCK_BYTES) {
        const own = Buffer.from(`${line}\n`)
        take(own, own.length)
        return own.length
      }
      block ??= Buffer.allocUnsafeSlow(BLOCK_BYTES)
      const length = block.write(line, waiting) + 1
      waiting += length
      block[waiting - 1] = NEW_LINE
      return length
    },
    flush,
    clear() {
      waiting = 0
    },
  }
}
