import { Radar } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ParsedReplyOf } from '#kernel/endpoint.ts'
import { askRouter, readSession } from '#modules/access/contract.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'

type Props = {
  session: Pick<ParsedReplyOf<typeof readSession>, 'id' | 'siteId' | 'canAsk' | 'steps'>
}

const AGAIN_MS = 1_000
/** Longer than a router may take. */
const WAIT_MS = 30_000

/** Asks the router whether it has this session still; the story says what came of it, and one that it does not have is over. */
export function AskRouter({ session: { id: sessionId, siteId, canAsk, steps } }: Props) {
  const t = useText()
  const ask = useMutate(askRouter)
  const refused = useMayNot()(askRouter, siteId)
  const answers = steps.filter(({ what }) => what === 'asked' || what === 'unasked').length
  /** How many answers there were when it was asked; undefined: nobody asks. */
  const [before, setBefore] = useState<number>()
  const isWaiting = before === answers
  useCall(readSession, { sessionId }, { refetchInterval: isWaiting ? AGAIN_MS : false })
  useEffect(() => {
    if (!isWaiting) return undefined
    const timer = setTimeout(() => setBefore(undefined), WAIT_MS)
    return () => clearTimeout(timer)
  }, [isWaiting])

  function askNow() {
    setBefore(answers)
    const onError = (error: Error) => {
      setBefore(undefined)
      toastProblem(error, t)
    }
    ask.mutate({ sessionId }, { onError })
  }

  return (
    <Button
      icon={<Radar />}
      busy={ask.isPending || isWaiting}
      disabledBecause={refused || (canAsk ? false : t('access.session.cannotAsk'))}
      onClick={askNow}
    >
      {t('access.session.ask')}
    </Button>
  )
}
