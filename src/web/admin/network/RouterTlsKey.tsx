import { KeyRound, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { makeTlsKey, removeTlsKey, type Nas } from '#modules/network/contract.ts'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { SecretBox } from '#web/ui/form/SecretBox.tsx'
import { DateTime } from '#web/ui/values.tsx'

/** The key with which a router proves itself over TLS: shown once, when it is made. */
export function RouterTlsKey({ nas }: { nas: Nas }) {
  const t = useText()
  const mayNot = useMayNot()
  const [made, setMade] = useState<{ identity: string; key: string }>()
  const [asking, setAsking] = useState<'make' | 'remove'>()
  const make = useMutate(makeTlsKey)
  const remove = useMutate(removeTlsKey)
  const about = { nasId: nas.id, version: nas.version }
  const stop = () => setAsking(undefined)

  return (
    <Card
      title={t('network.router.tlsTitle')}
      hint={t('network.router.tlsHint')}
      actions={
        <>
          {nas.tlsKeyMadeAt !== null && (
            <Button
              look="danger-quiet"
              icon={<Trash2 />}
              onClick={() => setAsking('remove')}
              disabledBecause={mayNot(removeTlsKey, nas.siteId)}
            >
              {t('network.router.tlsRemove')}
            </Button>
          )}
          <Button
            icon={<KeyRound />}
            onClick={() => setAsking('make')}
            disabledBecause={mayNot(makeTlsKey, nas.siteId)}
          >
            {t('network.router.tlsMake')}
          </Button>
        </>
      }
    >
      {nas.tlsKeyMadeAt !== null && (
        <Facts
          facts={[
            { label: t('network.pool.since'), value: <DateTime at={nas.tlsKeyMadeAt} /> },
            { label: t('network.router.tlsIdentity'), value: nas.id },
          ]}
        />
      )}
      <Confirm
        open={asking === 'make'}
        onClose={stop}
        title={t('network.router.tlsMakeTitle', { name: nas.name })}
        action={t('network.router.tlsMake')}
        run={async () => setMade(await make.mutateAsync(about))}
      >
        {t('network.router.tlsMakeBody')}
      </Confirm>
      <Confirm
        open={asking === 'remove'}
        onClose={stop}
        danger
        title={t('network.router.tlsRemoveTitle', { name: nas.name })}
        action={t('network.router.tlsRemove')}
        run={() => remove.mutateAsync(about)}
      >
        {t('network.router.tlsRemoveBody')}
      </Confirm>
      {made && (
        <Dialog
          open
          sticky
          onClose={() => setMade(undefined)}
          title={t('network.router.tlsTitle')}
          footer={
            <Button look="primary" onClick={() => setMade(undefined)}>
              {t('network.done')}
            </Button>
          }
        >
          <SecretBox label={t('network.router.tlsIdentity')} value={made.identity} />
          <SecretBox
            label={t('network.router.tlsKey')}
            value={made.key}
            hint={t('network.router.tlsOnce')}
          />
        </Dialog>
      )}
    </Card>
  )
}
