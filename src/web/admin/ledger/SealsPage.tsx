import { Stamp } from 'lucide-react'
import { readSeals, verifySeals, type Seals } from '#modules/ledger/contract.ts'
import { LedgerPage } from '#web/admin/ledger/LedgerPage.tsx'
import { SumTable } from '#web/admin/ledger/SumTable.tsx'
import { useCall, useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { CopyButton } from '#web/ui/Copy.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { formatCount, formatInstant } from '#web/ui/format.ts'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { toast } from '#web/ui/toast.ts'
import { DateTime, Day, useClock } from '#web/ui/values.tsx'

const LOOK_AGAIN_MS = 5_000

/** The proof that nothing in the ledger was changed: a fingerprint for each day, and whether they all still fit. */
export function SealsPage() {
  const t = useText()
  const verify = useMutate(verifySeals)
  const seals = useCall(
    readSeals,
    {},
    { refetchInterval: verify.isSuccess ? LOOK_AGAIN_MS : false },
  )
  async function compute() {
    try {
      await verify.mutateAsync({})
      toast.info(t('ledger.seals.verifying'))
    } catch (error) {
      toastProblem(error, t)
    }
  }
  return (
    <LedgerPage
      here={paths.ledger('seals')}
      actions={
        <Button busy={verify.isPending} onClick={() => void compute()}>
          {t('ledger.seals.verify')}
        </Button>
      }
    >
      <Loaded of={seals} skeleton={<PageSkeleton />}>
        {(loaded) => (
          <>
            <Verdict seals={loaded} />
            {loaded.seals.length === 0 ? (
              <EmptyState icon={Stamp} title={t('ledger.seals.empty')}>
                {t('ledger.seals.emptyHint')}
              </EmptyState>
            ) : (
              <Rows seals={loaded} />
            )}
          </>
        )}
      </Loaded>
    </LedgerPage>
  )
}

function Verdict({ seals: { last, unsealed } }: { seals: Seals }) {
  const t = useText()
  const clock = useClock()
  const language = useLanguage()
  const isGood = last !== null && last.findingsCount === 0
  return (
    <Banner
      className="mb-5"
      tone={last === null ? 'info' : isGood ? 'good' : 'bad'}
      title={t('ledger.seals.verdict')}
    >
      {last === null && t('ledger.seals.never')}
      {isGood &&
        t('ledger.seals.good', {
          when: formatInstant(Temporal.Instant.from(last.finishedAt), clock),
          journals: formatCount(last.journals, language),
          seals: formatCount(last.seals, language),
        })}
      {last !== null && !isGood && (
        <>
          {t('ledger.seals.bad', { count: last.findingsCount })}
          <ul className="mt-1 list-disc pl-4.5">
            {last.findings.map((finding) => (
              <li key={finding}>{finding}</li>
            ))}
          </ul>
        </>
      )}{' '}
      {unsealed > 0 && t('ledger.seals.waiting', { count: unsealed })}
    </Banner>
  )
}

function Rows({ seals: { seals } }: { seals: Seals }) {
  const t = useText()
  const language = useLanguage()
  return (
    <SumTable
      label={t('ledger.seals.title')}
      rows={seals}
      rowKey={(seal) => seal.number}
      columns={[
        {
          id: 'number',
          header: t('ledger.seals.number'),
          cell: (seal) => <span className="tnum">{seal.number}</span>,
        },
        { id: 'day', header: t('ledger.seals.day'), cell: (seal) => <Day on={seal.day} /> },
        {
          id: 'journals',
          header: t('ledger.journals.title'),
          align: 'end',
          cell: (seal) => <span className="tnum">{formatCount(seal.journals, language)}</span>,
        },
        {
          id: 'hash',
          header: t('ledger.seals.hash'),
          cell: (seal) => (
            <span className="inline-flex items-center gap-1 font-mono text-sm">
              {seal.hash.slice(0, 16)}…
              <CopyButton value={seal.hash} />
            </span>
          ),
        },
        {
          id: 'sealedAt',
          header: t('ledger.seals.sealedAt'),
          wide: true,
          cell: (seal) => <DateTime at={seal.sealedAt} />,
        },
      ]}
    />
  )
}
