import { useId, type ReactNode } from 'react'
import { useText } from '#web/i18n/index.ts'
import { cn } from '#web/ui/cn.ts'

/** What a field hands to its control, so that label, hint and error belong to it for everybody. */
export type ControlProps = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

export type FieldFrame = {
  /** As in the contract; given by `form.field(…)`. */
  name?: string
  label: string
  hint?: ReactNode
  error?: string | undefined
  optional?: boolean
  /** Keeps the label for screen readers only, where the place already says it. */
  labelHidden?: boolean
  className?: string | undefined
}

type Props = FieldFrame & {
  /** A group of controls (radios, a date range) instead of one: becomes a fieldset. */
  group?: boolean
  children: (control: ControlProps) => ReactNode
}

/** Label, control, hint and what is wrong with it, tied together. */
export function Field({
  label,
  hint,
  error,
  optional = false,
  labelHidden = false,
  group = false,
  className,
  children,
}: Props) {
  const t = useText()
  const id = useId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const described = cn(error && errorId, hint && hintId) || undefined
  const Frame = group ? 'fieldset' : 'div'
  const Label = group ? 'legend' : 'label'
  return (
    <Frame
      className={cn('grid min-w-0 content-start gap-1.5', className)}
      {...(group ? { 'aria-describedby': described } : {})}
    >
      <Label
        {...(group ? {} : { htmlFor: id })}
        className={cn('font-medium', group && 'mb-1.5', labelHidden && 'sr-only')}
      >
        {label}
        {optional && (
          <span className="ml-1.5 text-sm font-normal text-soft">({t('common.optional')})</span>
        )}
      </Label>
      {children({
        id,
        'aria-describedby': group ? undefined : described,
        'aria-invalid': error ? true : undefined,
        'aria-required': optional || group ? undefined : true,
      })}
      {error && (
        <p id={errorId} className="text-sm font-medium text-bad-text">
          {error}
        </p>
      )}
      {hint && (
        <p id={hintId} className="text-sm text-soft">
          {hint}
        </p>
      )}
    </Frame>
  )
}
