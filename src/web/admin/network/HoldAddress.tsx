import { fixAddress, reserveAddress } from '#modules/network/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { poolId: string; onClose: () => void }

/** Keeps an address for equipment of our own. */
export function ReserveAddress({ poolId, onClose }: Props) {
  const t = useText()
  const form = useContractForm(reserveAddress, {
    defaults: { poolId, part: '', note: '' },
    onDone: () => {
      toast.good(t('network.pool.reserved', { part: form.values.part }))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('network.pool.reserve')} size="sm">
      <Form
        form={form}
        submit={t('network.pool.reserve')}
        permission={reserveAddress}
        onCancel={onClose}
      >
        <TextField
          label={t('network.pool.part')}
          autoFocus
          spellCheck={false}
          {...form.field('part')}
        />
        <TextField label={t('network.pool.note')} {...form.field('note')} />
      </Form>
    </Dialog>
  )
}

/** Gives a service an address that is always its own. */
export function FixAddress({ poolId, onClose }: Props) {
  const t = useText()
  const form = useContractForm(fixAddress, {
    defaults: { poolId, part: '', serviceId: '' },
    onDone: () => {
      toast.good(t('network.pool.fixed', { part: form.values.part }))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('network.pool.fix')} size="sm">
      <Form form={form} submit={t('network.pool.fix')} permission={fixAddress} onCancel={onClose}>
        <TextField
          label={t('network.pool.part')}
          autoFocus
          spellCheck={false}
          {...form.field('part')}
        />
        <TextField
          label={t('network.pool.service')}
          spellCheck={false}
          {...form.field('serviceId')}
        />
      </Form>
    </Dialog>
  )
}
