import { FileText } from 'lucide-react'
import { useState } from 'react'
import { csv } from '#kernel/client.ts'
import { listDrawers, readDay, type TillDay } from '#modules/tills/contract.ts'
import { SumTable } from '#web/admin/ledger/SumTable.tsx'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { LinesTable } from '#web/admin/tills/LinesTable.tsx'
import { TillsPage } from '#web/admin/tills/TillsPage.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { ButtonLink, Link } from '#web/ui/Link.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { StatTile } from '#web/ui/StatTile.tsx'
import { CsvButton } from '#web/ui/table/CsvButton.tsx'
import { Money } from '#web/ui/values.tsx'
import { useToday } from '#web/ui/zone.ts'

/** The close of one day at one site: to be looked at, put on paper, and taken along as a table. */
export function DayPage() {
  const t = useText()
  const today = useToday().toString()
  const sites = useSiteOptions()
  const [chosen, setChosen] = useState<string>()
  const [day, setDay] = useState(today)
  const siteId = chosen ?? sites[0]?.value
  const ofDay = { site: siteId === undefined ? [] : [siteId], from: day, to: day }
  return (
    <TillsPage
      here={paths.tills('day')}
      actions={
        siteId !== undefined && (
          <>
            <CsvButton named of={{ csvUrl: undefined, fetchCsv: () => csv(listDrawers, ofDay) }} />
            <ButtonLink icon={<FileText />} to={paths.tillDayClose(siteId, day)}>
              {t('documents.onPaper')}
            </ButtonLink>
          </>
        )
      }
    >
      <div className="mb-5 grid max-w-xl gap-5 sm:grid-cols-2">
        <SelectField
          label={t('tills.site')}
          options={[...sites]}
          value={siteId ?? ''}
          onChange={setChosen}
        />
        <DateField label={t('tills.day.day')} max={today} value={day} onChange={setDay} />
      </div>
      {siteId !== undefined && <OfDay siteId={siteId} day={day} />}
    </TillsPage>
  )
}

function OfDay({ siteId, day }: { siteId: string; day: string }) {
  const found = useCall(readDay, { siteId, day })
  return (
    <Loaded of={found} skeleton={<PageSkeleton />}>
      {(loaded) => <Close of={loaded} />}
    </Loaded>
  )
}

function Close({ of }: { of: TillDay }) {
  const t = useText()
  if (of.drawers.length === 0) return <p className="text-soft">{t('tills.day.none')}</p>
  return (
    <div className="grid gap-6">
      {of.open > 0 ? (
        <Banner tone="warn" title={t('tills.day.open', { count: of.open })}>
          {t('tills.day.openHint')}
        </Banner>
      ) : (
        <Banner tone="good" title={t('tills.day.closed')} />
      )}
      <div className="grid gap-4 sm:grid-cols-3">
        <StatTile label={t('tills.expected')} value={<Money of={of.expected} />} />
        <StatTile label={t('tills.counted')} value={<Money of={of.counted} />} />
        <StatTile label={t('tills.difference')} value={<Money of={of.difference} signed />} />
      </div>
      <SumTable
        label={t('tills.drawers')}
        rows={of.drawers}
        rowKey={({ id }) => id}
        columns={[
          {
            ...{ id: 'drawer', header: t('tills.drawer') },
            cell: ({ id, number, cashier }) => (
              <Link to={paths.drawer(id)}>{`${number} · ${cashier.name}`}</Link>
            ),
          },
          {
            ...{ id: 'state', header: t('tills.state'), wide: true },
            cell: ({ state }) => t(`tills.states.${state}`),
          },
          {
            ...{ id: 'expected', align: 'end', header: t('tills.expected'), wide: true },
            cell: ({ expected }) => <Money of={expected} />,
          },
          {
            ...{ id: 'counted', align: 'end', header: t('tills.counted') },
            cell: ({ counted }) => (counted ? <Money of={counted} /> : '–'),
          },
          {
            ...{ id: 'difference', align: 'end', header: t('tills.difference') },
            cell: ({ difference }) => (difference ? <Money of={difference} signed /> : '–'),
          },
        ]}
      />
      <LinesTable lines={of.lines} total={sumOf(of)} />
    </div>
  )
}

/** What all lines bring, those of drawers that are still open too. */
function sumOf({ lines, expected }: TillDay) {
  const cents = lines.reduce((sum, { amount }) => sum + BigInt(amount.cents), 0n)
  return { ...expected, cents: String(cents) }
}
