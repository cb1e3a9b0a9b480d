import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { addAccount } from '#modules/banking/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'

/** An account of ours at a bank. */
export function AddAccount({ onClose }: { onClose: () => void }) {
  const t = useText()
  const [id] = useState(randomId)
  const form = useContractForm(addAccount, {
    defaults: { id, name: '', number: null },
    fixed: { id },
    onDone: onClose,
  })
  return (
    <Dialog open onClose={onClose} title={t('banking.add.title')} hint={t('banking.add.hint')}>
      <Form form={form} submit={t('banking.add.title')} permission={addAccount} onCancel={onClose}>
        <TextField
          label={t('banking.add.name')}
          hint={t('banking.add.nameHint')}
          autoFocus
          {...form.field('name')}
        />
        <TextField
          label={t('banking.add.number')}
          hint={t('banking.add.numberHint')}
          inputMode="numeric"
          {...form.textOrNull('number')}
        />
      </Form>
    </Dialog>
  )
}
