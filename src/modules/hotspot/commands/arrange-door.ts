import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { arrangeDoor as endpoint } from '../contract.ts'
import { doorChanged } from '../events.ts'
import { doorOfSite, sellableAt } from '../queries/doors.ts'
import { doorChangedMeanwhile, doorPlanUnfit } from '../refusals.ts'
import { putDoor, storedUamSecret, uamSecret } from '../store.ts'

/** What is offered and given away at a site, and how its page greets. Plans that are chosen can be bought there. */
export async function arrangeDoor(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { siteId, trial, sponsor, planIds, version } = input
  const door = await doorOfSite(tx, siteId)
  const sellable = new Set((await sellableAt(tx, door)).map(({ planId }) => planId))
  const refuseUnfit = (path: string, planId: string | null, isWanted: boolean) => {
    if (isWanted && (planId === null || !sellable.has(planId)))
      throw doorPlanUnfit({}, [{ path, message: 'Choose one of the packages of this place.' }])
  }
  for (const planId of planIds) refuseUnfit('planIds', planId, true)
  refuseUnfit('trial.planId', trial.planId, trial.minutes > 0)
  refuseUnfit('sponsor.planId', sponsor.planId, sponsor.minutes > 0)
  const { uamSecret: secret } = input
  const sealed =
    secret === undefined
      ? await storedUamSecret(tx, siteId)
      : secret === null
        ? null
        : tx.vault.seal(uamSecret(siteId), secret)
  const isKept = await putDoor(
    tx,
    {
      ...{ id: siteId, is_open: input.isOpen, plan_ids: planIds, login_hosts: input.loginHosts },
      ...{ uam_secret_sealed: sealed, welcome: input.welcome },
      ...{ trial_minutes: trial.minutes, trial_every_days: trial.everyDays },
      ...{ trial_plan_id: trial.planId, sponsor_minutes: sponsor.minutes },
      ...{ sponsor_per_device: sponsor.perDevice, sponsor_per_day: sponsor.perDay },
      ...{ sponsor_name: sponsor.name, sponsor_words: sponsor.words },
      ...{ sponsor_plan_id: sponsor.planId, terms_en: input.terms.en, terms_sw: input.terms.sw },
    },
    version,
  )
  if (!isKept) throw doorChangedMeanwhile()
  audit(tx, { objects: [{ table: 'hotspot.door', id: siteId }], siteId })
  tx.emit(doorChanged, { siteId })
}
