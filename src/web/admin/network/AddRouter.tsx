import type { ParsedReplyOf } from '#kernel/endpoint.ts'
import { addNas } from '#modules/network/contract.ts'
import { RouterFields } from '#web/admin/network/RouterFields.tsx'
import { newRouter, withoutEmpty } from '#web/admin/network/router-values.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = {
  /** Where an unknown router was heard from. */
  address?: string | undefined
  onClose: () => void
  onAdded: (added: ParsedReplyOf<typeof addNas>) => void
}

export function AddRouter({ address, onClose, onAdded }: Props) {
  const t = useText()
  const form = useContractForm(addNas, {
    defaults: address === undefined ? newRouter : { ...newRouter, address },
    prepare: withoutEmpty,
    onDone: (added) => {
      toast.good(t('network.routers.added', { name: added.nas.name }))
      onAdded(added)
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('network.routers.add')} shape="side">
      <Form form={form} submit={t('network.routers.add')} permission={addNas} onCancel={onClose}>
        <RouterFields form={form} />
        <TextField
          label={t('network.routers.secretGiven')}
          hint={t('network.routers.secretHint')}
          optional
          autoComplete="off"
          spellCheck={false}
          name="secret"
          value={form.values.secret ?? ''}
          onChange={(secret) => form.set({ secret })}
          error={form.issueAt('secret')}
        />
      </Form>
    </Dialog>
  )
}
