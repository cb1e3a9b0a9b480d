import { useText } from '#web/i18n/index.ts'
import { CopyButton } from '#web/ui/Copy.tsx'

/** A secret that is shown once: an API key, recovery codes. To be copied, never to be read off. */
export function SecretBox({ label, value, hint }: { label: string; value: string; hint?: string }) {
  const t = useText()
  return (
    <div className="grid content-start gap-1.5">
      <p className="font-medium">{label}</p>
      <div className="flex items-start gap-2 rounded-md border border-field bg-sunken py-1.5 pr-1.5 pl-3">
        <code className="min-w-0 flex-1 self-center font-mono text-sm break-all whitespace-pre-wrap select-all">
          {value}
        </code>
        <CopyButton value={value} />
      </div>
      <p className="text-sm text-soft">{hint ?? t('common.field.secretOnce')}</p>
    </div>
  )
}
