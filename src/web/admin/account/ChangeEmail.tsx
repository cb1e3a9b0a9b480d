import { useState } from 'react'
import { changeEmail, confirmEmail } from '#modules/staff/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { refreshSession } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { CodeField } from '#web/ui/form/CodeField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Stage = { at: 'rest' } | { at: 'address' } | { at: 'code'; sentTo: string }

export function ChangeEmail({ now }: { now: string }) {
  const t = useText()
  const [stage, setStage] = useState<Stage>({ at: 'rest' })
  const rest = () => setStage({ at: 'rest' })
  return (
    <Card title={t('account.email.title')} hint={t('account.email.hint')}>
      {stage.at === 'rest' && (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="font-medium break-all">{now}</p>
          <Button onClick={() => setStage({ at: 'address' })}>{t('account.email.change')}</Button>
        </div>
      )}
      {stage.at === 'address' && (
        <Address onCancel={rest} onSent={(sentTo) => setStage({ at: 'code', sentTo })} />
      )}
      {stage.at === 'code' && <Code sentTo={stage.sentTo} onCancel={rest} onDone={rest} />}
    </Card>
  )
}

function Address({ onCancel, onSent }: { onCancel: () => void; onSent: (to: string) => void }) {
  const t = useText()
  const form = useContractForm(changeEmail, {
    defaults: { email: '' },
    onDone: ({ sentTo }) => onSent(sentTo),
  })
  return (
    <Form form={form} submit={t('account.email.send')} onCancel={onCancel} guard={false}>
      <TextField
        label={t('account.email.next')}
        type="email"
        autoComplete="email"
        autoFocus
        {...form.field('email')}
      />
    </Form>
  )
}

type CodeProps = { sentTo: string; onCancel: () => void; onDone: () => void }

function Code({ sentTo, onCancel, onDone }: CodeProps) {
  const t = useText()
  const form = useContractForm(confirmEmail, {
    defaults: { code: '' },
    onDone: async () => {
      toast.good(t('account.email.done'))
      onDone()
      await refreshSession()
    },
  })
  return (
    <Form form={form} submit={t('account.email.confirm')} onCancel={onCancel} guard={false}>
      <p className="text-soft">{t('account.email.sent', { address: sentTo })}</p>
      <CodeField label={t('account.email.code')} autoFocus {...form.field('code')} />
    </Form>
  )
}
