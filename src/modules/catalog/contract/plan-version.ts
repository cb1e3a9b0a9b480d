import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { planTerms } from './plan-terms.ts'
import { accessHours, fairUsePolicy, quotaProfile, speedProfile } from './profiles.ts'
import { author, instant } from './shapes.ts'

export const PLAN_AUDIENCES = ['everybody', 'staff', 'nobody'] as const
export const VERSION_STATES = ['draft', 'published', 'withdrawn'] as const

/**
 * One version of a plan, whole: what a service points to. Once published it never changes, so it may be kept in memory
 * for as long as one likes.
 */
export const planVersion = z.object({
  id,
  planId: id,
  planCode: z.string(),
  planName: z.string(),
  serviceTypeId: z.string(),
  number: z.int(),
  /** `withdrawn`: not sold any more; those who hold it keep it. */
  state: z.enum(VERSION_STATES),
  sellFrom: instant.nullable(),
  sellUntil: instant.nullable(),
  terms: planTerms,
  /** What the profile versions of the terms say. */
  profiles: z.object({
    speed: speedProfile.nullable(),
    fairUse: fairUsePolicy.nullable(),
    quota: quotaProfile.nullable(),
    accessHours: accessHours.nullable(),
  }),
  notes: z.string(),
  madeAt: instant,
  madeBy: author,
})
export type PlanVersion = z.output<typeof planVersion>
/** As JSON carries it. */
export type PlanVersionOnWire = z.input<typeof planVersion>
