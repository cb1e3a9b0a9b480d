import { Download } from 'lucide-react'
import { useState } from 'react'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { CopyButton } from '#web/ui/Copy.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'

type Props = { codes: readonly string[]; onKept: () => void; done: string }

/** Shown once. One goes on only after saying that they are kept, since nobody can show them again. */
export function RecoveryCodes({ codes, onKept, done }: Props) {
  const t = useText()
  const [kept, setKept] = useState(false)
  const all = codes.join('\n')
  return (
    <div className="grid gap-4">
      <ul className="grid grid-cols-2 gap-x-4 gap-y-1.5 rounded-md bg-sunken px-4 py-3 font-mono tnum">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton value={all} label={t('signIn.enrol.codesCopy')} />
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${all}\n`)}`}
          download="kasi-recovery-codes.txt"
          className="inline-flex min-h-7 items-center gap-1.5 rounded px-1.5 font-medium text-accent-text hover:underline [&_svg]:size-4"
        >
          <Download aria-hidden="true" />
          {t('signIn.enrol.codesDownload')}
        </a>
      </div>
      <CheckField label={t('signIn.enrol.codesKept')} checked={kept} onChange={setKept} />
      <Button
        look="primary"
        size="lg"
        wide
        onClick={onKept}
        disabledBecause={!kept && t('signIn.enrol.codesLead')}
      >
        {done}
      </Button>
    </div>
  )
}
