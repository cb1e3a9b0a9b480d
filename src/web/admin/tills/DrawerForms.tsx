import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { moveCash, MOVEMENT_WAYS, reopenDrawer, type Drawer } from '#modules/tills/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { AmountField, NOTHING } from '#web/ui/form/AmountField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'

type Props = { drawer: Drawer; onClose: () => void }

const REFRESH = ['tills', 'ledger']

/** Cash into the drawer or out of it, by hand. */
export function MoveCash({ drawer, onClose }: Props) {
  const t = useText()
  const [id] = useState(randomId)
  const form = useContractForm(moveCash, {
    defaults: { id, drawerId: drawer.id, way: 'to-safe', amount: NOTHING, note: '' },
    fixed: { id },
    refresh: REFRESH,
    onDone: onClose,
  })
  const amount = form.field('amount')
  return (
    <Dialog open onClose={onClose} title={t('tills.move.title')} hint={t('tills.move.hint')}>
      <Form form={form} submit={t('tills.move.submit')} permission={moveCash} onCancel={onClose}>
        <RadioCards
          label={t('tills.move.way')}
          options={MOVEMENT_WAYS.map((value) => ({ value, label: t(`tills.ways.${value}`) }))}
          {...form.field('way')}
        />
        <AmountField label={t('tills.amount')} {...amount} />
        <TextField
          label={t('tills.note')}
          hint={t('tills.move.noteHint')}
          {...form.field('note')}
        />
      </Form>
    </Dialog>
  )
}

/** Undoes a closing. */
export function ReopenDrawer({ drawer, onClose }: Props) {
  const t = useText()
  const form = useContractForm(reopenDrawer, {
    defaults: { drawerId: drawer.id, reason: '' },
    refresh: REFRESH,
    onDone: onClose,
  })
  return (
    <Dialog open onClose={onClose} title={t('tills.reopen.title')} hint={t('tills.reopen.hint')}>
      <Form
        form={form}
        submit={t('tills.reopen.title')}
        permission={reopenDrawer}
        onCancel={onClose}
      >
        <TextField label={t('tills.reopen.reason')} autoFocus {...form.field('reason')} />
      </Form>
    </Dialog>
  )
}
