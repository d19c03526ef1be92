import { reporters } from '../../../src/cli/report/index.ts'
import type { Report, ReportContext } from '../../../src/cli/report/report.ts'

/** A report with one of everything, and with text that every format has to escape. */
export const sample: Report = {
  findings: [
    {
      rule: 'unknown-key',
      severity: 'error',
      at: { file: 'contracts/a b/ordér.odcs.yaml', line: 12, column: 5, path: '/schema/0' },
      message: 'field "total" is gone <script>alert(1)</script> & \'more\' | `x` 100%, a:b',
      fix: 'write "owner"\nand then\r\nmore',
      fingerprint: '3f2a91c07be04d15',
      related: [{ at: { file: 'a1b2c3d:contracts/a.odcs.yaml', line: 3 }, what: 'before' }],
      impact: [{ kind: 'job', name: 'fraud-enricher', path: 'alert.total', use: 'value' }],
    },
    { rule: 'unused-waiver', severity: 'warning', at: { file: 'waivers.yaml', line: 4 }, message: 'nothing needs it' },
    {
      rule: 'made-up',
      severity: 'info',
      at: { file: 'dq.yaml' },
      message: 'no rule text \u0000\u001b[31m @team #12 \ud800',
    },
  ],
  looked: { contract: 22 },
  against: ['main (a1b2c3d)'],
  waived: [
    {
      finding: {
        rule: 'unknown-key',
        severity: 'error',
        at: { file: 'contracts/w.odcs.yaml', line: 1 },
        message: 'agreed',
      },
      waiver: {
        rule: 'unknown-key',
        owner: 'checkout',
        reason: 'consumers <moved>',
        expires: '2027-03-31',
        place: { file: 'waivers.yaml', line: 9, column: 5 },
      },
    },
  ],
  failOn: 'error',
}

export const clean: Report = {
  findings: [],
  looked: { contract: 22 },
  against: ['main (a1b2c3d)'],
  waived: [],
  failOn: 'error',
}

export const context: ReportContext = {
  version: '1.2.3',
  rule: (id) =>
    id === 'made-up'
      ? undefined
      : { id, severity: 'error', what: `What ${id} is.`, why: 'Why | it matters.', example: '`x: 1`', fix: 'mend it' },
  fromRoot: (file) => `data/${file}`,
}

export const reported = (format: keyof typeof reporters, report: Report = sample): string =>
  reporters[format](report, context)
