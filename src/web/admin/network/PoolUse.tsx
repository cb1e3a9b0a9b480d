import { POOL_ACCESSES, type PoolRow } from '#modules/network/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { CheckField } from '#web/ui/form/Check.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'

type Use = Pick<PoolRow, 'automatic' | 'accesses' | 'keep_h'>
type Values = { [Name in keyof Use]?: Use[Name] | undefined } & Pick<PoolRow, 'chosenBy'>

/** Who gets addresses of a pool without anybody's doing, and how long they keep them. */
export function PoolUse({
  pool,
  onChange,
  issue,
}: {
  pool: Values
  onChange: (use: Partial<Use>) => void
  /** At the hours. */
  issue: string | undefined
}) {
  const t = useText()
  const { automatic = true, accesses = [], keep_h = 168 } = pool
  const swap = (access: (typeof POOL_ACCESSES)[number]) =>
    accesses.includes(access)
      ? accesses.filter((one) => one !== access)
      : POOL_ACCESSES.filter((one) => one === access || accesses.includes(one))
  return (
    <>
      <CheckField
        label={t('network.pools.automatic')}
        hint={t('network.pools.automaticHint')}
        checked={automatic}
        onChange={(next) => onChange({ automatic: next })}
      />
      {automatic && (
        <fieldset className="grid gap-2">
          <legend className="mb-1 font-medium">{t('network.pools.accesses')}</legend>
          <p className="text-sm text-soft">{t('network.pools.accessesHint')}</p>
          <div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
            {POOL_ACCESSES.map((access) => (
              <CheckField
                key={access}
                label={t(`services.accesses.${access}`)}
                checked={accesses.includes(access)}
                onChange={() => onChange({ accesses: swap(access) })}
              />
            ))}
          </div>
        </fieldset>
      )}
      {automatic && pool.chosenBy === 'kasi' && (
        <NumberField
          label={t('network.pools.keep')}
          hint={t('network.pools.keepHint')}
          unit="h"
          name="keep_h"
          value={keep_h}
          error={issue}
          onChange={(hours) => onChange({ keep_h: hours ?? Number.NaN })}
        />
      )}
    </>
  )
}
