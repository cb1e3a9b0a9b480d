import { ChevronDown } from 'lucide-react'
import { useText } from '#web/i18n/index.ts'
import { Field, type FieldFrame } from '#web/ui/form/Field.tsx'

export type Option<V extends string = string> = {
  value: V
  label: string
  hint?: string
  disabled?: boolean
}

type Props<V extends string> = FieldFrame & {
  value: V | ''
  onChange: (value: V) => void
  options: readonly Option<V>[]
  disabled?: boolean
}

/** One of a few. The browser's own list: it works with every keyboard, phone and screen reader. */
export function SelectField<V extends string>({
  value,
  onChange,
  options,
  disabled,
  ...frame
}: Props<V>) {
  const t = useText()
  return (
    <Field {...frame}>
      {(control) => (
        <div className="relative">
          <select
            {...control}
            value={value}
            disabled={disabled}
            onChange={(event) => {
              const chosen = options.find((option) => option.value === event.target.value)
              if (chosen) onChange(chosen.value)
            }}
            className="control appearance-none pr-9"
          >
            {value === '' && (
              <option value="" disabled>
                {t('common.choose')}
              </option>
            )}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown
            aria-hidden="true"
            className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-soft"
          />
        </div>
      )}
    </Field>
  )
}
