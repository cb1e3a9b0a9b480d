import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * What axe finds against WCAG 2.2 AA on a page as it stands; `more` names further sets of rules. axe is handed in once
 * for each document and tells violations only: what it prepares and carries over otherwise takes longer than its looking.
 */
export async function violations(page: Page, more: readonly string[] = []): Promise<string[]> {
  expect(page.frames(), 'a frame would not be looked into').toHaveLength(1)
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe.source)
  const options: axe.RunOptions = {
    runOnly: { type: 'tag', values: [...WCAG, ...more] },
    resultTypes: ['violations'],
  }
  const found = await page.evaluate<axe.Result[]>(
    `axe.run('body', ${JSON.stringify(options)}).then((results) => results.violations)`,
  )
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')} ${failureSummary}`),
  )
}
