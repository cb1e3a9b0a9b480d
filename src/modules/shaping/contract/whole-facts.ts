import { isWithinWindows, type AccessHours, type QuotaProfile } from '#modules/catalog/contract.ts'
import type { ServingFacts } from '#modules/services/contract.ts'
import type { UsageNow } from '#modules/usage/contract.ts'

/** What usage and the hours of a plan have to say about whether somebody may be served. */
export function wholeFacts(
  facts: Omit<ServingFacts, 'quota' | 'hours'>,
  plan: { readonly quota: QuotaProfile | null; readonly hours: AccessHours | null },
  usage: UsageNow,
  at: Temporal.ZonedDateTime,
): ServingFacts {
  const quota = quotaWord(plan.quota, usage)
  // Hours outside of which somebody is slow, and not out, are the speed's matter.
  const closes = plan.hours?.outside.do === 'deny'
  return {
    ...facts,
    ...(quota && { quota }),
    ...(plan.hours &&
      closes && {
        hours: isWithinWindows(plan.hours.open, at) ? ('open' as const) : ('closed' as const),
      }),
  }
}

/** What a used-up quota means to `mayBeServed`; that somebody is slow after it is the speed's matter. */
function quotaWord(profile: QuotaProfile | null, { quota }: UsageNow): ServingFacts['quota'] {
  if (!quota || !profile) return undefined
  return quota.state === 'left' || !endsAt(profile) ? 'left' : 'used-up'
}

/** Whether somebody who has used all is no longer served, or as far as the portal only; else they go on, slower or charged. */
export function endsAt({ atEnd }: QuotaProfile): boolean {
  return atEnd.do === 'cut' || atEnd.do === 'redirect'
}
