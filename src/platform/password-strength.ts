import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

export type PasswordStrength = { readonly breached: boolean; readonly guesses_log10: number }

type Judge = { readonly zxcvbn: ZxcvbnFactory; readonly breached: ReadonlySet<string> }

let judge: Promise<Judge> | undefined

/**
 * How long a password would stand against guessing, and whether it is among the 49,000 most common
 * ones of public breaches (ASVS 5.0 V6.2.4, V6.2.12). Nothing leaves the machine. The word lists are
 * loaded at the first question, since most processes never ask.
 */
export async function strengthOf(
  password: string,
  about: readonly string[],
): Promise<PasswordStrength> {
  judge ??= loadJudge()
  const { zxcvbn, breached } = await judge
  return {
    breached: breached.has(password.toLowerCase()),
    guesses_log10: zxcvbn.check(password, [...about]).guessesLog10,
  }
}

async function loadJudge(): Promise<Judge> {
  const [{ ZxcvbnFactory }, common] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return {
    zxcvbn: new ZxcvbnFactory({
      dictionary: common.dictionary,
      graphs: common.adjacencyGraphs,
    }),
    breached: new Set(common.dictionary['passwords-common']),
  }
}
