import { listSegments } from '#modules/catalog/contract.ts'
import { claimSegment, type Subscriber } from '#modules/subscribers/contract.ts'
import { ProvenFor } from '#web/admin/subscribers/ProvenFor.tsx'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { useCan } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { subscriber: Subscriber; onClose: () => void }

export function ClaimSegment({ subscriber, onClose }: Props) {
  const t = useText()
  const can = useCan()
  const language = useLanguage()
  const segments = useCall(listSegments, {}, { enabled: can(listSegments) })
  const form = useContractForm(claimSegment, {
    defaults: {
      subscriberId: subscriber.id,
      segmentId: '',
      documentId: null,
      from: '',
      until: null,
    },
    onDone: () => {
      toast.good(t('subscribers.segments.added'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('subscribers.segments.add')}>
      <Form
        form={form}
        submit={t('subscribers.segments.add')}
        permission={claimSegment}
        onCancel={onClose}
      >
        <SelectField
          label={t('subscribers.segments.segment')}
          options={(segments.data?.segments ?? [])
            .filter((one) => one.state === 'open')
            .map((one) => ({ value: one.id, label: one.name[language] }))}
          {...form.field('segmentId')}
        />
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
