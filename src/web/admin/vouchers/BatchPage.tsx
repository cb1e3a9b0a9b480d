import { useParams } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { fileUrl } from '#kernel/client.ts'
import {
  askSheet,
  downloadSheet,
  readBatch,
  sellVouchers,
  voidVouchers,
  type Batch,
} from '#modules/vouchers/contract.ts'
import { PrintForm, SellForm, VoidForm } from '#web/admin/vouchers/RangeForms.tsx'
import { VoucherList } from '#web/admin/vouchers/VoucherList.tsx'
import { useSiteName } from '#web/admin/vouchers/use-site-name.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Button, buttonLook } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { formatCount } from '#web/ui/format.ts'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { Progress } from '#web/ui/Progress.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { DataVolume, DateTime, Day, Money } from '#web/ui/values.tsx'

const LOOK_AGAIN_MS = 2_000
const BOOKS = [
  'sold',
  'paid',
  'sellersShare',
  'redeemed',
  'refunded',
  'kept',
  'owed',
  'difference',
] as const

/** One batch: its codes, who has them, and where their money is. */
export function BatchPage() {
  const { batchId } = useParams({ strict: false })
  const batch = useCall(readBatch, { batchId: batchId ?? '' }, { refetchInterval: LOOK_AGAIN_MS })
  return (
    <Loaded of={batch} skeleton={<PageSkeleton />}>
      {(loaded) => <Whole batch={loaded} />}
    </Loaded>
  )
}

function Whole({ batch }: { batch: Batch }) {
  const t = useText()
  const language = useLanguage()
  const siteName = useSiteName()
  return (
    <Page
      title={`${batch.code} · ${batch.name}`}
      lead={batch.plan.name}
      width="wide"
      crumbs={[{ label: t('vouchers.title'), to: paths.vouchers() }]}
      actions={<Actions batch={batch} />}
    >
      {batch.state === 'making' && (
        <div className="mb-6">
          <Progress label={t('vouchers.making')} value={batch.made} max={batch.wanted} />
        </div>
      )}
      <div className="mb-6 grid items-start gap-6 lg:grid-cols-2">
        <Card title={t('vouchers.batch')}>
          <Facts
            facts={[
              { label: t('vouchers.face'), value: <Money of={batch.face} /> },
              ...(['printed', 'sold', 'redeemed', 'void', 'expired'] as const).map((state) => ({
                label: t(`vouchers.states.${state}`),
                value: formatCount(batch[state], language),
              })),
              {
                label: t('vouchers.sites'),
                value:
                  batch.siteIds.length === 0
                    ? t('vouchers.everywhere')
                    : batch.siteIds.map(siteName).join(', '),
              },
              { label: t('vouchers.lastDay'), value: <Day on={batch.lastDay} /> },
              {
                label: t('vouchers.printableUntil'),
                value: <DateTime at={batch.printableUntil} />,
              },
            ]}
          />
        </Card>
        <Card title={t('vouchers.books.title')} hint={t('vouchers.books.hint')}>
          <Facts
            facts={BOOKS.map((name) => ({
              label: t(`vouchers.books.${name}`),
              value: <Money of={batch.books[name]} />,
            }))}
          />
        </Card>
        {batch.sheets.length > 0 && <Sheets batch={batch} />}
        {batch.sales.length > 0 && (
          <Card title={t('vouchers.sell.list')}>
            <Facts
              facts={batch.sales.map((sale) => ({
                label: `${sale.fromSerial}–${sale.toSerial} · ${sale.buyer}`,
                value: (
                  <>
                    <Money of={sale.paid} /> · {t(`vouchers.sell.ways.${sale.how}`)} ·{' '}
                    <DateTime at={sale.soldAt} />
                  </>
                ),
              }))}
            />
          </Card>
        )}
      </div>
      <VoucherList batchId={batch.id} />
    </Page>
  )
}

function Actions({ batch }: { batch: Batch }) {
  const t = useText()
  const mayNot = useMayNot()
  const [open, setOpen] = useState<'sell' | 'void' | 'print'>()
  const onClose = () => setOpen(undefined)
  const isMaking = batch.state === 'making' && t('vouchers.making')
  return (
    <>
      <Button onClick={() => setOpen('void')} disabledBecause={mayNot(voidVouchers) || isMaking}>
        {t('vouchers.void.title')}
      </Button>
      <Button
        onClick={() => setOpen('print')}
        disabledBecause={
          mayNot(askSheet) || isMaking || (!batch.canPrint && t('vouchers.print.over'))
        }
      >
        {t('vouchers.print.title')}
      </Button>
      <Button
        look="primary"
        onClick={() => setOpen('sell')}
        disabledBecause={mayNot(sellVouchers) || isMaking}
      >
        {t('vouchers.sell.title')}
      </Button>
      {open === 'sell' && <SellForm batch={batch} onClose={onClose} />}
      {open === 'void' && <VoidForm batch={batch} onClose={onClose} />}
      {open === 'print' && <PrintForm batch={batch} onClose={onClose} />}
    </>
  )
}

function Sheets({ batch }: { batch: Batch }) {
  const t = useText()
  return (
    <Card title={t('vouchers.print.list')}>
      <div className="grid gap-4">
        {batch.sheets.map((sheet) => (
          <div key={sheet.id} className="grid gap-2">
            <span>
              {sheet.fromSerial}–{sheet.toSerial} · {t(`vouchers.print.formats.${sheet.format}`)} ·{' '}
              {t(`vouchers.print.states.${sheet.state}`)}
            </span>
            {sheet.state === 'making' && (
              <Progress
                label={t('vouchers.print.states.making')}
                value={sheet.made}
                max={sheet.wanted}
              />
            )}
            <div className="flex flex-wrap gap-2">
              {sheet.parts.map((part) => (
                <a
                  key={part.place}
                  className={buttonLook({ look: 'plain', size: 'sm' })}
                  href={fileUrl(downloadSheet, { sheetId: sheet.id, place: part.place })}
                  download
                >
                  <Download aria-hidden="true" />
                  {part.vouchers} · <DataVolume of={BigInt(part.sizeBytes)} />
                </a>
              ))}
            </div>
          </div>
        ))}
      </div>
    </Card>
  )
}
