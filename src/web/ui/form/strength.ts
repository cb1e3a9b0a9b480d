import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

const factory = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })

/** 0 (guessed at once) to 4 (strong), knowing the words that an attacker knows about this person. */
export async function scoreOf(password: string, about: string[]): Promise<0 | 1 | 2 | 3 | 4> {
  return (await factory.checkAsync(password.slice(0, 128), about)).score
}
