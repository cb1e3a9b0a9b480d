import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { messageClass } from '#kernel/message.ts'

const instant = z.iso.datetime()

/** Everything that Kasi tells subscribers by itself. */
export const NOTICES = [
  'payment-received',
  'service-renewed',
  'expires-soon',
  'expired',
  'wallet-short',
  'payment-gone',
  'standing-order-missed',
  'standing-order-lapsed',
  'invoice-issued',
  'quotation-sent',
  'overdue',
  'restricted',
  'usage-share',
  'slower',
  'used-up',
  'plan-changed',
  'held',
  'back',
  'outage',
] as const
export const noticeName = z.enum(NOTICES)
export type NoticeName = z.infer<typeof noticeName>

export const notice = z.object({
  name: noticeName,
  template: z.string(),
  class: messageClass,
  isOn: z.boolean(),
  /** Of reminders, which are computed from how things stand; null: it follows what happens at once. */
  leadHours: z.int().nullable(),
  /** Whether the ISP chose it, or it is as Kasi comes. */
  isChosen: z.boolean(),
  version: z.int(),
  /** Of the last seven days. */
  sent: z.int(),
  failed: z.int(),
})
export type Notice = z.infer<typeof notice>

export const listNotices = endpoint({
  name: 'notices.list-notices',
  method: 'GET',
  path: '/api/notices',
  access: 'notices.read',
  summary: 'Shows what subscribers are told by itself, and whether it is on',
  input: z.object({}),
  reply: z.object({ notices: z.array(notice) }),
})

export const changeNotice = endpoint({
  name: 'notices.change-notice',
  method: 'PUT',
  path: '/api/notices/:notice',
  access: 'notices.change',
  summary: 'Switches a notice on or off, and sets how long before a reminder goes',
  input: z.object({
    notice: noticeName,
    /** As listed; 0 where nothing was chosen yet. */
    version: z.int().min(0),
    isOn: z.boolean(),
    leadHours: z.int().min(1).max(720).nullable().default(null),
  }),
  reply: notice,
})

/** Who would get a reminder now, or in the hours to come, in words of today. */
export const previewNotice = endpoint({
  name: 'notices.preview-notice',
  method: 'GET',
  path: '/api/notices/:notice/preview',
  access: 'notices.read',
  summary: 'Shows who would get a reminder now, and what it would say',
  personal: true,
  input: z.object({
    notice: noticeName,
    leadHours: z.coerce.number().int().min(1).max(720).optional(),
  }),
  reply: z.object({
    /** Up to twenty of them. */
    people: z.array(
      z.object({
        subscriberId: id,
        name: z.string(),
        number: z.string(),
        at: instant,
        text: z.string(),
        /** Why they would not get it after all. */
        needless: z.boolean(),
      }),
    ),
    count: z.int(),
  }),
})

const receiptSent = {
  input: z.object({
    /** Made by the sender, so that a repetition sends once. */
    id,
    paymentId: id,
    by: z.enum(['sms', 'email']),
  }),
  reply: z.object({}),
}

export const sendReceipt = endpoint({
  name: 'notices.send-receipt',
  method: 'POST',
  path: '/api/payments/:paymentId/send-receipt',
  access: 'payments.read',
  reach: 'site',
  summary:
    'Sends the receipt of a payment to its owner: a text message, or an e-mail with the PDF.',
  ...receiptSent,
})

export const sendMyReceipt = endpoint({
  name: 'notices.send-my-receipt',
  method: 'POST',
  path: '/api/portal/payments/:paymentId/send-receipt',
  access: 'subscriber',
  summary: 'Sends oneself the receipt of a payment: a text message, or an e-mail with the PDF',
  pace: 'heavy',
  ...receiptSent,
})

export const OUTAGE_STEPS = ['begun', 'planned', 'over'] as const
export const outage = z.object({
  id,
  siteId: id,
  what: z.enum(OUTAGE_STEPS),
  at: instant.nullable(),
  toldAt: instant,
  told: z.int(),
  isDone: z.boolean(),
})
export type Outage = z.infer<typeof outage>

export const listOutages = endpoint({
  name: 'notices.list-outages',
  method: 'GET',
  path: '/api/notices/outages',
  access: 'notices.read',
  summary: 'Shows the latest outages that people were told of',
  input: z.object({}),
  reply: z.object({ outages: z.array(outage) }),
})

export const tellOutage = endpoint({
  name: 'notices.tell-outage',
  method: 'POST',
  path: '/api/notices/outages',
  access: 'notices.tell',
  reach: 'site',
  summary: 'Tells everybody with a service at a site that it is down, will be, or is back',
  pace: 'heavy',
  input: z.object({
    id,
    siteId: id,
    what: z.enum(OUTAGE_STEPS),
    /** When it is expected to be over; of a planned one when it begins. */
    at: instant.nullable().default(null),
  }),
  reply: outage,
})

export const countAtSite = endpoint({
  name: 'notices.count-at-site',
  method: 'GET',
  path: '/api/notices/outages/reach',
  access: 'notices.tell',
  reach: 'site',
  summary: 'Says how many would be told of an outage at a site',
  input: z.object({ siteId: id }),
  reply: z.object({ services: z.int() }),
})
