import { useState } from 'react'
import { addPool, POOL_KINDS, type PoolRow } from '#modules/network/contract.ts'
import { PoolPlace } from '#web/admin/network/PoolPlace.tsx'
import { PoolUse } from '#web/admin/network/PoolUse.tsx'
import { addressesIn, rangesIn } from '#web/admin/network/pool-values.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { onClose: () => void; onAdded: (pool: PoolRow) => void }

const LENGTHS = { ipv4: null, 'ipv6-framed': 64, 'ipv6-delegated': 56 } as const

export function AddPool({ onClose, onAdded }: Props) {
  const t = useText()
  const [ranges, setRanges] = useState('')
  const [dns, setDns] = useState('')
  const form = useContractForm(addPool, {
    defaults: {
      name: '',
      kind: 'ipv4',
      chosenBy: 'kasi',
      automatic: true,
      accesses: [],
      keep_h: 168,
      siteId: null,
      nasId: null,
      dns: [],
      notes: '',
      ranges: [],
      partLength: null,
      overlap: 'refuse',
    },
    prepare: (values) => ({ ...values, ranges: rangesIn(ranges), dns: addressesIn(dns) }),
    onDone: (pool) => {
      toast.good(t('network.pools.added', { name: pool.name }))
      onAdded(pool)
    },
  })
  const { values, set } = form
  const wrongRange = rangesIn(ranges)
    .map((_, place) => form.issueAt(`ranges.${place}`))
    .find((issue) => issue !== undefined)
  return (
    <Dialog open onClose={onClose} title={t('network.pools.add')} shape="side">
      <Form
        form={form}
        submit={t('network.pools.add')}
        permission={addPool}
        onCancel={onClose}
        evenUnchanged
      >
        <TextField
          label={t('network.pools.name')}
          hint={t('network.pools.nameHint')}
          autoFocus
          spellCheck={false}
          {...form.field('name')}
        />
        <SelectField
          label={t('network.pools.kind')}
          options={POOL_KINDS.map((value) => ({
            value,
            label: t(`network.pools.kindOf.${value}`),
          }))}
          {...form.field('kind')}
          onChange={(kind) => set({ kind, partLength: LENGTHS[kind] })}
        />
        <TextArea
          label={t('network.pools.ranges')}
          hint={t('network.pools.rangesHint')}
          spellCheck={false}
          value={ranges}
          onChange={setRanges}
          error={form.issueAt('ranges') ?? wrongRange}
        />
        {values.kind !== 'ipv4' && (
          <NumberField
            label={t('network.pools.partLength')}
            unit="bit"
            {...form.field('partLength')}
          />
        )}
        <SelectField
          label={t('network.pools.chosenBy')}
          options={(['kasi', 'router'] as const).map((value) => ({
            value,
            label: t(`network.pools.chosenByOf.${value}`),
          }))}
          {...form.field('chosenBy')}
        />
        <PoolUse pool={values} onChange={set} issue={form.issueAt('keep_h')} />
        <PoolPlace siteId={values.siteId} nasId={values.nasId} onChange={(place) => set(place)} />
        <TextField
          label={t('network.pools.dns')}
          hint={t('network.pools.dnsHint')}
          optional
          value={dns}
          onChange={setDns}
          error={form.issueAt('dns.0') ?? form.issueAt('dns.1')}
        />
        <CheckField
          label={t('network.pools.overlap')}
          hint={t('network.pools.overlapHint')}
          error={form.issueAt('overlap')}
          checked={values.overlap === 'allow'}
          onChange={(allow) => set({ overlap: allow ? 'allow' : 'refuse' })}
        />
        <TextArea label={t('network.notes')} optional {...form.field('notes')} />
      </Form>
    </Dialog>
  )
}
