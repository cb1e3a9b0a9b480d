import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#kernel/client.ts'
import {
  formatNumber,
  listSubscribers,
  mergeSubscribers,
  type Subscriber,
} from '#modules/subscribers/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { subscriber: Subscriber; onClose: () => void }

/** Two records of one person become one. */
export function MergeDialog({ subscriber, onClose }: Props) {
  const t = useText()
  const [typed, setTyped] = useState(subscriber.name.split(' ').at(-1) ?? '')
  const { data, isFetching } = useQuery({
    queryKey: ['subscribers', 'list-subscribers', 'merge', typed],
    queryFn: ({ signal }) => call(listSubscribers, { q: typed, limit: 20 }, { signal }),
    enabled: typed.trim().length > 2,
  })
  const others = (data?.items ?? []).filter(
    (one) => one.id !== subscriber.id && one.kind === subscriber.kind && one.state === 'active',
  )
  const form = useContractForm(mergeSubscribers, {
    defaults: { keptId: subscriber.id, mergedId: '', version: subscriber.version },
    refresh: ['subscribers', 'services'],
    onDone: () => {
      toast.good(t('subscribers.merge.done'))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('subscribers.merge.title', { name: subscriber.name })}
      hint={t('subscribers.merge.body')}
    >
      <Form
        form={form}
        submit={t('subscribers.merge.do')}
        permission={mergeSubscribers}
        danger
        onCancel={onClose}
      >
        <Combobox
          label={t('subscribers.merge.other')}
          hint={t('subscribers.searchIn')}
          options={others.map((one) => ({
            value: one.id,
            label: `${one.name} · ${formatNumber(one.number)}`,
            ...(one.phone && { hint: one.phone }),
          }))}
          onSearch={setTyped}
          searching={isFetching}
          {...form.field('mergedId')}
        />
      </Form>
    </Dialog>
  )
}
