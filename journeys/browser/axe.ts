import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

export type Look = {
  /** Further sets of rules. */
  readonly more?: readonly string[]
  /** Only what lies in this. */
  readonly within?: string
  /** What was looked at already, and stays as it is. */
  readonly without?: string
}

/**
 * What axe finds against WCAG 2.2 AA on a page as it stands. axe is handed in once for each document and tells violations
 * only: what it prepares and carries over otherwise takes longer than its looking.
 */
export async function violations(
  page: Page,
  { more = [], within = 'body', without }: Look = {},
): Promise<string[]> {
  expect(page.frames(), 'a frame would not be looked into').toHaveLength(1)
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe.source)
  const context = { include: [within], ...(without && { exclude: [without] }) }
  const options: axe.RunOptions = {
    runOnly: { type: 'tag', values: [...WCAG, ...more] },
    resultTypes: ['violations'],
  }
  const found = await page.evaluate<axe.Result[]>(
    `axe.run(${JSON.stringify(context)}, ${JSON.stringify(options)}).then((results) => results.violations)`,
  )
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')} ${failureSummary}`),
  )
}
