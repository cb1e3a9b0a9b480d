import { FileUp } from 'lucide-react'
import { useState } from 'react'
import type { ParsedReplyOf } from '#kernel/endpoint.ts'
import { formatPhone } from '#kernel/phone.ts'
import {
  IMPORT_BYTES_MAX,
  IMPORT_COLUMNS,
  previewImport,
  runImport,
} from '#modules/subscribers/contract.ts'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { FileField } from '#web/ui/form/FileField.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { useGo } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { sentenceOf } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'
import { Sideways } from '#web/ui/Sideways.tsx'

type Preview = ParsedReplyOf<typeof previewImport>

/** A file of subscribers: looked at first, with every mistake at its row and column; then brought in whole. */
export function ImportPage() {
  const t = useText()
  const go = useGo()
  const mayNot = useMayNot()
  const [file, setFile] = useState<File | null>(null)
  const [duplicates, setDuplicates] = useState<'skip' | 'add'>('skip')
  const look = useMutate(previewImport, { refresh: [] })
  // Of the file that was chosen last, also where an earlier one is still being looked at.
  const preview = look.data
  const run = useMutate(runImport, {
    onDone: ({ added, skipped }) => {
      toast.good(t('subscribers.importing.done', { added, skipped }))
      go(paths.subscribers())
    },
  })
  const isReady = preview !== undefined && preview.mistakeCount === 0 && preview.rows > 0

  async function take(chosen: File | null) {
    setFile(chosen)
    run.reset()
    look.reset()
    if (chosen) look.mutate({ csv: await chosen.text() })
  }

  return (
    <Page
      title={t('subscribers.importing.title')}
      lead={t('subscribers.importing.lead')}
      crumbs={[{ label: t('subscribers.title'), to: paths.subscribers() }]}
    >
      <div className="grid gap-6">
        <Card>
          <FileField
            label={t('subscribers.importing.file')}
            types={['text/csv', 'application/vnd.ms-excel']}
            bytesMax={IMPORT_BYTES_MAX}
            value={file}
            onChange={(chosen) => void take(chosen)}
          />
          <p className="mt-4 font-medium">{t('subscribers.importing.columns')}</p>
          <p className="text-sm text-soft">{t('subscribers.importing.columnsHint')}</p>
          <p className="mt-2 flex flex-wrap gap-1.5">
            {IMPORT_COLUMNS.map((column) => (
              <Badge
                key={column}
                className="font-mono"
                tone={isNeeded(column) ? 'accent' : 'neutral'}
              >
                {column}
              </Badge>
            ))}
          </p>
          <a
            className="mt-3 inline-block text-sm text-accent-text underline"
            download="subscribers.csv"
            href={`data:text/csv;charset=utf-8,${encodeURIComponent(`${IMPORT_COLUMNS.join(',')}\r\n`)}`}
          >
            {t('subscribers.importing.template')}
          </a>
        </Card>
        {look.error && <Banner tone="bad" title={sentenceOf(look.error, t)} />}
        {run.error && <Banner tone="bad" title={sentenceOf(run.error, t)} />}
        {preview && preview.mistakeCount > 0 && <Mistakes preview={preview} />}
        {preview && <Found preview={preview} />}
        {isReady && look.isSuccess && (
          <div className="grid gap-5">
            {preview.duplicateCount > 0 && (
              <RadioCards
                label={t('subscribers.importing.duplicates', { count: preview.duplicateCount })}
                options={[
                  { value: 'skip', label: t('subscribers.importing.skip') },
                  { value: 'add', label: t('subscribers.importing.addThem') },
                ]}
                value={duplicates}
                onChange={setDuplicates}
              />
            )}
            <div>
              <Button
                look="primary"
                size="lg"
                icon={<FileUp />}
                busy={run.isPending}
                disabledBecause={mayNot(runImport)}
                onClick={() => run.mutate({ csv: look.variables.csv, duplicates })}
              >
                {t('subscribers.importing.run')}
              </Button>
            </div>
          </div>
        )}
      </div>
    </Page>
  )
}

function isNeeded(column: string): boolean {
  return column === 'name' || column === 'phone'
}

function Mistakes({ preview }: { preview: Preview }) {
  const t = useText()
  return (
    <Card title={t('subscribers.importing.wrong', { count: preview.mistakeCount })} flush>
      <Sideways label={t('subscribers.importing.wrong', { count: preview.mistakeCount })}>
        <table className="w-full text-left">
          <thead className="text-sm text-soft">
            <tr>
              <th className="px-5 py-2 font-medium">{t('subscribers.importing.row')}</th>
              <th className="px-5 py-2 font-medium">{t('subscribers.importing.column')}</th>
              <th className="px-5 py-2 font-medium">{t('subscribers.importing.mistake')}</th>
            </tr>
          </thead>
          <tbody>
            {preview.mistakes.map((mistake, place) => (
              <tr key={place} className="border-t">
                <td className="tnum px-5 py-2">{mistake.row}</td>
                <td className="px-5 py-2 font-mono text-sm">{mistake.column ?? '–'}</td>
                <td className="px-5 py-2">{mistake.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
      {preview.mistakeCount > preview.mistakes.length && (
        <p className="border-t px-5 py-3 text-sm text-soft">
          {t('subscribers.importing.onlyFirst', { count: preview.mistakes.length })}
        </p>
      )}
    </Card>
  )
}

function Found({ preview }: { preview: Preview }) {
  const t = useText()
  return (
    <>
      {preview.unknownColumns.length > 0 && (
        <Banner
          title={t('subscribers.importing.unknown', { columns: preview.unknownColumns.join(', ') })}
        />
      )}
      {preview.sample.length > 0 && (
        <Card
          title={t('subscribers.importing.ready', { count: preview.rows })}
          hint={t('subscribers.importing.sample')}
          flush
        >
          <ul className="divide-y">
            {preview.sample.map((one) => (
              <li key={one.row} className="flex flex-wrap gap-x-4 px-5 py-2">
                <span className="tnum w-10 text-soft">{one.row}</span>
                <span className="min-w-40 flex-1 font-medium">{one.name}</span>
                <span className="tnum">{formatPhone(one.phone)}</span>
                <span className="text-soft">{one.county ?? ''}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}
