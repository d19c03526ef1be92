/** A form that texts may have; none of them says anything of one value. */
export interface Shape {
  readonly name: string
  readonly regex: string
}

/** From the strictest: the first that all values have is taken. */
// biome-ignore format: one row a shape
export const SHAPES: readonly Shape[] = [
  { name: 'UUID',                     regex: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$' },
  { name: '32 hexadecimal digits',    regex: '^[0-9a-f]{32}$' },
  { name: '40 hexadecimal digits',    regex: '^[0-9a-f]{40}$' },
  { name: '64 hexadecimal digits',    regex: '^[0-9a-f]{64}$' },
  { name: 'hexadecimal with numbers', regex: '^[0-9a-f]{32}([:-][0-9]+)+$' },
  { name: 'date',                     regex: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' },
  { name: 'two capitals',             regex: '^[A-Z]{2}$' },
  { name: 'three capitals',           regex: '^[A-Z]{3}$' },
  { name: 'digits',                   regex: '^[0-9]+$' },
  { name: 'capitals and digits',      regex: '^[A-Z0-9]+([._:-][A-Z0-9]+)*$' },
  { name: 'small letters and digits', regex: '^[a-z0-9]+([._:-][a-z0-9]+)*$' },
  { name: 'letters and digits',       regex: '^[A-Za-z0-9]+([._:-][A-Za-z0-9]+)*$' },
]
