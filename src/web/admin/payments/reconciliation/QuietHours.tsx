import { listQuietHours, type QuietHour } from '#modules/payments/contract.ts'
import { useCall } from '#web/api.ts'
import { useNow } from '#web/state/clock.ts'
import { useText } from '#web/i18n/index.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { DateTime, Money } from '#web/ui/values.tsx'

const SHOWN = 3
const DAY_ms = 86_400_000

/** Money that was expected and did not come, of the last day. */
export function QuietHours() {
  const { data } = useCall(listQuietHours, { limit: SHOWN })
  const now = useNow()
  const isRecent = (one: QuietHour) =>
    now.epochMilliseconds - Temporal.Instant.from(one.hour).epochMilliseconds < DAY_ms
  return (
    <>
      {(data?.items ?? []).filter(isRecent).map((one) => (
        <OneHour key={one.id} of={one} />
      ))}
    </>
  )
}

function OneHour({ of }: { of: QuietHour }) {
  const t = useText()
  return (
    <Banner
      tone="warn"
      title={t('payments.quiet.title', { site: of.site?.name ?? t('payments.quiet.all') })}
    >
      <DateTime at={of.hour} />:{' '}
      {t('payments.quiet.said', { got: of.payments, usual: of.expectedPayments })}{' '}
      <Money of={of.expected} />
    </Banner>
  )
}
