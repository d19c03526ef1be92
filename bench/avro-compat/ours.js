// As a user would write it: node bench/avro-compat/ours.js FILE prints how many pairs are compatible.
import { readFileSync } from 'node:fs'
import { compareAvro } from '@dq-toolkit/dq/contracts'

const lines = readFileSync(process.argv[2], 'utf8').trimEnd().split('\n')
let compatible = 0
for (let i = 0; i < lines.length; i += 2)
  if (compareAvro(JSON.parse(lines[i]), JSON.parse(lines[i + 1])).compatible) compatible++
console.log(compatible)
