import { stripVTControlCharacters } from 'node:util'

/** Unicode 16 East Asian Width W and F, in blocks: what a terminal draws two cells wide. */
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2ff}\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u

/** Marks and joiners that take no cell of their own. */
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]/u

let graphemes: Intl.Segmenter | undefined

/** Cells a text takes in a terminal: colour codes take none, East Asian letters and emoji two. */
export function textWidth(text: string): number {
  const plain = stripVTControlCharacters(text)
  if (/^[\x20-\x7e]*$/.test(plain)) return plain.length
  let width = 0
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  for (const { segment } of graphemes.segment(plain)) {
    if (ZERO.test(segment)) continue
    width += WIDE.test(segment) || segment.includes('\ufe0f') ? 2 : 1
  }
  return width
}
