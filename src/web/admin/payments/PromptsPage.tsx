import { Smartphone } from 'lucide-react'
import { listPrompts, PROMPT_STATES, type Prompt } from '#modules/payments/contract.ts'
import { OwnerName } from '#web/admin/payments/columns.tsx'
import { MoneyInPage } from '#web/admin/payments/MoneyInPage.tsx'
import { usePromptWords } from '#web/admin/payments/use-prompt-words.ts'
import { PROMPT_TONES } from '#web/admin/payments/words.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Status } from '#web/ui/Badge.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { Money, Phone, RelativeTime } from '#web/ui/values.tsx'

/** Who was asked to pay on their phone, and what came of it. */
export function PromptsPage() {
  const t = useText()
  const wordsOf = usePromptWords()
  const list = useList(listPrompts, { filters: ['state', 'subscriber'] })
  const columns: Column<Prompt>[] = [
    {
      id: 'owner',
      header: t('payments.owner'),
      cell: (prompt) => <OwnerName of={prompt.owner} />,
    },
    { id: 'phone', header: t('payments.ask.phone'), cell: (prompt) => <Phone of={prompt.phone} /> },
    {
      id: 'state',
      header: t('payments.state'),
      cell: (prompt) => (
        <Status tone={PROMPT_TONES[prompt.state]}>
          {t(`payments.ask.states.${prompt.state}`)}
        </Status>
      ),
    },
    {
      id: 'why',
      header: t('payments.ask.why'),
      cell: (prompt) =>
        prompt.state === 'failed' || prompt.state === 'timed-out' ? wordsOf(prompt).hint : '',
    },
    {
      id: 'askedAt',
      header: t('payments.refunds.askedAt'),
      sort: 'askedAt',
      cell: (prompt) => <RelativeTime at={prompt.askedAt} />,
    },
    {
      id: 'amount',
      header: t('payments.amount'),
      align: 'end',
      cell: (prompt) => <Money of={prompt.amount} />,
    },
  ]
  return (
    <MoneyInPage here={paths.payments('prompts')}>
      <DataTable
        name="prompts"
        label={t('payments.ask.list')}
        list={list}
        columns={columns}
        rowKey={(prompt) => prompt.id}
        rowName={(prompt) => prompt.owner?.name ?? prompt.phone}
        rowLink={linkOf}
        filters={[
          {
            id: 'state',
            label: t('payments.state'),
            options: PROMPT_STATES.map((state) => ({
              value: state,
              label: t(`payments.ask.states.${state}`),
            })),
          },
        ]}
        searchIn={t('payments.ask.searchIn')}
        empty={
          <EmptyState icon={Smartphone} title={t('payments.ask.none')}>
            {t('payments.ask.noneHint')}
          </EmptyState>
        }
      />
    </MoneyInPage>
  )
}

/** To the payment; else to whoever was asked. Who buys for the first time has no page yet. */
function linkOf({ paymentId, owner }: Prompt): string {
  if (paymentId !== null) return paths.payment(paymentId)
  return owner === null ? paths.payments('prompts') : paths.subscriber(owner.id)
}
