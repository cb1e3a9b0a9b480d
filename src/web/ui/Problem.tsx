import type { UseQueryResult } from '@tanstack/react-query'
import { CloudOff, FileQuestion, Lock, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { ProblemError } from '#kernel/client.ts'
import { textOfRefusal, useText, type Text } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { CopyButton } from '#web/ui/Copy.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { TextSkeleton } from '#web/ui/Skeleton.tsx'
import { toast } from '#web/ui/toast.ts'

/** One sentence for people on what went wrong, in the shown language where we know the code. */
export function sentenceOf(error: unknown, t: Text): string {
  if (!(error instanceof ProblemError)) return t('common.problem.fault')
  const { code, facts, detail, status } = error.problem
  if (status === 0) return t('common.problem.offlineHint')
  if (code === 'platform.scanner_away') return t('common.problem.scannerAway')
  if (status === 503) return t('common.problem.unavailable')
  return textOfRefusal(code, facts ?? {}, detail)
}

/** Tells a failed action: what went wrong, and the fault id where something broke on our side. */
export function toastProblem(error: unknown, t: Text): void {
  const fault = error instanceof ProblemError ? error.problem.fault : undefined
  toast.bad(t('common.problem.title'), {
    detail: fault ? `${sentenceOf(error, t)} (${fault})` : sentenceOf(error, t),
  })
}

/** In place of what could not be read: says why, and what one can do. */
export function ProblemView({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useText()
  const status = error instanceof ProblemError ? error.status : 500
  const fault = error instanceof ProblemError ? error.problem.fault : undefined
  const retry = onRetry && <Button onClick={onRetry}>{t('common.retry')}</Button>
  if (status === 404)
    return (
      <EmptyState icon={FileQuestion} title={t('common.problem.notFound')}>
        {t('common.problem.notFoundHint')}
      </EmptyState>
    )
  if (status === 403)
    return (
      <EmptyState icon={Lock} title={t('common.problem.forbidden')}>
        {sentenceOf(error, t)}
      </EmptyState>
    )
  if (status === 0 || status === 503)
    return (
      <EmptyState
        icon={CloudOff}
        title={status === 0 ? t('common.problem.offline') : t('common.problem.unavailable')}
        action={retry}
      >
        {status === 0 ? t('common.problem.offlineHint') : t('common.problem.unavailableHint')}
      </EmptyState>
    )
  return (
    <EmptyState icon={TriangleAlert} title={t('common.problem.title')} action={retry}>
      {sentenceOf(error, t)}
      {fault && (
        <p className="mt-3 inline-flex items-center gap-1.5 font-mono text-sm">
          {t('common.problem.faultId')}: {fault} <CopyButton value={fault} />
        </p>
      )}
    </EmptyState>
  )
}

/** The three states of every read: not yet, not at all, and here it is. */
export function Loaded<T>({
  of,
  skeleton,
  children,
}: {
  of: UseQueryResult<T>
  skeleton?: ReactNode
  children: (data: T) => ReactNode
}) {
  if (of.data !== undefined) return children(of.data)
  if (of.isError) return <ProblemView error={of.error} onRetry={() => void of.refetch()} />
  return skeleton ?? <TextSkeleton lines={5} />
}
