import { useState } from 'react'
import { ProblemError } from '#kernel/client.ts'
import type { SignInStep } from '#modules/staff/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { paths, safeReturn } from '#web/paths.ts'
import { forgetWhatWasRead, refreshSession } from '#web/session.ts'
import { useGo } from '#web/ui/Link.tsx'
import { sentenceOf } from '#web/ui/Problem.tsx'

/**
 * One try at something before one is inside. Where the server says that the secret was wrong (401) the
 * page says so in its own words; where it asks to slow down, for how long.
 */
export function useAttempt(wrong: string) {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()

  async function attempt(work: () => Promise<void>): Promise<void> {
    if (busy) return
    setBusy(true)
    setProblem(undefined)
    try {
      await work()
    } catch (error) {
      setProblem(sentence(error))
    } finally {
      setBusy(false)
    }
  }

  function sentence(error: unknown): string {
    if (!(error instanceof ProblemError)) return sentenceOf(error, t)
    if (error.status === 429 && error.retryAfter_s !== undefined)
      return t('signIn.throttled', { seconds: error.retryAfter_s })
    if (error.status === 401) return wrong
    return error.problem.issues?.[0]?.message ?? sentenceOf(error, t)
  }

  return { busy, problem, attempt, clear: () => setProblem(undefined) }
}

/** Where one goes once the server says that one is in: the page one came for, or enrolling a factor first. */
export function useEnter(): (step: SignInStep) => Promise<void> {
  const go = useGo()
  return async (step) => {
    if (step.step !== 'done') return
    forgetWhatWasRead()
    await refreshSession()
    const then = new URLSearchParams(window.location.search).get('then')
    go(step.standing === 'enrolling' ? paths.enrol(then ?? undefined) : safeReturn(then))
  }
}
