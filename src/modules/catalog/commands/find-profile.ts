import { newId } from '#kernel/id.ts'
import { formatRate, type Rate } from '#kernel/rate.ts'
import type { Tx } from '#platform/tx.ts'
import type { ProfileContent, QuotaProfile } from '../contract.ts'
import { alone, insertProfile, profileNamed, profileSaying, putProfileVersion } from '../store.ts'

/** The version of an open profile that says exactly this, made under a name of its own where there is none. */
export async function findProfile(
  tx: Tx,
  given: { rate: Rate } | { quota: QuotaProfile; name: string },
): Promise<string> {
  const content: ProfileContent = 'quota' in given ? given.quota : plainSpeed(given.rate)
  const usual = 'quota' in given ? given.name : formatRate(given.rate)
  await alone(tx, `profile ${content.kind}`)
  const there = await profileSaying(tx, content)
  if (there !== undefined) return there
  // A profile of that name may say something else by now.
  let name = usual
  for (let count = 2; await profileNamed(tx, content.kind, name); count++)
    name = `${usual} (${count})`
  const id = newId(tx.now)
  await insertProfile(tx, {
    ...{ id, kind: content.kind, name_en: name, name_sw: '', notes: '', state: 'open' },
  })
  return putProfileVersion(tx, id, content)
}

function plainSpeed(rate: Rate): ProfileContent {
  return {
    ...{ kind: 'speed', rate, guaranteed: null, burst: null, tier: 1, weight: 4, windows: [] },
  }
}
