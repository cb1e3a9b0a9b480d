import type { MessageText } from '#kernel/message.ts'

/** A text as an e-mail: the same words with a greeting and a signature. Plain, so that any phone shows it. */
export function letterFor(
  { text, subject }: MessageText,
  about: { name: string | null; language: 'en' | 'sw'; isp: string },
): MessageText {
  const name = about.name === null ? '' : ` ${about.name}`
  const greeting = about.language === 'sw' ? `Habari${name},` : `Hello${name},`
  return { subject, text: `${greeting}\n\n${text}\n\n${about.isp}\n` }
}
