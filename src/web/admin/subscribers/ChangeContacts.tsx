import { Trash2 } from 'lucide-react'
import type { InputOf } from '#kernel/endpoint.ts'
import { changeContacts, type Subscriber } from '#modules/subscribers/contract.ts'
import { StaleBanner } from '#web/admin/organization/StaleBanner.tsx'
import { purposeOptions } from '#web/admin/subscribers/options.ts'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { PhoneField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { toast } from '#web/ui/toast.ts'

type Props = { subscriber: Subscriber; onClose: () => void }
type Contact = InputOf<typeof changeContacts>['contacts'][number]

export function ChangeContacts({ subscriber, onClose }: Props) {
  const t = useText()
  const form = useContractForm(changeContacts, {
    defaults: {
      subscriberId: subscriber.id,
      version: subscriber.version,
      contacts: subscriber.contacts.map(({ id: _id, ...contact }) => contact),
    },
    onDone: () => {
      toast.good(t('subscribers.contacts.changed'))
      onClose()
    },
  })
  const { contacts } = form.values
  const add = (channel: 'phone' | 'email') => {
    const hasMain = contacts.some((one) => one.channel === channel && one.purpose === 'main')
    const fresh: Contact = {
      channel,
      purpose: hasMain ? 'emergency' : 'main',
      value: '',
      name: null,
    }
    form.set({ contacts: [...contacts, fresh] })
  }
  return (
    <Dialog open onClose={onClose} title={t('subscribers.contacts.edit')} shape="side">
      <Form form={form} submit={t('common.save')} permission={changeContacts} onCancel={onClose}>
        <StaleBanner form={form} />
        {form.issueAt('contacts') && (
          <p role="alert" className="text-sm text-bad-text">
            {form.issueAt('contacts')}
          </p>
        )}
        {contacts.map((contact, place) => (
          <fieldset key={place} className="grid gap-3 border-b pb-5">
            <legend className="sr-only">{t(`subscribers.${contact.channel}`)}</legend>
            <div className="flex items-end gap-2">
              <div className="flex-1">
                {contact.channel === 'email' ? (
                  <TextField
                    label={t('subscribers.email')}
                    type="email"
                    {...form.field(`contacts.${place}.value`)}
                  />
                ) : (
                  <PhoneField
                    label={t(`subscribers.${contact.channel}`)}
                    {...form.field(`contacts.${place}.value`)}
                  />
                )}
              </div>
              <IconButton
                label={t('subscribers.contacts.remove')}
                onClick={() => form.set({ contacts: contacts.toSpliced(place, 1) })}
              >
                <Trash2 />
              </IconButton>
            </div>
            <div className="grid gap-3 sm:grid-cols-2">
              <SelectField
                label={t('subscribers.contacts.purpose')}
                options={purposeOptions(t)}
                {...form.field(`contacts.${place}.purpose`)}
              />
              <TextField
                label={t('subscribers.contacts.person')}
                {...form.textOrNull(`contacts.${place}.name`)}
              />
            </div>
          </fieldset>
        ))}
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => add('phone')}>
            {t('subscribers.contacts.addPhone')}
          </Button>
          <Button size="sm" onClick={() => add('email')}>
            {t('subscribers.contacts.addEmail')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
