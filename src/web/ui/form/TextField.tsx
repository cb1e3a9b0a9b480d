import type { ComponentProps, ReactNode } from 'react'
import { Field, type FieldFrame } from '#web/ui/form/Field.tsx'
import { TextInput } from '#web/ui/form/TextInput.tsx'

export type TextFieldProps = FieldFrame &
  Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'className' | 'id'> & {
    value: string
    onChange: (value: string) => void
    before?: ReactNode
    after?: ReactNode
  }

/** One line of text; also e-mail, web address and search by `type` and `inputMode`. */
export function TextField({
  label,
  hint,
  error,
  optional,
  labelHidden,
  className,
  onChange,
  ...rest
}: TextFieldProps) {
  return (
    <Field
      {...{ label, hint, error, className }}
      optional={optional ?? false}
      labelHidden={labelHidden ?? false}
    >
      {(control) => (
        <TextInput {...rest} {...control} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
}
