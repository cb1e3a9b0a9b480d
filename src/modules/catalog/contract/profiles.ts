import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { rate, type Rate } from '#kernel/rate.ts'
import { longText } from '#kernel/text.ts'
import { author, instant, share_bp, unitsAboveZero, version, words } from './shapes.ts'
import { isWithinWindows, timeWindow, timeWindows } from './windows.ts'

/**
 * Speed profile, fair-use policy, quota and access hours: what the network is to do for a plan. Each is a
 * profile with numbered versions that never change; a plan version points to one of them, so that nobody's speed
 * changes because somebody tidied up a profile.
 */
export const PROFILE_KINDS = ['speed', 'fair-use', 'quota', 'access-hours'] as const
export type ProfileKind = (typeof PROFILE_KINDS)[number]

/** As RouterOS means it: full burst until the average over `time_s` passes `threshold`. */
export const burst = z.object({ rate, threshold: rate, time_s: z.int().min(1).max(60) })

/** 0 is served first. Weights share what is left within one tier, in proportion. */
const standing = { tier: z.int().min(0).max(2), weight: z.int().min(1).max(64) }

export const speedProfile = z
  .object({
    kind: z.literal('speed'),
    /** The most that a service gets, as it is sold. */
    rate,
    /** What it gets even when everybody wants something; null: nothing is promised. */
    guaranteed: rate.nullable(),
    burst: burst.nullable(),
    ...standing,
    /** Other speeds at certain hours; the first that matches counts. */
    windows: z.array(z.object({ during: timeWindows, rate, burst: burst.nullable() })).max(6),
  })
  .refine(({ rate: most, guaranteed }) => !guaranteed || fits(guaranteed, most), {
    path: ['guaranteed'],
    message: 'No more can be guaranteed than is sold.',
  })
  .refine(({ rate: most, burst: above }) => !above || fits(most, above.rate), {
    path: ['burst', 'rate'],
    message: 'A burst is faster than the speed.',
  })
export type SpeedProfile = z.output<typeof speedProfile>

function fits(smaller: Rate, larger: Rate): boolean {
  return smaller.down_bps <= larger.down_bps && smaller.up_bps <= larger.up_bps
}

export const USAGE_PERIODS = ['day', 'week', 'month', 'billing-period'] as const
export const USAGE_COUNTS = ['total', 'down', 'up'] as const

export const fairUseStage = z.object({
  /** Bytes counted in the period after which this stage begins. */
  after: unitsAboveZero,
  speed: rate,
  /** Standing against others while in this stage; null keeps that of the speed profile. */
  tier: standing.tier.nullable(),
  weight: standing.weight.nullable(),
  /** Slows only at these hours, so that nobody is slow on an empty network; null: always. */
  during: timeWindows.nullable(),
})
export const fairUsePolicy = z
  .object({
    kind: z.literal('fair-use'),
    period: z.enum(USAGE_PERIODS),
    counts: z.enum(USAGE_COUNTS),
    /** Usage at these hours is not counted. */
    freeWindows: z.array(timeWindow).max(14),
    stages: z.array(fairUseStage).min(1).max(8),
    /** Tell the subscriber at these shares of the next stage: 8000 is 80 %. */
    notices: z.array(share_bp).max(5),
  })
  .superRefine(({ stages }, context) => {
    for (const [place, stage] of stages.entries()) {
      const before = stages[place - 1]
      if (before && stage.after <= before.after) {
        context.addIssue({
          code: 'custom',
          path: ['stages', place, 'after'],
          message: 'Each stage begins after the one before.',
        })
      }
      if (before && !fits(stage.speed, before.speed)) {
        context.addIssue({
          code: 'custom',
          path: ['stages', place, 'speed'],
          message: 'No stage is faster than the one before.',
        })
      }
    }
  })
export type FairUsePolicy = z.output<typeof fairUsePolicy>

export const QUOTA_PERIODS = ['hour', 'day', 'week', 'month', 'billing-period', 'validity'] as const
export const QUOTA_METERS = ['data', 'down', 'up', 'time'] as const
export const quotaAllowance = z.object({
  meter: z.enum(QUOTA_METERS),
  /** Bytes, or seconds for `time`. */
  amount: unitsAboveZero,
  /** `validity`: once for what was bought; the others begin anew. */
  period: z.enum(QUOTA_PERIODS),
  /** Can be used at these hours only (a night bundle); null: always. */
  during: timeWindows.nullable(),
})
export const quotaProfile = z.object({
  kind: z.literal('quota'),
  /** Used in this order; each has a key within the profile by its place. */
  allowances: z.array(quotaAllowance).min(1).max(8),
  /** What happens when all is used. `charge`: the plan's usage price counts on. */
  atEnd: z.discriminatedUnion('do', [
    z.object({ do: z.literal('cut') }),
    z.object({ do: z.literal('redirect') }),
    z.object({ do: z.literal('slow'), speed: rate }),
    z.object({ do: z.literal('charge') }),
  ]),
  /** Periods that unused data lives on; 0: none. */
  rollover: z.int().min(0).max(12),
  /** Tell the subscriber at these shares used. */
  notices: z.array(share_bp).max(5),
})
export type QuotaProfile = z.output<typeof quotaProfile>
export type QuotaAllowance = z.output<typeof quotaAllowance>

