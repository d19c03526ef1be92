import type { Consumer } from './declared.ts'

/** A row for each contract that a service uses. */
export const consumerRows = (consumers: readonly Consumer[]) =>
  consumers.flatMap(({ from, consumes: { service, owner, contact, consumes } }) =>
    consumes.map(({ contract, fields }) => ({ service, owner, contact, contract, fields, from })),
  )
