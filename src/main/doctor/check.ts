/** What the doctor found about one thing. `bad`: Kasi will not run well, or not at all, until `todo` is done. */
export type Finding = {
  what: string
  state: 'good' | 'worrying' | 'bad'
  said: string
  todo?: string
}

export function good(what: string, said: string): Finding {
  return { what, state: 'good', said }
}

export function worrying(what: string, said: string, todo: string): Finding {
  return { what, state: 'worrying', said, todo }
}

export function bad(what: string, said: string, todo: string): Finding {
  return { what, state: 'bad', said, todo }
}
