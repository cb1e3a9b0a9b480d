import type { Attempt } from '#modules/access/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Status } from '#web/ui/Badge.tsx'

/** Reasons for which somebody is let in to all that they have; whoever is let in for another sees the portal. */
const SERVED: ReadonlySet<string> = new Set([
  ...['paid', 'in-grace', 'pays-later', 'pays-as-used', 'free', 'overdue-throttled', 'fair-use'],
  'home-accepts',
])

/** What became of an attempt, in a word or two, and how often. */
export function AttemptOutcome({ of: { outcome, reason, count } }: { of: Attempt }) {
  const t = useText()
  const became = outcome === 'accept' && !SERVED.has(reason) ? 'portal' : outcome
  return (
    <Status tone={TONES[became]}>
      {t(`access.radius.${became}`)}
      {count > 1 && ` · ${t('access.radius.times', { count })}`}
    </Status>
  )
}

const TONES = { accept: 'good', portal: 'warn', reject: 'bad' } as const
