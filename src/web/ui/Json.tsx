import { useText } from '#web/i18n/index.ts'
import { cn } from '#web/ui/cn.ts'
import { CopyButton } from '#web/ui/Copy.tsx'

/** Text for machines, exactly as it is, with a button that copies it. */
export function CodeBlock({
  code,
  label,
  className,
}: {
  code: string
  label: string
  className?: string
}) {
  return (
    <div className={cn('relative [contain:inline-size] rounded-md border bg-sunken', className)}>
      <pre
        tabIndex={0}
        role="region"
        aria-label={label}
        className="max-h-96 overflow-auto rounded-md p-3 pr-12 font-mono text-sm"
      >
        <code>{code}</code>
      </pre>
      <CopyButton value={code} className="absolute top-1.5 right-1.5 bg-sunken" />
    </div>
  )
}

/** Any JSON, folded below its first levels. */
export function JsonView({ value, label }: { value: unknown; label: string }) {
  return (
    <div
      role="region"
      tabIndex={0}
      aria-label={label}
      className="relative max-h-96 [contain:inline-size] overflow-auto rounded-md border bg-sunken p-3 pr-12 font-mono text-sm"
    >
      <Node value={value} depth={0} />
      <CopyButton
        value={JSON.stringify(value, null, 2)}
        className="absolute top-1.5 right-1.5 bg-sunken"
      />
    </div>
  )
}

const OPEN_DEPTH = 2

function Node({ value, depth }: { value: unknown; depth: number }) {
  const t = useText()
  if (typeof value !== 'object' || value === null) return <Leaf value={value} />
  const entries = Object.entries(value)
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  if (entries.length === 0) return <span>{open + close}</span>
  return (
    <details open={depth < OPEN_DEPTH} className="inline-block align-top">
      <summary className="rounded-sm text-soft hover:text-ink">
        {open} {t('common.json.items', { count: entries.length })} {close}
      </summary>
      <ul className="border-l pl-4">
        {entries.map(([key, inner]) => (
          <li key={key}>
            <span className="text-accent-text">{key}</span>
            <span className="text-soft">: </span>
            <Node value={inner} depth={depth + 1} />
          </li>
        ))}
      </ul>
    </details>
  )
}

function Leaf({ value }: { value: unknown }) {
  const look =
    typeof value === 'string'
      ? 'text-good-text'
      : typeof value === 'number'
        ? 'text-info-text'
        : 'text-warn-text'
  return <span className={cn('break-all', look)}>{JSON.stringify(value) ?? 'null'}</span>
}
