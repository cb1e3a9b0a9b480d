import { closeSubscriber, type Subscriber } from '#modules/subscribers/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { subscriber: Subscriber; onClose: () => void }

export function CloseDialog({ subscriber, onClose }: Props) {
  const t = useText()
  const form = useContractForm(closeSubscriber, {
    defaults: { subscriberId: subscriber.id, version: subscriber.version, because: '' },
    onDone: () => {
      toast.good(t('subscribers.close.done', { name: subscriber.name }))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('subscribers.close.title', { name: subscriber.name })}
      hint={t('subscribers.close.body')}
      size="sm"
    >
      <Form
        form={form}
        submit={t('subscribers.close.action')}
        permission={closeSubscriber}
        danger
        onCancel={onClose}
      >
        <TextField label={t('subscribers.close.because')} autoFocus {...form.field('because')} />
      </Form>
    </Dialog>
  )
}
