import { formatNumber } from '#modules/subscribers/contract.ts'
import { useText } from '#web/i18n/index.ts'
import type { Column } from '#web/ui/table/types.ts'

/** Whose a document is. */
export function useSubscriberColumn<
  T extends { subscriber: { name: string; number: string } },
>(): Column<T> {
  const t = useText()
  return {
    id: 'subscriber',
    header: t('billing.subscriber'),
    cell: ({ subscriber }) => (
      <>
        {subscriber.name} <span className="tnum text-soft">{formatNumber(subscriber.number)}</span>
      </>
    ),
  }
}
