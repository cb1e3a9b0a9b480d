import { setTaxStanding, TAX_KINDS, type Subscriber } from '#modules/subscribers/contract.ts'
import { ProvenFor } from '#web/admin/subscribers/ProvenFor.tsx'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

export function SetTax({ subscriber, onClose }: { subscriber: Subscriber; onClose: () => void }) {
  const t = useText()
  const form = useContractForm(setTaxStanding, {
    defaults: {
      subscriberId: subscriber.id,
      kind: 'exempt',
      certificate: '',
      documentId: null,
      from: '',
      until: null,
    },
    onDone: () => {
      toast.good(t('subscribers.taxes.set'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('subscribers.taxes.add')}>
      <Form
        form={form}
        submit={t('subscribers.taxes.add')}
        permission={setTaxStanding}
        onCancel={onClose}
      >
        <SelectField
          label={t('subscribers.taxes.kind')}
          options={TAX_KINDS.map((value) => ({
            value,
            label: t(`subscribers.taxes.kinds.${value}`),
          }))}
          {...form.field('kind')}
        />
        <TextField label={t('subscribers.taxes.certificate')} {...form.field('certificate')} />
        <ProvenFor
          subscriberId={subscriber.id}
          from={form.field('from')}
          until={form.textOrNull('until')}
          documentId={form.field('documentId')}
        />
      </Form>
    </Dialog>
  )
}
