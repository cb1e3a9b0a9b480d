import type { Drawer } from '#modules/tills/contract.ts'
import { LinesTable } from '#web/admin/tills/LinesTable.tsx'
import { useText } from '#web/i18n/index.ts'
import { Card } from '#web/ui/Card.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { StatTile } from '#web/ui/StatTile.tsx'
import { Timeline } from '#web/ui/Timeline.tsx'
import { DateTime, Money } from '#web/ui/values.tsx'

/** A drawer: what should be in it, from what, and what was counted. */
export function DrawerFacts({ drawer }: { drawer: Drawer }) {
  const t = useText()
  const { lines, movements, closings, counted, difference } = drawer
  return (
    <div className="grid gap-6">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <StatTile label={t('tills.expected')} value={<Money of={drawer.expected} />} />
        <StatTile label={t('tills.float')} value={<Money of={drawer.float} />} />
        {counted && <StatTile label={t('tills.counted')} value={<Money of={counted} />} />}
        {difference && (
          <StatTile label={t('tills.difference')} value={<Money of={difference} signed />} />
        )}
      </div>
      <LinesTable lines={lines} total={drawer.expected} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        {movements.length > 0 && (
          <Card title={t('tills.move.list')}>
            <Timeline
              label={t('tills.move.list')}
              entries={movements.map(({ id, at, way, amount, note }) => ({
                ...{ id, at, detail: note, by: <Money of={amount} /> },
                title: t(`tills.ways.${way}`),
              }))}
            />
          </Card>
        )}
        {closings.map((closing) => (
          <Card
            key={closing.id}
            title={closing.undone ? t('tills.close.undone') : t('tills.close.one')}
            {...(closing.undone && { hint: closing.undone.because })}
          >
            <Facts
              facts={[
                { label: t('tills.close.at'), value: <DateTime at={closing.closedAt} /> },
                ...closing.counts
                  .filter(({ pieces }) => pieces > 0)
                  .map(({ shillings, pieces }) => ({
                    label: `KES ${shillings}`,
                    value: `× ${pieces}`,
                  })),
                { label: t('tills.counted'), value: <Money of={closing.counted} /> },
                { label: t('tills.expected'), value: <Money of={closing.expected} /> },
                {
                  label: t('tills.difference'),
                  value: <Money of={closing.difference} signed />,
                },
                ...(closing.note === null ? [] : [{ label: t('tills.note'), value: closing.note }]),
              ]}
            />
          </Card>
        ))}
      </div>
    </div>
  )
}
