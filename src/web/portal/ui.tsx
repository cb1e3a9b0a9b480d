import { useEffect, useId, useState, type ComponentProps, type ReactNode } from 'react'
import { wordsOf } from '#web/portal/queries.ts'
import { useLanguage, useSay } from '#web/portal/texts.ts'
import { copyText } from '#web/ui/copy-text.ts'

/** The few parts that the portal is made of: large enough for thumbs, light enough for a slow line. */
export function Button({
  look = 'plain',
  busy = false,
  className = '',
  ...rest
}: ComponentProps<'button'> & { look?: 'primary' | 'plain' | 'quiet' | 'line'; busy?: boolean }) {
  const looks = {
    primary: 'bg-accent text-on-accent border-transparent hover:bg-accent-hover px-4',
    plain: 'bg-surface border-line hover:border-field px-4',
    quiet: 'bg-transparent border-transparent text-accent-text px-4',
    // Stands in a column of text, so it begins where the text does.
    line: 'bg-transparent border-transparent text-accent-text justify-self-start text-left',
  }
  return (
    <button
      type="button"
      disabled={busy}
      aria-busy={busy}
      className={`inline-flex min-h-11 max-w-full items-center justify-center rounded-lg border font-medium [overflow-wrap:anywhere] disabled:opacity-60 ${looks[look]} ${className}`}
      {...rest}
    />
  )
}

export function Card({ title, children }: { title?: ReactNode; children: ReactNode }) {
  return (
    <section className="grid grid-cols-1 gap-3 rounded-xl border bg-surface p-4">
      {title !== undefined && <h2 className="font-semibold">{title}</h2>}
      {children}
    </section>
  )
}

export function Field({
  label,
  hint,
  ...input
}: ComponentProps<'input'> & { label: string; hint?: string }) {
  const id = useId()
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        className="min-h-11 w-full rounded-lg border border-field bg-surface px-3 text-lg"
        {...input}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-sm text-soft">
          {hint}
        </p>
      )}
    </div>
  )
}

export function Switch({
  label,
  isOn,
  busy,
  onChange,
}: {
  label: string
  isOn: boolean
  busy?: boolean
  onChange: (to: boolean) => void
}) {
  return (
    <label className="flex min-h-11 items-center justify-between gap-4">
      <span>{label}</span>
      <input
        type="checkbox"
        role="switch"
        checked={isOn}
        disabled={busy}
        onChange={(event) => onChange(event.target.checked)}
        className="size-6 accent-accent"
      />
    </label>
  )
}

/** What went wrong, read out when it appears. */
export function Wrong({ error }: { error: unknown }) {
  const say = useSay()
  const language = useLanguage()
  const [words, setWords] = useState<string>()
  useEffect(() => {
    let isShown = true
    setWords(undefined)
    if (error)
      void wordsOf(error, language).then((found) => {
        if (isShown) setWords(found)
      })
    return () => {
      isShown = false
    }
  }, [error, language])
  if (!error) return null
  return (
    <p role="alert" className="rounded-lg bg-bad-wash p-3 text-bad-text">
      {words ?? say('wrong')}
    </p>
  )
}

export function Loading() {
  const say = useSay()
  return <p className="p-4 text-soft">{say('loading')}</p>
}

export function CopyLine({ label, value }: { label: string; value: string }) {
  const say = useSay()
  const [isCopied, setCopied] = useState(false)
  return (
    <div className="flex items-center justify-between gap-3 border-t pt-2">
      <span>
        <span className="block text-sm text-soft">{label}</span>
        <span className="tnum text-xl font-semibold">{value}</span>
      </span>
      <Button
        aria-label={`${say('copy')}: ${label}`}
        onClick={() =>
          void copyText(value).then((isThere) => {
            setCopied(isThere)
            setTimeout(() => setCopied(false), 2000)
          })
        }
      >
        {isCopied ? say('copied') : say('copy')}
      </Button>
    </div>
  )
}
