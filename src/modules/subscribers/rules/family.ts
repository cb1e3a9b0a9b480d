/** How deep companies may stand under one another: group, company, branch, department, line, and room for one more. */
export const LEVELS_MAX = 6

/**
 * May this subscriber be put under that parent? `ancestors` are the parent and all above it, nearest first;
 * `depthBelow` says how many levels stand under the subscriber.
 */
export function decideParent(facts: {
  subscriberId: string
  ancestors: readonly string[]
  depthBelow: number
}): 'yes' | 'circle' | 'too-deep' {
  if (facts.ancestors.includes(facts.subscriberId)) return 'circle'
  return facts.ancestors.length + 1 + facts.depthBelow > LEVELS_MAX ? 'too-deep' : 'yes'
}
