import { useNavigate } from '@tanstack/react-router'
import { findVoucher } from '#modules/vouchers/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'

/** From the code on somebody's paper to the page of that voucher. */
export function FindVoucher({ onClose }: { onClose: () => void }) {
  const t = useText()
  const navigate = useNavigate()
  const form = useContractForm(findVoucher, {
    defaults: { code: '' },
    onDone: ({ voucherId }) => void navigate({ to: paths.voucher(voucherId) }),
  })
  return (
    <Dialog open onClose={onClose} title={t('vouchers.find.title')} hint={t('vouchers.find.hint')}>
      <Form
        form={form}
        submit={t('vouchers.find.submit')}
        permission={findVoucher}
        onCancel={onClose}
      >
        <TextField
          label={t('vouchers.find.code')}
          autoFocus
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          {...form.field('code')}
        />
      </Form>
    </Dialog>
  )
}
