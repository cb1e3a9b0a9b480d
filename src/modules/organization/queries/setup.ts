import type { Read } from '#platform/tx.ts'
import { SETUP_STEPS, type Setup } from '../contract.ts'

export async function setupNow(read: Pick<Read, 'sql'>): Promise<Setup> {
  const rows = await read.sql.selectFrom('organization.setup_step').selectAll().execute()
  const steps = SETUP_STEPS.map((step) => {
    const row = rows.find((one) => one.id === step)
    const state: Setup['steps'][number]['state'] = !row
      ? 'open'
      : row.state === 'done'
        ? 'done'
        : 'skipped'
    return { step, state, at: row?.at.toString() ?? null }
  })
  return { steps, finished: steps.every((step) => step.state !== 'open') }
}
