import { defineModule } from '#platform/manifest.ts'
import { destroyUnusedKeys, resealStep } from '#platform/vault/rotation.ts'
import { brokenRows } from '#platform/vault/reseal.ts'

/** Some ten seconds of work at most, so that the worker has room for others. */
const STEP = { rows: 500, batches: 40 }

/** Re-encryption after a rotation, until every sealed row is under the current key and the older keys are destroyed. */
export const vaultModule = defineModule({
  name: 'platform',
  reconcilers: [
    {
      name: 'platform.reseal',
      sentence: 'Everything sealed is sealed under the current data key.',
      close: async (door) => {
        const step = await resealStep(door, STEP)
        if (step.left === 0) await destroyUnusedKeys(door)
        return step
      },
    },
  ],
  invariants: [
    {
      name: 'platform.sealed-rows-open',
      sentence: 'Every sealed row opened when it was last re-encrypted.',
      violations: async ({ sql }) =>
        (await brokenRows(sql)).map(
          ({ table, column, rows }) =>
            `${rows} rows of ${table} do not open in ${column}: changed by hand or damaged. Restore them from a backup.`,
        ),
    },
  ],
})
