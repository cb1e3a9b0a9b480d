import {
  CirclePause,
  CirclePlay,
  FileSignature,
  Pin,
  ReceiptText,
  StickyNote,
  UserRound,
  Wifi,
  type LucideIcon,
} from 'lucide-react'
import { useState } from 'react'
import {
  pinNote,
  readTimeline,
  writeNote,
  type Moment,
  type Subscriber,
} from '#modules/subscribers/contract.ts'
import { useActorName } from '#web/admin/audit/use-actor-name.ts'
import { useCall, useMutate } from '#web/api.ts'
import { en } from '#web/i18n/en/index.ts'
import { useText, type Text, type TextKey } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { Timeline, type TimelineEntry } from '#web/ui/Timeline.tsx'
import { toast } from '#web/ui/toast.ts'

type Props = { subscriber: Subscriber }

export function TimelinePart({ subscriber }: Props) {
  const t = useText()
  const [before, setBefore] = useState<string>()
  const entry = useEntry(subscriber)
  const timeline = useCall(readTimeline, {
    subscriberId: subscriber.id,
    ...(before !== undefined && { before }),
  })
  return (
    <div className="grid items-start gap-6 xl:grid-cols-[3fr_2fr]">
      <Loaded of={timeline}>
        {({ moments, pinned, more }) => (
          <div className="grid gap-6">
            {pinned.length > 0 && (
              <Card title={t('subscribers.timeline.pinned')}>
                <Timeline label={t('subscribers.timeline.pinned')} entries={pinned.map(entry)} />
              </Card>
            )}
            <Card title={t('subscribers.timeline.title')}>
              {moments.length === 0 ? (
                <p className="text-soft">{t('subscribers.timeline.none')}</p>
              ) : (
                <Timeline label={t('subscribers.timeline.title')} entries={moments.map(entry)} />
              )}
              {more && (
                <Button className="mt-4" onClick={() => setBefore(moments.at(-1)?.id)}>
                  {t('subscribers.timeline.older')}
                </Button>
              )}
            </Card>
          </div>
        )}
      </Loaded>
      <WriteNote subscriber={subscriber} />
    </div>
  )
}

function WriteNote({ subscriber }: Props) {
  const t = useText()
  const form = useContractForm(writeNote, {
    defaults: { subscriberId: subscriber.id, note: '', pinned: false },
    onDone: () => {
      form.set({ note: '', pinned: false })
      toast.good(t('subscribers.timeline.saved'))
    },
  })
  return (
    <Card title={t('subscribers.timeline.write')}>
      <Form
        form={form}
        submit={t('subscribers.timeline.save')}
        permission={writeNote}
        guard={false}
      >
        <TextArea label={t('subscribers.timeline.write')} labelHidden {...form.field('note')} />
        <CheckField
          label={t('subscribers.timeline.pin')}
          checked={form.values.pinned}
          onChange={(pinned) => form.set({ pinned })}
        />
      </Form>
    </Card>
  )
}

const ICONS: readonly (readonly [start: string, icon: LucideIcon])[] = [
  ['note', StickyNote],
  ['services.held', CirclePause],
  ['services.hold-lifted', CirclePlay],
  ['subscribers.contract', FileSignature],
  ['services.', Wifi],
  ['billing.', ReceiptText],
]

function useEntry(subscriber: Subscriber) {
  const t = useText()
  const name = useActorName()
  const mayNot = useMayNot()
  const pin = useMutate(pinNote)
  return (moment: Moment): TimelineEntry => ({
    id: moment.id,
    at: moment.at,
    icon: ICONS.find(([start]) => moment.what.startsWith(start))?.[1] ?? UserRound,
    tone: moment.what === 'note' ? 'accent' : moment.what === 'services.held' ? 'warn' : 'neutral',
    title: moment.note ?? titleOf(moment, t),
    by: name({ actorKind: moment.by.kind, actorId: moment.by.id }),
    detail: moment.what === 'note' && (
      <Button
        size="sm"
        look="quiet"
        icon={<Pin />}
        disabledBecause={mayNot(pinNote, subscriber.siteId ?? undefined)}
        onClick={() => {
          pin
            .mutateAsync({
              subscriberId: subscriber.id,
              noteId: moment.id,
              pinned: !moment.pinned,
            })
            .catch((error: unknown) => toastProblem(error, t))
        }}
      >
        {moment.pinned ? t('subscribers.timeline.unpin') : t('subscribers.timeline.pin')}
      </Button>
    ),
  })
}

/** What happened in words; what a newer room writes and this web does not know is shown by its name. */
function titleOf(moment: Moment, t: Text): string {
  const name = moment.what.replace('.', '-')
  if (!(name in en.subscribers.timeline.what)) return moment.what
  // The key was just looked up, and each of these texts asks for what its moment tells.
  const say = t as (key: TextKey, facts: Record<string, string>) => string
  const facts = Object.entries(moment.facts).flatMap(([fact, told]) =>
    typeof told === 'string' || typeof told === 'number' ? [[fact, String(told)] as const] : [],
  )
  return say(`subscribers.timeline.what.${name}` as TextKey, Object.fromEntries(facts))
}
