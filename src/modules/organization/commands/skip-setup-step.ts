import type { Tx } from '#platform/tx.ts'
import type { SetupStep } from '../contract.ts'
import { putSetupStep } from '../store.ts'

/** Leaves a step of the set-up for later; doing it afterwards still marks it done. */
export async function skipSetupStep(tx: Tx, input: { step: SetupStep }) {
  await putSetupStep(tx, input.step, 'skipped')
}
