import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { money, moneyOnWire } from '#kernel/money.ts'
import { phone } from '#kernel/phone.ts'
import { text } from '#kernel/text.ts'
import { instant, owner, version } from './shapes.ts'

// ───────────────────────────────────────────── shortcodes

export const SHORTCODE_KINDS = ['paybill', 'till'] as const
const digits = z.string().regex(/^\d{5,9}$/, 'Five to nine digits, as payers type it.')
/** Daraja itself, its sandbox, or the simulated one of the demo, which is on this machine. */
const api = z
  .url({ protocol: /^https?$/ })
  .max(200)
  .refine(
    (at) => at.startsWith('https://') || /^http:\/\/127\.0\.0\.1:\d+$/.test(at),
    'Daraja answers at https:// only.',
  )

export const DARAJA = {
  production: 'https://api.safaricom.co.ke',
  sandbox: 'https://sandbox.safaricom.co.ke',
} as const

export const shortcode = z.object({
  id,
  name: z.string(),
  kind: z.enum(SHORTCODE_KINDS),
  number: z.string(),
  store: z.string(),
  /** Null: for payers of every site. */
  siteId: id.nullable(),
  api: z.string(),
  isOn: z.boolean(),
  validates: z.boolean(),
  /** Whether money can be sent out by it. */
  hasInitiator: z.boolean(),
  urlsRegisteredAt: instant.nullable(),
  pullRegisteredAt: instant.nullable(),
  pulledUntil: instant.nullable(),
  /** When it last told us of anything. */
  toldAt: instant.nullable(),
  /** What Safaricom said, the last time that something was not as it should be. */
  trouble: z.string().nullable(),
  version,
})
export type Shortcode = z.infer<typeof shortcode>

const secret = text({ max: 500 })
const initiator = z.object({
  name: text({ max: 100 }),
  password: secret,
  certificate: z.string().max(10_000),
})
const keys = z.object({ consumerKey: secret, consumerSecret: secret, passkey: secret })

export const listShortcodes = endpoint({
  name: 'payments.list-shortcodes',
  method: 'GET',
  path: '/api/mpesa/shortcodes',
  access: 'payments.read',
  summary: 'Our paybills and tills, with how each stands with Safaricom.',
  input: z.object({}),
  reply: z.object({ shortcodes: z.array(shortcode) }),
})

export const addShortcode = endpoint({
  name: 'payments.add-shortcode',
  method: 'POST',
  path: '/api/mpesa/shortcodes',
  access: 'payments.shortcodes',
  summary: 'Adds a paybill or a till with the keys of its app at Safaricom.',
  input: z.object({
    id,
    name: text({ max: 60 }),
    kind: z.enum(SHORTCODE_KINDS),
    number: digits,
    /** Of a till: the store (head office) number, which owns the passkey. */
    store: digits.nullable(),
    siteId: id.nullable(),
    api: api.default(DARAJA.production),
    validates: z.boolean().default(false),
    ...keys.shape,
    initiator: initiator.nullable().default(null),
  }),
  reply: shortcode,
  stepUp: true,
})

export const changeShortcode = endpoint({
  name: 'payments.change-shortcode',
  method: 'POST',
  path: '/api/mpesa/shortcodes/:shortcodeId',
  access: 'payments.shortcodes',
  summary: 'Changes a shortcode; keys that are left out stay.',
  input: z.object({
    shortcodeId: id,
    version,
    name: text({ max: 60 }),
    siteId: id.nullable(),
    api,
    isOn: z.boolean(),
    validates: z.boolean(),
    keys: keys.nullable().default(null),
    initiator: initiator.nullable().default(null),
  }),
  reply: shortcode,
  stepUp: true,
})

export const registerShortcode = endpoint({
  name: 'payments.register-shortcode',
  method: 'POST',
  path: '/api/mpesa/shortcodes/:shortcodeId/register',
  access: 'payments.shortcodes',
  summary:
    'Tells Safaricom where to confirm payments of this shortcode, and asks to be let into Pull.',
  input: z.object({
    shortcodeId: id,
    /** The phone that the shortcode was opened with, which Pull asks for. */
    phone: phone.nullable(),
  }),
  reply: shortcode,
})

// ───────────────────────────────────────────── prompts

export const PROMPT_STATES = [
  'asking',
  'open',
  'by-hand',
  'confirming',
  'paid',
  'failed',
  'cancelled',
  'timed-out',
] as const
export type PromptState = (typeof PROMPT_STATES)[number]

