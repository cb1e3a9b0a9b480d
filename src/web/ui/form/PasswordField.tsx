import { Eye, EyeOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useText } from '#web/i18n/index.ts'
import { cn } from '#web/ui/cn.ts'
import { Field } from '#web/ui/form/Field.tsx'
import type { TextFieldProps } from '#web/ui/form/TextField.tsx'
import { TextInput } from '#web/ui/form/TextInput.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'

type Props = Omit<TextFieldProps, 'type' | 'after' | 'autoComplete'> & {
  autoComplete: 'current-password' | 'new-password'
  /** For a new password: shows how strong it is. `about` are words that make it weak (name, e-mail). */
  meter?: { about: readonly string[] }
}

/** A password; can be shown, can be pasted (ASVS 5.0 V6.2.7). */
export function PasswordField({
  label,
  hint,
  error,
  optional,
  labelHidden,
  className,
  onChange,
  meter,
  ...rest
}: Props) {
  const t = useText()
  const [shown, setShown] = useState(false)
  return (
    <Field
      {...{ label, error, className }}
      optional={optional ?? false}
      labelHidden={labelHidden ?? false}
      hint={meter ? <Meter password={rest.value} about={meter.about} hint={hint} /> : hint}
    >
      {(control) => (
        <TextInput
          {...rest}
          {...control}
          type={shown ? 'text' : 'password'}
          spellCheck={false}
          autoCapitalize="none"
          onChange={(event) => onChange(event.target.value)}
          after={
            <IconButton
              size="sm"
              label={shown ? t('common.field.hidePassword') : t('common.field.showPassword')}
              aria-pressed={shown}
              onClick={() => setShown(!shown)}
            >
              {shown ? <EyeOff /> : <Eye />}
            </IconButton>
          }
        />
      )}
    </Field>
  )
}

const FILL = ['bg-bad', 'bg-bad', 'bg-warn', 'bg-good', 'bg-good']
type Score = 0 | 1 | 2 | 3 | 4

function Meter({
  password,
  about,
  hint,
}: {
  password: string
  about: readonly string[]
  hint?: React.ReactNode
}) {
  const t = useText()
  const [score, setScore] = useState<Score>()
  const words = about.join('\n')
  useEffect(() => {
    if (!password) return
    let stale = false
    // The dictionaries are large, so they come only to those who choose a password.
    async function score(): Promise<void> {
      const { scoreOf } = await import('#web/ui/form/strength.ts')
      const next = await scoreOf(password, words.split('\n').filter(Boolean))
      if (!stale) setScore(next)
    }
    void score()
    return () => {
      stale = true
    }
  }, [password, words])
  const shown = password ? score : undefined
  return (
    <span className="grid gap-1.5">
      <span aria-hidden="true" className="grid grid-cols-4 gap-1">
        {[1, 2, 3, 4].map((step) => (
          <span
            key={step}
            className={cn(
              'h-1 rounded-full',
              shown !== undefined && step <= Math.max(1, shown) ? FILL[shown] : 'bg-line',
            )}
          />
        ))}
      </span>
      <span role="status">
        {shown === undefined
          ? (hint ?? t('common.field.strengthHint', { count: 8 }))
          : t('common.field.strength', { how: t(`common.field.strength${shown}`) })}
      </span>
    </span>
  )
}
