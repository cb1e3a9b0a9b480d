import { z } from 'zod'
import { defineJob, type JobDoor, work, type Worker } from '#platform/jobs.ts'
import type { Invariant, Manifest } from '#platform/manifest.ts'
import { invariantViolated } from '#platform/operations/events.ts'
import { faultChain } from '#platform/queue/fault-chain.ts'
import type { Tx } from '#platform/tx.ts'

export const checkInvariantsJob = defineJob('platform.check-invariants', z.object({}))

const VIOLATIONS_MAX = 100

/**
 * Checks everything that rooms say must always be true, each by itself, so that one that cannot be
 * checked hides no other. An invariant that turns from holding to violated is announced.
 */
export function checkInvariants(manifests: () => readonly Manifest[]): Worker {
  return work(
    checkInvariantsJob,
    async (door) => {
      const checked: Checked[] = []
      for (const invariant of manifests().flatMap((manifest) => manifest.invariants ?? [])) {
        if (door.signal.aborted) break
        checked.push(await check(door, invariant))
      }
      // One unit for all, so that the audit trail gains a row every 15 minutes and not one for each.
      await door.unit(async (tx) => {
        for (const one of checked) await keep(tx, one)
      })
      door.signal.throwIfAborted()
    },
    { attempts: 1, timeout_s: 600 },
  )
}

type Checked = { name: string; violations: string[]; fault: string | null }

async function check(door: JobDoor, invariant: Invariant): Promise<Checked> {
  const { name } = invariant
  try {
    const violations = await door.read((read) => invariant.violations(read))
    return { name, violations: violations.slice(0, VIOLATIONS_MAX), fault: null }
  } catch (error) {
    return { name, violations: [], fault: JSON.stringify(faultChain(error)) }
  }
}

async function keep(tx: Tx, { name, violations, fault }: Checked) {
  const before = await tx.sql
    .selectFrom('platform.invariant_run')
    .select('violated_since')
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst()
  const isViolated = violations.length > 0
  // What could not be checked is neither mended nor newly broken.
  const stays = fault === null ? null : (before?.violated_since ?? null)
  const run = {
    at: tx.now,
    violated_since: isViolated ? (before?.violated_since ?? tx.now) : stays,
    violations,
    fault,
  }
  await tx.sql
    .insertInto('platform.invariant_run')
    .values({ name, ...run })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(run))
    .execute()
  if (isViolated && !before?.violated_since) {
    tx.emit(invariantViolated, { invariant: name, violations: violations.length })
  }
}
