import { openSite, type Site } from '#modules/organization/contract.ts'
import { SiteFields } from '#web/admin/sites/SiteFields.tsx'
import { emptySite, withoutEmptyContact } from '#web/admin/sites/site-values.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { onClose: () => void; onOpened: (site: Site) => void }

export function OpenSite({ onClose, onOpened }: Props) {
  const t = useText()
  const form = useContractForm(openSite, {
    defaults: emptySite,
    prepare: withoutEmptyContact,
    onDone: (site) => {
      toast.good(t('organization.sites.opened', { name: site.name }))
      onOpened(site)
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('organization.sites.open')} shape="side">
      <Form
        form={form}
        submit={t('organization.sites.open')}
        permission="organization.change-sites"
        onCancel={onClose}
      >
        <SiteFields field={form.field} textOrNull={form.textOrNull} />
      </Form>
    </Dialog>
  )
}
