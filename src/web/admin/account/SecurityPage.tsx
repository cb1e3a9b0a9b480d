import { getFactors } from '#modules/staff/contract.ts'
import { AccountPage } from '#web/admin/account/AccountPage.tsx'
import { ChangePassword } from '#web/admin/account/ChangePassword.tsx'
import { PasskeysCard } from '#web/admin/account/PasskeysCard.tsx'
import { RecoveryCodesCard } from '#web/admin/account/RecoveryCodesCard.tsx'
import { TotpCard } from '#web/admin/account/TotpCard.tsx'
import { useCall } from '#web/api.ts'
import { paths } from '#web/paths.ts'
import { Loaded } from '#web/ui/Problem.tsx'

export function SecurityPage() {
  const factors = useCall(getFactors, {})
  return (
    <AccountPage here={paths.account('security')}>
      <Loaded of={factors}>
        {(loaded) => (
          <>
            <TotpCard factors={loaded} />
            <PasskeysCard factors={loaded} />
            <RecoveryCodesCard left={loaded.recoveryCodesLeft} />
          </>
        )}
      </Loaded>
      <ChangePassword />
    </AccountPage>
  )
}
