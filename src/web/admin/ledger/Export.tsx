import { Download } from 'lucide-react'
import { useState } from 'react'
import {
  EXPORT_DETAILS,
  EXPORT_FORMS,
  exportJournals,
  type ExportDetail,
  type ExportForm,
} from '#modules/ledger/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { writeSearch } from '#web/search-params.ts'
import { buttonLook } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { useToday } from '#web/ui/zone.ts'

/** A file for the accountant; last month unless said. */
export function Export({ onClose }: { onClose: () => void }) {
  const t = useText()
  const lastMonth = useToday().with({ day: 1 }).subtract({ days: 1 })
  const [form, setForm] = useState<ExportForm>('csv')
  const [detail, setDetail] = useState<ExportDetail>('day')
  const [from, setFrom] = useState(lastMonth.with({ day: 1 }).toString())
  const [to, setTo] = useState(lastMonth.toString())
  const isFit = /^\d{4}-\d\d-\d\d$/.test(from) && /^\d{4}-\d\d-\d\d$/.test(to) && from <= to
  return (
    <Dialog open onClose={onClose} title={t('ledger.export.title')} hint={t('ledger.export.hint')}>
      <div className="grid gap-5">
        <RadioCards
          label={t('ledger.export.form')}
          value={form}
          onChange={setForm}
          columns={2}
          options={EXPORT_FORMS.map((one) => ({
            value: one,
            label: t(`ledger.export.forms.${one}`),
            hint: t(`ledger.export.formHints.${one}`),
          }))}
        />
        <SelectField
          label={t('ledger.export.detail')}
          value={detail}
          onChange={setDetail}
          options={EXPORT_DETAILS.map((one) => ({
            value: one,
            label: t(`ledger.export.details.${one}`),
          }))}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <DateField label={t('ledger.export.from')} value={from} onChange={setFrom} />
          <DateField
            label={t('ledger.export.to')}
            value={to}
            onChange={setTo}
            error={isFit ? undefined : t('ledger.export.badDays')}
          />
        </div>
        {isFit && (
          <a
            className={buttonLook({ look: 'primary' })}
            href={`${exportJournals.path}${writeSearch({ form, detail, from, to })}`}
            download
          >
            <Download aria-hidden="true" />
            {t('ledger.export.download')}
          </a>
        )}
      </div>
    </Dialog>
  )
}
