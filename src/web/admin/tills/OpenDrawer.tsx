import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { openDrawer } from '#modules/tills/contract.ts'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { AmountField, NOTHING } from '#web/ui/form/AmountField.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'

/** Opens the caller's drawer with what they took out of the safe. */
export function OpenDrawer({ onClose }: { onClose: () => void }) {
  const t = useText()
  const sites = useSiteOptions()
  const [id] = useState(randomId)
  const form = useContractForm(openDrawer, {
    defaults: { id, siteId: sites.length === 1 ? (sites[0]?.value ?? '') : '', float: NOTHING },
    fixed: { id },
    refresh: ['tills', 'ledger'],
    onDone: onClose,
  })
  const float = form.field('float')
  return (
    <Dialog open onClose={onClose} title={t('tills.open.title')} hint={t('tills.open.hint')}>
      <Form form={form} submit={t('tills.open.title')} permission={openDrawer} onCancel={onClose}>
        <Combobox
          label={t('tills.site')}
          options={[...sites]}
          value={form.values.siteId}
          error={form.issueAt('siteId')}
          onChange={(siteId) => form.set({ siteId })}
        />
        <AmountField label={t('tills.float')} hint={t('tills.open.floatHint')} {...float} />
      </Form>
    </Dialog>
  )
}
