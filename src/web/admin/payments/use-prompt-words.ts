import { PUSH_WHYS, type Prompt, type PushWhy } from '#modules/payments/contract.ts'
import { useText } from '#web/i18n/index.ts'

function isWhy(given: string | null): given is PushWhy {
  return PUSH_WHYS.some((why) => why === given)
}

/** What a prompt has come to, for the person who sent it and for the one who pays. */
export function usePromptWords() {
  const t = useText()
  return ({ state, why }: Pick<Prompt, 'state' | 'why'>) => {
    const title = t(`payments.ask.states.${state}`)
    if (state === 'failed' || state === 'timed-out')
      return { title, hint: t(`payments.ask.whys.${isWhy(why) ? why : 'unknown-code'}`) }
    return { title, hint: t(`payments.ask.hints.${state}`) }
  }
}
