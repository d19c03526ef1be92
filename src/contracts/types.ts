/**
 * Contract name → field → kind token, filled by the declarations that `dq contract codegen` writes (module augmentation),
 * so that a job's field names and types are checked by the compiler. Empty until then.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by module augmentation
export interface Contracts {}
