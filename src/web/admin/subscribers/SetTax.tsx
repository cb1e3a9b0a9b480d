import {
  listDocuments,
  setTaxStanding,
  TAX_KINDS,
  type Subscriber,
} from '#modules/subscribers/contract.ts'
import { orNone } from '#web/admin/subscribers/choose-none.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

export function SetTax({ subscriber, onClose }: { subscriber: Subscriber; onClose: () => void }) {
  const t = useText()
  const papers = usePapers(subscriber.id)
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
  const until = form.field('until')
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
        <div className="grid gap-5 sm:grid-cols-2">
          <DateField label={t('subscribers.segments.from')} {...form.field('from')} />
          <DateField
            label={t('subscribers.segments.until')}
            optional
            {...until}
            value={until.value ?? ''}
            onChange={(day) => until.onChange(day === '' ? null : day)}
          />
        </div>
        <SelectField
          label={t('subscribers.segments.proof')}
          {...orNone(t('subscribers.segments.noProof'), papers, form.values.documentId, (chosen) =>
            form.set({ documentId: chosen }),
          )}
        />
      </Form>
    </Dialog>
  )
}

/** Papers of this subscriber, for choosing one as proof. */
export function usePapers(subscriberId: string) {
  const documents = useCall(listDocuments, { subscriberId })
  return (documents.data?.documents ?? []).map((paper) => ({ value: paper.id, label: paper.name }))
}
