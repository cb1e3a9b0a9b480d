import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** They start programs, browsers or clusters of their own, and mostly wait for them. */
const SLOW = /\/(?:journeys|src\/main)\/|\/tools\/new-room/

/**
 * The order of test files: what takes long begins first, so that no long file runs alone at the end. Vitest knows from the
 * last run how long each took; where there was none it goes by the length of the text, which says nothing about that.
 */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isSlow = ({ moduleId }: TestSpecification) => SLOW.test(moduleId)
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))]
  }
}
