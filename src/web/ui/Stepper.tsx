import { Check } from 'lucide-react'
import { useText } from '#web/i18n/index.ts'
import { cn } from '#web/ui/cn.ts'

export type Step = { id: string; label: string; state: 'done' | 'skipped' | 'open' }

/** Where one is in a wizard. Steps that were done or skipped can be gone back to. */
export function Stepper({
  steps,
  current,
  onGo,
  label,
}: {
  steps: readonly Step[]
  current: string
  onGo?: (id: string) => void
  label: string
}) {
  const t = useText()
  const here = steps.findIndex((step) => step.id === current)
  return (
    <nav aria-label={label}>
      <p className="mb-2 text-sm text-soft sm:hidden">
        {t('common.steps.progress', { now: here + 1, all: steps.length })}:{' '}
        <b className="font-medium text-ink">{steps[here]?.label}</b>
      </p>
      <ol className="flex gap-1.5 sm:gap-3">
        {steps.map((step, place) => {
          const isHere = step.id === current
          const mayGo = onGo && !isHere && (step.state !== 'open' || place < here)
          const inner = (
            <>
              <span
                aria-hidden="true"
                className={cn(
                  'h-1 w-full rounded-full',
                  isHere ? 'bg-accent' : step.state === 'done' ? 'bg-accent-text/45' : 'bg-line',
                )}
              />
              <span className="hidden items-center gap-1.5 sm:flex">
                {step.state === 'done' && (
                  <Check aria-hidden="true" className="size-3.5 text-good-text" strokeWidth={2.5} />
                )}
                {step.label}
              </span>
              {step.state === 'done' && <span className="sr-only">({t('common.steps.done')})</span>}
            </>
          )
          const look = cn(
            'grid w-full gap-1.5 rounded text-left text-sm',
            isHere ? 'font-medium text-ink' : 'text-soft',
          )
          return (
            <li key={step.id} className="flex-1" aria-current={isHere ? 'step' : undefined}>
              {mayGo ? (
                <button
                  type="button"
                  aria-label={step.label}
                  onClick={() => onGo(step.id)}
                  className={cn(look, 'min-h-6 hover:text-ink')}
                >
                  {inner}
                </button>
              ) : (
                <span className={look}>{inner}</span>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
