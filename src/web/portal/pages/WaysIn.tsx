import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#kernel/client.ts'
import {
  addMyPasskey,
  beginMyPasskey,
  readMyWaysIn,
  removeMyPasskey,
  renameMyPasskey,
  unlinkGoogle,
} from '#modules/subscribers/contract.ts'
import { useMoment } from '#web/portal/moment.ts'
import { queries, useAsked, useDo } from '#web/portal/queries.ts'
import { useSay } from '#web/portal/texts.ts'
import { Button, Card, Field, Wrong } from '#web/portal/ui.tsx'
import { makePasskey, passkeyHome } from '#web/state/passkey.ts'

/** Passkeys and Google: what opens somebody's portal beside a code, and how each is taken away. */
export function WaysIn() {
  const say = useSay()
  const moment = useMoment()
  const ways = useAsked(readMyWaysIn, {})
  const unlink = useDo(unlinkGoogle)
  const home = passkeyHome(location.href)
  const hasPasskeys = typeof PublicKeyCredential !== 'undefined'
  return (
    <Card title={say('waysIn')}>
      <p className="text-sm text-soft">{say('waysInHint')}</p>
      {ways.data?.passkeys.length === 0 && <p>{say('passkeysNone')}</p>}
      <ul>
        {ways.data?.passkeys.map((passkey) => (
          <Passkey key={passkey.id} passkey={passkey} />
        ))}
        {ways.data?.google && (
          <li className="flex items-center justify-between gap-3 border-t py-2">
            <span>
              <span className="block font-medium">{say('google')}</span>
              <span className="text-sm text-soft">
                {say('deviceSince', { at: moment(ways.data.google.linkedAt) })}
              </span>
            </span>
            <Button busy={unlink.isPending} onClick={() => unlink.mutate({})}>
              {say('remove')}
            </Button>
          </li>
        )}
      </ul>
      <Wrong error={ways.error ?? unlink.error} />
      {hasPasskeys && home === 'here' && <NewPasskey />}
      {hasPasskeys && home !== 'here' && home !== undefined && (
        <a href={home} className="text-accent-text underline">
          {say('passkeyElsewhere', { at: new URL(home).host })}
        </a>
      )}
    </Card>
  )
}

function Passkey({
  passkey,
}: {
  passkey: { id: string; name: string; addedAt: string; lastUsedAt: string | null }
}) {
  const say = useSay()
  const moment = useMoment()
  const [name, setName] = useState<string>()
  const rename = useDo(renameMyPasskey, () => setName(undefined))
  const remove = useDo(removeMyPasskey)
  const { id: passkeyId, addedAt, lastUsedAt } = passkey
  return (
    <li className="grid gap-2 border-t py-2">
      <span>
        <span className="block font-medium break-words">{passkey.name}</span>
        <span className="text-sm text-soft">
          {lastUsedAt === null
            ? say('deviceSince', { at: moment(addedAt) })
            : say('passkeyUsed', { at: moment(lastUsedAt) })}
        </span>
      </span>
      {name === undefined ? (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setName(passkey.name)}>{say('rename')}</Button>
          <Button busy={remove.isPending} onClick={() => remove.mutate({ passkeyId })}>
            {say('remove')}
          </Button>
        </div>
      ) : (
        <form
          className="grid gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            rename.mutate({ passkeyId, name })
          }}
        >
          <Field
            label={say('passkeyName')}
            value={name}
            maxLength={60}
            required
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" busy={rename.isPending}>
            {say('save')}
          </Button>
        </form>
      )}
      <Wrong error={rename.error ?? remove.error} />
    </li>
  )
}

function NewPasskey() {
  const say = useSay()
  const [name, setName] = useState('')
  const [isDeclined, setDeclined] = useState(false)
  const add = useMutation({
    mutationFn: async () => {
      setDeclined(false)
      const { options } = await call(beginMyPasskey, {})
      const response = await makePasskey(options).catch(() => undefined)
      if (!response) return setDeclined(true)
      await call(addMyPasskey, { name, response })
      setName('')
      await queries.invalidateQueries()
    },
  })
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate()
      }}
    >
      <Field
        label={say('passkeyName')}
        hint={say('passkeyNameHint')}
        value={name}
        maxLength={60}
        required
        onChange={(event) => setName(event.target.value)}
      />
      {isDeclined && <p role="status">{say('passkeyDeclined')}</p>}
      <Wrong error={add.error} />
      <Button type="submit" busy={add.isPending}>
        {say('passkeyAdd')}
      </Button>
    </form>
  )
}
