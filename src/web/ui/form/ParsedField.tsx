import { useState, type ReactNode } from 'react'
import { Field, type FieldFrame } from '#web/ui/form/Field.tsx'
import { TextInput } from '#web/ui/form/TextInput.tsx'

export type ParsedFieldProps<V> = FieldFrame & {
  name?: string
  value: V
  onChange: (value: V) => void
  disabled?: boolean
  placeholder?: string
  autoFocus?: boolean
}

type Reading<V> = {
  /** Nothing when the text is no such value. */
  parse: (text: string) => V | undefined
  /** As it stands in the box when nobody is typing. */
  format: (value: V) => string
  /** What is handed on while the text is wrong: something that the contract refuses. */
  wrong: (text: string) => V
  complaint: string
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel'
  before?: ReactNode
  after?: ReactNode
  className?: string
  autoComplete?: string
}

/**
 * A value that people type in many ways (`0712 345 678`, `20M/10M`, `1,500`). The text is theirs while they
 * type; on leaving the box it is written the house's way. What cannot be read is said on leaving, not before.
 */
export function ParsedField<V>({
  reading,
  ...props
}: ParsedFieldProps<V> & { reading: Reading<V> }) {
  const {
    label,
    hint,
    error,
    optional = false,
    labelHidden = false,
    value,
    onChange,
    className,
    ...rest
  } = props
  const { parse, format, wrong, complaint, className: look, ...input } = reading
  const [typed, setTyped] = useState<string>()
  const [complains, setComplains] = useState(false)
  // A calendar, a quick choice or what is stored now may set the value meanwhile: then the typed text is no longer it.
  const now = JSON.stringify(value)
  const [seen, setSeen] = useState(now)
  // What the place around makes of what was just typed (nothing of a zero) comes with the next drawing.
  const [isOurs, setOurs] = useState(false)
  if (isOurs || now !== seen) {
    setSeen(now)
    setOurs(false)
    if (!isOurs) setTyped(undefined)
  }
  const shown = typed ?? format(value)
  const unreadable = typed !== undefined && typed.trim() !== '' && parse(typed) === undefined
  return (
    <Field
      {...{ label, hint, className, optional, labelHidden }}
      error={unreadable ? (complains || error ? complaint : undefined) : error}
    >
      {(control) => (
        <TextInput
          {...rest}
          {...input}
          {...control}
          {...(look ? { className: look } : {})}
          value={shown}
          autoComplete={reading.autoComplete ?? 'off'}
          spellCheck={false}
          onChange={(event) => {
            const text = event.target.value
            setTyped(text)
            setComplains(false)
            const read = parse(text)
            // Nothing may be a value: what an empty box means where it may be empty.
            setOurs(true)
            onChange(read === undefined ? wrong(text) : read)
          }}
          onBlur={() => {
            if (unreadable) setComplains(true)
            else setTyped(undefined)
          }}
        />
      )}
    </Field>
  )
}
