import { useState } from 'react'
import { addPool, POOL_KINDS, type PoolRow } from '#modules/network/contract.ts'
import { PoolFields } from '#web/admin/network/PoolFields.tsx'
import { addressesIn, rangesIn, wrongRange } from '#web/admin/network/pool-values.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
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
  const wrong = wrongRange(ranges, (place) => form.issueAt(`ranges.${place}`))
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
          error={form.issueAt('ranges') ?? wrong}
        />
        {values.kind !== 'ipv4' && (
          <NumberField
            label={t('network.pools.partLength')}
            unit="bit"
            {...form.field('partLength')}
          />
        )}
        <PoolFields
          pool={values}
          onChange={set}
          chosenBy={form.field('chosenBy')}
          dns={{ value: dns, onChange: setDns }}
          notes={form.field('notes')}
          issueAt={form.issueAt}
        />
      </Form>
    </Dialog>
  )
}
