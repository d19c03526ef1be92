/** Every test that may be skipped, and where it is. One that is skipped and is not here fails the run. */
export const MAY_SKIP = [
  [/in a real browser nothing of it runs$/, 'where there is no Chromium or Chrome'],
  [
    /is what its script makes from the source data, byte for byte$/,
    'where the source data does not lie beside the repository (fixtures/README.md)',
  ],
  [/gx-environment\.test\.ts: /, 'on Windows: its programs are shell scripts'],
  [/a device that is full, for real$/, 'where there is no /dev/full: all but Linux'],
  [
    /a run that fails closes its files, and gives none of them its name$/,
    'where there is no /proc/self/fd: all but Linux',
  ],
  [
    /when its time is over rows of the key are kept again$/,
    'in Cassandra: a deletion there counts for gc_grace_seconds',
  ],
  [/a wrong key, a wrong secret and a wrong clock are three messages$/, 'on an object store that takes any signature'],
  [
    /an ingest from a file that is killed at random moments loses no record, and has none twice$/,
    'but in npm run test:full -- bronze; a few kills are in every run of test/ingest',
  ],
]
