import { Radar } from 'lucide-react'
import {
  readNas,
  testNas,
  type ApiTest,
  type Nas,
  type NasTest,
} from '#modules/network/contract.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Status, type Tone } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { RelativeTime } from '#web/ui/values.tsx'

const TONES: Record<NasTest['outcome'], Tone> = {
  waiting: 'info',
  well: 'good',
  silent: 'bad',
  'wrong-secret': 'bad',
  unreachable: 'bad',
  'not-reachable-by-us': 'neutral',
}
/** While an answer is awaited; live screens hear of it sooner. */
const AGAIN_MS = 1_500

/** Asks a router whether it knows us, and says what came of it. */
export function RouterTest({ nas }: { nas: Nas }) {
  const t = useText()
  const ask = useMutate(testNas)
  const refused = useMayNot()(testNas, nas.siteId)
  const isWaiting = nas.test?.outcome === 'waiting'
  useCall(readNas, { nasId: nas.id }, { refetchInterval: isWaiting ? AGAIN_MS : false })
  return (
    <Card
      title={t('network.router.testTitle')}
      hint={t('network.router.testHint')}
      actions={
        <Button
          icon={<Radar />}
          busy={ask.isPending || isWaiting}
          disabledBecause={refused}
          onClick={() =>
            ask.mutate({ nasId: nas.id }, { onError: (error) => toastProblem(error, t) })
          }
        >
          {t('network.router.test')}
        </Button>
      }
    >
      <Outcome of={nas.test} />
    </Card>
  )
}

const API_TONES: Record<ApiTest['outcome'], Tone> = {
  well: 'good',
  unreachable: 'bad',
  silent: 'bad',
  'wrong-login': 'bad',
  refused: 'bad',
}

function Outcome({ of: test }: { of: NasTest | null }) {
  const t = useText()
  if (!test) return <p className="text-soft">{t('network.router.testNever')}</p>
  return (
    <div className="grid gap-1" role="status">
      <Status tone={TONES[test.outcome]} pulse={test.outcome === 'waiting'}>
        <span className="whitespace-normal">{t(`network.router.testOf.${test.outcome}`)}</span>
      </Status>
      <p className="text-sm text-soft">
        <RelativeTime at={test.askedAt} />
        {test.took_ms !== null && ` · ${t('network.router.testTook', { ms: test.took_ms })}`}
        {test.said !== null && ` · ${test.said}`}
      </p>
      {test.api && <ApiOutcome of={test.api} />}
    </div>
  )
}

function ApiOutcome({ of: { outcome, took_ms, said } }: { of: ApiTest }) {
  const t = useText()
  return (
    <div className="mt-2 grid gap-1 border-t pt-3">
      <Status tone={API_TONES[outcome]}>
        <span className="whitespace-normal">{t(`network.router.apiTestOf.${outcome}`)}</span>
      </Status>
      <p className="text-sm break-words text-soft">
        {said}
        {took_ms !== null && ` · ${t('network.router.testTook', { ms: took_ms })}`}
      </p>
    </div>
  )
}
