import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useText } from '#web/i18n/index.ts'
import { copyText } from '#web/ui/copy-text.ts'
import { IconButton } from '#web/ui/IconButton.tsx'

/** Copies a value and says so for two seconds. */
export function CopyButton({
  value,
  label,
  className,
}: {
  value: string
  label?: string
  className?: string
}) {
  const t = useText()
  const [copied, setCopied] = useState(false)
  async function copy() {
    if (!(await copyText(value))) return
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <>
      <IconButton
        size="sm"
        label={copied ? t('common.copied') : (label ?? t('common.copy'))}
        onClick={() => void copy()}
        {...(className ? { className } : {})}
      >
        {copied ? <Check className="text-good-text" /> : <Copy />}
      </IconButton>
      <span role="status" className="sr-only">
        {copied ? t('common.copied') : ''}
      </span>
    </>
  )
}
