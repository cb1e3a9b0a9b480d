import { KeyRound, MapPin, Pencil, Radio, ShieldCheck } from 'lucide-react'
import { useEffect, useState } from 'react'
import { MASTS, PLACES, TRAFFIC } from '#web/admin/style/samples.ts'
import { Section } from '#web/admin/style/Section.tsx'
import { useText } from '#web/i18n/index.ts'
import { now } from '#web/state/clock.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Chart } from '#web/ui/chart/Chart.tsx'
import { LiveStrip } from '#web/ui/chart/LiveStrip.tsx'
import { DiffView } from '#web/ui/DiffView.tsx'
import { Facts, KeyValue } from '#web/ui/Facts.tsx'
import { CodeBlock, JsonView } from '#web/ui/Json.tsx'
import { Map } from '#web/ui/map/Map.tsx'
import { StatTile } from '#web/ui/StatTile.tsx'
import { Stepper } from '#web/ui/Stepper.tsx'
import { Timeline } from '#web/ui/Timeline.tsx'
import {
  DataVolume,
  DateTime,
  Day,
  Duration,
  Money,
  Phone,
  Rate,
  RelativeTime,
} from '#web/ui/values.tsx'
import { useZone } from '#web/ui/zone.ts'

const HOUR_AGO = now().subtract({ hours: 1 }).toString()
const WEEK_AGO = now()
  .subtract({ hours: 24 * 8 })
  .toString()

export function Values() {
  const t = useText()
  return (
    <Section id="values" title={t('style.values')}>
      <div className="mb-5 grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        <StatTile
          label="Online now"
          value="1,284"
          change={0.042}
          moreIs="good"
          hint="than yesterday"
          trend={[4, 6, 5, 8, 9, 7, 11, 12]}
        />
        <StatTile
          label="Collected today"
          value={<Money of={{ cents: '18432050', currency: 'KES' }} />}
          change={-0.031}
          moreIs="good"
          hint="than last Sunday"
        />
        <StatTile
          label="Traffic today"
          value={<DataVolume of="8412000000000" />}
          change={0.18}
          hint="than yesterday"
          trend={[9, 8, 8, 7, 9, 12, 13, 13]}
        />
        <StatTile label="Links down" value="2" change={1} moreIs="bad" hint="Ngong Hills, Juja" />
      </div>
      <Card>
        <Facts
          columns={2}
          facts={[
            { label: 'Money', value: <Money of={{ cents: '250000', currency: 'KES' }} /> },
            {
              label: 'In and out',
              value: (
                <>
                  <Money of={{ cents: '99900', currency: 'KES' }} signed />{' '}
                  <Money of={{ cents: '-150000', currency: 'KES' }} signed />
                </>
              ),
            },
            { label: 'Volume', value: <DataVolume of="101500000000" /> },
            { label: 'Speed', value: <Rate of={{ down_bps: 20_000_000, up_bps: 10_000_000 }} /> },
            { label: 'Phone', value: <Phone of="+254712345678" />, copy: '+254712345678' },
            { label: 'Moment', value: <DateTime at={WEEK_AGO} /> },
            { label: 'Ago', value: <RelativeTime at={HOUR_AGO} /> },
            { label: 'Day', value: <Day on="2026-12-12" /> },
            { label: 'Duration', value: <Duration seconds={11_532} /> },
            { label: 'Pair', value: <KeyValue label="MAC">48:8F:5A:01:9C:22</KeyValue> },
          ]}
        />
      </Card>
    </Section>
  )
}

export function Reading() {
  const t = useText()
  return (
    <Section id="reading" title={t('style.reading')}>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <Card title="What happened">
          <Timeline
            label="What happened"
            entries={[
              {
                id: '1',
                at: HOUR_AGO,
                icon: Pencil,
                tone: 'accent',
                by: 'Amina Otieno',
                title: 'changed the height',
                detail: '18 m, was 24 m',
              },
              {
                id: '2',
                at: HOUR_AGO,
                icon: Radio,
                tone: 'bad',
                title: 'Link to Ngong Hills went down',
              },
              {
                id: '3',
                at: WEEK_AGO,
                icon: ShieldCheck,
                tone: 'good',
                by: 'Kasi',
                title: 'checked the ledger',
              },
              {
                id: '4',
                at: WEEK_AGO,
                icon: KeyRound,
                by: 'Brian Kiprono',
                title: 'made an API key',
              },
            ]}
          />
        </Card>
        <div className="grid content-start gap-4">
          <DiffView
            before={{ height: 24, owner: 'own', contact: { phone: '0712 345 678' } }}
            after={{ height: 18, owner: 'own', contact: { phone: null } }}
          />
          <JsonView
            label="JSON"
            value={{
              id: 'mast-1',
              up: true,
              clients: 184,
              tags: ['fibre', 'rented'],
              contact: { phone: null },
            }}
          />
          <CodeBlock
            label="RouterOS"
            code={'/radius add service=ppp,hotspot \\\n  address=102.68.76.10 secret=…'}
          />
        </div>
      </div>
    </Section>
  )
}

