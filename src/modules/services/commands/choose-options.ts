import { planVersionNow } from '#modules/catalog/index.ts'
import { noteMoments } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { optionNotThere, refuseStale, serviceIsEnded } from '../refusals.ts'
import { lockService, touch } from '../store.ts'

/** What of a plan's optional prices a service has: whoever bills charges it from the next period on. */
export async function chooseOptions(
  tx: Tx,
  input: { serviceId: string; version: number; chosen: Readonly<Record<string, number>> },
): Promise<void> {
  const service = await lockService(tx, input.serviceId)
  refuseStale(service, input.version)
  if (service.status === 'ended') throw serviceIsEnded()
  const { terms } = await planVersionNow(tx, service.plan_version_id)
  const options = terms.components.filter(({ kind, optional }) => optional || kind === 'device')
  const chosen = Object.entries(input.chosen).filter(([, count]) => count > 0)
  const stranger = chosen.find(([key]) => !options.some((one) => one.key === key))
  if (stranger)
    throw optionNotThere({ key: stranger[0] }, [
      { path: `chosen.${stranger[0]}`, message: 'The plan has no such option.' },
    ])
  await touch(tx, [service.id], { chosen: JSON.stringify(Object.fromEntries(chosen)) })
  audit(tx, { objects: [{ table: 'services.service', id: service.id }] })
  await noteMoments(tx, [
    {
      subscriberId: service.subscriber_id,
      what: 'services.options-chosen',
      facts: { serviceId: service.id, number: service.number },
    },
  ])
}
