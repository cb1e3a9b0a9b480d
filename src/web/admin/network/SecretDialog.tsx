import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { SecretBox } from '#web/ui/form/SecretBox.tsx'

/** The secret of a router that was just made. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useText()
  return (
    <Dialog
      open
      sticky
      onClose={onClose}
      title={t('network.routers.secret')}
      footer={
        <Button look="primary" onClick={onClose}>
          {t('network.done')}
        </Button>
      }
    >
      <SecretBox
        label={t('network.routers.secret')}
        value={secret}
        hint={t('network.router.secretOnce')}
      />
    </Dialog>
  )
}
