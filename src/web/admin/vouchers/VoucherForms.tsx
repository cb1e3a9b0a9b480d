import {
  restoreVoucher,
  VOID_REASONS,
  voidVouchers,
  type Voucher,
} from '#modules/vouchers/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { voucher: Voucher; onClose: () => void }

const REFRESH = ['vouchers', 'ledger']

/** Makes this one worthless; its money is only given back for one that was handed out. */
export function VoidOneForm({ voucher, onClose }: Props) {
  const t = useText()
  const { batch, serial, state } = voucher
  const form = useContractForm(voidVouchers, {
    defaults: { batchId: batch.id, fromSerial: serial, toSerial: serial, why: 'stolen' },
    refresh: REFRESH,
    onDone: onClose,
  })
  const reasons = VOID_REASONS.filter((why) => why !== 'refunded' || state === 'sold')
  return (
    <Dialog open onClose={onClose} title={t('vouchers.void.title')} hint={t('vouchers.void.hint')}>
      <Form
        form={form}
        submit={t('vouchers.void.title')}
        permission={voidVouchers}
        danger
        evenUnchanged
        onCancel={onClose}
      >
        <SelectField
          label={t('vouchers.void.why')}
          options={reasons.map((value) => ({ value, label: t(`vouchers.void.reasons.${value}`) }))}
          {...form.field('why')}
        />
      </Form>
    </Dialog>
  )
}

/** Undoes that it was made void. */
export function RestoreForm({ voucher, onClose }: Props) {
  const t = useText()
  const form = useContractForm(restoreVoucher, {
    defaults: { voucherId: voucher.id, reason: '' },
    refresh: REFRESH,
    onDone: () => {
      toast.good(t('vouchers.restore.done'))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('vouchers.restore.title')}
      hint={t('vouchers.restore.hint')}
    >
      <Form
        form={form}
        submit={t('vouchers.restore.title')}
        permission={restoreVoucher}
        onCancel={onClose}
      >
        <TextField label={t('vouchers.restore.reason')} autoFocus {...form.field('reason')} />
      </Form>
    </Dialog>
  )
}
