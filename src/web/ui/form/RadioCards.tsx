import { RadioGroup } from 'radix-ui'
import { cn } from '#web/ui/cn.ts'
import { Field, type FieldFrame } from '#web/ui/form/Field.tsx'
import type { Option } from '#web/ui/form/SelectField.tsx'

type Props<V extends string> = FieldFrame & {
  name?: string
  value: V | ''
  onChange: (value: V) => void
  options: readonly Option<V>[]
  columns?: 1 | 2 | 3
}

const COLUMNS = { 1: '', 2: 'sm:grid-cols-2', 3: 'sm:grid-cols-3' }

/** One of a few that need a sentence each. */
export function RadioCards<V extends string>({
  value,
  onChange,
  options,
  columns = 1,
  ...frame
}: Props<V>) {
  return (
    <Field {...frame} group>
      {() => (
        <RadioGroup.Root
          value={value}
          aria-label={frame.label}
          onValueChange={(next) => {
            const chosen = options.find((option) => option.value === next)
            if (chosen) onChange(chosen.value)
          }}
          className={cn('grid gap-2', COLUMNS[columns])}
        >
          {options.map((option) => (
            <RadioGroup.Item
              key={option.value}
              value={option.value}
              disabled={option.disabled ?? false}
              className="group flex items-start gap-3 rounded-lg border border-field bg-surface p-3 text-left transition-colors hover:border-soft disabled:opacity-60 data-[state=checked]:border-accent-text data-[state=checked]:bg-accent-wash data-[state=checked]:ring-1 data-[state=checked]:ring-accent-text"
            >
              <span
                aria-hidden="true"
                className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-field bg-surface group-data-[state=checked]:border-accent group-data-[state=checked]:bg-accent"
              >
                <RadioGroup.Indicator className="size-1.5 rounded-full bg-on-accent" />
              </span>
              <span className="min-w-0">
                <span className="block font-medium">{option.label}</span>
                {option.hint && <span className="block text-sm text-soft">{option.hint}</span>}
              </span>
            </RadioGroup.Item>
          ))}
        </RadioGroup.Root>
      )}
    </Field>
  )
}
