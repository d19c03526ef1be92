import type { LABELS } from './evolutions.ts'

export type Change = (typeof LABELS)[number]

/** What follows `ALTER TABLE …` in Spark. */
// biome-ignore format: one row a change
export const SPARK: Readonly<Record<Change, readonly string[]>> = {
  renamed: ['RENAME COLUMN was TO `is`'],
  'int becomes long': ['ALTER COLUMN whole TYPE BIGINT'],
  'float becomes double': ['ALTER COLUMN ratio TYPE DOUBLE'],
  'decimal of more digits': ['ALTER COLUMN price TYPE DECIMAL(18, 2)'],
  'required becomes optional': ['ALTER COLUMN must DROP NOT NULL'],
  'new column': ['ADD COLUMN fresh STRING'],
  'dropped column': ['DROP COLUMN gone'],
  'dropped, and back under the same name': ['DROP COLUMN again', 'ADD COLUMN again STRING'],
  'inside a struct: renamed, wider, new, dropped': ['RENAME COLUMN rec.b TO b2', 'ALTER COLUMN rec.a TYPE BIGINT', 'DROP COLUMN rec.c', 'ADD COLUMN rec.d STRING'],
  'list<int> becomes list<long>': ['ALTER COLUMN items.element TYPE BIGINT'],
  'map<string, float> becomes map<string, double>': ['ALTER COLUMN rates.value TYPE DOUBLE'],
  'moved to the front': ['ALTER COLUMN last FIRST'],
}

/** The same in Trino. */
// biome-ignore format: one row a change
export const TRINO: Readonly<Record<Change, readonly string[]>> = {
  renamed: ['RENAME COLUMN was TO "is"'],
  'int becomes long': ['ALTER COLUMN whole SET DATA TYPE BIGINT'],
  'float becomes double': ['ALTER COLUMN ratio SET DATA TYPE DOUBLE'],
  'decimal of more digits': ['ALTER COLUMN price SET DATA TYPE DECIMAL(18, 2)'],
  'required becomes optional': ['ALTER COLUMN must DROP NOT NULL'],
  'new column': ['ADD COLUMN fresh VARCHAR'],
  'dropped column': ['DROP COLUMN gone'],
  'dropped, and back under the same name': ['DROP COLUMN again', 'ADD COLUMN again VARCHAR'],
  'inside a struct: renamed, wider, new, dropped': ['RENAME COLUMN rec.b TO b2', 'ALTER COLUMN rec.a SET DATA TYPE BIGINT', 'DROP COLUMN rec.c', 'ADD COLUMN rec.d VARCHAR'],
  'list<int> becomes list<long>': ['ALTER COLUMN items SET DATA TYPE ARRAY(BIGINT)'],
  'map<string, float> becomes map<string, double>': ['ALTER COLUMN rates SET DATA TYPE MAP(VARCHAR, DOUBLE)'],
  'moved to the front': ['ALTER COLUMN last FIRST'],
}

/** Calls of pyiceberg's `update_schema`: method, then its arguments; a type is a text that starts with a colon. */
// biome-ignore format: one row a change
export const PYICEBERG: Readonly<Record<Change, readonly (readonly [string, ...unknown[]])[]>> = {
  renamed: [['rename_column', 'was', 'is']],
  'int becomes long': [['update_column', 'whole', ':long']],
  'float becomes double': [['update_column', 'ratio', ':double']],
  'decimal of more digits': [['update_column', 'price', ':decimal(18, 2)']],
  'required becomes optional': [['make_column_optional', 'must']],
  'new column': [['add_column', 'fresh', ':string']],
  'dropped column': [['delete_column', 'gone']],
  'dropped, and back under the same name': [['delete_column', 'again'], ['add_column', 'again', ':string']],
  'inside a struct: renamed, wider, new, dropped': [['rename_column', 'rec.b', 'b2'], ['update_column', 'rec.a', ':long'], ['delete_column', 'rec.c'], ['add_column', ['rec', 'd'], ':string']],
  'list<int> becomes list<long>': [['update_column', 'items.element', ':long']],
  'map<string, float> becomes map<string, double>': [['update_column', 'rates.value', ':double']],
  'moved to the front': [['move_first', 'last']],
}
