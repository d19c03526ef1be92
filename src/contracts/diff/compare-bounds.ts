/** Orders two bounds: decimal texts by value, exactly; dates and other texts by code unit. */
export function compareBounds(a: string, b: string): number {
  const [x, y] = [scaled(a), scaled(b)]
  if (x === undefined || y === undefined) return a < b ? -1 : a > b ? 1 : 0
  const scale = Math.max(x.scale, y.scale)
  const left = x.unscaled * 10n ** BigInt(scale - x.scale)
  const right = y.unscaled * 10n ** BigInt(scale - y.scale)
  return left < right ? -1 : left > right ? 1 : 0
}

function scaled(text: string): { unscaled: bigint; scale: number } | undefined {
  const [, sign, whole = '', fraction = ''] = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text) ?? []
  if (sign === undefined) return undefined
  const unscaled = BigInt(whole + fraction)
  return { unscaled: sign === '-' ? -unscaled : unscaled, scale: fraction.length }
}
