import { readBrand } from '#modules/organization/contract.ts'
import { BrandCards } from '#web/admin/organization/BrandCards.tsx'
import { OrganizationPage } from '#web/admin/organization/OrganizationPage.tsx'
import { useCall } from '#web/api.ts'
import { paths } from '#web/paths.ts'
import { Loaded } from '#web/ui/Problem.tsx'

export function BrandPage() {
  const brand = useCall(readBrand, {})
  return (
    <OrganizationPage here={paths.organization('brand')}>
      <Loaded of={brand}>{(stored) => <BrandCards brand={stored} />}</Loaded>
    </OrganizationPage>
  )
}
