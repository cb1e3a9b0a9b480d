import { ArrowLeftRight, HandCoins, Lock, LockOpen } from 'lucide-react'
import { useState } from 'react'
import { recordPayment } from '#modules/payments/contract.ts'
import { closeDrawer, moveCash, reopenDrawer, type Drawer } from '#modules/tills/contract.ts'
import { CloseDrawer } from '#web/admin/tills/CloseDrawer.tsx'
import { MoveCash, ReopenDrawer } from '#web/admin/tills/DrawerForms.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useCan, useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { ButtonLink } from '#web/ui/Link.tsx'

/** What can be done with a drawer as it is now. Those of others are for whoever may reopen. */
export function DrawerActions({ drawer }: { drawer: Drawer }) {
  const t = useText()
  const can = useCan()
  const mayNot = useMayNot()
  const [open, setOpen] = useState<'move' | 'close' | 'reopen'>()
  const onClose = () => setOpen(undefined)
  const notMine = !drawer.isMine && !can(reopenDrawer, drawer.siteId) && t('tills.notYours')
  return (
    <>
      {drawer.state === 'closed' ? (
        <Button
          icon={<LockOpen />}
          onClick={() => setOpen('reopen')}
          disabledBecause={mayNot(reopenDrawer, drawer.siteId)}
        >
          {t('tills.reopen.title')}
        </Button>
      ) : (
        <>
          {drawer.isMine && can(recordPayment) && (
            <ButtonLink icon={<HandCoins />} to={`${paths.payments()}?open=new`}>
              {t('tills.take')}
            </ButtonLink>
          )}
          <Button
            icon={<ArrowLeftRight />}
            onClick={() => setOpen('move')}
            disabledBecause={mayNot(moveCash, drawer.siteId) || notMine}
          >
            {t('tills.move.title')}
          </Button>
          <Button
            look="primary"
            icon={<Lock />}
            onClick={() => setOpen('close')}
            disabledBecause={mayNot(closeDrawer, drawer.siteId) || notMine}
          >
            {t('tills.close.title')}
          </Button>
        </>
      )}
      {open === 'move' && <MoveCash drawer={drawer} onClose={onClose} />}
      {open === 'close' && <CloseDrawer drawer={drawer} onClose={onClose} />}
      {open === 'reopen' && <ReopenDrawer drawer={drawer} onClose={onClose} />}
    </>
  )
}
