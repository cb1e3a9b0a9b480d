import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import {
  changeQuotation,
  declineQuotation,
  withdrawQuotation,
  writeQuotation,
  type Quotation,
  type QuotedItem,
} from '#modules/billing/contract.ts'
import type { Subscriber } from '#modules/subscribers/contract.ts'
import { QuotationItems } from '#web/admin/billing/QuotationItems.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

/** Composes an offer; the draft opens with its prices. */
export function WriteQuotation({
  subscriber,
  onClose,
}: {
  subscriber: Subscriber
  onClose: () => void
}) {
  const t = useText()
  const go = useNavigate()
  const [id] = useState(randomId)
  const form = useContractForm(writeQuotation, {
    defaults: { subscriberId: subscriber.id, id, items: [], notes: { en: '', sw: '' } },
    onDone: async (written) => {
      toast.good(t('billing.quotation.written'))
      await go({ to: paths.quotation(written.id) })
    },
  })
  const { values } = form
  return (
    <Dialog open onClose={onClose} title={t('billing.quotation.write')} size="lg">
      <Form
        form={form}
        submit={t('billing.quotation.save')}
        permission={writeQuotation}
        onCancel={onClose}
      >
        <Fields
          items={values.items}
          names={{}}
          issueAt={form.issuesIn('items')}
          itemsIssue={form.issueAt('items')}
          onItems={(items) => form.set({ items })}
          notes={{ en: form.field('notes.en'), sw: form.field('notes.sw') }}
          days={{ value: values.validDays, error: form.issueAt('validDays') }}
          onDays={(validDays) => form.set({ validDays })}
        />
      </Form>
    </Dialog>
  )
}

export function ChangeQuotation({
  quotation,
  onClose,
}: {
  quotation: Quotation
  onClose: () => void
}) {
  const t = useText()
  const { id: quotationId, items, names, notes, validDays, version } = quotation
  const form = useContractForm(changeQuotation, {
    defaults: { quotationId, version, items, notes, validDays },
    refresh: ['billing', 'documents'],
    onDone: () => {
      toast.good(t('billing.quotation.changed'))
      onClose()
    },
  })
  const { values } = form
  return (
    <Dialog open onClose={onClose} title={t('billing.quotation.change')} size="lg">
      <Form
        form={form}
        submit={t('billing.quotation.save')}
        permission={changeQuotation}
        onCancel={onClose}
      >
        <Fields
          items={values.items}
          names={names}
          issueAt={form.issuesIn('items')}
          itemsIssue={form.issueAt('items')}
          onItems={(next) => form.set({ items: next })}
          notes={{ en: form.field('notes.en'), sw: form.field('notes.sw') }}
          days={{ value: values.validDays, error: form.issueAt('validDays') }}
          onDays={(next) => form.set({ validDays: next })}
        />
      </Form>
    </Dialog>
  )
}

type BoundText = { name: string; value: string; onChange: (value: string) => void }

function Fields({
  items,
  names,
  issueAt,
  itemsIssue,
  onItems,
  notes,
  days,
  onDays,
}: {
  items: readonly QuotedItem[]
  names: Quotation['names']
  issueAt: (path: string) => string | undefined
  itemsIssue: string | undefined
  onItems: (items: QuotedItem[]) => void
  notes: { en: BoundText; sw: BoundText }
  days: { value: number | undefined; error: string | undefined }
  onDays: (days: number | undefined) => void
}) {
  const t = useText()
  return (
    <>
      <QuotationItems
        items={items}
        names={names}
        issueAt={issueAt}
        error={itemsIssue}
        onChange={onItems}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextArea
          label={t('billing.quotation.notesEn')}
          hint={t('billing.quotation.notesHint')}
          optional
          {...notes.en}
        />
        <TextArea label={t('billing.quotation.notesSw')} optional {...notes.sw} />
        <NumberField
          label={t('billing.quotation.validDays')}
          hint={t('billing.quotation.validDaysHint')}
          optional
          unit={t('billing.quotation.days')}
          value={days.value ?? null}
          error={days.error}
          onChange={(typed) => onDays(typed ?? undefined)}
        />
      </div>
    </>
  )
}

const ENDS = { decline: declineQuotation, withdraw: withdrawQuotation } as const

/** An offer that comes to nothing, with the reason if one is known. */
export function EndQuotation({
  quotationId,
  how,
  onClose,
}: {
  quotationId: string
  how: keyof typeof ENDS
  onClose: () => void
}) {
  const t = useText()
  const form = useContractForm(ENDS[how], {
    defaults: { quotationId, reason: '' },
    refresh: ['billing', 'documents', 'subscribers'],
    onDone: () => {
      toast.good(
        t(how === 'decline' ? 'billing.quotation.declined' : 'billing.quotation.withdrawn'),
      )
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`billing.quotation.${how}`)}
      hint={t(`billing.quotation.${how}Hint`)}
      size="sm"
    >
      <Form
        form={form}
        submit={t(`billing.quotation.${how}`)}
        permission={ENDS[how]}
        danger
        evenUnchanged
        guard={false}
        onCancel={onClose}
      >
        <TextArea
          label={t('billing.quotation.reason')}
          optional
          {...form.field('reason')}
          value={form.values.reason ?? ''}
        />
      </Form>
    </Dialog>
  )
}
