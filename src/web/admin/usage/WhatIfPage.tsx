import { Gauge, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { listProfiles } from '#modules/catalog/contract.ts'
import { askWhatIf, WHAT_IF_STAGES, type WhatIf } from '#modules/shaping/contract.ts'
import { WhatIfAnswer } from '#web/admin/usage/WhatIfAnswer.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { SwitchField } from '#web/ui/form/Check.tsx'
import { BytesField } from '#web/ui/form/fields.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { Skeleton } from '#web/ui/Skeleton.tsx'

type Asked = {
  after: string[]
  counts: 'total' | 'down' | 'up'
  isFreeAtNight: boolean
}
const OWN = 'own'
const FIRST: Asked = {
  after: ['100000000000', '200000000000'],
  counts: 'total',
  isFreeAtNight: false,
}

/** Whom a fair-use policy would have slowed last month, before anybody is slowed by it. */
export function WhatIfPage() {
  const t = useText()
  const [draft, setDraft] = useState<Asked>(FIRST)
  const [asked, setAsked] = useState<Asked>(FIRST)
  const answer = useCall(askWhatIf, {
    ...{ after: asked.after, counts: asked.counts },
    ...(asked.isFreeAtNight && { freeFrom: '22:00', freeTo: '06:00' }),
  })
  return (
    <Page title={t('usage.whatIf.title')} lead={t('usage.whatIf.lead')} width="wide">
      <div className="grid items-start gap-6 xl:grid-cols-[22rem_1fr]">
        <Question draft={draft} onChange={setDraft} onAsk={() => setAsked(draft)} />
        <Loaded of={answer} skeleton={<Skeleton className="h-96 w-full" />}>
          {(loaded: WhatIf) =>
            loaded.services === 0 ? (
              <EmptyState icon={Gauge} title={t('usage.whatIf.empty')}>
                {t('usage.whatIf.emptyHint')}
              </EmptyState>
            ) : (
              <WhatIfAnswer answer={loaded} />
            )
          }
        </Loaded>
      </div>
    </Page>
  )
}

function Question({
  draft,
  onChange,
  onAsk,
}: {
  draft: Asked
  onChange: (next: Asked) => void
  onAsk: () => void
}) {
  const t = useText()
  const policies = useCall(listProfiles, { kind: ['fair-use'], limit: 200 })
  const [chosen, setChosen] = useState<string>(OWN)
  const found = policies.data?.items ?? []
  const stages = draft.after.length
  const change = (next: Partial<Asked>) => {
    setChosen(OWN)
    onChange({ ...draft, ...next })
  }
  function choose(id: string) {
    setChosen(id)
    const content = found.find((one) => one.id === id)?.latest.content
    if (content?.kind !== 'fair-use') return
    const after = content.stages.map((stage) => String(stage.after))
    onChange({ ...draft, after, counts: content.counts })
  }
  return (
    <Card>
      <div className="grid gap-5">
        <SelectField
          label={t('usage.whatIf.from')}
          value={chosen}
          onChange={choose}
          options={[
            { value: OWN, label: t('usage.whatIf.own') },
            ...found.map(({ id, name }) => ({ value: id, label: name.en })),
          ]}
        />
        {draft.after.map((bytes, place) => (
          // Stages are known by their place: two may say the same while one is typed.
          <div key={place} className="flex items-end gap-2">
            <div className="flex-1">
              <BytesField
                label={t('usage.whatIf.after', { stage: place + 1 })}
                value={bytes}
                onChange={(next) => change({ after: draft.after.with(place, next ?? '') })}
              />
            </div>
            {stages > 1 && (
              <IconButton
                label={t('usage.whatIf.remove', { stage: place + 1 })}
                onClick={() => change({ after: draft.after.toSpliced(place, 1) })}
              >
                <X />
              </IconButton>
            )}
          </div>
        ))}
        {stages < WHAT_IF_STAGES && (
          <Button
            size="sm"
            look="quiet"
            icon={<Plus />}
            onClick={() => change({ after: [...draft.after, twice(draft.after.at(-1))] })}
          >
            {t('usage.whatIf.add')}
          </Button>
        )}
        <SelectField
          label={t('usage.whatIf.counts')}
          value={draft.counts}
          onChange={(counts) => change({ counts })}
          options={(['total', 'down', 'up'] as const).map((value) => ({
            value,
            label: t(`usage.whatIf.countsOf.${value}`),
          }))}
        />
        <SwitchField
          label={t('usage.whatIf.free')}
          checked={draft.isFreeAtNight}
          onChange={(isFreeAtNight) => change({ isFreeAtNight })}
        />
        <Button look="primary" onClick={onAsk} icon={<Gauge />}>
          {t('usage.whatIf.ask')}
        </Button>
      </div>
    </Card>
  )
}

function twice(bytes = ''): string {
  return /^\d+$/.test(bytes) ? String(BigInt(bytes) * 2n) : ''
}
