import { Eye, KeyRound } from 'lucide-react'
import { useState } from 'react'
import { readSecret, rotateSecret, type Nas } from '#modules/network/contract.ts'
import { SecretDialog } from '#web/admin/network/SecretDialog.tsx'
import { callWithProof, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { DateTime } from '#web/ui/values.tsx'

/** Shows the secret after a proof of who one is, and makes a new one. */
export function RouterSecret({ nas }: { nas: Nas }) {
  const t = useText()
  const mayNot = useMayNot()
  const [secret, setSecret] = useState<string>()
  const [rotating, setRotating] = useState(false)
  const rotate = useMutate(rotateSecret)

  async function show() {
    try {
      setSecret((await callWithProof(readSecret, { nasId: nas.id })).secret)
    } catch (error) {
      toastProblem(error, t)
    }
  }

  return (
    <Card
      title={t('network.router.secretTitle')}
      hint={t('network.router.secretShown')}
      actions={
        <>
          <Button
            icon={<Eye />}
            onClick={() => void show()}
            disabledBecause={mayNot(readSecret, nas.siteId)}
          >
            {t('network.router.secretShow')}
          </Button>
          <Button
            icon={<KeyRound />}
            onClick={() => setRotating(true)}
            disabledBecause={mayNot(rotateSecret, nas.siteId)}
          >
            {t('network.router.rotate')}
          </Button>
        </>
      }
    >
      <Facts
        facts={[
          { label: t('network.pool.since'), value: <DateTime at={nas.secretChangedAt} /> },
          ...(nas.oldSecretUntil === null
            ? []
            : [
                {
                  label: t('network.router.secretOld'),
                  value: <DateTime at={nas.oldSecretUntil} />,
                },
              ]),
        ]}
      />
      <Confirm
        open={rotating}
        onClose={() => setRotating(false)}
        title={t('network.router.rotateTitle', { name: nas.name })}
        action={t('network.router.rotate')}
        run={async () =>
          setSecret((await rotate.mutateAsync({ nasId: nas.id, version: nas.version })).secret)
        }
      >
        {t('network.router.rotateBody')}
      </Confirm>
      {secret !== undefined && (
        <SecretDialog secret={secret} onClose={() => setSecret(undefined)} />
      )}
    </Card>
  )
}
