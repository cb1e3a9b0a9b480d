import { ShieldCheck, Trash2 } from 'lucide-react'
import { useState } from 'react'
import {
  creditServiceLevel,
  noteOutage,
  readServiceLevels,
  removeOutage,
  type ServiceLevel,
} from '#modules/billing/contract.ts'
import { formatNumber, type Subscriber } from '#modules/subscribers/contract.ts'
import { OutageForm } from '#web/admin/billing/OutageForm.tsx'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Link } from '#web/ui/Link.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'
import { DateTime, Duration, Money } from '#web/ui/values.tsx'

/** What contracts promised for a month, what was kept, and what comes back. Nothing where nothing was promised. */
export function ServiceLevelCard({ subscriber }: { subscriber: Subscriber }) {
  const t = useText()
  const [month, setMonth] = useState<string>()
  const levels = useCall(readServiceLevels, {
    subscriberId: subscriber.id,
    ...(month !== undefined && /^\d{4}-(?:0[1-9]|1[0-2])$/.test(month) && { month }),
  })
  return (
    <Loaded of={levels} skeleton={<></>}>
      {(loaded) =>
        loaded.levels.length === 0 ? null : (
          <Card title={t('billing.level.title')} hint={t('billing.level.hint')}>
            <TextField
              label={t('billing.level.month')}
              value={month ?? loaded.month}
              onChange={setMonth}
              className="max-w-40"
            />
            <ul className="mt-4 grid gap-6 divide-y">
              {loaded.levels.map((level) => (
                <OneLevel
                  key={level.serviceId}
                  level={level}
                  siteId={subscriber.siteId ?? undefined}
                />
              ))}
            </ul>
          </Card>
        )
      }
    </Loaded>
  )
}

const percent = (bp: number) => `${(bp / 100).toFixed(2)} %`

function OneLevel({ level, siteId }: { level: ServiceLevel; siteId: string | undefined }) {
  const t = useText()
  const mayNot = useMayNot()
  const [asked, setAsked] = useState<'outage' | 'credit'>()
  const credit = useMutate(creditServiceLevel, { refresh: ['billing', 'documents', 'ledger'] })
  const { serviceId, month, promised_bp, outages, credited } = level
  const isKept = level.kept_bp >= promised_bp && level.credit === null
  return (
    <li className="grid gap-2 pt-4 first:pt-0">
      <span className="flex flex-wrap items-center justify-between gap-2">
        <Link to={paths.service(serviceId)}>
          {formatNumber(level.number)} · {level.contract.name}
        </Link>
        <Badge tone={isKept ? 'good' : 'warn'}>
          {percent(level.kept_bp)} / {percent(promised_bp)}
        </Badge>
      </span>
      {outages.length === 0 && <p className="text-soft">{t('billing.level.none')}</p>}
      <ul className="grid gap-1 text-sm">
        {outages.map((outage) => (
          <Outage key={outage.id} outage={outage} serviceId={serviceId} siteId={siteId} />
        ))}
      </ul>
      {level.downSeconds > 0 && (
        <p className="text-sm text-soft">
          {t('billing.level.down')} <Duration seconds={level.downSeconds} />
          {level.credit === null && !isKept && ` · ${t('billing.level.notCharged')}`}
          {level.credit && (
            <>
              {' '}
              · {t('billing.level.back', { share: percent(level.credit.share_bp) })}{' '}
              <Money of={level.credit.gross} />
            </>
          )}
        </p>
      )}
      <span className="flex flex-wrap items-center gap-2">
        <Button
          size="sm"
          onClick={() => setAsked('outage')}
          disabledBecause={mayNot(noteOutage, siteId)}
        >
          {t('billing.level.note')}
        </Button>
        {credited.length > 0
          ? credited.map(({ id, code }) => (
              <Link key={id} to={paths.creditNote(id)}>
                {code}
              </Link>
            ))
          : level.credit && (
              <Button
                size="sm"
                icon={<ShieldCheck />}
                onClick={() => setAsked('credit')}
                disabledBecause={
                  mayNot(creditServiceLevel, siteId) ||
                  (!level.isOver && t('billing.level.notOver'))
                }
              >
                {t('billing.level.credit')}
              </Button>
            )}
      </span>
      {asked === 'outage' && (
        <OutageForm serviceId={serviceId} onClose={() => setAsked(undefined)} />
      )}
      <Confirm
        open={asked === 'credit'}
        onClose={() => setAsked(undefined)}
        title={t('billing.level.credit')}
        action={t('billing.level.credit')}
        run={async () => {
          await credit.mutateAsync({ serviceId, month })
          toast.good(t('billing.level.done'))
        }}
      >
        {t('billing.level.creditHint')}
      </Confirm>
    </li>
  )
}

function Outage({
  outage,
  serviceId,
  siteId,
}: {
  outage: ServiceLevel['outages'][number]
  serviceId: string
  siteId: string | undefined
}) {
  const t = useText()
  const mayNot = useMayNot()
  const remove = useMutate(removeOutage)
  return (
    <li className="flex items-start justify-between gap-2">
      <span>
        <DateTime at={outage.from} /> – <DateTime at={outage.to} /> · {outage.reason}
      </span>
      <IconButton
        label={t('billing.level.remove')}
        disabledBecause={mayNot(removeOutage, siteId)}
        onClick={() => {
          remove
            .mutateAsync({ serviceId, outageId: outage.id })
            .catch((error: unknown) => toastProblem(error, t))
        }}
      >
        <Trash2 />
      </IconButton>
    </li>
  )
}
