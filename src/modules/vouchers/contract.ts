import { z } from 'zod'
import { date } from '#kernel/date.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { money, moneyOnWire } from '#kernel/money.ts'
import { text } from '#kernel/text.ts'

export const BATCH_VOUCHERS_MAX = 100_000
export const CODE_KINDS = ['letters', 'digits'] as const
export const VOUCHER_STATES = ['printed', 'sold', 'redeemed', 'void', 'expired'] as const
export const SALE_WAYS = ['cash', 'mpesa', 'bank', 'given'] as const
export const VOID_REASONS = ['stolen', 'lost', 'misprint', 'refunded'] as const
export const SHEET_FORMATS = ['a4-24', 'a4-40', 'receipt-58', 'receipt-80'] as const
export type SheetFormat = (typeof SHEET_FORMATS)[number]
export const BATCH_STATES = ['making', 'ready', 'done'] as const

const instant = z.iso.datetime()
const serials = { fromSerial: z.int().min(1), toSerial: z.int().min(1) }
const batchId = z.object({ batchId: id })

export const batchRow = z.object({
  id,
  /** `V-0012`. */
  code: z.string(),
  name: z.string(),
  plan: z.object({ planVersionId: id, name: z.string() }),
  face: moneyOnWire,
  /** `done`: nothing of it can be redeemed any more. */
  state: z.enum(BATCH_STATES),
  wanted: z.int(),
  made: z.int(),
  printed: z.int(),
  sold: z.int(),
  redeemed: z.int(),
  void: z.int(),
  expired: z.int(),
  /** What we owe those who hold codes. */
  owed: moneyOnWire,
  lastDay: date,
  madeAt: instant,
})
export type BatchRow = z.infer<typeof batchRow>

const saleRow = z.object({
  id,
  ...serials,
  vouchers: z.int(),
  buyer: z.string(),
  how: z.enum(SALE_WAYS),
  worth: moneyOnWire,
  paid: moneyOnWire,
  reference: z.string().nullable(),
  soldAt: instant,
})
export type SaleRow = z.infer<typeof saleRow>

const sheetRow = z.object({
  id,
  ...serials,
  format: z.enum(SHEET_FORMATS),
  state: z.enum(['making', 'ready', 'failed']),
  made: z.int(),
  wanted: z.int(),
  askedAt: instant,
  parts: z.array(z.object({ place: z.int(), vouchers: z.int(), sizeBytes: z.int() })),
})
export type SheetRow = z.infer<typeof sheetRow>

export const batch = batchRow.extend({
  siteIds: z.array(id),
  codes: z.enum(CODE_KINDS),
  devices: z.int().nullable(),
  printableUntil: instant,
  canPrint: z.boolean(),
  /** Where each shilling that codes of this batch were sold for is. */
  books: z.object({
    sold: moneyOnWire,
    paid: moneyOnWire,
    sellersShare: moneyOnWire,
    redeemed: moneyOnWire,
    refunded: moneyOnWire,
    kept: moneyOnWire,
    /** By the ledger; it is what is sold and not used. */
    owed: moneyOnWire,
    difference: moneyOnWire,
  }),
  sales: z.array(saleRow),
  sheets: z.array(sheetRow),
})
export type Batch = z.infer<typeof batch>

export const listBatches = listEndpoint({
  name: 'vouchers.list-batches',
  path: '/api/voucher-batches',
  access: 'vouchers.read',
  summary:
    'Batches of vouchers with what became of them and what is owed for them; searches the name.',
  sorts: ['madeAt', 'name', 'lastDay'],
  defaultSort: '-madeAt',
  filters: {
    planVersionId: anyOf(id),
    state: anyOf(z.enum(BATCH_STATES)),
    /** `owed`: batches with codes that somebody holds. */
    only: z.enum(['all', 'owed']).default('all'),
  },
  item: batchRow,
})

export const readBatch = endpoint({
  name: 'vouchers.read-batch',
  method: 'GET',
  path: '/api/voucher-batches/:batchId',
  access: 'vouchers.read',
  summary: 'One batch with its sales, its sheets and where its money is.',
  input: batchId,
  reply: batch,
  personal: true,
})

