import { useState } from 'react'
import { changePool, type PoolRow } from '#modules/network/contract.ts'
import { PoolPlace } from '#web/admin/network/PoolPlace.tsx'
import { PoolUse } from '#web/admin/network/PoolUse.tsx'
import { addressesIn, rangesIn } from '#web/admin/network/pool-values.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

export function ChangePool({ pool, onClose }: { pool: PoolRow; onClose: () => void }) {
  const t = useText()
  const [ranges, setRanges] = useState('')
  const [dns, setDns] = useState(pool.dns.join(', '))
  const { name, kind, chosenBy, siteId, nasId, notes, version } = pool
  const { automatic, accesses, keep_h } = pool
  const form = useContractForm(changePool, {
    defaults: {
      ...{ name, kind, chosenBy, siteId, nasId, notes, version },
      ...{ automatic, accesses, keep_h },
      poolId: pool.id,
      dns: pool.dns,
      addRanges: [],
      overlap: 'refuse',
    },
    prepare: (values) => ({ ...values, addRanges: rangesIn(ranges), dns: addressesIn(dns) }),
    onDone: (saved) => {
      toast.good(t('network.pool.changed', { name: saved.name }))
      onClose()
    },
  })
  const { values, set } = form
  const wrongRange = rangesIn(ranges)
    .map((_, place) => form.issueAt(`addRanges.${place}`))
    .find((issue) => issue !== undefined)
  return (
    <Dialog open onClose={onClose} title={t('network.pool.edit')} shape="side">
      <Form
        form={form}
        submit={t('common.save')}
        permission={changePool}
        onCancel={onClose}
        evenUnchanged
      >
        <TextField label={t('network.pools.name')} spellCheck={false} {...form.field('name')} />
        <TextArea
          label={t('network.pools.addRanges')}
          hint={t('network.pools.rangesHint')}
          optional
          spellCheck={false}
          value={ranges}
          onChange={setRanges}
          error={form.issueAt('addRanges') ?? wrongRange}
        />
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
