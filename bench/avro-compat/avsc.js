// The same with avsc, which tells no more than that there is something wrong.
import { readFileSync } from 'node:fs'
import avro from 'avsc'

const lines = readFileSync(process.argv[2], 'utf8').trimEnd().split('\n')
let compatible = 0
for (let i = 0; i < lines.length; i += 2) {
  const reader = avro.Type.forSchema(JSON.parse(lines[i]))
  const writer = avro.Type.forSchema(JSON.parse(lines[i + 1]))
  try {
    reader.createResolver(writer)
    compatible++
  } catch {}
}
console.log(compatible)
