import { useState } from 'react'
import type { InputOf } from '#kernel/endpoint.ts'
import { previewProfile, type Attribute, type VendorProfile } from '#modules/network/contract.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Card } from '#web/ui/Card.tsx'
import { BytesField, NumberField, RateField } from '#web/ui/form/fields.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'

type Allowance = InputOf<typeof previewProfile>['allowance']

/** A line of 20 down and 5 up: what the preview begins with. */
const HOME: Allowance = { rate: { down_bps: 20_000_000, up_bps: 5_000_000 }, interim_s: 300 }
const BURST = { down_s: 10, up_s: 10 }

/** What a profile says for an allowance that one can play with. */
export function ProfilePreview({ profile }: { profile: VendorProfile }) {
  const t = useText()
  const [allowance, setAllowance] = useState<Allowance>(HOME)
  const { make, about, changes, coaPort, sessionKeys, lines } = profile
  const said = useCall(previewProfile, {
    profile: { make, about, changes, coaPort, sessionKeys, lines },
    allowance: withoutNothing(allowance),
  })
  const set = (change: Partial<Allowance>) => setAllowance({ ...allowance, ...change })
  const word = (name: 'pool' | 'ipv4' | 'addressList' | 'routerProfile') => ({
    value: allowance[name] ?? '',
    onChange: (text: string) => set({ [name]: text === '' ? undefined : text }),
    optional: true,
    spellCheck: false,
  })
  const number = (name: 'vlan' | 'priority') => ({
    value: allowance[name] ?? null,
    onChange: (value: number | null) => set({ [name]: value ?? undefined }),
    optional: true,
  })
  return (
    <div className="grid grid-cols-1 gap-6">
      <Card title={t('network.profiles.preview')} hint={t('network.profiles.previewHint')}>
        <div className="grid grid-cols-1 gap-4">
          <div className="grid grid-cols-1 items-end gap-4 sm:grid-cols-2">
            <RateField
              label={t('network.profiles.speed')}
              optional
              value={allowance.rate ?? null}
              onChange={(rate) => set({ rate: rate ?? undefined })}
            />
            <RateField
              label={t('network.profiles.burst')}
              optional
              value={allowance.burst?.rate ?? null}
              onChange={(rate) => set({ burst: rate ? { rate, ...BURST } : undefined })}
            />
            <RateField
              label={t('network.profiles.guaranteed')}
              optional
              value={allowance.guaranteed ?? null}
              onChange={(rate) => set({ guaranteed: rate ?? undefined })}
            />
            <BytesField
              label={t('network.profiles.quota')}
              optional
              value={allowance.quota?.total ?? null}
              onChange={(total) => set({ quota: total === null ? undefined : { total } })}
            />
            <NumberField label={t('network.profiles.priority')} {...number('priority')} />
            <NumberField label={t('network.profiles.vlan')} {...number('vlan')} />
            <TextField label={t('network.profiles.pool')} {...word('pool')} />
            <TextField label={t('network.profiles.ipv4')} {...word('ipv4')} />
            <TextField label={t('network.profiles.routerProfile')} {...word('routerProfile')} />
            <TextField label={t('network.profiles.addressList')} {...word('addressList')} />
          </div>
          {said.data && said.data.problems.length > 0 && (
            <Banner tone="warn" title={t('network.profiles.problems')}>
              <ul>
                {said.data.problems.map((problem) => (
                  <li key={`${problem.line} ${problem.kind}`}>
                    {lines[problem.line]?.attribute}:{' '}
                    {t(`network.profiles.problemOf.${problem.kind}`)} ({problem.what})
                  </li>
                ))}
              </ul>
            </Banner>
          )}
          <Said title={t('network.profiles.atStart')} attributes={said.data?.accept ?? []} />
          <Said title={t('network.profiles.inChange')} attributes={said.data?.coa ?? []} />
        </div>
      </Card>
      <Card title={t('network.profiles.facts')}>
        <ul className="columns-1 gap-x-6 sm:columns-2">
          {(said.data?.facts ?? []).map(({ name, value }) => (
            <li key={name} className="flex justify-between gap-3 text-sm">
              <code className="font-mono break-all">{`{${name}}`}</code>
              <span className="truncate text-soft">{value ?? '–'}</span>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  )
}

function Said({ title, attributes }: { title: string; attributes: readonly Attribute[] }) {
  const t = useText()
  return (
    <section className="grid grid-cols-1 gap-1.5" aria-live="polite">
      <h3 className="text-sm font-medium text-soft">{title}</h3>
      {attributes.length === 0 && <p className="text-soft">{t('network.profiles.nothingSaid')}</p>}
      <ul className="grid grid-cols-1 rounded-md border bg-sunken empty:hidden">
        {attributes.map(({ name, value, tag }, place) => (
          <li
            key={`${place} ${name}`}
            className="grid grid-cols-1 gap-x-3 border-b px-3 py-1 font-mono text-sm last:border-b-0 sm:grid-cols-[3fr_2fr]"
          >
            <span className="break-all">{tag === undefined ? name : `${name}:${tag}`}</span>
            <span className="break-all text-accent-text">{value}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What is not there is not sent; a number that is still being typed is not there yet. */
function withoutNothing(allowance: Allowance): Allowance {
  return Object.fromEntries(
    Object.entries(allowance).filter(
      ([, value]) => value !== undefined && !(typeof value === 'number' && Number.isNaN(value)),
    ),
  )
}
