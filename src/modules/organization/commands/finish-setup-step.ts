import type { Tx } from '#platform/tx.ts'
import type { SetupStep } from '../contract.ts'
import { putSetupStep } from '../store.ts'

/** Marks a step of the set-up done, for rooms whose work is one of the steps (`colleagues`). */
export async function finishSetupStep(tx: Tx, step: SetupStep) {
  await putSetupStep(tx, step, 'done')
}
