import { expect, test } from 'vitest'
import { fillText, placeholdersIn, plainSms, smsSize } from '#kernel/message.ts'
import { TEMPLATES } from './templates.ts'

test('every text fits into two SMS in plain letters, and asks only for what is filled in', () => {
  for (const template of Object.values(TEMPLATES)) {
    const fillable = [...Object.keys(template.placeholders), 'isp']
    for (const language of ['en', 'sw'] as const) {
      const { text, subject } = template.texts[language]
      const asked = [...placeholdersIn(text), ...placeholdersIn(subject)]
      expect(
        asked.filter((name) => !fillable.includes(name)),
        template.name,
      ).toEqual([])
      const samples = Object.entries(template.placeholders).map(([name, sample]) => [
        name,
        sample[language],
      ])
      const filled = fillText(text, { ...Object.fromEntries(samples), isp: 'Savanna Net' })
      expect(smsSize(plainSms(filled)), `${template.name} ${language}`).toMatchObject({
        alphabet: 'gsm-7',
      })
      expect(
        smsSize(plainSms(filled)).parts,
        `${template.name} ${language}: ${filled}`,
      ).toBeLessThanOrEqual(2)
    }
  }
})
