import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { writeMessage, type Gateway } from '#modules/messaging/contract.ts'
import { SmsSize } from '#web/admin/messaging/SmsSize.tsx'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { PhoneField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = {
  onClose: () => void
  /** To try one gateway: nothing but this one carries it. */
  gateway?: Gateway
  /** What stands in it already. */
  given?: { subscriberId?: string; phone?: string | null; email?: string | null; text?: string }
}

export function WriteMessage({ onClose, gateway, given = {} }: Props) {
  const t = useText()
  const language = useLanguage()
  const [id] = useState(randomId)
  const form = useContractForm(writeMessage, {
    defaults: {
      ...{ id, subscriberId: given.subscriberId ?? null, language },
      ...{ phone: given.phone ?? null, email: given.email ?? null },
      ...{ subject: t('messaging.title'), text: given.text ?? '', gatewayId: gateway?.id ?? null },
    },
    fixed: { id },
    refresh: ['messaging'],
    onDone: () => {
      toast.good(t('messaging.write.sent'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={gateway?.name ?? t('messaging.write.title')}>
      <Form
        form={form}
        submit={t('messaging.write.send')}
        permission={writeMessage}
        onCancel={onClose}
      >
        <PhoneField label={t('messaging.write.phone')} {...form.textOrNull('phone')} />
        {!gateway && (
          <TextField
            label={t('messaging.write.email')}
            inputMode="email"
            {...form.textOrNull('email')}
          />
        )}
        {form.values.email && (
          <TextField
            label={t('messaging.write.subject')}
            hint={t('messaging.write.subjectHint')}
            {...form.field('subject')}
          />
        )}
        <TextArea label={t('messaging.write.text')} rows={4} {...form.field('text')} />
        <SmsSize text={form.values.text} />
      </Form>
    </Dialog>
  )
}
