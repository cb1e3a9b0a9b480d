import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf } from '#kernel/list.ts'
import { rate } from '#kernel/rate.ts'
import { SERVING_KINDS } from '#modules/services/contract.ts'
import { SPEED_STEPS } from './allowance.ts'

const units = z.string().regex(/^\d{1,19}$/, 'Bytes as digits.')

export const speedShown = z.object({
  serving: z.enum(SERVING_KINDS),
  /** Null: no limit of ours. */
  rate: rate.nullable(),
  guaranteed: rate.nullable(),
  /** Why it is what it is, the plan first. */
  steps: z.array(z.object({ because: z.enum(SPEED_STEPS), rate, stage: z.int().optional() })),
  /** When time alone changes it next. */
  until: z.string().nullable(),
})
export type SpeedShown = z.output<typeof speedShown>

export const readSpeed = endpoint({
  name: 'shaping.read-speed',
  method: 'GET',
  path: '/api/services/:serviceId/speed',
  access: 'shaping.read',
  reach: 'site',
  summary: 'The speed that a service deserves now, and each reason that made it so.',
  input: z.object({ serviceId: id }),
  reply: speedShown,
})

export const WHAT_IF_STAGES = 8
export const whatIf = z.object({
  /** The month looked at, `2026-10`. */
  month: z.string(),
  /** Services that moved anything in it. */
  services: z.int(),
  moved: units,
  stages: z.array(
    z.object({
      after: units,
      /** How many would have reached it. */
      services: z.int(),
      /** What they moved once they were there: what it would have slowed. */
      slowed: units,
      /** On which day of the month half of them were there; null: nobody. */
      medianDay: z.int().nullable(),
    }),
  ),
  /** How many were in each stage, day by day. */
  days: z.array(z.object({ day: z.string(), reached: z.array(z.int()) })),
  /** How many services used from so much up to below so much. */
  histogram: z.array(z.object({ from: units, to: units.nullable(), services: z.int() })),
})
export type WhatIf = z.output<typeof whatIf>

const time = z.string().regex(/^(?:[01]\d|2[0-3]):00$/, 'A full hour, such as 22:00.')
export const askWhatIf = endpoint({
  name: 'shaping.ask-what-if',
  method: 'GET',
  path: '/api/fair-use/what-if',
  access: 'shaping.read',
  summary: 'Whom a fair-use policy would have slowed in the last whole month, when, and how much.',
  input: z.object({
    /** Bytes after which each stage begins. */
    after: anyOf(units).pipe(z.array(units).min(1).max(WHAT_IF_STAGES)),
    counts: z.enum(['total', 'down', 'up']).default('total'),
    /** Hours of each day that would not count; both or none. */
    freeFrom: time.optional(),
    freeTo: time.optional(),
    /** Services on any version of this plan only. */
    planId: id.optional(),
  }),
  reply: whatIf,
})
