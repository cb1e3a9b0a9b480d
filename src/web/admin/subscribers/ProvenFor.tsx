import { listDocuments } from '#modules/subscribers/contract.ts'
import { orNone } from '#web/admin/subscribers/choose-none.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { DateField } from '#web/ui/form/DateField.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import type { Bound } from '#web/ui/form/use-contract-form.ts'

type Props = {
  subscriberId: string
  from: Bound<string>
  until: Bound<string> & { optional: true }
  documentId: Bound<string | null>
}

/** From when to when something holds for a subscriber, and which of their papers proves it. */
export function ProvenFor({ subscriberId, from, until, documentId }: Props) {
  const t = useText()
  const documents = useCall(listDocuments, { subscriberId })
  const papers = (documents.data?.documents ?? []).map(({ id, name }) => ({
    value: id,
    label: name,
  }))
  const none = t('subscribers.segments.noProof')
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <DateField label={t('subscribers.segments.from')} {...from} />
        <DateField label={t('subscribers.segments.until')} {...until} />
      </div>
      <SelectField
        label={t('subscribers.segments.proof')}
        {...orNone(none, papers, documentId.value, documentId.onChange)}
      />
    </>
  )
}
