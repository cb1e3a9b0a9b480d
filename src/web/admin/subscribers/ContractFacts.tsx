import { formatMoney, kes } from '#kernel/money.ts'
import type { Contract, ContractTerms } from '#modules/subscribers/contract.ts'
import { useLanguage, useText, type Text } from '#web/i18n/index.ts'
import { Facts } from '#web/ui/Facts.tsx'
import { Day, Rate } from '#web/ui/values.tsx'

const percent = (share_bp: number) => `${share_bp / 100} %`

/** What was agreed, in sentences; what was not is left out. */
export function ContractFacts({ contract }: { contract: Contract }) {
  const t = useText()
  const language = useLanguage()
  const { terms } = contract
  const { dedicated, serviceLevel, bulk, ramp, minimumCents } = terms
  const money = (cents: string) => formatMoney(kes(BigInt(cents)), language)
  const some = (is: unknown, label: string, value: React.ReactNode) =>
    is ? [{ label, value }] : []
  return (
    <Facts
      columns={2}
      facts={[
        { label: t('subscribers.contracts.from'), value: <Day on={contract.from} /> },
        {
          label: t('subscribers.contracts.until'),
          value: contract.until ? <Day on={contract.until} /> : '–',
        },
        {
          label: t('subscribers.contracts.renews'),
          value: t(`subscribers.contracts.renewal.${terms.renews}`),
        },
        {
          label: t('subscribers.contracts.notice'),
          value: terms.noticeDays,
        },
        { label: t('subscribers.contracts.early'), value: feeText(terms, t, money) },
        ...some(
          ramp.length > 0,
          t('subscribers.contracts.ramp'),
          ramp
            .map((step) =>
              t('subscribers.contracts.rampStep', {
                month: step.fromMonth,
                share: percent(step.share_bp),
              }),
            )
            .join(' · '),
        ),
        ...some(
          bulk,
          t('subscribers.contracts.bulk'),
          bulk &&
            `${bulk.steps
              .map((step) =>
                t('subscribers.contracts.lines', {
                  count: step.fromLines,
                  share: percent(step.discount_bp),
                }),
              )
              .join(' · ')} (${t(`subscribers.contracts.bulkModes.${bulk.mode}`)})`,
        ),
        ...some(
          minimumCents,
          t('subscribers.contracts.minimum'),
          minimumCents && money(minimumCents),
        ),
        ...some(
          dedicated,
          t('subscribers.contracts.dedicated'),
          dedicated && <Rate of={{ down_bps: dedicated.downBps, up_bps: dedicated.upBps }} />,
        ),
        ...some(
          serviceLevel,
          t('subscribers.contracts.level'),
          serviceLevel && (
            <span className="grid">
              <span>
                {t('subscribers.contracts.sla', { share: percent(serviceLevel.availability_bp) })}
              </span>
              {serviceLevel.bands.map((band) => (
                <span key={band.below_bp} className="text-sm text-soft">
                  {t('subscribers.contracts.bandStep', {
                    below: percent(band.below_bp),
                    share: percent(band.credit_bp),
                  })}
                </span>
              ))}
            </span>
          ),
        ),
      ]}
    />
  )
}

function feeText(
  { earlyTermination: fee }: ContractTerms,
  t: Text,
  money: (cents: string) => string,
): string {
  switch (fee.kind) {
    case 'none':
      return t('subscribers.contracts.fees.none')
    case 'fixed':
      return money(fee.cents)
    case 'months':
      return t('subscribers.contracts.feeOfMonths', { count: fee.months })
    case 'share-of-rest':
      return t('subscribers.contracts.feeOfRest', { share: percent(fee.share_bp) })
  }
}
