import type { FaultPlan } from './fault-lab.ts'

/** Where faults are chosen on a page: by chance with a seed, or for the next thing that could go so wrong. Posts to /lab/chance, /lab/calm and /lab/next. */
export function faultForms<F extends string>(
  { perMille = {}, seed = 1 }: FaultPlan<F>,
  sentences: Readonly<Record<F, string>>,
  more = '',
): string {
  const chance: Readonly<Partial<Record<string, number>>> = perMille
  const all = Object.entries<string>(sentences)
  const chances = all
    .map(
      ([fault, says]) =>
        `<label class="row"><span>${says}</span><input name="${fault}" inputmode="numeric" pattern="[0-9]{1,4}" value="${chance[fault] ?? 0}" aria-label="${says}, of a thousand"></label>`,
    )
    .join('')
  const next = all
    .map(([fault, says]) => `<button name="fault" value="${fault}">${says}</button>`)
    .join('')
  return `<section><h2>By chance, of a thousand</h2><form method="post" action="/lab/chance">${chances}
<label class="row"><span>Seed: the same one makes the same faults</span><input name="seed" inputmode="numeric" value="${seed}"></label>${more}
<button class="go">Let it go wrong</button></form><form method="post" action="/lab/calm"><button>Let all be well</button></form></section>
<section><h2>The next time, once</h2><form method="post" action="/lab/next">${next}</form></section>`
}

/** What somebody chose by chance; anything that is no number is none. */
export function readChances<F extends string>(
  form: URLSearchParams,
  faults: readonly F[],
): Pick<FaultPlan<F>, 'perMille' | 'seed'> {
  const amount = (name: string) => Math.max(0, Number(form.get(name)) || 0)
  const perMille: Partial<Record<F, number>> = {}
  for (const fault of faults) perMille[fault] = Math.min(1000, amount(fault))
  return { perMille, seed: Math.floor(amount('seed')) }
}
