import { changeParent, formatNumber, type Subscriber } from '#modules/subscribers/contract.ts'
import { StaleBanner } from '#web/admin/organization/StaleBanner.tsx'
import { useSubscriberSearch } from '#web/admin/subscribers/use-subscriber-search.ts'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { subscriber: Subscriber; onClose: () => void }

/** Puts a subscriber under a company, or takes it out. */
export function ChangeParent({ subscriber, onClose }: Props) {
  const t = useText()
  const { parent } = subscriber
  const search = useSubscriberSearch(
    (one) => one.kind === 'company' && one.id !== subscriber.id && one.state === 'active',
  )
  const form = useContractForm(changeParent, {
    defaults: {
      ...{ subscriberId: subscriber.id, version: subscriber.version },
      parentId: parent?.id ?? null,
    },
    onDone: () => {
      toast.good(t('subscribers.family.changed'))
      onClose()
    },
  })
  const { parentId } = form.values
  const known = parent
    ? [{ value: parent.id, label: `${parent.name} · ${formatNumber(parent.number)}` }]
    : []
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('subscribers.family.change')}
      hint={t('subscribers.family.hint')}
    >
      <Form form={form} submit={t('common.save')} permission={changeParent} onCancel={onClose}>
        <StaleBanner form={form} />
        <Combobox
          label={t('subscribers.family.parent')}
          hint={t('subscribers.searchIn')}
          optional
          {...search}
          options={[...known.filter(({ value }) => value === parentId), ...search.options]}
          error={form.issueAt('parentId')}
          value={parentId ?? ''}
          onChange={(id) => form.set({ parentId: id === '' ? null : id })}
        />
        {parentId !== null && (
          <Button
            size="sm"
            className="justify-self-start"
            onClick={() => form.set({ parentId: null })}
          >
            {t('subscribers.family.takeOut')}
          </Button>
        )}
      </Form>
    </Dialog>
  )
}
