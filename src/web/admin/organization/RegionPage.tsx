import { readOrganization } from '#modules/organization/contract.ts'
import { OrganizationPage } from '#web/admin/organization/OrganizationPage.tsx'
import { RegionForm } from '#web/admin/organization/RegionForm.tsx'
import { useCall } from '#web/api.ts'
import { paths } from '#web/paths.ts'
import { Loaded } from '#web/ui/Problem.tsx'

export function RegionPage() {
  const organization = useCall(readOrganization, {})
  return (
    <OrganizationPage here={paths.organization('region')}>
      <Loaded of={organization}>{(stored) => <RegionForm stored={stored} />}</Loaded>
    </OrganizationPage>
  )
}
