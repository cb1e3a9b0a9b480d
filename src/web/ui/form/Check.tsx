import { Check as CheckIcon, Minus } from 'lucide-react'
import { Checkbox as Radix, Switch as RadixSwitch } from 'radix-ui'
import { useId, type ReactNode } from 'react'
import { cn } from '#web/ui/cn.ts'

type BoxProps = {
  checked: boolean | 'indeterminate'
  onChange: (checked: boolean) => void
  label: string
  disabled?: boolean
  className?: string
}

/** A box alone, for tables; its name is read out. The target around the box is 24 px or more. */
export function CheckBox({ checked, onChange, label, disabled, className }: BoxProps) {
  return (
    <Radix.Root
      checked={checked}
      onCheckedChange={(next) => onChange(next === true)}
      aria-label={label}
      disabled={disabled}
      className={cn('group grid size-6 place-items-center rounded', className)}
    >
      <Box />
    </Radix.Root>
  )
}

function Box() {
  return (
    <span className="grid size-4 place-items-center rounded-[5px] border border-field bg-surface text-on-accent group-hover:border-soft group-disabled:opacity-50 group-data-[state=checked]:border-accent group-data-[state=checked]:bg-accent group-data-[state=indeterminate]:border-accent group-data-[state=indeterminate]:bg-accent">
      <Radix.Indicator className="group">
        <CheckIcon
          aria-hidden="true"
          className="size-3 group-data-[state=indeterminate]:hidden"
          strokeWidth={3.25}
        />
        <Minus
          aria-hidden="true"
          className="hidden size-3 group-data-[state=indeterminate]:block"
          strokeWidth={3.25}
        />
      </Radix.Indicator>
    </span>
  )
}

type FieldProps = {
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
  className?: string
}

/** Agrees or not; takes effect when the form is saved. */
export function CheckField({
  label,
  hint,
  error,
  checked,
  onChange,
  disabled,
  className,
}: FieldProps) {
  const id = useId()
  return (
    <div className={cn('flex items-start gap-2', className)}>
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={(next) => onChange(next === true)}
        disabled={disabled}
        aria-describedby={hint || error ? `${id}-about` : undefined}
        aria-invalid={error ? true : undefined}
        className="group -my-px grid size-6 shrink-0 place-items-center rounded"
      >
        <Box />
      </Radix.Root>
      <About id={id} {...{ label, hint, error }} />
    </div>
  )
}

/** On or off, at once. Says what it is for on the left, where a list of them reads like a sentence. */
export function SwitchField({
  label,
  hint,
  error,
  checked,
  onChange,
  disabled,
  className,
}: FieldProps) {
  const id = useId()
  return (
    <div className={cn('flex items-start justify-between gap-4', className)}>
      <About id={id} {...{ label, hint, error }} />
      <RadixSwitch.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        aria-describedby={hint || error ? `${id}-about` : undefined}
        className="relative h-6 w-10 shrink-0 rounded-full border border-transparent bg-field transition-colors disabled:opacity-50 data-[state=checked]:bg-accent"
      >
        <RadixSwitch.Thumb className="block size-5 translate-x-px rounded-full bg-white shadow-sm transition-transform data-[state=checked]:translate-x-4.25" />
      </RadixSwitch.Root>
    </div>
  )
}

function About({
  id,
  label,
  hint,
  error,
}: {
  id: string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
}) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {(hint || error) && (
        <div id={`${id}-about`} className="text-sm text-soft">
          {error && <p className="font-medium text-bad-text">{error}</p>}
          {hint}
        </div>
      )}
    </div>
  )
}