export const addBatch = endpoint({
  name: 'vouchers.add-batch',
  method: 'POST',
  path: '/api/voucher-batches',
  access: 'vouchers.make',
  summary: 'Makes a batch of codes for a plan; the codes are made in the background.',
  input: z.object({
    /** Made by the sender, so that a repetition makes it once. */
    id,
    name: text({ max: 80 }),
    planVersionId: id,
    siteIds: z.array(id).max(100),
    face: money,
    codes: z.enum(CODE_KINDS),
    devices: z.int().min(1).max(100).nullable(),
    lastDay: date,
    printableDays: z.int().min(1).max(90),
    vouchers: z.int().min(1).max(BATCH_VOUCHERS_MAX),
  }),
  reply: batch,
})

export const voucherRow = z.object({
  id,
  serial: z.int(),
  state: z.enum(VOUCHER_STATES),
  stateAt: instant,
  why: z.enum(VOID_REASONS).nullable(),
  saleId: id.nullable(),
  serviceId: id.nullable(),
  siteId: id.nullable(),
})
export type VoucherRow = z.infer<typeof voucherRow>

export const listVouchers = listEndpoint({
  name: 'vouchers.list-vouchers',
  path: '/api/vouchers',
  access: 'vouchers.read',
  summary: 'The vouchers of one batch, by serial; without their codes.',
  sorts: ['serial'],
  defaultSort: 'serial',
  filters: { batchId: id, state: anyOf(z.enum(VOUCHER_STATES)) },
  item: voucherRow,
})

export const sellVouchers = endpoint({
  name: 'vouchers.sell-vouchers',
  method: 'POST',
  path: '/api/voucher-batches/:batchId/sales',
  access: 'vouchers.sell',
  summary:
    'Hands vouchers to somebody, with what was paid for them: from then on their codes count.',
  input: batchId.extend({
    id,
    ...serials,
    buyer: text({ max: 120 }),
    how: z.enum(SALE_WAYS),
    paid: money,
    reference: text({ max: 60 }).nullable(),
  }),
  reply: batch,
  personal: true,
})

export const voidVouchers = endpoint({
  name: 'vouchers.void-vouchers',
  method: 'POST',
  path: '/api/voucher-batches/:batchId/void',
  access: 'vouchers.void',
  summary:
    'Makes vouchers worthless that nobody redeemed: stolen, lost, misprinted, or given back for their money.',
  input: batchId.extend({ ...serials, why: z.enum(VOID_REASONS) }),
  reply: batch,
  personal: true,
  stepUp: true,
})

export const askSheet = endpoint({
  name: 'vouchers.ask-sheet',
  method: 'POST',
  path: '/api/voucher-batches/:batchId/sheets',
  access: 'vouchers.print',
  summary: 'Puts codes on paper: A4 to be cut, or receipts; made in the background.',
  input: batchId.extend({ id, ...serials, format: z.enum(SHEET_FORMATS) }),
  reply: batch,
  personal: true,
  stepUp: true,
})

export const downloadSheet = endpoint({
  name: 'vouchers.download-sheet',
  method: 'GET',
  path: '/api/voucher-sheets/:sheetId/:place',
  access: 'vouchers.print',
  kind: 'file',
  summary: 'One PDF of codes.',
  input: z.object({ sheetId: id, place: z.coerce.number().int().min(1) }),
  reply: z.object({}),
  personal: true,
})

export const findVoucher = endpoint({
  name: 'vouchers.find-voucher',
  method: 'POST',
  path: '/api/voucher-codes/find',
  access: 'vouchers.read',
  pace: 'guess',
  summary: 'What became of the voucher with this code.',
  input: z.object({ code: z.string().min(4).max(40) }),
  reply: z.object({ voucherId: id }),
})

const voucherId = z.object({ voucherId: id })

