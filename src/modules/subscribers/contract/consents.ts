import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { text } from '#kernel/text.ts'
import { author, instant } from './shapes.ts'

export const CONSENT_PURPOSES = [
  'privacy-notice',
  'marketing-sms',
  'marketing-email',
  'marketing-whatsapp',
  'credit-check',
  'automatic-plan-change',
  'guardian',
] as const
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number]
export const CONSENT_CHANNELS = ['paper', 'office', 'phone', 'portal', 'sms', 'import'] as const

export const consentGiven = z.object({
  purpose: z.enum(CONSENT_PURPOSES),
  /** Which wording was agreed to: `2026-11`. */
  textVersion: text({ max: 40 }),
  channel: z.enum(CONSENT_CHANNELS),
})

const subscriberId = z.object({ subscriberId: id })

export const consent = z.object({
  purpose: z.enum(CONSENT_PURPOSES),
  what: z.enum(['given', 'withdrawn']),
  textVersion: z.string(),
  channel: z.enum(CONSENT_CHANNELS),
  at: instant,
  by: author,
})
export type Consent = z.infer<typeof consent>

export const readConsents = endpoint({
  name: 'subscribers.read-consents',
  method: 'GET',
  path: '/api/subscribers/:subscriberId/consents',
  access: 'subscribers.read',
  reach: 'site',
  summary: 'What the subscriber agreed to and took back, newest first; and what holds now.',
  input: subscriberId,
  reply: z.object({ holding: z.array(z.enum(CONSENT_PURPOSES)), ledger: z.array(consent) }),
})

export const recordConsent = endpoint({
  name: 'subscribers.record-consent',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/consents',
  access: 'subscribers.change',
  reach: 'site',
  summary: 'Writes down that something was agreed to or taken back.',
  input: consentGiven.extend({ subscriberId: id, what: z.enum(['given', 'withdrawn']) }),
  reply: z.object({ holding: z.array(z.enum(CONSENT_PURPOSES)), ledger: z.array(consent) }),
})
