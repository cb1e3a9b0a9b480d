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
            {/* A new version on the server starts the form anew from what is stored. */}
            <IdentityForm key={stored.version} stored={stored} />
          </>
        )}
      </Loaded>
    </OrganizationPage>
  )
}
