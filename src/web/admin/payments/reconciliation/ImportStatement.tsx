import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import {
  importMpesaStatement,
  listShortcodes,
  type importMpesaStatement as Imported,
} from '#modules/payments/contract.ts'
import type { ParsedReplyOf } from '#kernel/endpoint.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { FileField } from '#web/ui/form/FileField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Loaded } from '#web/ui/Problem.tsx'

/** Windows calls a CSV by the name of the program that opens it. */
const TYPES = ['text/csv', 'application/vnd.ms-excel']
const BYTES_MAX = 10_000_000

/** The file of the organisation portal, and what of it did not count. */
export function ImportStatement({ onClose }: { onClose: () => void }) {
  const t = useText()
  const shortcodes = useCall(listShortcodes, {})
  const [done, setDone] = useState<ParsedReplyOf<typeof Imported>>()
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('payments.statements.import')}
      hint={t('payments.statements.importHint')}
      shape="side"
    >
      {done ? (
        <Outcome of={done} onClose={onClose} />
      ) : (
        <Loaded of={shortcodes}>
          {({ shortcodes: all }) => (
            <ImportForm
              shortcodes={all.map(({ id, name, number }) => ({
                value: id,
                label: `${number} ${name}`,
              }))}
              {...{ onClose, onDone: setDone }}
            />
          )}
        </Loaded>
      )}
    </Dialog>
  )
}

function ImportForm({
  shortcodes,
  onClose,
  onDone,
}: {
  shortcodes: readonly { value: string; label: string }[]
  onClose: () => void
  onDone: (reply: ParsedReplyOf<typeof Imported>) => void
}) {
  const t = useText()
  const [id] = useState(randomId)
  const [file, setFile] = useState<File | null>(null)
  const form = useContractForm(importMpesaStatement, {
    defaults: { id, shortcodeId: shortcodes[0]?.value ?? '', fileName: '', csv: '' },
    refresh: ['payments', 'ledger'],
    onDone,
  })
  const csv = form.field('csv')
  const fileName = form.field('fileName')
  return (
    <Form
      form={form}
      submit={t('payments.statements.import')}
      permission={importMpesaStatement}
      onCancel={onClose}
    >
      <SelectField
        label={t('payments.mpesa.shortcode')}
        options={shortcodes}
        {...form.field('shortcodeId')}
      />
      <FileField
        label={t('payments.statements.file')}
        hint={t('payments.statements.fileHint')}
        types={TYPES}
        bytesMax={BYTES_MAX}
        error={csv.error ?? fileName.error}
        value={file}
        onChange={(chosen) => {
          setFile(chosen)
          fileName.onChange(chosen?.name.slice(0, 200) ?? '')
          if (chosen) void chosen.text().then(csv.onChange)
          else csv.onChange('')
        }}
      />
    </Form>
  )
}

function Outcome({ of, onClose }: { of: ParsedReplyOf<typeof Imported>; onClose: () => void }) {
  const t = useText()
  const { lines, knownLines, gaps, skippedRows } = of
  return (
    <div className="grid gap-4">
      <Banner tone="good" title={t('payments.statements.imported', { count: lines })}>
        {t('payments.statements.importedHint', { known: knownLines })}
      </Banner>
      {gaps > 0 && (
        <Banner tone="warn" title={t('payments.statements.gaps', { count: gaps })}>
          {t('payments.statements.gapsHint')}
        </Banner>
      )}
      {skippedRows.length > 0 && (
        <div>
          <h3 className="mb-2 font-medium">{t('payments.statements.skipped')}</h3>
          <ul className="grid gap-1 text-sm">
            {skippedRows.map(({ place, why }) => (
              <li key={place}>
                <span className="tnum text-soft">{place}</span> {why}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="flex justify-end">
        <Button look="primary" onClick={onClose}>
          {t('common.close')}
        </Button>
      </div>
    </div>
  )
}
