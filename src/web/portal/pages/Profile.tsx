import { useState } from 'react'
import { formatPhone } from '#kernel/phone.ts'
import {
  changeMyLanguage,
  setMyConsent,
  setMyPassword,
  signOutOfPortal,
  type Me,
} from '#modules/subscribers/contract.ts'
import { People } from '#web/portal/pages/People.tsx'
import { WaysIn } from '#web/portal/pages/WaysIn.tsx'
import { queries, useDo } from '#web/portal/queries.ts'
import { setLanguage, useSay } from '#web/portal/texts.ts'
import { Button, Card, Field, Switch, Wrong } from '#web/portal/ui.tsx'

const MARKETING = [
  ['marketing-sms', 'marketingSms'],
  ['marketing-email', 'marketingEmail'],
  ['marketing-whatsapp', 'marketingWhatsapp'],
] as const

/** Who somebody is, what they agree to, and how they sign in. */
export function Profile({ me }: { me: Me }) {
  const say = useSay()
  const consent = useDo(setMyConsent)
  const language = useDo(changeMyLanguage, ({ language: now }) => void setLanguage(now))
  // What is shown is asked for anew, and nothing of it is kept; `clear` would leave it standing on the screen.
  const signOut = useDo(signOutOfPortal, () => void queries.resetQueries(), 'nothing')
  return (
    <div className="grid gap-4">
      <h1 className="text-2xl font-semibold">{say('me')}</h1>
      <People me={me} />
      <Card title={say('profile')}>
        <p className="font-medium">{me.name}</p>
        <p className="text-soft">{say('account', { number: me.number })}</p>
        <Button
          busy={language.isPending}
          onClick={() => language.mutate({ language: me.language === 'en' ? 'sw' : 'en' })}
        >
          {say('language')}
        </Button>
        <Wrong error={language.error} />
      </Card>
      <Card title={say('contacts')}>
        <ul>
          {me.contacts.map(({ channel, value }) => (
            <li key={`${channel} ${value}`} className="break-words">
              {channel === 'email' ? value : formatPhone(value)}
            </li>
          ))}
        </ul>
        <p className="text-sm text-soft">{say('contactsHint')}</p>
      </Card>
      <Card title={say('consents')}>
        {MARKETING.map(([purpose, key]) => (
          <Switch
            key={purpose}
            label={say(key)}
            isOn={me.consents.includes(purpose)}
            busy={consent.isPending}
            onChange={(to) => consent.mutate({ purpose, what: to ? 'given' : 'withdrawn' })}
          />
        ))}
        <Wrong error={consent.error} />
      </Card>
      <WaysIn />
      <Password me={me} />
      <div className="grid gap-2">
        <Button busy={signOut.isPending} onClick={() => signOut.mutate({ where: 'here' })}>
          {say('signOut')}
        </Button>
        <Button look="quiet" onClick={() => signOut.mutate({ where: 'everywhere' })}>
          {say('signOutEverywhere')}
        </Button>
        <Wrong error={signOut.error} />
      </div>
    </div>
  )
}

function Password({ me }: { me: Me }) {
  const say = useSay()
  const [password, setPassword] = useState('')
  const set = useDo(setMyPassword, () => setPassword(''))
  return (
    <Card title={say(me.hasPassword ? 'changePassword' : 'setPassword')}>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          set.mutate({ password })
        }}
      >
        <Field
          label={say('password')}
          hint={say('passwordHint')}
          type="password"
          autoComplete="new-password"
          minLength={10}
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Wrong error={set.error} />
        {set.isSuccess && <p role="status">{say('saved')}</p>}
        <Button type="submit" busy={set.isPending}>
          {say('save')}
        </Button>
      </form>
    </Card>
  )
}
