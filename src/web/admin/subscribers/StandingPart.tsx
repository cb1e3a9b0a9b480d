import { Plus } from 'lucide-react'
import { useState } from 'react'
import {
  claimSegment,
  CONSENT_PURPOSES,
  decideClaim,
  endTaxStanding,
  readConsents,
  readStanding,
  recordConsent,
  setTaxStanding,
  type ConsentPurpose,
  type Standing,
  type Subscriber,
} from '#modules/subscribers/contract.ts'
import { ClaimSegment } from '#web/admin/subscribers/ClaimSegment.tsx'
import { SetTax } from '#web/admin/subscribers/SetTax.tsx'
import { useCall, useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Badge, type Tone } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { DateTime, Day } from '#web/ui/values.tsx'

type Props = { subscriber: Subscriber }

/** What a subscriber is to the tax authority and to prices, and what they agreed to. */
export function StandingPart({ subscriber }: Props) {
  const standing = useCall(readStanding, { subscriberId: subscriber.id })
  return (
    <div className="grid items-start gap-6 xl:grid-cols-2">
      <Loaded of={standing}>
        {(loaded) => (
          <div className="grid gap-6">
            <TaxCard subscriber={subscriber} taxes={loaded.taxes} />
            <SegmentsCard subscriber={subscriber} segments={loaded.segments} />
          </div>
        )}
      </Loaded>
      <ConsentsCard subscriber={subscriber} />
    </div>
  )
}

function days(from: string, until: string | null) {
  return (
    <span className="text-sm text-soft">
      <Day on={from} /> – {until ? <Day on={until} /> : '…'}
    </span>
  )
}

