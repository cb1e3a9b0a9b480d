import type { ComponentProps } from 'react'
import { Field, type FieldFrame } from '#web/ui/form/Field.tsx'

type Props = FieldFrame &
  Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'className' | 'id'> & {
    value: string
    onChange: (value: string) => void
  }

/** Several lines; grows with what is written. */
export function TextArea({
  label,
  hint,
  error,
  optional,
  labelHidden,
  className,
  onChange,
  rows = 3,
  ...rest
}: Props) {
  return (
    <Field
      {...{ label, hint, error, className }}
      optional={optional ?? false}
      labelHidden={labelHidden ?? false}
    >
      {(control) => (
        <textarea
          {...rest}
          {...control}
          rows={rows}
          onChange={(event) => onChange(event.target.value)}
          className="control field-sizing-content max-h-96 min-h-20 py-2"
        />
      )}
    </Field>
  )
}
