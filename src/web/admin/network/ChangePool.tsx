import { useState } from 'react'
import { changePool, type PoolRow } from '#modules/network/contract.ts'
import { PoolFields } from '#web/admin/network/PoolFields.tsx'
import { addressesIn, rangesIn, wrongRange } from '#web/admin/network/pool-values.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
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
  const wrong = wrongRange(ranges, (place) => form.issueAt(`addRanges.${place}`))
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
          error={form.issueAt('addRanges') ?? wrong}
        />
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
