import type { Bound } from '#web/ui/form/use-contract-form.ts'

/** A number that is always there: an empty field is none of what may be sent, and says so. */
export function whole({ onChange, ...bound }: Bound<number>) {
  return { ...bound, onChange: (typed: number | null) => onChange(typed ?? 0) }
}
