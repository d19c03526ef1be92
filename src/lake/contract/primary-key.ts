import type { OdcsDocument } from '../../contracts/odcs/document.ts'

/** The columns that tell the rows of a contract's table apart: its `primaryKey` properties by `primaryKeyPosition`; none when it names none. */
export const primaryKeyOf = ({ schema: [object] }: Pick<OdcsDocument, 'schema'>): readonly string[] =>
  (object.properties ?? [])
    .filter(({ primaryKey }) => primaryKey === true)
    .sort((a, b) => (a.primaryKeyPosition ?? 0) - (b.primaryKeyPosition ?? 0))
    .map(({ name }) => name)
