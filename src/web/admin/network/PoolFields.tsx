import type { PoolRow } from '#modules/network/contract.ts'
import { PoolPlace } from '#web/admin/network/PoolPlace.tsx'
import { PoolUse } from '#web/admin/network/PoolUse.tsx'
import { useText } from '#web/i18n/index.ts'
import { CheckField } from '#web/ui/form/Check.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import type { Bound } from '#web/ui/form/use-contract-form.ts'

type Place = Pick<PoolRow, 'siteId' | 'nasId'>
type Choice = Pick<PoolRow, 'automatic' | 'accesses' | 'keep_h'> & { overlap: 'refuse' | 'allow' }

type Props = {
  pool: { [Name in keyof Choice]?: Choice[Name] | undefined } & Place
  onChange: (choice: Partial<Choice & Place>) => void
  chosenBy: Bound<PoolRow['chosenBy']>
  /** As it is typed: addresses with commas between. */
  dns: { value: string; onChange: (typed: string) => void }
  notes: Bound<string>
  issueAt: (path: 'keep_h' | 'dns.0' | 'dns.1' | 'overlap') => string | undefined
}

/** All of a pool but its name and its addresses, for one that is new and for one that is changed. */
export function PoolFields({ pool, onChange, chosenBy, dns, notes, issueAt }: Props) {
  const t = useText()
  return (
    <>
      <SelectField
        label={t('network.pools.chosenBy')}
        options={(['kasi', 'router'] as const).map((value) => ({
          value,
          label: t(`network.pools.chosenByOf.${value}`),
        }))}
        {...chosenBy}
      />
      <PoolUse
        pool={{ ...pool, chosenBy: chosenBy.value }}
        onChange={onChange}
        issue={issueAt('keep_h')}
      />
      <PoolPlace siteId={pool.siteId} nasId={pool.nasId} onChange={onChange} />
      <TextField
        label={t('network.pools.dns')}
        hint={t('network.pools.dnsHint')}
        optional
        {...dns}
        error={issueAt('dns.0') ?? issueAt('dns.1')}
      />
      <CheckField
        label={t('network.pools.overlap')}
        hint={t('network.pools.overlapHint')}
        error={issueAt('overlap')}
        checked={pool.overlap === 'allow'}
        onChange={(allow) => onChange({ overlap: allow ? 'allow' : 'refuse' })}
      />
      <TextArea label={t('network.notes')} optional {...notes} />
    </>
  )
}
