import { choosePerson, type Me } from '#modules/subscribers/contract.ts'
import { useDo } from '#web/portal/queries.ts'
import { useSay } from '#web/portal/texts.ts'
import { Wrong } from '#web/portal/ui.tsx'

/** Whose things are shown, where one phone looks after several: a parent, or somebody at a company. */
export function People({ me }: { me: Me }) {
  const say = useSay()
  const choose = useDo(choosePerson, undefined, 'anew')
  if (me.people.length < 2) return null
  return (
    <label className="grid gap-1">
      <span className="font-medium">{say('shownFor')}</span>
      <select
        value={me.subscriberId}
        disabled={choose.isPending}
        onChange={(event) => choose.mutate({ subscriberId: event.target.value })}
        className="min-h-11 w-full min-w-0 rounded-lg border border-field bg-surface px-3"
      >
        {me.people.map(({ id, name, number }) => (
          <option key={id} value={id}>{`${name} · ${number}`}</option>
        ))}
      </select>
      <Wrong error={choose.error} />
    </label>
  )
}
