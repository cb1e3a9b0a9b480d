import { Download, FileSpreadsheet } from 'lucide-react'
import { useState } from 'react'
import { useText } from '#web/i18n/index.ts'
import { Button, buttonLook } from '#web/ui/Button.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { sentenceOf } from '#web/ui/Problem.tsx'
import type { ListView } from '#web/ui/table/use-list.ts'
import { toast } from '#web/ui/toast.ts'

/** A link where the browser may fetch the file by its address; else we fetch it and hand it over. */
export function CsvButton({
  of: { csvUrl, fetchCsv },
  named = false,
}: {
  /** Among other downloads it says what it is. */
  named?: boolean
  of: Pick<ListView<unknown>, 'csvUrl' | 'fetchCsv'>
}) {
  const t = useText()
  const [isBusy, setBusy] = useState(false)
  if (csvUrl)
    return (
      <a
        href={csvUrl}
        download
        aria-label={t('common.table.csv')}
        title={t('common.table.csvHint')}
        className={buttonLook({ look: 'quiet', className: 'w-9 px-0' })}
      >
        <Download aria-hidden="true" />
      </a>
    )
  if (!fetchCsv) return null
  const save = () => {
    setBusy(true)
    fetchCsv()
      .then(({ name, file }) => saveFile(name, file))
      .catch((error: unknown) => toast.bad(sentenceOf(error, t)))
      .finally(() => setBusy(false))
  }
  if (named)
    return (
      <Button icon={<FileSpreadsheet />} title={t('common.table.csv')} busy={isBusy} onClick={save}>
        CSV
      </Button>
    )
  return (
    <IconButton label={t('common.table.csv')} busy={isBusy} onClick={save}>
      <Download />
    </IconButton>
  )
}

function saveFile(name: string, file: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser has taken the file by its next turn.
  setTimeout(() => URL.revokeObjectURL(link.href))
}
