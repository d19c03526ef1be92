/** The field that holds the row's revision. */
export const REVISION = '_revision'
/** The field of a key that was erased: until when it is kept out, milliseconds since the epoch, or nothing for good. */
export const ERASED = '_erased'

/** Greater than that is none: what is kept out is by its revision, which every writer looks at anyway. */
const GREATEST = 2n ** 63n - 1n

/**
 * ARGV: for each key its revision, milliseconds to live (0: for ever), how many arguments its fields take, and those.
 * Revisions have 64 bits and Lua's numbers 53, so they are compared as text.
 */
const script = (replaces: string): string => `
local function isGreater(a, b)
  local below, belowOther = a:byte(1) == 45, b:byte(1) == 45
  if below ~= belowOther then return belowOther end
  if below then a, b = b, a end
  if #a ~= #b then return #a > #b end
  return a > b
end
local at, written = 1, 0
for _, key in ipairs(KEYS) do
  local revision, ttl, size = ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2])
  local stored = redis.call('HGET', key, '${REVISION}')
  if not stored or ${replaces} then
    redis.call('DEL', key)
    redis.call('HSET', key, '${REVISION}', revision, unpack(ARGV, at + 3, at + 2 + size))
    if ttl ~= '0' then redis.call('PEXPIRE', key, ttl) end
    written = written + 1
  end
  at = at + 3 + size
end
return written
`

export const UPSERT = script('isGreater(revision, stored)')
/** Replaces a row of the same revision too, but none that was erased. */
export const CORRECT = script(`not isGreater(stored, revision) and redis.call('HEXISTS', key, '${ERASED}') == 0`)

/** ARGV: until when, or nothing. A row of no field with the greatest revision takes the place of the row, and ends then by itself. */
export const ERASE = `
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], '${REVISION}', '${GREATEST}', '${ERASED}', ARGV[1])
if ARGV[1] ~= '' then redis.call('PEXPIREAT', KEYS[1], ARGV[1]) end
return 1
`
