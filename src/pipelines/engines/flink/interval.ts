const UNITS = [
  ['DAY', 86_400_000],
  ['HOUR', 3_600_000],
  ['MINUTE', 60_000],
  ['SECOND', 1000],
] as const

/** Milliseconds as an interval literal. Flink takes at most two digits of a unit unless its precision is named. */
export function interval(millis: number): string {
  for (const [unit, size] of UNITS) {
    const count = millis / size
    if (Number.isInteger(count) && count >= 1 && count <= 99) return `INTERVAL '${count}' ${unit}`
  }
  const days = Math.floor(millis / 86_400_000)
  const time = new Date(millis % 86_400_000).toISOString().slice(11, 23)
  return `INTERVAL '${days} ${time}' DAY(3) TO SECOND(3)`
}