/** Why a prompt ended, as words. */
export const PUSH_WHYS = [
  'paid',
  'too-little-money',
  'amount-limit',
  'day-limit',
  'wallet-full',
  'same-again',
  'phone-busy',
  'provider-busy',
  'expired',
  'not-delivered',
  'cancelled',
  'phone-unreachable',
  'wrong-pin',
  'pin-locked',
  'set-up',
  'unknown-code',
] as const
export type PushWhy = (typeof PUSH_WHYS)[number]

export const prompt = z.object({
  id,
  /** Null: whoever buys is not a subscriber yet. */
  owner: owner.nullable(),
  /** What is bought where it is no payment into a wallet, as a word of the room that sells it. */
  purpose: z.string().nullable(),
  phone: z.string(),
  amount: moneyOnWire,
  state: z.enum(PROMPT_STATES),
  /** Why it ended, as a word (`PUSH_WHYS`). */
  why: z.string().nullable(),
  /** Not before then will another one reach the phone. */
  againAt: instant.nullable(),
  paymentId: id.nullable(),
  askedAt: instant,
  settledAt: instant.nullable(),
  /** What the payer types by hand instead. */
  byHand: z.object({ kind: z.enum(SHORTCODE_KINDS), number: z.string(), account: z.string() }),
})
export type Prompt = z.infer<typeof prompt>

export const askToPay = endpoint({
  name: 'payments.ask-to-pay',
  method: 'POST',
  path: '/api/mpesa/prompts',
  access: 'payments.ask',
  reach: 'site',
  summary: 'Puts an M-Pesa prompt on a phone. Whole shillings: an amount with cents is rounded up.',
  input: z.object({
    /** Made by the sender, so that a repetition asks once. */
    id,
    subscriberId: id,
    phone,
    amount: money,
  }),
  reply: prompt,
  personal: true,
})

export const readPrompt = endpoint({
  name: 'payments.read-prompt',
  method: 'GET',
  path: '/api/mpesa/prompts/:promptId',
  access: 'payments.read',
  reach: 'site',
  summary: 'What became of a prompt so far.',
  input: z.object({ promptId: id }),
  reply: prompt,
  personal: true,
})

export const listPrompts = listEndpoint({
  name: 'payments.list-prompts',
  path: '/api/mpesa/prompts',
  access: 'payments.read',
  reach: 'site',
  summary:
    'Prompts that were put on phones, the latest first unless said; searches the whole phone number.',
  personal: true,
  sorts: ['askedAt'],
  defaultSort: '-askedAt',
  filters: { state: anyOf(z.enum(PROMPT_STATES)), subscriber: id.optional() },
  item: prompt,
})

// ───────────────────────────────────────────── what Safaricom told

export const TELLING_KINDS = ['prompt', 'confirmation', 'result', 'timeout', 'mandate'] as const
export type TellingKind = (typeof TELLING_KINDS)[number]
export const TELLING_STATES = ['waiting', 'done', 'odd'] as const

export const telling = z.object({
  id,
  shortcode: z.object({ id, name: z.string(), number: z.string() }),
  kind: z.enum(TELLING_KINDS),
  state: z.enum(TELLING_STATES),
  /** Why it is odd or waits, as a word. */
  why: z.string().nullable(),
  from: z.string(),
  cameAt: instant,
  paymentId: id.nullable(),
})
export type Telling = z.infer<typeof telling>

export const listTellings = listEndpoint({
  name: 'payments.list-tellings',
  path: '/api/mpesa/tellings',
  access: 'payments.assign',
  summary: 'What Safaricom told us by itself, the latest first unless said.',
  sorts: ['cameAt'],
  defaultSort: '-cameAt',
  filters: { state: anyOf(z.enum(TELLING_STATES)) },
  item: telling,
})

const tellingId = z.object({ tellingId: id })

export const readTelling = endpoint({
  name: 'payments.read-telling',
  method: 'GET',
  path: '/api/mpesa/tellings/:tellingId',
  access: 'payments.assign',
  summary: 'What was told, word for word.',
  input: tellingId,
  reply: telling.extend({ body: z.string() }),
  personal: true,
})

export const readTellingAgain = endpoint({
  name: 'payments.read-telling-again',
  method: 'POST',
  path: '/api/mpesa/tellings/:tellingId/again',
  access: 'payments.assign',
  summary: 'Reads a telling again that made no sense.',
  input: tellingId,
  reply: telling,
})