export function Charts() {
  const t = useText()
  const zone = useZone()
  const mbit = (value: number) => `${value.toLocaleString('en-KE')} Mbit/s`
  const short = (value: number) => `${value}`
  const day = (at: string) => at.slice(8, 10) + (at.endsWith('T20') ? ' pm' : ' am')
  const series = [
    { key: 'down', label: 'Down' },
    { key: 'up', label: 'Up' },
  ]
  return (
    <Section id="charts" title={t('style.charts')}>
      <div className="grid gap-4 lg:grid-cols-2">
        <Card title="Traffic">
          <Chart
            kind="area"
            label="Traffic"
            series={series}
            data={TRAFFIC}
            format={mbit}
            formatAxis={short}
            formatAt={day}
          />
        </Card>
        <Card title="Both ways">
          <Chart
            kind="bar"
            stacked
            label="Both ways"
            series={series}
            data={TRAFFIC.slice(0, 14)}
            format={mbit}
            formatAxis={short}
            formatAt={day}
          />
        </Card>
        <Card title="Evenings">
          <Chart
            kind="line"
            label="Evenings"
            series={series}
            data={TRAFFIC.filter((row) => row.at.endsWith('T20'))}
            format={mbit}
            formatAxis={short}
            formatAt={day}
          />
        </Card>
        <Card title="Now" actions={<Badge tone="good">{t('shell.live.on')}</Badge>}>
          <Live zone={zone} format={mbit} />
        </Card>
      </div>
    </Section>
  )
}

const POINTS = 120

function Live({ zone, format }: { zone: string; format: (value: number) => string }) {
  const [tick, setTick] = useState(0)
  const [start] = useState(() => Math.floor(now().epochMilliseconds / 1000))
  useEffect(() => {
    const timer = setInterval(() => setTick((before) => before + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  const places = Array.from({ length: POINTS }, (_, place) => place + tick)
  const times = places.map((place) => start - POINTS + place)
  const wave = (place: number, size: number) =>
    Math.round(size * (1 + Math.sin(place / 9) * 0.25 + Math.sin(place / 2.3) * 0.1))
  return (
    <LiveStrip
      label="Now"
      times={times}
      values={[
        { label: 'Down', points: places.map((place) => wave(place, 640)) },
        { label: 'Up', points: places.map((place) => wave(place + 40, 160)) },
      ]}
      format={format}
      zone={zone}
      height={220}
    />
  )
}

function placeCard(place: { id: string; name: string }) {
  return (
    <>
      <p className="flex items-center gap-1.5 font-medium">
        <MapPin aria-hidden="true" className="size-4 text-soft" />
        {place.name}
      </p>
      <p className="text-sm text-soft">{MASTS.find((mast) => mast.id === place.id)?.county}</p>
    </>
  )
}

export function SampleMap() {
  const t = useText()
  return (
    <Section id="map" title={t('style.map')}>
      <div className="grid gap-4 lg:grid-cols-2">
        <Map label="Masts" places={PLACES} className="h-96" popup={placeCard} />
        <Map label="Kenya" places={[]} className="h-96" />
      </div>
    </Section>
  )
}

export function Steps() {
  const t = useText()
  const [step, setStep] = useState('brand')
  return (
    <Section id="steps" title={t('style.steps')}>
      <Stepper
        label={t('style.steps')}
        current={step}
        onGo={setStep}
        steps={[
          { id: 'identity', label: 'Who you are', state: 'done' },
          { id: 'region', label: 'Time and language', state: 'done' },
          { id: 'brand', label: 'Logo and colours', state: 'open' },
          { id: 'hours', label: 'Opening hours', state: 'open' },
        ]}
      />
    </Section>
  )
}
