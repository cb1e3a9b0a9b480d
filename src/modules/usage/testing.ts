import { aPlan, aProfile, someTerms } from '#modules/catalog/testing.ts'
import { aService } from '#modules/services/testing.ts'
import type { Tx } from '#platform/tx.ts'

type Content = Parameters<typeof aProfile>[1]
type Stages = Extract<Content, { kind: 'fair-use' }>['stages']
type Quota = Extract<Content, { kind: 'quota' }>

/** One stage of 5 Mbps down and 2 up after so many bytes. */
export function aStage(after: bigint): Stages[number] {
  const speed = { down_bps: 5_000_000, up_bps: 2_000_000 }
  return { after: String(after), speed, tier: null, weight: null, during: null }
}

/** A paid service of 20 Mbps whose plan has these stages by the month, or this quota. */
export async function aCountedService(
  tx: Tx,
  given: {
    stages?: Stages
    quota?: Partial<Quota> & Pick<Quota, 'allowances'>
    username?: string
    password?: string
    sessionsMax?: number
  },
) {
  const { stages, quota, ...login } = given
  const kept = { freeWindows: [], notices: [] }
  const fairUse = stages
    ? await aProfile(tx, { kind: 'fair-use', period: 'month', counts: 'total', stages, ...kept })
    : null
  const atEnd = { do: 'cut' } as const
  const quotaId = quota
    ? await aProfile(tx, { kind: 'quota', atEnd, rollover: 0, notices: [], ...quota })
    : null
  const speed = await aProfile(tx, {
    ...{ kind: 'speed', rate: { down_bps: 20_000_000, up_bps: 10_000_000 }, guaranteed: null },
    ...{ burst: null, tier: 1, weight: 1, windows: [] },
  })
  const profiles = { speed, fairUse, quota: quotaId, accessHours: null }
  const plan = await aPlan(tx, { terms: someTerms({ profiles }) })
  return aService(tx, { planVersionId: plan.id, paid: { hours: 60 * 24 }, ...login })
}
