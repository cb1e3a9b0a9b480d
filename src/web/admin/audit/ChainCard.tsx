import { useState } from 'react'
import { getAuditVerification, verifyAuditNow } from '#platform/audit/contract.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { formatCount, formatInstant } from '#web/ui/format.ts'
import { toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'
import { useClock } from '#web/ui/values.tsx'

const LOOK_AGAIN_MS = 1_000

/** Whether the trail is as it was written: the result of the last walk along its chain. */
export function ChainCard() {
  const t = useText()
  const clock = useClock()
  const language = useLanguage()
  const verify = useMutate(verifyAuditNow)
  /** When the last walk had ended as somebody asked for the next one. */
  const [before, setBefore] = useState<string | null>()
  const { data } = useCall(
    getAuditVerification,
    {},
    {
      refetchInterval: ({ state }) =>
        before !== undefined && (state.data?.last?.finishedAt ?? null) === before && LOOK_AGAIN_MS,
    },
  )
  if (!data) return null
  const { last, waiting } = data
  const isGood = last !== null && last.findingsCount === 0

  async function walk() {
    try {
      await verify.mutateAsync({})
      setBefore(last?.finishedAt ?? null)
      toast.info(t('system.audit.verifying'))
    } catch (error) {
      toastProblem(error, t)
    }
  }

  return (
    <Banner
      className="mb-5"
      tone={last === null ? 'info' : isGood ? 'good' : 'bad'}
      title={t('system.audit.chain')}
      action={
        <Button size="sm" busy={verify.isPending} onClick={() => void walk()}>
          {t('system.audit.verify')}
        </Button>
      }
    >
      {last === null && t('system.audit.chainNever')}
      {isGood &&
        t('system.audit.chainGood', {
          when: formatInstant(Temporal.Instant.from(last.finishedAt), clock),
          rows: formatCount(last.rows, language),
        })}
      {last !== null && !isGood && (
        <>
          {t('system.audit.chainBad', { count: last.findingsCount })}
          <ul className="mt-1 list-disc pl-4.5">
            {last.findings.map((finding) => (
              <li key={finding}>{finding}</li>
            ))}
          </ul>
        </>
      )}
      {waiting > 0 && <> {t('system.audit.chainWaiting', { count: waiting })}.</>}
    </Banner>
  )
}
