import { cn } from '#web/ui/cn.ts'

const GROUNDS = [
  'bg-accent-wash text-accent-text',
  'bg-good-wash text-good-text',
  'bg-warn-wash text-warn-text',
  'bg-info-wash text-info-text',
  'bg-bad-wash text-bad-text',
]
const SIZES = { sm: 'size-6 text-[0.625rem]', md: 'size-8 text-xs', lg: 'size-12 text-lg' }

/** `Amina Wanjiku Otieno` → `AO`. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = Array.from(words[0] ?? '')[0] ?? '?'
  const last = words.length > 1 ? (Array.from(words.at(-1) ?? '')[0] ?? '') : ''
  return (first + last).toUpperCase()
}

/** A person's initials, always on the same ground. Decoration: the name stands next to it. */
export function Avatar({
  name,
  size = 'md',
  className,
}: {
  name: string
  size?: keyof typeof SIZES
  className?: string
}) {
  let sum = 0
  for (const letter of name) sum += letter.codePointAt(0) ?? 0
  return (
    <span
      aria-hidden="true"
      className={cn(
        'inline-grid shrink-0 place-items-center rounded-full font-semibold select-none',
        SIZES[size],
        GROUNDS[sum % GROUNDS.length],
        className,
      )}
    >
      {initials(name)}
    </span>
  )
}