function TaxCard({ subscriber, taxes }: Props & { taxes: Standing['taxes'] }) {
  const t = useText()
  const mayNot = useMayNot()
  const [setting, setSetting] = useState(false)
  const end = useMutate(endTaxStanding)
  const refused = mayNot(setTaxStanding, subscriber.siteId ?? undefined)
  return (
    <Card
      title={t('subscribers.taxes.title')}
      hint={t('subscribers.taxes.hint')}
      actions={
        <Button
          size="sm"
          icon={<Plus />}
          onClick={() => setSetting(true)}
          disabledBecause={refused}
        >
          {t('subscribers.taxes.add')}
        </Button>
      }
    >
      {taxes.length === 0 && <p className="text-soft">{t('subscribers.taxes.none')}</p>}
      <ul className="divide-y">
        {taxes.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
            <Badge tone={one.holds ? 'good' : 'neutral'}>
              {t(`subscribers.taxes.kinds.${one.kind}`)}
            </Badge>
            <span>{one.certificate}</span>
            {days(one.from, one.until)}
            {one.ended && <Badge>{t('subscribers.taxes.ended')}</Badge>}
            {one.holds && (
              <Button
                size="sm"
                look="quiet"
                className="ml-auto"
                disabledBecause={refused}
                onClick={() => {
                  end
                    .mutateAsync({ subscriberId: subscriber.id, standingId: one.id })
                    .catch((error: unknown) => toastProblem(error, t))
                }}
              >
                {t('subscribers.taxes.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {setting && <SetTax subscriber={subscriber} onClose={() => setSetting(false)} />}
    </Card>
  )
}

const CLAIM_TONE: Record<Standing['segments'][number]['state'], Tone> = {
  claimed: 'warn',
  proven: 'good',
  refused: 'bad',
  ended: 'neutral',
}

function SegmentsCard({ subscriber, segments }: Props & { segments: Standing['segments'] }) {
  const t = useText()
  const language = useLanguage()
  const mayNot = useMayNot()
  const [claiming, setClaiming] = useState(false)
  const decide = useMutate(decideClaim)
  const siteId = subscriber.siteId ?? undefined
  const decision = (claimId: string, what: 'proven' | 'refused' | 'ended', label: string) => (
    <Button
      size="sm"
      look="quiet"
      disabledBecause={mayNot(decideClaim, siteId)}
      onClick={() => {
        decide
          .mutateAsync({ subscriberId: subscriber.id, claimId, decision: what })
          .catch((error: unknown) => toastProblem(error, t))
      }}
    >
      {label}
    </Button>
  )
  return (
    <Card
      title={t('subscribers.segments.title')}
      hint={t('subscribers.segments.hint')}
      actions={
        <Button
          size="sm"
          icon={<Plus />}
          onClick={() => setClaiming(true)}
          disabledBecause={mayNot(claimSegment, siteId)}
        >
          {t('subscribers.segments.add')}
        </Button>
      }
    >
      {segments.length === 0 && <p className="text-soft">{t('subscribers.segments.none')}</p>}
      <ul className="divide-y">
        {segments.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
            <span className="font-medium">{one.segmentName[language]}</span>
            <Badge tone={CLAIM_TONE[one.state]}>
              {t(`subscribers.segments.states.${one.state}`)}
            </Badge>
            {days(one.from, one.until)}
            <span className="ml-auto flex">
              {one.state === 'claimed' && (
                <>
                  {decision(one.id, 'proven', t('subscribers.segments.accept'))}
                  {decision(one.id, 'refused', t('subscribers.segments.refuse'))}
                </>
              )}
              {one.state === 'proven' && decision(one.id, 'ended', t('subscribers.segments.end'))}
            </span>
          </li>
        ))}
      </ul>
      {claiming && <ClaimSegment subscriber={subscriber} onClose={() => setClaiming(false)} />}
    </Card>
  )
}

const TEXT_VERSION = '2026-11'

function ConsentsCard({ subscriber }: Props) {
  const t = useText()
  const mayNot = useMayNot()
  const consents = useCall(readConsents, { subscriberId: subscriber.id })
  const record = useMutate(recordConsent)
  const refused = mayNot(recordConsent, subscriber.siteId ?? undefined)
  const say = (purpose: ConsentPurpose, what: 'given' | 'withdrawn') => {
    record
      .mutateAsync({
        subscriberId: subscriber.id,
        purpose,
        what,
        textVersion: TEXT_VERSION,
        channel: 'office',
      })
      .catch((error: unknown) => toastProblem(error, t))
  }
  return (
    <Card title={t('subscribers.consents.title')} hint={t('subscribers.consents.hint')}>
      <Loaded of={consents}>
        {({ holding, ledger }) => (
          <>
            <ul className="divide-y">
              {CONSENT_PURPOSES.map((purpose) => {
                const holds = holding.includes(purpose)
                const asked = ledger.some((line) => line.purpose === purpose)
                return (
                  <li key={purpose} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
                    <span className="min-w-0 flex-1">
                      {t(`subscribers.consents.purpose.${purpose}`)}
                    </span>
                    <Badge tone={holds ? 'good' : asked ? 'warn' : 'neutral'}>
                      {holds
                        ? t('subscribers.consents.given')
                        : asked
                          ? t('subscribers.consents.withdrawn')
                          : t('subscribers.consents.never')}
                    </Badge>
                    <Button
                      size="sm"
                      look="quiet"
                      disabledBecause={refused}
                      onClick={() => say(purpose, holds ? 'withdrawn' : 'given')}
                    >
                      {holds ? t('subscribers.consents.withdraw') : t('subscribers.consents.give')}
                    </Button>
                  </li>
                )
              })}
            </ul>
            {ledger.length > 0 && (
              <details className="mt-4">
                <summary className="cursor-pointer font-medium">
                  {t('subscribers.consents.history')}
                </summary>
                <ul className="mt-2 grid gap-1 text-sm">
                  {ledger.map((line, place) => (
                    <li key={`${line.at}${place}`} className="flex flex-wrap gap-x-2">
                      <DateTime at={line.at} />
                      <span>{t(`subscribers.consents.purpose.${line.purpose}`)}</span>
                      <span className="text-soft">
                        {t(`subscribers.consents.${line.what}`)} · {line.textVersion}
                      </span>
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </>
        )}
      </Loaded>
    </Card>
  )
}
