import type { Explanation } from '#modules/access/contract.ts'
import { useReason } from '#web/admin/access/use-reason.ts'
import { useText } from '#web/i18n/index.ts'
import { Facts } from '#web/ui/Facts.tsx'
import { DateTime } from '#web/ui/values.tsx'

/** The facts that a decision was made of. */
export function WhyFacts({ of: facts }: { of: Explanation['facts'] }) {
  const t = useText()
  const reason = useReason()
  return (
    <Facts
      facts={[
        { label: t('access.why.status'), value: t(`services.statuses.${facts.status}`) },
        {
          label: t('access.why.paidUntil'),
          value:
            facts.paidUntil === null ? (
              t('access.why.neverPaid')
            ) : (
              <DateTime at={facts.paidUntil} />
            ),
        },
        ...(facts.graceUntil === null
          ? []
          : [{ label: t('access.why.grace'), value: <DateTime at={facts.graceUntil} /> }]),
        {
          label: t('access.why.holds'),
          value:
            facts.holds.length === 0
              ? t('access.why.noHolds')
              : facts.holds.map((hold) => reason(`hold-${hold.reason}`)).join(' '),
        },
        { label: t('access.why.dunning'), value: t(`access.why.dunningOf.${facts.dunning}`) },
        ...(facts.quota === null
          ? []
          : [{ label: t('access.why.quota'), value: t(`access.why.quotaOf.${facts.quota}`) }]),
        ...(facts.hours === null
          ? []
          : [{ label: t('access.why.hours'), value: t(`access.why.hoursOf.${facts.hours}`) }]),
        { label: t('access.why.sessions'), value: t('access.why.sessionsOf', facts.sessions) },
        ...(facts.isBound
          ? [
              {
                label: t('access.why.bound'),
                value: t('access.why.boundOf', { count: facts.devices }),
              },
            ]
          : []),
        {
          label: t('access.why.names'),
          value:
            facts.usernames.length === 0 ? (
              t('access.why.noNames')
            ) : (
              <span className="font-mono text-sm break-all">{facts.usernames.join(', ')}</span>
            ),
        },
      ]}
    />
  )
}
