import { readOrganization } from '#modules/organization/contract.ts'
import { IdentityForm } from '#web/admin/organization/IdentityForm.tsx'
import { OrganizationPage } from '#web/admin/organization/OrganizationPage.tsx'
import { Warnings } from '#web/admin/organization/Warnings.tsx'
import { useCall } from '#web/api.ts'
import { paths } from '#web/paths.ts'
import { Loaded } from '#web/ui/Problem.tsx'

export function IdentityPage() {
  const organization = useCall(readOrganization, {})
  return (
    <OrganizationPage here={paths.organization()}>
      <Loaded of={organization}>
        {(stored) => (
          <>
            <Warnings of={stored.warnings} />
            <IdentityForm stored={stored} />
          </>
        )}
      </Loaded>
    </OrganizationPage>
  )
}
