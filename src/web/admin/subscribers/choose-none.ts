import type { Option } from '#web/ui/form/SelectField.tsx'

/** A box of choices cannot hold “none” as an empty value, which means that nothing was chosen yet. */
const NONE = 'none'

/** Binds a choice that may be nothing: `null` in the contract, a line of its own in the box. */
export function orNone(
  label: string,
  options: readonly Option[],
  value: string | null | undefined,
  onChange: (value: string | null) => void,
) {
  return {
    options: [{ value: NONE, label }, ...options],
    value: value ?? NONE,
    onChange: (chosen: string) => onChange(chosen === NONE ? null : chosen),
  }
}
