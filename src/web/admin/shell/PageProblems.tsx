import type { ErrorComponentProps } from '@tanstack/react-router'
import { Compass, TriangleAlert } from 'lucide-react'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ButtonLink } from '#web/ui/Link.tsx'

/** No page has this address. */
export function PageNotFound() {
  const t = useText()
  return (
    <main id="content" className="pt-12">
      <h1 className="sr-only">{t('common.problem.notFound')}</h1>
      <EmptyState
        icon={Compass}
        title={t('common.problem.notFound')}
        action={<ButtonLink to={paths.home()}>{t('common.problem.home')}</ButtonLink>}
      >
        {t('common.problem.notFoundHint')}
      </EmptyState>
    </main>
  )
}

/** A page threw while drawing itself, or its code could not be loaded. The rest keeps working. */
export function PageBroken({ error, reset }: ErrorComponentProps) {
  const t = useText()
  const message = error instanceof Error ? error.message : String(error)
  return (
    <div role="alert" className="pt-12">
      <h1 className="sr-only">{t('common.problem.pageBroken')}</h1>
      <EmptyState
        icon={TriangleAlert}
        title={t('common.problem.pageBroken')}
        action={
          <>
            <Button
              onClick={() => {
                // Code of a version that is gone from the server comes back only with the whole page.
                if (/import|module/i.test(message)) location.reload()
                else reset()
              }}
            >
              {t('common.retry')}
            </Button>
            <ButtonLink to={paths.home()} look="quiet">
              {t('common.problem.home')}
            </ButtonLink>
          </>
        }
      >
        {t('common.problem.pageBrokenHint')}
        <p className="mt-3 font-mono text-xs break-words">{message}</p>
      </EmptyState>
    </div>
  )
}
