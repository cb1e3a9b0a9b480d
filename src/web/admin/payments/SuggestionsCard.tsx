import { assignPayment, suggestOwners, type Suggestion } from '#modules/payments/contract.ts'
import { OwnerName } from '#web/admin/payments/columns.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useCan, useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'

/** Who may be meant, the surest first, with the reason; a person decides. */
export function SuggestionsCard({
  paymentId,
  onChoose,
}: {
  paymentId: string
  onChoose: (chosen: { subscriberId: string; reason: string }) => void
}) {
  const t = useText()
  const refused = useMayNot()(assignPayment)
  const { data } = useCall(suggestOwners, { paymentId }, { enabled: useCan()(suggestOwners) })
  if (!data) return null
  const inWords = (because: Suggestion['because']) =>
    because.map((sign) => t(`payments.suggestions.because.${sign}`)).join(' · ')
  return (
    <Card title={t('payments.suggestions.title')} hint={t('payments.suggestions.hint')}>
      {data.suggestions.length === 0 ? (
        <p className="text-soft">{t('payments.suggestions.none')}</p>
      ) : (
        <ul className="grid gap-3">
          {data.suggestions.map(({ owner, because, score }) => (
            <li key={owner.id} className="flex flex-wrap items-center justify-between gap-3">
              <span className="grid">
                <span>
                  <OwnerName of={owner} />
                </span>
                <span className="text-sm text-soft">
                  <span className="tnum">{score} %</span> · {inWords(because)}
                </span>
              </span>
              <Button
                size="sm"
                onClick={() =>
                  onChoose({
                    subscriberId: owner.id,
                    reason: t('payments.suggestions.reason', { because: inWords(because) }),
                  })
                }
                disabledBecause={refused}
              >
                {t('payments.suggestions.choose')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