/** One code, without the code: what became of it, who had it, and who has used it. */
export const voucher = voucherRow.extend({
  batch: z.object({
    ...{ id, code: z.string(), name: z.string(), lastDay: date },
    ...{ plan: z.string(), face: moneyOnWire },
  }),
  sale: z.object({ id, buyer: z.string(), how: z.enum(SALE_WAYS), soldAt: instant }).nullable(),
  service: z
    .object({
      ...{ id, number: z.string(), status: z.string(), paidUntil: instant.nullable() },
      subscriber: z.object({ id, number: z.string(), name: z.string() }),
    })
    .nullable(),
  /** Who paid with it at the portal, instead of a service at a walk-in door. */
  paidInBy: z.object({ id, number: z.string(), name: z.string() }).nullable(),
  /** Who tried it after it was reported stolen, the latest first. */
  stolenTries: z.array(z.object({ id, at: instant, siteId: id.nullable(), device: z.string() })),
  /** Why its being void cannot be undone; null: it can. */
  restoreRefused: z.enum(['not-void', 'refunded', 'last-day-over']).nullable(),
})
export type Voucher = z.infer<typeof voucher>

export const readVoucher = endpoint({
  name: 'vouchers.read-voucher',
  method: 'GET',
  path: '/api/vouchers/:voucherId',
  access: 'vouchers.read',
  summary: 'One voucher with its sale, what it gave, and who tried it after it was stolen.',
  input: voucherId,
  reply: voucher,
  personal: true,
})

export const restoreVoucher = endpoint({
  name: 'vouchers.restore-voucher',
  method: 'POST',
  path: '/api/vouchers/:voucherId/restore',
  access: 'vouchers.void',
  summary:
    'Undoes that a voucher was made void: it counts again, and what it is worth is owed again.',
  input: voucherId.extend({ reason: text({ min: 3, max: 200 }) }),
  reply: voucher,
  personal: true,
  stepUp: true,
})

export const stolenTryRow = z.object({
  id,
  at: instant,
  siteId: id.nullable(),
  voucherId: id,
  batchCode: z.string(),
  serial: z.int(),
  /** Short for the device, so that the same one is known again. */
  device: z.string(),
  /** How many stolen codes this device has tried in all. */
  codesOfDevice: z.int(),
})
export type StolenTryRow = z.infer<typeof stolenTryRow>

export const listStolenTries = listEndpoint({
  name: 'vouchers.list-stolen-tries',
  path: '/api/voucher-stolen-tries',
  access: 'vouchers.read',
  summary: 'Who tried codes that were reported stolen: where, when, and from which device.',
  sorts: ['at'],
  defaultSort: '-at',
  filters: { siteId: anyOf(id) },
  item: stolenTryRow,
})

export const readLiability = endpoint({
  name: 'vouchers.read-liability',
  method: 'GET',
  path: '/api/voucher-liability',
  access: 'vouchers.read',
  summary:
    'What is owed to holders of codes: by the ledger, by the codes themselves, and until when.',
  input: z.object({}),
  reply: z.object({
    /** Account 2120. */
    byLedger: moneyOnWire,
    byCodes: moneyOnWire,
    difference: moneyOnWire,
    vouchers: z.int(),
    /** By the month of their last day: what is not used until then is income. */
    months: z.array(z.object({ month: z.string(), vouchers: z.int(), owed: moneyOnWire })),
    /** Batches whose books and codes disagree; there are none unless something is broken. */
    differing: z.array(z.object({ id, code: z.string(), difference: moneyOnWire })),
  }),
})
export type Liability = z.infer<typeof readLiability.reply>

export const payWithMyVoucher = endpoint({
  name: 'vouchers.pay-with-my-voucher',
  method: 'POST',
  path: '/api/portal/vouchers',
  access: 'subscriber',
  pace: 'guess',
  summary: 'Puts what a voucher is worth into the wallet of whoever types its code',
  input: z.object({ code: z.string().min(4).max(40) }),
  reply: z.object({ amount: moneyOnWire }),
})

export const wrongTryRow = z.object({
  id,
  kind: z.enum(['device', 'address']),
  siteId: id.nullable(),
  tries: z.int(),
  stolen: z.int(),
  lastAt: instant,
})
export type WrongTryRow = z.infer<typeof wrongTryRow>

export const listWrongTries = listEndpoint({
  name: 'vouchers.list-wrong-tries',
  path: '/api/voucher-wrong-tries',
  access: 'vouchers.read',
  summary: 'Who tried codes that are none, by the quarter of an hour, the latest first.',
  sorts: ['lastAt'],
  defaultSort: '-lastAt',
  filters: { kind: anyOf(z.enum(['device', 'address'])) },
  item: wrongTryRow,
})
