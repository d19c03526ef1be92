/** When an ingest commits, unless it is told: few large files, and no row waits for long. */
export const COMMIT_ROWS = 500_000
export const COMMIT_SECONDS = 60
export const COMMIT_BYTES = 256 * 1024 * 1024
