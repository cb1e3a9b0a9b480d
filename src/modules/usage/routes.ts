import { serve, type Route } from '#platform/serve.ts'
import type { Read } from '#platform/tx.ts'
import { addExtra } from './commands/add-extra.ts'
import { undoExtra } from './commands/undo-extra.ts'
import * as contract from './contract.ts'
import { usageChart } from './queries/chart.ts'
import { myUsageNow } from './queries/portal.ts'
import { serviceUsage, siteOfService } from './queries/service-usage.ts'

const its = (read: Read, { serviceId }: { serviceId: string }) => siteOfService(read, serviceId)

export const routes: Route[] = [
  serve(contract.readMyUsage, (read, { serviceId }) => myUsageNow(read, serviceId)),
  serve(contract.readServiceUsage, (read, { serviceId }) => serviceUsage(read, serviceId), its),
  serve(contract.readUsageChart, usageChart, its),
  serve(
    contract.giveExtra,
    async (tx, { serviceId, what, hours, reason }) => {
      await addExtra(tx, {
        ...{ serviceId, reason, how: 'given', to: tx.now.add({ hours }) },
        what: what.kind === 'boost' ? what : { kind: what.kind, amount: BigInt(what.amount) },
      })
      return serviceUsage(tx, serviceId)
    },
    its,
  ),
  serve(
    contract.undoExtra,
    async (tx, input) => {
      await undoExtra(tx, input)
      return serviceUsage(tx, input.serviceId)
    },
    its,
  ),
]
