import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { SecretBox } from '#web/ui/form/SecretBox.tsx'

/** The signing secret, shown once. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useText()
  return (
    <Dialog
      open
      sticky
      onClose={onClose}
      title={t('system.webhooks.secretTitle')}
      footer={
        <Button look="primary" onClick={onClose}>
          {t('system.webhooks.secretDone')}
        </Button>
      }
    >
      <SecretBox
        label={t('system.webhooks.secretTitle')}
        value={secret}
        hint={t('system.webhooks.secretHint')}
      />
    </Dialog>
  )
}
