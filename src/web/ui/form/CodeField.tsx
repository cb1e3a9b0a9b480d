import { useText } from '#web/i18n/index.ts'
import { Field, type FieldFrame } from '#web/ui/form/Field.tsx'

type Props = FieldFrame & {
  value: string
  onChange: (value: string) => void
  length?: number
  autoFocus?: boolean
  /** Called when the last digit is in, so that nobody has to look for the button. */
  onComplete?: (code: string) => void
}

/** A one-time code. One box, so that it can be pasted, filled in by the phone and read out as one thing. */
export function CodeField({ value, onChange, length = 6, autoFocus, onComplete, ...frame }: Props) {
  const t = useText()
  return (
    <Field {...frame} hint={frame.hint}>
      {(control) => (
        <input
          {...control}
          value={value}
          autoFocus={autoFocus}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={length + 4}
          title={t('common.field.code', { count: length })}
          spellCheck={false}
          onChange={(event) => {
            const digits = event.target.value.replaceAll(/\D/g, '').slice(0, length)
            onChange(digits)
            if (digits.length === length && digits !== value) onComplete?.(digits)
          }}
          className="control h-12 font-mono text-xl tracking-[0.5em] tnum"
        />
      )}
    </Field>
  )
}
