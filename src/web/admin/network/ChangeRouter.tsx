import { changeNas, type Nas } from '#modules/network/contract.ts'
import { RouterFields } from '#web/admin/network/RouterFields.tsx'
import { routerValuesOf, withoutEmpty } from '#web/admin/network/router-values.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

export function ChangeRouter({ nas, onClose }: { nas: Nas; onClose: () => void }) {
  const t = useText()
  const form = useContractForm(changeNas, {
    defaults: routerValuesOf(nas),
    prepare: withoutEmpty,
    onDone: ({ name }) => {
      toast.good(t('network.router.changed', { name }))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('network.router.edit')} shape="side">
      <Form form={form} submit={t('common.save')} permission={changeNas} onCancel={onClose}>
        <RouterFields form={form} />
      </Form>
    </Dialog>
  )
}
