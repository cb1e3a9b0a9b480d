import { formatBytes } from '#kernel/bytes.ts'
import { formatBps, formatRate, type Rate } from '#kernel/rate.ts'
import type {
  AccessHours,
  FairUsePolicy,
  ProfileContent,
  QuotaProfile,
  SpeedProfile,
} from '#modules/catalog/contract.ts'
import { WeekPicture } from '#web/admin/catalog/WeekPicture.tsx'
import { useLanguage, useText } from '#web/i18n/index.ts'

/** What a profile says, drawn: nobody reads four numbers when a line shows them. `from`: the plan's speed before any stage. */
export function ProfilePicture({ content, from }: { content: ProfileContent; from?: Rate }) {
  switch (content.kind) {
    case 'speed':
      return <SpeedPicture of={content} />
    case 'fair-use':
      return <FairUsePicture of={content} {...(from && { from })} />
    case 'quota':
      return <QuotaPicture of={content} />
    case 'access-hours':
      return <HoursPicture of={content} />
  }
}

function SpeedPicture({ of }: { of: SpeedProfile }) {
  const t = useText()
  const most = Math.max(
    of.rate.down_bps,
    of.burst?.rate.down_bps ?? 0,
    ...of.windows.map(({ rate }) => rate.down_bps),
  )
  const bars = [
    { name: t('catalog.profile.down'), bps: of.rate.down_bps },
    { name: t('catalog.profile.up'), bps: of.rate.up_bps },
    ...(of.guaranteed
      ? [{ name: t('catalog.profile.guaranteed'), bps: of.guaranteed.down_bps }]
      : []),
    ...(of.burst ? [{ name: t('catalog.profile.burst'), bps: of.burst.rate.down_bps }] : []),
  ]
  return (
    <div className="grid gap-3">
      <dl className="grid gap-1.5 text-sm">
        {bars.map(({ name, bps }) => (
          <div
            key={name}
            className="grid grid-cols-[minmax(0,6.5rem)_minmax(0,1fr)_3rem] items-center gap-2"
          >
            <dt className="text-soft">{name}</dt>
            <dd className="h-2.5 overflow-hidden rounded-full bg-sunken">
              <svg
                viewBox="0 0 100 10"
                preserveAspectRatio="none"
                className="size-full"
                aria-hidden="true"
              >
                <rect width={(bps / most) * 100} height="10" className="fill-chart-1" />
              </svg>
            </dd>
            <dd className="tnum text-right">{formatBps(bps)}</dd>
          </div>
        ))}
      </dl>
      {of.windows.map(({ during, rate }) => (
        <WeekPicture key={formatRate(rate)} windows={during} label={formatRate(rate)} />
      ))}
    </div>
  )
}

const WIDTH = 320
const HEIGHT = 96
const BOTTOM = 78

/** Speed by how much was used: a line that steps down. */
function FairUsePicture({ of, from }: { of: FairUsePolicy; from?: Rate }) {
  const t = useText()
  const language = useLanguage()
  const furthest = of.stages.at(-1)?.after ?? 1n
  const x = (bytes: bigint) => Number((bytes * BigInt(WIDTH - 60)) / furthest)
  // Speeds differ by tens; the square root keeps the slow ones visible.
  const first = of.stages[0]?.speed.down_bps ?? 1
  const top = from?.down_bps ?? first * 3
  const y = (bps: number) => BOTTOM - Math.sqrt(bps / top) * (BOTTOM - 14)
  const points = of.stages.reduce(
    (line, { after, speed }) => `${line} H ${x(after)} V ${y(speed.down_bps)}`,
    `M 0 ${y(top)}`,
  )
  return (
    <figure className="grid gap-1">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={of.stages
          .map(({ after, speed }) =>
            t('catalog.profile.stageText', {
              ...{ after: formatBytes(after, language), speed: formatRate(speed) },
            }),
          )
          .join('; ')}
        className="w-full max-w-md"
      >
        <path d={`${points} H ${WIDTH} V ${BOTTOM} H 0 Z`} className="fill-accent-wash" />
        <path d={`${points} H ${WIDTH}`} className="fill-none stroke-accent-text" strokeWidth="2" />
        <line x1="0" x2={WIDTH} y1={BOTTOM} y2={BOTTOM} className="stroke-line" />
        {from && (
          <text x="4" y={y(top) - 4} className="fill-ink text-[10px]">
            {formatRate(from)}
          </text>
        )}
        {of.stages.map(({ after, speed }) => (
          <g key={String(after)} className="fill-soft text-[10px]">
            <line
              x1={x(after)}
              x2={x(after)}
              y1={y(speed.down_bps)}
              y2={BOTTOM}
              strokeDasharray="2 3"
              className="stroke-field"
            />
            <text x={x(after)} y={HEIGHT - 6} textAnchor="middle">
              {formatBytes(after, language)}
            </text>
            <text x={x(after) + 5} y={y(speed.down_bps) - 4} className="fill-ink">
              {formatRate(speed)}
            </text>
          </g>
        ))}
      </svg>
      <figcaption className="text-xs text-soft">
        {t(`catalog.usagePeriod.${of.period}`)}
        {of.freeWindows.length > 0 && ` · ${t('catalog.profile.freeHours')}`}
        {of.stages.some(({ during }) => during) && ` · ${t('catalog.profile.peakOnly')}`}
      </figcaption>
      {of.freeWindows.length > 0 && (
        <WeekPicture windows={of.freeWindows} label={t('catalog.profile.freeHours')} />
      )}
    </figure>
  )
}

function QuotaPicture({ of }: { of: QuotaProfile }) {
  const t = useText()
  const language = useLanguage()
  return (
    <div className="grid gap-3 text-sm">
      {of.allowances.map(({ meter, amount, period, during }) => (
        <div key={`${meter}${amount}${period}`} className="grid gap-1.5">
          <p>
            <span className="tnum mr-1.5 text-lg font-semibold">
              {meter === 'time' ? `${amount / 3600n} h` : formatBytes(amount, language)}
            </span>
            <span className="text-soft">
              {t(`catalog.meter.${meter}`)} · {t(`catalog.usagePeriod.${period}`)}
            </span>
          </p>
          {during && <WeekPicture windows={during} label={formatBytes(amount, language)} />}
        </div>
      ))}
      <p className="text-soft">
        {t(`catalog.atEnd.${of.atEnd.do}`)}
        {of.atEnd.do === 'slow' && ` ${formatRate(of.atEnd.speed)}`}
      </p>
    </div>
  )
}

function HoursPicture({ of }: { of: AccessHours }) {
  const t = useText()
  return (
    <div className="grid gap-2 text-sm">
      <WeekPicture windows={of.open} label={t('catalog.profile.openHours')} />
      <p className="text-soft">
        {t(`catalog.outside.${of.outside.do}`)}
        {of.outside.do === 'slow' && ` ${formatRate(of.outside.speed)}`}
      </p>
    </div>
  )
}
