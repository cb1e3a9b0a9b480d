import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import {
  readVoucher,
  restoreVoucher,
  voidVouchers,
  type Voucher,
} from '#modules/vouchers/contract.ts'
import { useSiteName } from '#web/admin/vouchers/use-site-name.ts'
import { RestoreForm, VoidOneForm } from '#web/admin/vouchers/VoucherForms.tsx'
import { VOUCHER_TONES } from '#web/admin/vouchers/words.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Status } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { Link } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { Timeline } from '#web/ui/Timeline.tsx'
import { DateTime, Day, Money } from '#web/ui/values.tsx'

export function VoucherPage() {
  const { voucherId = '' } = useParams({ strict: false })
  const voucher = useCall(readVoucher, { voucherId })
  return (
    <Loaded of={voucher} skeleton={<PageSkeleton />}>
      {(loaded) => <One key={loaded.id} voucher={loaded} />}
    </Loaded>
  )
}

/** One voucher: what became of it, who had it, and who has used it; never its code. */
function One({ voucher }: { voucher: Voucher }) {
  const t = useText()
  const { batch, serial, state, why, stateAt } = voucher
  const siteName = useSiteName()
  return (
    <Page
      title={t('vouchers.one', { serial: `${batch.code}-${serial}` })}
      mark={
        <Status tone={VOUCHER_TONES[state]}>
          {t(`vouchers.states.${state}`)}
          {why && ` · ${t(`vouchers.void.reasons.${why}`)}`}
        </Status>
      }
      lead={
        <>
          {batch.plan} · <Money of={batch.face} />
        </>
      }
      crumbs={[
        { label: t('vouchers.title'), to: paths.vouchers() },
        { label: `${batch.code} · ${batch.name}`, to: paths.voucherBatch(batch.id) },
      ]}
      actions={<Actions voucher={voucher} />}
    >
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card title={t('vouchers.page.what')}>
          <Facts
            facts={[
              { label: t('vouchers.state'), value: t(`vouchers.states.${state}`) },
              { label: t('vouchers.since'), value: <DateTime at={stateAt} /> },
              ...soldFacts(voucher, t),
              ...usedFacts(voucher, t, siteName),
              { label: t('vouchers.lastDay'), value: <Day on={batch.lastDay} /> },
            ]}
          />
        </Card>
        {why === 'stolen' && (
          <Card title={t('vouchers.page.tries')}>
            {voucher.stolenTries.length === 0 ? (
              <p className="text-soft">{t('vouchers.page.noTries')}</p>
            ) : (
              <Timeline
                label={t('vouchers.page.tries')}
                entries={voucher.stolenTries.map(({ id, at, siteId, device }) => ({
                  ...{ id, at, title: siteName(siteId), tone: 'bad' as const },
                  by: t('vouchers.page.device', { device }),
                }))}
              />
            )}
          </Card>
        )}
      </div>
    </Page>
  )
}

function Actions({ voucher }: { voucher: Voucher }) {
  const t = useText()
  const mayNot = useMayNot()
  const [open, setOpen] = useState<'void' | 'restore'>()
  const onClose = () => setOpen(undefined)
  const { state, restoreRefused } = voucher
  return (
    <>
      {state === 'void' ? (
        <Button
          onClick={() => setOpen('restore')}
          disabledBecause={
            mayNot(restoreVoucher) ||
            (restoreRefused !== null && t(`vouchers.restore.refused.${restoreRefused}`))
          }
        >
          {t('vouchers.restore.title')}
        </Button>
      ) : (
        (state === 'printed' || state === 'sold') && (
          <Button
            look="danger-quiet"
            onClick={() => setOpen('void')}
            disabledBecause={mayNot(voidVouchers)}
          >
            {t('vouchers.void.title')}
          </Button>
        )
      )}
      {open === 'void' && <VoidOneForm voucher={voucher} onClose={onClose} />}
      {open === 'restore' && <RestoreForm voucher={voucher} onClose={onClose} />}
    </>
  )
}

type Say = ReturnType<typeof useText>

function soldFacts({ sale }: Voucher, t: Say) {
  return sale === null
    ? [{ label: t('vouchers.page.soldTo'), value: t('vouchers.page.notSold') }]
    : [
        {
          label: t('vouchers.page.soldTo'),
          value: `${sale.buyer} · ${t(`vouchers.sell.ways.${sale.how}`)}`,
        },
        { label: t('vouchers.page.soldAt'), value: <DateTime at={sale.soldAt} /> },
      ]
}

function usedFacts(
  { service, siteId, paidInBy }: Voucher,
  t: Say,
  siteName: (siteId: string | null) => string,
) {
  if (paidInBy !== null)
    return [
      {
        label: t('vouchers.page.paidInBy'),
        value: <Link to={paths.subscriber(paidInBy.id, 'money')}>{paidInBy.name}</Link>,
      },
    ]
  if (service === null)
    return [{ label: t('vouchers.page.usedBy'), value: t('vouchers.page.notUsed') }]
  const { id, number, paidUntil, subscriber } = service
  return [
    {
      label: t('vouchers.page.usedBy'),
      value: (
        <>
          <Link to={paths.subscriber(subscriber.id)}>{subscriber.name}</Link> ·{' '}
          <Link to={paths.service(id)}>{number}</Link>
        </>
      ),
    },
    { label: t('vouchers.page.usedAt'), value: siteName(siteId) },
    {
      label: t('vouchers.page.paidUntil'),
      value: paidUntil === null ? '–' : <DateTime at={paidUntil} />,
    },
  ]
}