export const accessHours = z.object({
  kind: z.literal('access-hours'),
  open: timeWindows,
  /** Outside of them: no service, or a slower one. */
  outside: z.discriminatedUnion('do', [
    z.object({ do: z.literal('deny') }),
    z.object({ do: z.literal('slow'), speed: rate }),
  ]),
})
export type AccessHours = z.output<typeof accessHours>

export const profileContent = z.discriminatedUnion('kind', [
  speedProfile,
  fairUsePolicy,
  quotaProfile,
  accessHours,
])
export type ProfileContent = z.output<typeof profileContent>

/** The speed and burst that a profile gives at a moment, before usage, holds and boosts have a say. */
export function speedAt(of: SpeedProfile, at: Temporal.ZonedDateTime) {
  const window = of.windows.find(({ during }) => isWithinWindows(during, at))
  return { rate: window?.rate ?? of.rate, burst: window ? window.burst : of.burst }
}

/** The stage that so many counted bytes have reached, whether or not it slows at this hour; nothing before the first. */
export function stageReached(of: FairUsePolicy, used: bigint): number | undefined {
  const reached = of.stages.findLastIndex(({ after }) => used >= after)
  return reached === -1 ? undefined : reached
}

// ───────────────────────────────────────────── over HTTP

const profileFacts = z.object({
  id,
  kind: z.enum(PROFILE_KINDS),
  name: words,
  notes: z.string(),
  state: z.enum(['open', 'archived']),
  version,
  changedAt: instant,
  changedBy: author,
})
export const profileVersion = z.object({
  id,
  number: z.int(),
  content: profileContent,
  madeAt: instant,
  madeBy: author,
  /** Plan versions on sale or held in reserve that point here. */
  plans: z.int(),
})
export const profileRow = profileFacts.extend({
  latest: profileVersion.omit({ plans: true }),
  versions: z.int(),
  /** Plans whose version on sale points to any version of it. */
  plans: z.int(),
})
export type ProfileRow = z.output<typeof profileRow>
export const profile = profileFacts.extend({
  versions: z.array(profileVersion),
  plans: z.array(z.object({ id, code: z.string(), name: z.string(), number: z.int() })),
})
export type Profile = z.output<typeof profile>

export const listProfiles = listEndpoint({
  name: 'catalog.list-profiles',
  path: '/api/profiles',
  access: 'catalog.read',
  summary: 'Speed profiles, fair-use policies, quotas and access hours; searches the name.',
  sorts: ['name', 'changedAt'],
  defaultSort: 'name',
  filters: {
    kind: anyOf(z.enum(PROFILE_KINDS)),
    state: z.enum(['open', 'archived', 'all']).default('open'),
  },
  item: profileRow,
})
export const readProfile = endpoint({
  name: 'catalog.read-profile',
  method: 'GET',
  path: '/api/profiles/:profileId',
  access: 'catalog.read',
  summary: 'One profile with all its versions and the plans that use it.',
  input: z.object({ profileId: id }),
  reply: profile,
})
export const profileInput = z.object({
  name: words,
  notes: longText({ max: 1000 }),
  content: profileContent,
})
export const addProfile = endpoint({
  name: 'catalog.add-profile',
  method: 'POST',
  path: '/api/profiles',
  access: 'catalog.change',
  summary: 'Adds a profile with its first version.',
  input: profileInput,
  reply: profile,
})
export const changeProfile = endpoint({
  name: 'catalog.change-profile',
  method: 'PUT',
  path: '/api/profiles/:profileId',
  access: 'catalog.change',
  summary:
    'Renames a profile, and adds a version where its content changed; plans keep the version that they point to.',
  input: profileInput.extend({ profileId: id, version }),
  reply: profile,
})
export const archiveProfile = endpoint({
  name: 'catalog.archive-profile',
  method: 'POST',
  path: '/api/profiles/:profileId/archive',
  access: 'catalog.change',
  summary: 'Takes a profile out of the choices; plans that point to it keep it.',
  input: z.object({ profileId: id, version }),
  reply: profile,
})
