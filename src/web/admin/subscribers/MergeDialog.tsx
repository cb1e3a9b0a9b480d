import { formatMoney, kes } from '#kernel/money.ts'
import type { ParsedReplyOf } from '#kernel/endpoint.ts'
import { listServices } from '#modules/services/contract.ts'
import { mergeSubscribers, previewMerge, type Subscriber } from '#modules/subscribers/contract.ts'
import { useSubscriberSearch } from '#web/admin/subscribers/use-subscriber-search.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useCan } from '#web/session.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Link } from '#web/ui/Link.tsx'
import { toast } from '#web/ui/toast.ts'

type Props = { subscriber: Subscriber; onClose: () => void }
type Preview = ParsedReplyOf<typeof previewMerge>

/** Two records of one person become one; what would come over is shown before it does. */
export function MergeDialog({ subscriber, onClose }: Props) {
  const t = useText()
  const search = useSubscriberSearch(
    (one) => one.id !== subscriber.id && one.kind === subscriber.kind && one.state === 'active',
    { typed: subscriber.name.split(' ').at(-1) ?? '' },
  )
  const form = useContractForm(mergeSubscribers, {
    defaults: { keptId: subscriber.id, mergedId: '', version: subscriber.version },
    refresh: ['subscribers', 'services', 'billing'],
    onDone: () => {
      toast.good(t('subscribers.merge.done'))
      onClose()
    },
  })
  const { mergedId } = form.values
  const { data: preview } = useCall(
    previewMerge,
    { keptId: subscriber.id, mergedId },
    { enabled: mergedId !== '' },
  )
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
          {...search}
          {...form.field('mergedId')}
        />
        {mergedId !== '' && preview && <WhatComes preview={preview} />}
      </Form>
    </Dialog>
  )
}

const COUNTED = [
  'contacts',
  'addresses',
  'documents',
  'contracts',
  'segments',
  'consents',
  'children',
] as const

function WhatComes({ preview }: { preview: Preview }) {
  const t = useText()
  const can = useCan()
  const language = useLanguage()
  const { data: held } = useCall(
    listServices,
    { subscriberId: [preview.merged.id], limit: 100 },
    { enabled: can(listServices) },
  )
  const services = held?.items.length ?? 0
  const money = (cents: string) => formatMoney(kes(BigInt(cents)), language)
  return (
    <div className="grid gap-3">
      {preview.against !== null && (
        <Banner
          tone="bad"
          title={t(`subscribers.merge.against.${preview.against}`, {
            wallet: money(preview.wallet),
            owed: money(preview.owed),
            deposit: money(preview.deposit),
          })}
          action={
            <Link to={paths.subscriber(preview.merged.id)}>{t('subscribers.merge.open')}</Link>
          }
        />
      )}
      <Facts
        facts={[
          ...(services === 0
            ? []
            : [{ label: t('services.title'), value: services >= 100 ? '100+' : services }]),
          ...COUNTED.filter((what) => preview[what] > 0).map((what) => ({
            label: t(`subscribers.merge.counts.${what}`),
            value: preview[what],
          })),
        ]}
      />
    </div>
  )
}
