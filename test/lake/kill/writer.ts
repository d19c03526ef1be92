// One writer of the kill test: appends rows to tables until it has done its share, and notes each commit that was acknowledged.
// node writer.ts <folder> <nessie url or -> <object store as JSON or -> <prefix of tables> <tables> <commits> <writer>
import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { nessieCatalog } from '../../../src/adapters/branch-catalog/nessie.ts'
import { openLake } from '../table/lake.ts'
import { s3Place } from '../table/s3-place.ts'

const [folder = '', url = '-', place = '-', prefix = '', tables = '1', commits = '1', writer = '0'] =
  process.argv.slice(2)
const notes = `${folder}/acknowledged-${writer}`
const done = existsSync(notes) ? readFileSync(notes, 'utf8').split('\n').filter(Boolean).length : 0
const catalog = url === '-' ? undefined : nessieCatalog({ url })
const { change } = await openLake(folder, catalog, place === '-' ? undefined : s3Place(JSON.parse(place), folder))
for (let i = done; i < Number(commits); i++) {
  const attempt = randomUUID()
  const key = ['bronze', `${prefix}${tables}_${(Number(writer) + i) % Number(tables)}`]
  // Three rows with one name: a commit that is half there would show two.
  await change(key, `SELECT i AS id, '${attempt}' AS attempt FROM range(3) t(i)`)
  appendFileSync(notes, `${key[1]} ${attempt}\n`)
}
