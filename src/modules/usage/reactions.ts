import {
  planChanged,
  serviceActivated,
  serviceEnded,
  servicesChanged,
} from '#modules/services/index.ts'
import { on } from '#platform/events.ts'
import { decideUsage } from './commands/decide-usage.ts'

export const reactions = [
  on(serviceActivated, 'usage.begin', async (tx, { serviceId }) => {
    await decideUsage(tx, [serviceId])
  }),
  on(planChanged, 'usage.take-plan', async (tx, { serviceId }) => {
    await decideUsage(tx, [serviceId])
  }),
  on(serviceEnded, 'usage.let-go', async (tx, { serviceId }) => {
    await decideUsage(tx, [serviceId])
  }),
  /** A period was paid for: what it gives is there. */
  on(
    servicesChanged,
    'usage.take-periods',
    async (tx, { serviceIds }) => {
      await decideUsage(tx, serviceIds.toSorted())
    },
    { concerns: ({ what }) => what === 'periods' },
  ),
]
