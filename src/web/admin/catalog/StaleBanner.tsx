import { ProblemError } from '#kernel/client.ts'
import { refreshRooms } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import type { ContractForm } from '#web/ui/form/use-contract-form.ts'

function isStale(problem: unknown): boolean {
  return problem instanceof ProblemError && problem.code === 'catalog.stale'
}

/** Somebody else saved first: nothing is overwritten, and nothing that was typed is thrown away unasked. */
export function StaleBanner({ form }: { form: Pick<ContractForm, 'problem' | 'takeStored'> }) {
  const t = useText()
  if (!isStale(form.problem)) return null

  async function load() {
    await refreshRooms(['catalog'])
    form.takeStored()
  }
  return (
    <Banner
      tone="warn"
      title={t('catalog.staleTitle')}
      action={
        <Button size="sm" onClick={() => void load()}>
          {t('catalog.loadAgain')}
        </Button>
      }
    />
  )
}
