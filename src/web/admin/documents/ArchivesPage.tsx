import { Archive, Download } from 'lucide-react'
import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { fileUrl } from '#kernel/client.ts'
import {
  askBundle,
  downloadBundlePart,
  ISSUED_KINDS,
  listBundles,
  type Bundle,
  type IssuedKind,
} from '#modules/documents/contract.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Status } from '#web/ui/Badge.tsx'
import { Button, buttonLook } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { formatCount } from '#web/ui/format.ts'
import { Page } from '#web/ui/Page.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { Progress } from '#web/ui/Progress.tsx'
import { DataVolume, DateTime, Day } from '#web/ui/values.tsx'
import { useToday } from '#web/ui/zone.ts'

const LOOK_AGAIN_MS = 2_000

/** Many documents at once, made in the background. */
export function ArchivesPage() {
  const t = useText()
  const list = useCall(listBundles, {}, { refetchInterval: LOOK_AGAIN_MS })
  return (
    <Page
      title={t('documents.archives.title')}
      lead={t('documents.archives.lead')}
      crumbs={[{ label: t('billing.title'), to: paths.invoices() }]}
    >
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_2fr]">
        <Ask />
        <Loaded of={list}>
          {({ bundles }) =>
            bundles.length === 0 ? (
              <EmptyState icon={Archive} title={t('documents.archives.empty')}>
                {t('documents.archives.emptyHint')}
              </EmptyState>
            ) : (
              <div className="grid gap-4">
                {bundles.map((bundle) => (
                  <One key={bundle.id} bundle={bundle} />
                ))}
              </div>
            )
          }
        </Loaded>
      </div>
    </Page>
  )
}

function Ask() {
  const t = useText()
  const mayNot = useMayNot()
  const lastMonth = useToday().with({ day: 1 }).subtract({ days: 1 })
  const [kind, setKind] = useState<IssuedKind>('invoice')
  const [from, setFrom] = useState(lastMonth.with({ day: 1 }).toString())
  const [to, setTo] = useState(lastMonth.toString())
  const ask = useMutate(askBundle)
  const isFit = /^\d{4}-\d\d-\d\d$/.test(from) && /^\d{4}-\d\d-\d\d$/.test(to) && from <= to
  const send = () =>
    ask
      .mutateAsync({ id: randomId(), kind, from, to })
      .catch((error: unknown) => toastProblem(error, t))
  return (
    <Card title={t('documents.archives.ask')}>
      <div className="grid gap-5">
        <SelectField
          label={t('documents.archives.kind')}
          value={kind}
          onChange={setKind}
          options={ISSUED_KINDS.map((value) => ({ value, label: t(`documents.kinds.${value}`) }))}
        />
        <DateField label={t('documents.from')} value={from} onChange={setFrom} />
        <DateField
          label={t('documents.to')}
          value={to}
          onChange={setTo}
          error={isFit ? undefined : t('documents.badDays')}
        />
        <Button
          look="primary"
          busy={ask.isPending}
          onClick={() => void send()}
          disabledBecause={mayNot(askBundle) || (!isFit && t('documents.badDays'))}
        >
          {t('documents.archives.make')}
        </Button>
      </div>
    </Card>
  )
}

const TONES = { making: 'info', ready: 'good', failed: 'bad' } as const

function One({ bundle }: { bundle: Bundle }) {
  const t = useText()
  const language = useLanguage()
  return (
    <Card
      title={
        <>
          {t(`documents.kinds.${bundle.kind}`)} · <Day on={bundle.from} /> – <Day on={bundle.to} />
        </>
      }
      hint={<DateTime at={bundle.askedAt} />}
      actions={
        <Status tone={TONES[bundle.state]}>{t(`documents.archives.states.${bundle.state}`)}</Status>
      }
    >
      {bundle.state === 'making' && (
        <div className="mb-4 grid gap-1.5">
          <Progress label={t('documents.archives.made')} value={bundle.made} max={bundle.wanted} />
          <span className="tnum text-sm text-soft">
            {formatCount(bundle.made, language)} / {formatCount(bundle.wanted, language)}
          </span>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        {bundle.parts.map((part) => (
          <a
            key={part.place}
            className={buttonLook({ look: 'plain', size: 'sm' })}
            href={fileUrl(downloadBundlePart, { bundleId: bundle.id, place: part.place })}
            download
          >
            <Download aria-hidden="true" />
            {t('documents.archives.part', { place: part.place, count: part.documents })} ·{' '}
            <DataVolume of={BigInt(part.sizeBytes)} />
          </a>
        ))}
      </div>
    </Card>
  )
}
