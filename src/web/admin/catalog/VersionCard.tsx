import type { ReactNode } from 'react'
import { formatBytes } from '#kernel/bytes.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { formatRate } from '#kernel/rate.ts'
import {
  chargeFor,
  planTerms,
  profileContent,
  readTaxes,
  type Component,
  type PlanVersion,
} from '#modules/catalog/contract.ts'
import { chargeText } from '#web/admin/catalog/charge-text.ts'
import { ProfilePicture } from '#web/admin/catalog/ProfilePicture.tsx'
import { TaxSplit } from '#web/admin/catalog/TaxSplit.tsx'
import { moneyText, said, termName, validityText } from '#web/admin/catalog/words.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText, type Language } from '#web/i18n/index.ts'
import { Badge, Status } from '#web/ui/Badge.tsx'
import { DiffView } from '#web/ui/DiffView.tsx'
import { DateTime } from '#web/ui/values.tsx'

/** One version of a plan, as one card among its others. */
export function VersionCard({
  version,
  isOnSale,
  actions,
}: {
  version: PlanVersion
  isOnSale: boolean
  actions: ReactNode
}) {
  const t = useText()
  const language = useLanguage()
  const desk = useCall(readTaxes, {})
  const { terms, profiles } = version
  const recurring = terms.components.filter(({ kind }) => kind === 'recurring')
  const others = terms.components.filter(({ kind }) => kind !== 'recurring')
  const prices = recurring.map(({ charge, taxClassId, taxMode }) => ({
    ...{ cents: chargeFor(charge, 1n), taxClassId, taxMode },
  }))
  const listed = prices.reduce((sum, { cents }) => sum + cents, 0n)
  return (
    <article
      aria-label={t('catalog.plan.versionNumber', { number: version.number })}
      className="grid gap-4 rounded-xl border bg-surface p-5 shadow-sm"
    >
      <header className="flex flex-wrap items-center gap-2">
        <h2 className="font-semibold">
          {t('catalog.plan.versionNumber', { number: version.number })}
        </h2>
        <VersionState version={version} isOnSale={isOnSale} />
        <span className="ml-auto">{actions}</span>
      </header>
      <p className="text-soft">
        <span className="tnum mr-1.5 text-2xl font-semibold tracking-[-0.02em] text-ink">
          {moneyText(listed, language)}
        </span>
        {t('catalog.price.per', { period: validityText(t, terms.validity) })}
      </p>
      {desk.data && listed > 0n && <TaxSplit prices={prices} desk={desk.data} />}
      <ul className="flex flex-wrap gap-1.5">
        <li>
          <Badge>{t(`catalog.payment.${terms.payment}`)}</Badge>
        </li>
        {profiles.speed && (
          <li>
            <Badge tone="accent">{formatRate(profiles.speed.rate)}</Badge>
          </li>
        )}
        {profiles.quota?.allowances.map(({ meter, amount }) => (
          <li key={`${meter}${amount}`}>
            <Badge>
              {meter === 'time' ? `${amount / 3600n} h` : formatBytes(amount, language)}
            </Badge>
          </li>
        ))}
        <li>
          <Badge>{t('catalog.plan.devicesAtOnce', { count: terms.devices.simultaneous })}</Badge>
        </li>
      </ul>
      {others.length > 0 && (
        <ul className="grid gap-1 border-t pt-3 text-sm">
          {others.map((one) => (
            <OtherPrice key={one.key} of={one} />
          ))}
        </ul>
      )}
      {terms.phases.length > 0 && (
        <ul className="grid gap-1 text-sm">
          {terms.phases.map(({ name }) => (
            <li key={name.en}>{said(name, language)}</li>
          ))}
        </ul>
      )}
      {profiles.fairUse && (
        <ProfilePicture
          content={profiles.fairUse}
          {...(profiles.speed && { from: profiles.speed.rate })}
        />
      )}
      {version.notes && <p className="text-sm whitespace-pre-wrap text-soft">{version.notes}</p>}
    </article>
  )
}

function VersionState({ version, isOnSale }: { version: PlanVersion; isOnSale: boolean }) {
  const t = useText()
  if (version.state === 'draft')
    return <Status tone="warn">{t('catalog.versionState.draft')}</Status>
  if (isOnSale) return <Status tone="good">{t('catalog.versionState.on-sale')}</Status>
  if (version.state === 'published' && version.sellUntil === null && version.sellFrom)
    return (
      <Status tone="info">
        {t('catalog.versionState.to-come')} · <DateTime at={version.sellFrom} />
      </Status>
    )
  return <Status tone="neutral">{t('catalog.versionState.withdrawn')}</Status>
}

function OtherPrice({ of }: { of: Component }) {
  const t = useText()
  const language = useLanguage()
  return (
    <li className="flex justify-between gap-4">
      <span className="text-soft">{said(of.name, language)}</span>
      <span className="tnum text-right">{chargeText(t, language, of.charge, of.meter)}</span>
    </li>
  )
}

/** From each version to the next one, newest first. */
export function VersionDifferences({ versions }: { versions: readonly PlanVersion[] }) {
  const t = useText()
  const language = useLanguage()
  return (
    <div className="grid gap-5">
      {versions.slice(0, -1).map((version, place) => {
        const before = versions[place + 1]
        if (!before) return null
        return (
          <section key={version.id} className="grid gap-2">
            <h3 className="font-medium">
              {t('catalog.plan.fromTo', { from: before.number, to: version.number })}
            </h3>
            <DiffView
              before={comparable(before, language)}
              after={comparable(version, language)}
              label={(path) => termName(t, path, version.terms)}
            />
          </section>
        )
      })}
    </div>
  )
}

/** The terms as JSON has them, with what the profiles say instead of their ids, and with money as people read it. */
function comparable({ terms, profiles }: PlanVersion, language: Language): unknown {
  const { profiles: _ids, ...rest } = planTerms.encode(terms)
  const encoded = Object.entries(profiles).map(([name, content]) => [
    name,
    content && profileContent.encode(content),
  ])
  return readable({ ...rest, profiles: Object.fromEntries(encoded) as unknown }, language)
}

function readable(value: unknown, language: Language): unknown {
  const amount = moneyOnWire.safeParse(value)
  if (amount.success) return moneyText(BigInt(amount.data.cents), language)
  if (Array.isArray(value)) return value.map((one) => readable(one, language))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, readable(one, language)]),
  )
}
