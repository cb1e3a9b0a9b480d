import { ProblemError } from '#kernel/client.ts'
import { refreshRooms } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'

export function isStale(problem: unknown): boolean {
  return problem instanceof ProblemError && problem.code === 'organization.stale'
}

/** Somebody else saved first: nothing is overwritten, and nothing that was typed is thrown away unasked. */
export function StaleBanner({ problem }: { problem: unknown }) {
  const t = useText()
  if (!isStale(problem)) return null
  return (
    <Banner
      tone="warn"
      title={t('organization.stale')}
      action={
        <Button size="sm" onClick={() => void refreshRooms(['organization'])}>
          {t('organization.loadAgain')}
        </Button>
      }
    />
  )
}
