/** Is dist/ built from the sources as they are now? */
export function isBuildFresh(root?: string): boolean
