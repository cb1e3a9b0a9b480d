import { useState } from 'react'
import { addWebhook } from '#platform/webhooks/contract.ts'
import { EventsField } from '#web/admin/webhooks/EventsField.tsx'
import { SecretDialog } from '#web/admin/webhooks/SecretDialog.tsx'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

export function AddWebhook({ onClose }: { onClose: () => void }) {
  const t = useText()
  const [secret, setSecret] = useState<string>()
  const form = useContractForm(addWebhook, {
    defaults: { name: '', url: '', events: [] },
    onDone: (reply) => {
      toast.good(t('system.webhooks.added'))
      setSecret(reply.secret)
    },
  })
  if (secret !== undefined) return <SecretDialog secret={secret} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title={t('system.webhooks.add')}>
      <Form form={form} submit={t('system.webhooks.add')} onCancel={onClose} guard={false}>
        <TextField label={t('system.webhooks.name')} autoFocus {...form.field('name')} />
        <TextField
          label={t('system.webhooks.url')}
          hint={t('system.webhooks.urlHint')}
          type="url"
          placeholder="https://"
          {...form.field('url')}
        />
        <EventsField {...form.field('events')} />
      </Form>
    </Dialog>
  )
}
