import { changeSite, type Site } from '#modules/organization/contract.ts'
import { StaleBanner } from '#web/admin/organization/StaleBanner.tsx'
import { SiteFields } from '#web/admin/sites/SiteFields.tsx'
import { siteValuesOf, withoutEmptyContact } from '#web/admin/sites/site-values.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

export function ChangeSite({ site, onClose }: { site: Site; onClose: () => void }) {
  const t = useText()
  const form = useContractForm(changeSite, {
    defaults: { ...siteValuesOf(site), siteId: site.id, version: site.version },
    prepare: withoutEmptyContact,
    onDone: (saved) => {
      toast.good(t('organization.sites.changed', { name: saved.name }))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('organization.sites.edit')} shape="side">
      <Form form={form} submit={t('common.save')} permission={changeSite} onCancel={onClose}>
        <StaleBanner form={form} />
        <SiteFields field={form.field} textOrNull={form.textOrNull} />
      </Form>
    </Dialog>
  )
}
