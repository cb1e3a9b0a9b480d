import { useEffect } from 'react'
import { readMyPrompt, type MyPrompt } from '#modules/payments/contract.ts'
import { queries, useAsked } from '#web/portal/queries.ts'
import { useLanguage, useSay } from '#web/portal/texts.ts'
import type { PortalText } from '#web/portal/texts/en.ts'
import { Button, Card, Loading, Wrong } from '#web/portal/ui.tsx'
import { moneyText } from '#web/portal/words.ts'

const EVERY_ms = 2000
const WORDS: Record<MyPrompt['state'], PortalText> = {
  asking: 'asking',
  open: 'open',
  'by-hand': 'open',
  confirming: 'confirming',
  paid: 'paid',
  failed: 'failed',
  cancelled: 'cancelled',
  'timed-out': 'timedOut',
}
const ENDED = new Set<MyPrompt['state']>(['paid', 'failed', 'cancelled', 'timed-out'])

/** What becomes of a prompt, from the asking to the receipt. */
export function Prompt({ promptId, onAgain }: { promptId: string; onAgain: () => void }) {
  const say = useSay()
  const language = useLanguage()
  const first = useAsked(readMyPrompt, { promptId })
  const isOver = first.data !== undefined && ENDED.has(first.data.state)
  // The same question, asked again while it is open: an answer that stays needs none.
  const prompt = useAsked(readMyPrompt, { promptId }, { every_ms: isOver ? false : EVERY_ms })
  const state = prompt.data?.state
  useEffect(() => {
    if (state === 'paid') void queries.invalidateQueries()
  }, [state])
  if (!prompt.data) return prompt.error ? <Wrong error={prompt.error} /> : <Loading />
  return (
    <Card title={moneyText(prompt.data.amount, language)}>
      <p role="status" className={state === 'paid' ? 'text-good-text' : ''}>
        {say(WORDS[prompt.data.state])}
      </p>
      {isOver && state !== 'paid' && <Button onClick={onAgain}>{say('again')}</Button>}
    </Card>
  )
}
