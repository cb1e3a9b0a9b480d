import { inspect } from 'node:util'

const HIDDEN = '[secret]'

/**
 * Text that must not be seen: a password, a key, a token. However it is printed (string, JSON, a log
 * line, an error's facts, the inspector), it prints as `[secret]`; only `reveal()` gives the text, so
 * a search for `reveal` finds every place that handles one (ASVS 5.0 V13.3.1, V16.2.5).
 */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  reveal(): string {
    return this.#text
  }

  toString(): string {
    return HIDDEN
  }

  toJSON(): string {
    return HIDDEN
  }

  [inspect.custom](): string {
    return HIDDEN
  }
}
