// Appends a file of JSON Lines to a table of the contract bronze.inventory_events: node ours.ts <file> <state folder>. Prints the rows.
import { rmSync } from 'node:fs'
import { loadSettings } from '../../src/cli/config.ts'
import { appendRows, applyTable } from '../../src/cli/lake/write-table.ts'

const [, , file = '', state = ''] = process.argv
process.env.DQ_STATE_DIR = state
const settings = loadSettings({})
await applyTable(settings, 'bronze.inventory_events', 'main')
const { rows } = await appendRows(settings, 'bronze.inventory_events', [file], 'main')
console.log(String(rows))
rmSync(state, { recursive: true, force: true })
