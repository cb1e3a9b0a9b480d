import {
  changeContract,
  usualContractTerms,
  writeContract,
  type Contract,
  type ContractTerms,
  type Subscriber,
} from '#modules/subscribers/contract.ts'
import { StaleBanner } from '#web/admin/organization/StaleBanner.tsx'
import { ContractTermsFields } from '#web/admin/subscribers/ContractTermsFields.tsx'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { subscriber: Subscriber; onClose: () => void }

export function WriteContract({ subscriber, onClose }: Props) {
  const t = useText()
  const form = useContractForm(writeContract, {
    defaults: {
      ...{ subscriberId: subscriber.id, name: '', from: '', until: null, documentId: null },
      terms: usualContractTerms,
    },
    onDone: () => {
      toast.good(t('subscribers.contracts.drafted'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('subscribers.contracts.add')} shape="side">
      <Form
        form={form}
        submit={t('subscribers.contracts.add')}
        permission={writeContract}
        onCancel={onClose}
      >
        <TermFields
          name={form.field('name')}
          from={form.field('from')}
          until={form.textOrNull('until')}
        />
        <ContractTermsFields
          terms={form.values.terms}
          issueAt={form.issuesIn('terms')}
          onChange={(terms) => form.set({ terms })}
        />
      </Form>
    </Dialog>
  )
}

/** A draft is changed as often as one likes; what was signed is not. */
export function ChangeContract({ contract, onClose }: { contract: Contract; onClose: () => void }) {
  const t = useText()
  const { id: contractId, subscriberId, version, name, from, until, documentId, terms } = contract
  const form = useContractForm(changeContract, {
    defaults: { subscriberId, contractId, version, name, from, until, documentId, terms },
    onDone: () => {
      toast.good(t('subscribers.contracts.changed'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('subscribers.contracts.edit')} shape="side">
      <Form form={form} submit={t('common.save')} permission={changeContract} onCancel={onClose}>
        <StaleBanner form={form} />
        <TermFields
          name={form.field('name')}
          from={form.field('from')}
          until={form.textOrNull('until')}
        />
        <ContractTermsFields
          terms={form.values.terms}
          issueAt={form.issuesIn('terms')}
          onChange={(next: ContractTerms) => form.set({ terms: next })}
        />
      </Form>
    </Dialog>
  )
}

type Field<V> = {
  name: string
  value: V
  onChange: (value: V) => void
  error: string | undefined
}

function TermFields({
  name,
  from,
  until,
}: {
  name: Field<string>
  from: Field<string>
  until: Field<string> & { optional: true }
}) {
  const t = useText()
  return (
    <>
      <TextField label={t('subscribers.contracts.name')} autoFocus {...name} />
      <div className="grid gap-5 sm:grid-cols-2">
        <DateField label={t('subscribers.contracts.from')} {...from} />
        <DateField
          label={t('subscribers.contracts.until')}
          hint={t('subscribers.contracts.untilHint')}
          {...until}
        />
      </div>
    </>
  )
}
