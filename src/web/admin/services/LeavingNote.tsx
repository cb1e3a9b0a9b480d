import type { ParsedReplyOf } from '#kernel/endpoint.ts'
import { formatMoney, kes } from '#kernel/money.ts'
import type { readServiceLeaving } from '#modules/billing/contract.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Day, Money } from '#web/ui/values.tsx'

type Leaving = ParsedReplyOf<typeof readServiceLeaving>

/** What leaving costs and gives back, before it is done. */
export function LeavingNote({
  leaving,
  givenBack,
}: {
  leaving: Leaving['leaving']
  givenBack?: Leaving['givenBack']
}) {
  const t = useText()
  const language = useLanguage()
  const costs = leaving !== null && leaving.fee.cents !== '0'
  const gives = givenBack !== undefined && givenBack.cents !== '0'
  return (
    <div className="grid gap-3">
      {leaving && (
        <Banner
          tone={costs ? 'warn' : 'info'}
          title={
            costs
              ? t('services.leaving.costs', {
                  fee: formatMoney(kes(BigInt(leaving.fee.cents)), language),
                })
              : t('services.leaving.free')
          }
        >
          <p>
            {leaving.contract.name} · {leaving.contract.number}
            {leaving.contract.until && (
              <>
                {' · '}
                {t('services.leaving.until')} <Day on={leaving.contract.until} />
              </>
            )}
          </p>
          {costs && (
            <p>
              {t('services.leaving.rest', { count: leaving.monthsLeft })}{' '}
              <Money of={leaving.monthly} />
            </p>
          )}
        </Banner>
      )}
      {gives && (
        <p className="text-sm">
          {t('services.leaving.back')} <Money of={givenBack} />
        </p>
      )}
    </div>
  )
}
