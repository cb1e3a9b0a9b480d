import type { Reconciler } from '#platform/jobs.ts'
import { matchTransfers } from './commands/match-transfers.ts'
import { tellLateTransfers } from './commands/tell-late-transfers.ts'
import { waitsForTransfers } from './queries/held.ts'

export const matchingTransfers: Reconciler = {
  name: 'banking.match-transfers',
  sentence:
    'Money of ours on its way to a bank meets its line on the statement; what is late is said to be so.',
  close: async ({ read, unit }) => {
    if (!(await read(waitsForTransfers))) return { done: 0, left: 0 }
    const late = await unit(tellLateTransfers)
    const { arrived, paid } = await unit(matchTransfers)
    return { done: arrived + paid + late, left: 0 }
  },
}
