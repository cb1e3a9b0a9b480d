import { z } from 'zod'
import { date } from '#kernel/date.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { moneyOnWire } from '#kernel/money.ts'

const instant = z.iso.datetime()
const author = z.object({ kind: z.enum(['staff', 'subscriber', 'system']), id: z.string() })

/** A dry run prices everything and writes no invoice. */
export const RUN_MODES = ['dry', 'live'] as const
export type RunMode = (typeof RUN_MODES)[number]
/** `stopped` by hand; it goes on where it was. */
export const RUN_STATES = ['running', 'stopped', 'done'] as const

const totals = {
  net: moneyOnWire,
  excise: moneyOnWire,
  vat: moneyOnWire,
  gross: moneyOnWire,
}

export const billRun = z.object({
  id,
  number: z.string(),
  mode: z.enum(RUN_MODES),
  state: z.enum(RUN_STATES),
  /** Cycles that are over by then. */
  cutoffAt: instant,
  beganAt: instant,
  endedAt: instant.nullable(),
  /** Cycles that were due when it began. */
  due: z.int(),
  invoiced: z.int(),
  /** Cycles of which nothing was to be charged. */
  nothing: z.int(),
  parked: z.int(),
  behind: z.int(),
  ...totals,
  by: author,
})
export type BillRun = z.infer<typeof billRun>

export const listRuns = listEndpoint({
  name: 'billing.list-runs',
  path: '/api/bill-runs',
  access: 'billing.read',
  summary: 'Bill runs and dry runs, the latest first.',
  sorts: ['beganAt'],
  defaultSort: '-beganAt',
  filters: { mode: anyOf(z.enum(RUN_MODES)) },
  item: billRun,
})

/** One kind of charge of a run, beside the same of the run before it. */
export const runCompared = z.object({
  kind: z.string(),
  /** Null: not of a plan. */
  planVersionId: id.nullable(),
  plan: z.string().nullable(),
  lines: z.int(),
  net: moneyOnWire,
  before: z.object({ lines: z.int(), net: moneyOnWire }),
})
export type RunCompared = z.infer<typeof runCompared>

export const parkedPayer = z.object({
  payer: z.object({ id, number: z.string(), name: z.string() }),
  kind: z.enum(['postpaid', 'payg']),
  from: instant,
  code: z.string(),
  reason: z.string(),
  at: instant,
})

export const billRunDetail = billRun.extend({
  /** The last live run that was finished before this one. */
  before: billRun.nullable(),
  compared: z.array(runCompared),
  /** Differs from the run before by more than a fifth: look before it goes live. */
  differs: z.boolean(),
  parkedPayers: z.array(parkedPayer),
})
export type BillRunDetail = z.infer<typeof billRunDetail>

export const readRun = endpoint({
  name: 'billing.read-run',
  method: 'GET',
  path: '/api/bill-runs/:runId',
  access: 'billing.read',
  summary:
    'One bill run: how far it is, what it came to beside the one before, and whom it parked.',
  input: z.object({ runId: id }),
  reply: billRunDetail,
  personal: true,
})

export const runOutlook = z.object({
  /** Cycles that are over now, and those that are over by the end of the next seven days. */
  dueNow: z.int(),
  dueSoon: z.int(),
  /** The end of the next cycle that is not over yet. */
  nextAt: instant.nullable(),
  running: billRun.nullable(),
})
export type RunOutlook = z.infer<typeof runOutlook>

export const readRunOutlook = endpoint({
  name: 'billing.read-run-outlook',
  method: 'GET',
  path: '/api/bill-run-outlook',
  access: 'billing.read',
  summary: 'How many billing cycles wait to be invoiced.',
  input: z.object({}),
  reply: runOutlook,
})

export const beginRun = endpoint({
  name: 'billing.begin-run',
  method: 'POST',
  path: '/api/bill-runs',
  access: 'billing.run',
  summary: 'Begins a bill run, or a dry one that prices everything and invoices nothing.',
  input: z.object({
    /** Made by the sender, so that a repetition is the same run. */
    id,
    mode: z.enum(RUN_MODES),
    /** Cycles that end by the beginning of this day; today unless said. A dry run may look ahead. */
    cutoffOn: date.optional(),
  }),
  reply: billRunDetail,
  personal: true,
})

const oneRun = { input: z.object({ runId: id }), reply: billRunDetail, personal: true } as const

export const stopRun = endpoint({
  name: 'billing.stop-run',
  method: 'POST',
  path: '/api/bill-runs/:runId/stop',
  access: 'billing.run',
  summary: 'Stops a bill run after the invoices that it is writing. It can go on later.',
  ...oneRun,
})

export const resumeRun = endpoint({
  name: 'billing.resume-run',
  method: 'POST',
  path: '/api/bill-runs/:runId/resume',
  access: 'billing.run',
  summary: 'Lets a stopped bill run go on where it was.',
  ...oneRun,
})

export const retryParked = endpoint({
  name: 'billing.retry-parked',
  method: 'POST',
  path: '/api/bill-runs/:runId/retry',
  access: 'billing.run',
  summary: 'Takes up again those whom a run parked, all or some.',
  input: z.object({ runId: id, payerIds: z.array(id).max(1000).optional() }),
  reply: billRunDetail,
  personal: true,
})
